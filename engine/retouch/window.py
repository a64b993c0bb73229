"""Only as much of a large picture as an edit needs."""

from dataclasses import dataclass, replace

import numpy as np

from engine.face.face import EyePoints, Face
from engine.pictures import Floats
from engine.retouch.seen import EDGE, Edited, Mattes, Seen
from engine.window import Window, around

AROUND = 0.25  # of a face's width: what the edge of a part is told from


@dataclass(frozen=True)
class _Through:
    """The mattes of a picture, as far as a window shows them."""

    mattes: Mattes
    window: Window

    def of(self, name: str) -> Floats:
        """The matte of a part."""
        return np.ascontiguousarray(self.mattes.of(name)[self.window.slices])


def shown(seen: Seen, *names: str) -> Window:
    """The smallest window that shows these parts and what is near them; else all."""
    width, height = seen.size
    there = np.max([seen.of(name) for name in names], axis=0) > EDGE
    if not there.any():
        return Window(0, 0, width, height)
    return around(there, int(AROUND * seen.scale) + 4)


def through(seen: Seen, window: Window) -> Seen:
    """What is seen through a window."""
    return replace(
        seen,
        negative=np.ascontiguousarray(seen.negative[window.slices]),
        mattes=_Through(seen.mattes, window),
        face=None if seen.face is None else _moved(seen.face, window),
    )


def set_back(seen: Seen, window: Window, made: Edited) -> Edited:
    """An edit that was made through a window, in its picture."""
    negative, matte = seen.negative.copy(), np.zeros(seen.negative.shape[:2], np.uint8)
    negative[window.slices], matte[window.slices] = made.pixels, made.matte
    return Edited(negative, matte, made.measures)


def _moved(face: Face, window: Window) -> Face:
    by = np.array([window.left, window.top], np.float32)
    left, top, right, bottom = face.box
    mesh = face.mesh.copy()
    mesh[:, :2] -= by
    return replace(
        face,
        box=(left - by[0], top - by[1], right - by[0], bottom - by[1]),
        mesh=mesh,
        eyes={side: _eye(eye, by) for side, eye in face.eyes.items()},
    )


def _eye(eye: EyePoints, by: Floats) -> EyePoints:
    moved = {name: getattr(eye, name) - by for name in ("corners", "lids", "centre", "iris")}
    return replace(eye, **moved)
