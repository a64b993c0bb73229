"""Small tools of all that is computed on a picture's grid."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats

Numbers = NDArray[np.floating[Any]]
"""What numpy may have made double precision on the way."""

COARSE = 4  # pixels of the picture for one of the grid on which smooth things are computed


def smoothstep(low: float, high: float, value: Numbers | float) -> Floats:
    """0 below `low`, 1 above `high`, and no corner between."""
    share = np.clip((value - np.float32(low)) / np.float32(high - low), 0, 1)
    return np.asarray(share * share * (3 - 2 * share), np.float32)


def blur(values: Numbers, sigma: float) -> Floats:
    """Gaussian, `sigma` in pixels; the border goes on in a mirror."""
    single = np.asarray(values, np.float32)
    if sigma <= 0:
        return single
    soft = cv2.GaussianBlur(single, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101)
    return np.asarray(soft, np.float32)


def resized(values: Numbers, size: tuple[int, int]) -> Floats:
    """To (width, height): averaged where it shrinks, smooth where it grows."""
    shrinks = size[0] < values.shape[1]
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(
        cv2.resize(np.asarray(values, np.float32), size, interpolation=way), np.float32
    )


def coarse_size(shape: tuple[int, ...]) -> tuple[int, int]:
    """(width, height) of the coarse grid of a picture."""
    return max(shape[1] // COARSE, 2), max(shape[0] // COARSE, 2)


def coordinates(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """X and y of every pixel (h, w), as `cv2.remap` counts: the first pixel's centre is 0."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return x, y


def coarse_coordinates(shape: tuple[int, ...]) -> tuple[Floats, Floats]:
    """X and y, in the picture's own pixels, of every cell of the coarse grid."""
    width, height = coarse_size(shape)
    x = (np.arange(width, dtype=np.float32) + 0.5) * (shape[1] / width) - 0.5
    y = (np.arange(height, dtype=np.float32) + 0.5) * (shape[0] / height) - 0.5
    across, down = np.meshgrid(x, y)
    return across.astype(np.float32), down.astype(np.float32)


def remapped(picture: Floats, x: Floats, y: Floats) -> Floats:
    """Read a picture at x and y, sharply; beyond the border it goes on in a mirror."""
    return np.asarray(
        cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101), np.float32
    )
