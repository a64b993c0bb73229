"""A turned square cut out of a picture, and the way back from it."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from engine.pictures import Floats, Pixels

SHARP = 2.0  # source pixels a crop's pixel, above which bilinear sampling would leave some out


@dataclass(frozen=True, eq=False)
class Crop:
    """A square of `size` pixels around `centre`, turned clockwise by `angle` radians."""

    centre: tuple[float, float]
    size: float
    angle: float
    mirrored: bool = False

    def affine(self, side: int) -> Floats:
        """(2, 3): from the corner-based coordinates of a crop of `side` pixels to the picture's."""
        scale = self.size / side
        cos, sin = math.cos(self.angle) * scale, math.sin(self.angle) * scale
        turn = np.array(((cos, -sin), (sin, cos)), np.float64)
        if self.mirrored:
            turn[:, 0] *= -1
        middle = np.array(self.centre) - turn @ np.full(2, side / 2)
        return np.c_[turn, middle].astype(np.float32)

    def cut(self, pixels: Pixels, side: int) -> Pixels:
        """The square as `side` x `side` pixels; beyond the picture its edge goes on."""
        affine = self.affine(side).astype(np.float64)
        # What is larger is first shrunk by areas, and only around the square.
        factor = max(int(self.size / side / SHARP * 2), 1)
        if factor > 1:
            pixels, origin = _shrunk(pixels, self.centre, self.size, factor)
            affine[:, 2] -= origin
            affine /= factor
        # OpenCV counts from the middle of the first pixel.
        affine[:, 2] += affine[:, :2] @ (0.5, 0.5) - 0.5
        return np.asarray(
            cv2.warpAffine(
                pixels,
                affine,
                (side, side),
                flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                borderMode=cv2.BORDER_REPLICATE,
            ),
            np.uint8,
        )

    def back(self, points: Floats, side: int) -> Floats:
        """Points (n, 2) in a crop of `side` pixels, in the picture."""
        affine = self.affine(side)
        return points @ affine[:, :2].T + affine[:, 2]


def _shrunk(
    pixels: Pixels, centre: tuple[float, float], size: float, factor: int
) -> tuple[Pixels, tuple[int, int]]:
    """The part of a picture around a turned square, `factor` times smaller, and its origin."""
    height, width = pixels.shape[:2]
    reach = size * math.sqrt(0.5) + 2 * factor
    left = min(max(int(centre[0] - reach), 0), width - 1)
    top = min(max(int(centre[1] - reach), 0), height - 1)
    right = max(min(int(centre[0] + reach) + 1, width), left + 1)
    bottom = max(min(int(centre[1] + reach) + 1, height), top + 1)
    part = pixels[top:bottom, left:right]
    # Whole multiples only, so that the scale is exact: the edge goes on.
    down, across = -(bottom - top) % factor, -(right - left) % factor
    part = cv2.copyMakeBorder(part, 0, down, 0, across, cv2.BORDER_REPLICATE)
    smaller = (part.shape[1] // factor, part.shape[0] // factor)
    shrunk = cv2.resize(part, smaller, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.uint8), (left, top)
