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
OVAL = 0.7, 1.35  # of the width; the height stays, for lids would be bent with it
SPOT = 0.15  # of the iris's radius
LIDS = 0.2  # of the iris's radius, over which the lids' edge fades in
STILL = 2.6  # radii of the iris from its middle, beyond which nothing is bent


def damaged(pixels: Pixels, face: Face, side: Side, how: Damage, way: int = 0) -> Pixels:
    """The picture with one eye broken; `way` picks one of the ways to break it so."""
    eye = face.eyes[side]
    radius = max(eye.radius, 0.2 * eye.width)
    match how:
        case "moved":
            to = MOVED * 2 * radius * (1 if way % 2 else -1)
            bent = _bent(pixels, eye.centre, radius, (to, 0.0), np.eye(2, dtype=np.float32))
        case "enlarged":
            bent = _bent(pixels, eye.centre, radius, (0, 0), np.eye(2, dtype=np.float32) * ENLARGED)
        case "oval":
            scale = np.diag((OVAL[way % 2], 1.0))
            bent = _bent(pixels, eye.centre, radius, (0, 0), np.asarray(scale, np.float32))
        case "doubled":
            bent = _lit(pixels, eye.centre, radius, way)
    between = np.zeros(pixels.shape[:2], np.uint8)
    shift = 4  # bits of a fraction of a pixel
    lids = np.rint((eye.lids - 0.5) * 2**shift).astype(np.int32)
    cv2.fillPoly(between, [lids], (255,), cv2.LINE_AA, shift)
    deep = cv2.distanceTransform((between > 127).astype(np.uint8), cv2.DIST_L2, 5)
    weight = np.clip(deep / max(LIDS * radius, 1), 0, 1)[..., None]  # lids and lashes stay
    return np.rint(pixels + weight * (bent.astype(np.float32) - pixels)).astype(np.uint8)


def _bent(
    pixels: Pixels, centre: Floats, radius: float, to: tuple[float, float], scale: Floats
) -> Pixels:
    """Carry the iris along and scale it; around it the white is stretched."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
    at = np.stack((x - centre[0] - to[0], y - centre[1] - to[1]), -1)
    inverse = np.linalg.inv(scale).astype(np.float32)
    shrunk = at @ inverse.T
    rho = np.hypot(shrunk[..., 0], shrunk[..., 1]) / radius
    t = np.clip((STILL - rho) / (STILL - 1.05), 0, 1)
    held = (t * t * (3 - 2 * t))[..., None]
    source = (1 - held) * (at + np.array(to, np.float32)) + held * shrunk
    return np.asarray(
        cv2.remap(
            pixels,
            source[..., 0] + np.float32(centre[0] - 0.5),
            source[..., 1] + np.float32(centre[1] - 0.5),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
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
