"""Lids and gaze."""

import numpy as np
import pytest

from engine.motion.moves import Moment, Moves
from engine.motion.still.gaze import eyes, looked
from engine.motion.still.scene import Scene
from engine.motion.still.socket import Socket

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)


@pytest.fixture(scope="module")
def pair(scene: Scene):
    found = eyes(scene, Moves(4, 1, ("blink", "glance")))
    assert len(found) == 2
    return found


def opening(socket: Socket) -> np.ndarray:
    return (np.abs(socket.u) < 0.4) & (socket.v > socket.upper) & (socket.v < socket.lower)


def skin(socket: Socket) -> np.ndarray:
    return (np.abs(socket.u) < 0.4) & (socket.v > socket.lower + 0.2)


def test_a_closed_eye_shows_skin_and_no_eye(pair) -> None:
    for eye in pair:
        where, crop = opening(eye.socket), eye.socket.crop @ LUMA
        shut = eye.at(Moment(blink=1.0)) @ LUMA
        assert (
            crop[where].std() > 2.5 * shut[where & (eye.socket.v < eye.socket.lower - 0.08)].std()
        )
        assert abs(np.median(shut[where]) - np.median(crop[skin(eye.socket)])) < 0.12


def test_lids_come_down_and_the_skin_below_stays(pair) -> None:
    for eye in pair:
        where = opening(eye.socket)
        open_, half, shut = (eye.at(Moment(blink=b)) for b in (0.0, 0.5, 1.0))
        assert np.array_equal(open_, eye.socket.crop)
        middle = (eye.socket.upper + eye.socket.lower) / 2
        above = where & (eye.socket.v < middle - 0.08)
        below = where & (eye.socket.v > middle + 0.1)
        assert np.abs(half - shut)[above].mean() < np.abs(half - open_)[above].mean()
        assert np.abs(half - open_)[below].mean() < np.abs(half - shut)[below].mean()
        cheek = (eye.socket.v > eye.socket.lower + 0.25) & (np.abs(eye.socket.u) < 0.4)
        assert np.abs(shut - open_)[cheek].max() < 0.02


def test_a_glance_takes_the_iris_along_and_leaves_the_lids(pair) -> None:
    for eye in pair:
        where = opening(eye.socket)

        def dark(picture: np.ndarray, where=where, at=eye.socket) -> float:
            weight = np.clip(0.45 - picture @ LUMA, 0, None) * where
            return float((weight * at.u).sum() / weight.sum())

        rest, right, left = (dark(eye.at(Moment(gaze=(g, 0.0)))) for g in (0.0, 12.0, -12.0))
        assert right - rest > 0.02
        assert rest - left > 0.02
        change = np.abs(eye.at(Moment(gaze=(12.0, 0.0))) - eye.socket.crop)
        outside = (eye.socket.v < eye.socket.upper - 0.06) | (
            eye.socket.v > eye.socket.lower + 0.06
        )
        assert change[outside].max() < 1e-3


def test_only_the_eyes_change(scene: Scene, pair) -> None:
    shut = looked(scene.subject, pair, Moment(blink=1.0))
    outside = np.ones(scene.cover.shape, bool)
    for eye in pair:
        outside[eye.socket.slices] = False
    assert np.array_equal(shut[outside], scene.subject[outside])
    assert looked(scene.subject, pair, Moment()) is scene.subject
