"""Loops: they begin as the still, and end where they begin."""

import numpy as np
import pytest

from engine.motion.moves import Moment, Moves


def moves(seconds: float = 4.0, seed: int = 1, **off: bool) -> Moves:
    return Moves(seconds, seed, **({"breath": True, "blink": True, "drift": True} | off))


def numbers(moment: Moment) -> np.ndarray:
    scalars = (moment.breath, moment.blink, moment.azimuth, moment.elevation, moment.nearer)
    return np.array([*scalars, *moment.head])


@pytest.mark.parametrize("seconds", [1.0, 2.5, 4.0, 9.7])
@pytest.mark.parametrize("seed", range(4))
def test_a_loop_begins_as_the_still_and_closes(seconds: float, seed: int) -> None:
    of = moves(seconds, seed)
    assert np.allclose(numbers(of.at(0)), 0, atol=1e-9)
    assert np.allclose(numbers(of.at(1)), 0, atol=1e-9)


def test_nothing_jumps() -> None:
    of = moves(blink=False)
    course = np.array([numbers(of.at(t)) for t in np.linspace(0, 1, 97)])
    assert np.abs(np.diff(course, axis=0)).max() < 0.1


@pytest.mark.parametrize("seconds", [1.0, 4.0, 10.0])
def test_a_blink_shuts_wholly_and_opens_again(seconds: float) -> None:
    of = moves(seconds)
    lids = np.array([of.at(t).blink for t in np.linspace(0, 1, int(seconds * 200))])
    assert lids.max() == 1
    assert lids[0] == lids[-1] == 0
    assert 0.02 < (lids > 0).mean() < 0.4


def test_what_is_switched_off_rests() -> None:
    course = [moves(breath=False, blink=False, drift=False).at(t) for t in (0.2, 0.5, 0.8)]
    assert course == [Moment()] * 3
    assert all(moves(drift=False).at(t).azimuth == 0 for t in (0.2, 0.7))
    assert moves(0.4).blinks == (), "too short to blink"


def test_another_seed_moves_otherwise() -> None:
    assert len({moves(seed=seed).blinks for seed in range(5)}) == 5
