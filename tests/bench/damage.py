"""Eyes broken as image models break them: made from whole ones, to see whether they are mended.

It knows nothing of the code that measures and mends: the landmarks say where the iris is, and what
lies between the lids is bent.
"""

from typing import Literal, get_args

import cv2
import numpy as np

from engine.face import Face, Side
from engine.pictures import Floats, Pixels

Damage = Literal["moved", "enlarged", "oval", "doubled"]
DAMAGES: tuple[Damage, ...] = get_args(Damage)

MOVED = 0.35  # of the iris's diameter, to a side
ENLARGED = 1.3  # times as large
OVAL = 0.7, 1.35  # of the width; the height stays
SPOT = 0.15  # of the iris's radius
LIDS = 0.2  # of the iris's radius, over which the lids' edge fades in
WHOLE, GONE = 1.06, 1.22  # radii over which what is carried along fades


def damaged(
    pixels: Pixels,
    face: Face,
    side: Side,
    how: Damage,
    *,
    way: int = 0,
    iris: tuple[Floats, float] | None = None,
) -> Pixels:
    """The picture with one eye broken; `way` picks one of the ways to break it so.

    `iris` is its centre and radius in pixels where that is known for certain.
    """
    eye = face.eyes[side]
    centre, radius = iris or (eye.centre, max(eye.radius, 0.225 * eye.width))
    between = _between(pixels, eye.lids, radius)
    match how:
        case "moved":
            to = MOVED * 2 * radius * (1 if way % 2 else -1)
            broken = _set(pixels, between, (centre, radius), to, (1.0, 1.0))
        case "enlarged":
            broken = _set(pixels, between, (centre, radius), 0.0, (ENLARGED, ENLARGED))
        case "oval":
            broken = _set(pixels, between, (centre, radius), 0.0, (OVAL[way % 2], 1.0))
        case "doubled":
            broken = _lit(pixels, centre, radius, way)
    weight = between[..., None]
    return np.rint(pixels + weight * (broken.astype(np.float32) - pixels)).astype(np.uint8)


def _between(pixels: Pixels, lids: Floats, radius: float) -> Floats:
    """(h, w) 0..1 what lies between the lids."""
    mask = np.zeros(pixels.shape[:2], np.uint8)
    shift = 4  # bits of a fraction of a pixel
    points = np.rint((lids - 0.5) * 2**shift).astype(np.int32)
    cv2.fillPoly(mask, [points], (255,), cv2.LINE_AA, shift)
    deep = cv2.distanceTransform((mask > 127).astype(np.uint8), cv2.DIST_L2, 5)
    return np.clip(np.asarray(deep, np.float32) / max(LIDS * radius, 1), 0, 1)


def _set(
    pixels: Pixels,
    between: Floats,
    iris: tuple[Floats, float],
    to: float,
    scale: tuple[float, float],
) -> Pixels:
    """Take the iris out, close the white over it, and set it in elsewhere or larger."""
    centre, radius = iris
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    rho = np.hypot(x - centre[0], y - centre[1]) / radius
    hole = ((rho < GONE) & (between > 0)).astype(np.uint8)
    closed = cv2.inpaint(pixels, hole, max(radius / 2, 3), cv2.INPAINT_TELEA)
    u, v = (x - centre[0] - to) / scale[0], (y - centre[1]) / scale[1]
    to_x = np.asarray(u + centre[0] - 0.5, np.float32)
    to_y = np.asarray(v + centre[1] - 0.5, np.float32)
    carried = cv2.remap(pixels, to_x, to_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    seen = np.asarray(cv2.remap(between, to_x, to_y, cv2.INTER_LINEAR), np.float32)
    share = np.clip((GONE - np.hypot(u, v) / radius) / (GONE - WHOLE), 0, 1) * seen
    return np.rint(closed + share[..., None] * (carried.astype(np.float32) - closed)).astype(
        np.uint8
    )


def _lit(pixels: Pixels, centre: Floats, radius: float, way: int) -> Pixels:
    """A lamp mirrored twice, where there is none."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    out = pixels.astype(np.float32)
    low = 0.38 if way % 4 > 1 else 0.2
    for across, down in ((-0.42, low - 0.4), (0.42, low)):
        far = np.hypot(x - centre[0] - across * radius, y - centre[1] - down * radius)
        spot = np.clip((SPOT * radius + 0.6 - far) / 1.2, 0, 1)[..., None]
        out += spot * (np.array((250, 248, 244), np.float32) - out)
    return np.rint(out).astype(np.uint8)
