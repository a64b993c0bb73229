"""A picture in the frame of a face: how far beside its middle line, how far above its chin."""

from dataclasses import dataclass

import numpy as np

from engine.face.mesh import BOTTOM, TOP
from engine.face.outline import OVAL, filled
from engine.pictures import Floats, Mask


@dataclass(frozen=True, eq=False)
class Map:
    """A picture's pixels in the face's frame, each (h, w)."""

    across: Floats  # half widths of the face from its middle line
    right: Mask  # of the middle line
    up: Floats  # heights of the face: 0 is the chin, 1 the upper edge of the forehead
    oval: Mask  # inside the face's outline


def survey(points: Floats, shape: tuple[int, int]) -> Map:
    """Lay the frame of a mesh (468, 2) over a picture of this (height, width)."""
    chin = points[BOTTOM]
    axis = points[TOP] - chin
    height = max(float(np.linalg.norm(axis)), 1e-3)
    axis = axis / height
    side = np.array((-axis[1], axis[0]))
    reach = (points[OVAL] - chin) @ side
    middle, half = (reach.max() + reach.min()) / 2, max(float(np.ptp(reach)) / 2, 1e-3)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) + 0.5
    x, y = x - np.float32(chin[0]), y - np.float32(chin[1])
    aside = (x * side[0] + y * side[1] - middle) / half
    up = (x * axis[0] + y * axis[1]) / height
    oval = filled(shape, points[OVAL]) > 0.5
    return Map(np.abs(aside).astype(np.float32), aside > 0, up.astype(np.float32), oval)


def ramp(values: Floats, low: float, high: float) -> Floats:
    """0 up to `low`, 1 from `high` on."""
    return np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)


def certain(at: Map) -> Mask:
    """The middle of the face: skin on everybody."""
    return at.oval & (at.up > 0.2) & (at.up < 0.9) & (at.across < 0.85)
