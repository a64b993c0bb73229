"""Any still in motion."""

import numpy as np
import pytest

from engine.face import apart, descriptor, faces
from engine.motion.moves import Moves
from engine.motion.still import maker
from engine.motion.still.over import over
from engine.motion.still.scene import Scene, fitted
from engine.pictures import Negative, to_bytes
from engine.protocol import Move, StudioError

RATE = 10


def quiet(*_: object) -> None:
    pass


def clip(
    still: Negative, *names: Move, seconds: float = 2, loop: bool = True, strength: float = 0.5
) -> np.ndarray:
    moves = Moves(seconds, 3, names, strength, loop)
    return np.stack(list(maker.frames(still, moves, RATE, quiet)))


def steps(frames: np.ndarray) -> np.ndarray:
    return np.abs(frames - np.roll(frames, 1, axis=0)).mean((1, 2, 3))


def test_layers_are_the_still(scene: Scene, close: Negative) -> None:
    laid = scene.subject[..., :3] + scene.plate * (1 - scene.cover[..., None])
    assert np.abs(laid - close).max() < 1e-5
    assert scene.grain is None


@pytest.mark.parametrize(
    "names",
    [
        ("breath", "drift"),
        ("push",),
        ("wind",),
        ("focus",),
        ("candle",),
        ("neon",),
        ("rain",),
        ("dust",),
        ("blink", "glance"),
    ],
)
def test_a_loop_closes_and_something_moves(
    photograph: Negative, person: Scene, names: tuple[Move, ...]
) -> None:
    made = maker.Maker(person, Moves(2, 3, names), 2 * RATE)
    frames = np.stack(list(made.frames(quiet)))
    assert frames.shape == (20, 300, 240, 3)
    assert frames.min() >= 0
    assert frames.max() <= 1
    step = steps(frames)
    assert step.max() > 2e-5
    assert step[0] <= step[1:].max(), "the seam is no larger than any other step"
    if not {"rain", "dust"} & set(names):
        assert np.abs(frames[0] - photograph).max() < 1e-3, "the first frame is the still"


def test_nobody_becomes_somebody_else(close: Negative) -> None:
    frames = clip(close, "breath", "drift", "glance", "wind", "push")
    known = [descriptor(p, faces(p)[0]) for p in map(to_bytes, frames[::4])]
    assert max(apart(known[0], each) for each in known) < 0.25


def test_what_does_not_return_ends_nearer_or_sharp(photograph: Negative) -> None:
    pushed = clip(photograph, "push", loop=False)
    assert steps(pushed)[0] > 2 * steps(pushed)[1:].max()
    pulled = clip(photograph, "focus", loop=False, strength=1)
    sharp = np.abs(np.diff(pulled, axis=2)).mean((1, 2, 3))
    assert sharp[0] < 0.8 * sharp[-1]
    assert np.allclose(pulled[-1], photograph, atol=1e-3)


def test_a_place_without_people_still_has_cameras_light_and_weather(landscape: Negative) -> None:
    frames = clip(landscape, "drift", "push", "candle", "rain", "dust", seconds=1)
    assert frames.shape == (10, 120, 160, 3)
    assert steps(frames).min() > 1e-4


@pytest.mark.parametrize(
    ("move", "verb"), [("blink", "blink"), ("breath", "breathe"), ("wind", "have wind in its hair")]
)
def test_where_there_is_no_face_a_sentence_says_so(
    landscape: Negative, move: Move, verb: str
) -> None:
    with pytest.raises(StudioError, match=f"found no face in this picture, so it cannot {verb}"):
        clip(landscape, "drift", move)


def test_sizes_are_even_and_bounded() -> None:
    assert fitted(np.zeros((2250, 1800, 3), np.float32)).shape == (900, 720, 3)
    assert fitted(np.zeros((101, 333, 3), np.float32)).shape == (100, 332, 3)
    assert fitted(np.zeros((300, 8000, 3), np.float32)).shape[1] <= 1280
    with pytest.raises(StudioError, match="only 16 x 16 pixels"):
        fitted(np.zeros((16, 16, 3), np.float32))


def test_a_stop_comes_between_two_frames(photograph: Negative) -> None:
    told: list[int] = []

    def stop(step: int, of: int, preview: Negative | None) -> None:
        assert of == 20
        assert (preview is not None) == (step in {0, 1})
        told.append(step)
        if step == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        list(maker.frames(photograph, Moves(2), RATE, stop))
    assert told == [0, 1, 2, 3]


def test_effects_are_laid_over_frames_of_another_maker(photograph: Negative) -> None:
    closed: list[str] = []

    def made(still: Negative):
        try:
            for _ in range(6):
                yield still
        finally:
            closed.append("closed")

    frames = list(over(made(photograph), Moves(1, 1, ("breath", "wind", "rain")), 6))
    assert len(frames) == 6
    assert len({frame.tobytes() for frame in frames}) == 6
    plain = list(over(made(photograph), Moves(1, 1, ("breath",)), 6))
    assert all(frame is photograph for frame in plain)
    with pytest.raises(StudioError, match="no face"):
        list(over(made(np.zeros((80, 64, 3), np.float32)), Moves(1, 1, ("wind",)), 6))
    assert closed == ["closed"] * 3
