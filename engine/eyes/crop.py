"""One eye, cut out straight and large, and the change of it laid back where it came from.

Coordinates are corner-based: the middle of the first pixel is (0.5, 0.5), as in engine.face.
In a close-up the eye's middle, halfway between its corners, is the middle of the close-up.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from engine.face import Face, Side
from engine.pictures import FULL, Floats, Matte, Negative

CORNERS: dict[Side, tuple[int, int]] = {"left": (33, 133), "right": (362, 263)}  # of the mesh
WIDE, HIGH = 2.0, 1.5  # the close-up in widths of the eye: lids and lashes, no brow
LOOKED = 128  # pixels of the eye's width, to measure
MENDED = 192  # pixels of the eye's width at least, to repair; a larger eye keeps its size
MOST = 768  # pixels of the eye's width: what is larger is worked on smaller
SMOOTH = 0.4  # a sigma, in close-up pixels, that takes out what a smaller close-up cannot hold


@dataclass(frozen=True, eq=False)
class Closeup:
    """An eye with its line of corners level. It looks as it does in the picture, not mirrored."""

    pixels: Floats  # (h, w, 3) 0..1
    there: Floats  # (2, 3) from the picture's coordinates to the close-up's
    scale: float  # close-up pixels a picture pixel
    width: float  # of the eye, in close-up pixels
    lids: Floats  # (16, 2) the opening in the close-up, as the landmarks have it

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.pixels.shape[0], self.pixels.shape[1]

    @property
    def middle(self) -> Floats:
        """(2,) halfway between the corners."""
        height, width = self.size
        return np.array((width / 2, height / 2), np.float32)

    def into(self, points: Floats) -> Floats:
        """Points (n, 2) of the picture in the close-up."""
        return np.asarray(points @ self.there[:, :2].T + self.there[:, 2], np.float32)

    def out(self, points: Floats) -> Floats:
        """Points (n, 2) of the close-up in the picture."""
        turn = np.linalg.inv(self.there[:, :2])
        return np.asarray((points - self.there[:, 2]) @ turn.T, np.float32)


def corners(face: Face, side: Side) -> Floats:
    """(2, 2): the corner that is on the left of an upright face, and the one on its right.

    They lie halfway between the mesh's and the iris network's. The latter are the finer, but they
    move along with an iris that is out of place: by a third of its way, the mesh's by a thirtieth.
    """
    eye = face.eyes[side].corners
    fine = eye if side == "left" else eye[::-1]
    return np.asarray((face.mesh[list(CORNERS[side]), :2] + fine) / 2, np.float32)


def close(negative: Negative, face: Face, side: Side, width: float = LOOKED) -> Closeup:
    """Cut one eye out so that it is `width` pixels wide. Beyond the picture its edge goes on."""
    first, last = corners(face, side)
    across = last - first
    scale = width / width_of(face, side)
    angle = math.atan2(float(across[1]), float(across[0]))
    cos, sin = math.cos(angle) * scale, math.sin(angle) * scale
    turn = np.array(((cos, sin), (-sin, cos)), np.float32)
    wide, high = round(width * WIDE), round(width * HIGH)
    shift = np.array((wide / 2, high / 2), np.float32) - turn @ ((first + last) / 2)
    there = np.c_[turn, shift].astype(np.float32)
    smooth = negative
    if scale < 1:
        smooth = np.asarray(cv2.GaussianBlur(negative, (0, 0), SMOOTH / scale), np.float32)
    cut = cv2.warpAffine(
        smooth,
        _middles(there),
        (wide, high),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    pixels = np.clip(np.asarray(cut, np.float32), 0, 1)
    lids = face.eyes[side].lids @ turn.T + shift
    return Closeup(pixels, there, scale, width, np.asarray(lids, np.float32))


def width_of(face: Face, side: Side) -> float:
    """From corner to corner, in pixels of the picture."""
    first, last = corners(face, side)
    return max(float(np.hypot(*(last - first))), 1.0)


def working_width(face: Face, side: Side) -> float:
    """How wide an eye is worked on, in pixels: never smaller than it is, within reason."""
    return float(np.clip(width_of(face, side), MENDED, MOST))


def lay_back(
    negative: Negative, closeup: Closeup, changed: Floats, opening: Floats
) -> tuple[Negative, Matte]:
    """A patch for the whole picture, and the matte with which to lay it over it.

    Only the difference travels, so what did not change keeps its value to the bit. `opening`
    (h, w) 0..1 is where a change may be seen; nothing outside it is ever touched.
    """
    height, width = negative.shape[:2]
    change = np.ascontiguousarray(changed - closeup.pixels, np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    back = _middles(closeup.there)
    moved = np.asarray(cv2.warpAffine(change, back, (width, height), flags=flags), np.float32)
    seen = np.asarray(cv2.warpAffine(opening, back, (width, height), flags=flags), np.float32)
    matte = np.asarray(np.rint(seen * FULL), np.uint8)
    mixed = np.where(matte[..., None] > 0, np.clip(negative + moved, 0, 1), negative)
    return mixed.astype(np.float32), matte


def _middles(there: Floats) -> Floats:
    """The same way for OpenCV, which counts from the middle of the first pixel."""
    shifted = there.astype(np.float64)
    shifted[:, 2] += shifted[:, :2] @ (0.5, 0.5) - 0.5
    return shifted.astype(np.float32)
