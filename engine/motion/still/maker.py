"""A still in motion: frame by frame, before its grade."""

from collections.abc import Callable, Iterator

import numpy as np

from engine.motion.moves import Moment, Moves
from engine.motion.still.effects import Effects
from engine.motion.still.fields import Fields, full
from engine.motion.still.gaze import eyes, looked
from engine.motion.still.grid import coordinates, remapped
from engine.motion.still.scene import Scene, fitted, look
from engine.motion.still.wind import Wind
from engine.pictures import Floats, Negative

Told = Callable[[int, int, Negative | None], None]
"""Told (step, of, preview). What it raises ends the work."""

SHOWN = 6  # frames from one preview to the next
FELT = 0.02  # pixels: less is no motion


def frames(negative: Negative, moves: Moves, rate: int, told: Told) -> Iterator[Negative]:
    """Set any still in motion. Raises StudioError, at the first frame, if it cannot move like that.

    Frames have even sides and at most 720 x 900 pixels. The first is the still, unless rain or
    dust falls before it.
    """
    count = length(moves, rate)
    still = fitted(negative)
    told(0, count, still)
    scene = look(still, moves.names)
    yield from Maker(scene, moves, count).frames(told)


def length(moves: Moves, rate: int) -> int:
    """How many frames a clip has."""
    return max(2, round(moves.seconds * rate))


class Maker:
    """Makes the frames of one clip."""

    def __init__(self, scene: Scene, moves: Moves, frames: int) -> None:
        """Find everything that stays the same through the clip of so many frames."""
        self._scene, self._moves, self._count = scene, moves, frames
        self._eyes = eyes(scene, moves)
        self._effects = Effects(scene, moves, frames)
        wind = Wind.of(scene, moves) if "wind" in moves.names else None
        self._fields = Fields.of(scene, wind)
        self._x, self._y = coordinates(scene.still.shape)

    def frames(self, told: Told) -> Iterator[Negative]:
        """All frames in order."""
        count = self._count
        for index in range(count):
            frame = self.frame(self._moves.time(index, count), index)
            told(index + 1, count, frame if index % SHOWN == 0 else None)
            yield frame

    def frame(self, time: float, index: int) -> Negative:
        """One frame: `time` as a share of the clip, `index` for what is new in every frame."""
        moment = self._moves.at(time)
        subject = looked(self._scene.subject, self._eyes, moment)
        frame = self._effects.on(self._moved(subject, moment, time), time)
        if self._scene.grain is not None:
            frame = self._scene.grain.on(frame, self._moves.seed + index)
        return np.asarray(np.clip(frame, 0, 1), np.float32)

    def _moved(self, subject: Floats, moment: Moment, time: float) -> Negative:
        front = self._carried(subject, self._fields.subject(moment, time))
        place = self._carried(self._scene.plate, self._fields.place(moment))
        return np.asarray(front[..., :3] + place * (1 - front[..., 3:]), np.float32)

    def _carried(self, picture: Floats, motion: Floats) -> Floats:
        if np.abs(motion).max() < FELT:
            return picture
        step = full(motion, picture.shape)
        return remapped(picture, self._x - step[..., 0], self._y - step[..., 1])
