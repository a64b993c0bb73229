"""Loops: they begin as the still, and end where they begin."""

from typing import get_args

import numpy as np
import pytest

from engine.motion.moves import Moment, Moves
from engine.protocol import Move

ALL: tuple[Move, ...] = get_args(Move)


def numbers(moment: Moment) -> np.ndarray:
    scalars = (moment.breath, moment.blink, moment.azimuth, moment.elevation, moment.nearer)
    return np.array([*scalars, moment.defocus, *moment.gaze, *moment.head])


@pytest.mark.parametrize("seconds", [1.0, 2.5, 4.0, 9.7])
@pytest.mark.parametrize("seed", range(4))
def test_a_loop_begins_as_the_still_and_closes(seconds: float, seed: int) -> None:
    of = Moves(seconds, seed, ALL, strength=1)
    assert np.allclose(numbers(of.at(0)), 0, atol=1e-9)
    assert np.allclose(numbers(of.at(1)), 0, atol=1e-9)


def test_nothing_jumps_but_eyes_and_lids() -> None:
    of = Moves(4.0, 1, ("breath", "drift", "push", "focus"))
    course = np.array([numbers(of.at(t)) for t in np.linspace(0, 1, 97)])
    assert np.abs(np.diff(course, axis=0)).max() < 0.1


def test_a_loop_rests_where_it_closes() -> None:
    of = Moves(4.0, 1, ("breath", "drift", "push", "focus"))
    steps = np.abs(np.diff([numbers(of.at(i / 96)) for i in range(97)], axis=0))
    assert (steps[-1] <= steps.max(0) + 1e-9).all()
    assert steps[-1].sum() < steps.sum(1).max() / 3


@pytest.mark.parametrize("seconds", [1.0, 4.0, 10.0])
def test_a_blink_shuts_wholly_and_opens_again(seconds: float) -> None:
    of = Moves(seconds)
    lids = np.array([of.at(t).blink for t in np.linspace(0, 1, int(seconds * 200))])
    assert lids.max() == 1
    assert lids[0] == lids[-1] == 0
    assert 0.02 < (lids > 0).mean() < 0.4


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("seconds", [2.0, 4.0, 6.0])
def test_a_glance_jumps_rests_and_returns(seconds: float, seed: int) -> None:
    of = Moves(seconds, seed, ("glance",))
    aside = np.array([of.at(t).gaze[0] for t in np.linspace(0, 1, int(seconds * 200))])
    away = np.abs(aside) > 0.99 * np.abs(aside).max()
    assert 5 < np.abs(aside).max() < 20
    assert 0.07 < away.mean() < 0.6
    assert aside[0] == aside[-1] == 0


def test_a_push_that_does_not_return_ends_nearest() -> None:
    of = Moves(4.0, 1, ("push", "focus"), loop=False)
    assert of.time(95, 96) == 1
    assert of.at(0).nearer == 0
    assert of.at(1).nearer > Moves(4.0, 1, ("push",)).at(0.5).nearer
    assert (of.at(0).defocus, of.at(1).defocus) == (1, 0), "focus is pulled onto the subject"


def test_what_is_not_asked_for_rests() -> None:
    still = Moves(4.0, names=("rain",))
    assert [still.at(t) for t in (0.2, 0.5, 0.8)] == [Moment()] * 3
    assert all(Moves(4.0, names=("breath",)).at(t).azimuth == 0 for t in (0.2, 0.7))
    assert Moves(0.4).blinks == (), "too short to blink"


def test_strength_is_size_but_a_blink_always_shuts() -> None:
    weak, strong = (Moves(4.0, 1, ALL, strength=s) for s in (0.25, 0.75))
    assert strong.at(0.3).azimuth == pytest.approx(3 * weak.at(0.3).azimuth)
    assert strong.blinks == weak.blinks


def test_another_seed_moves_otherwise() -> None:
    assert len({Moves(4.0, seed).blinks for seed in range(5)}) == 5
