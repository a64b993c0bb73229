"""Pictures between two rendered ones, by the motion that the geometry itself says."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt, gaussian_filter

Floats = NDArray[np.float32]

SETTLE = 2  # rounds in which the inverse of a motion is found
EVEN = 1.0  # pixels over which a motion is made even


def spread(motion: Floats, known: NDArray[np.bool_]) -> Floats:
    """Carry a motion (h, w, 2) to the pixels around, where none is known."""
    if not known.any():
        return np.zeros_like(motion)
    if not known.all():
        found = distance_transform_edt(~known, return_distances=False, return_indices=True)
        motion = motion[tuple(np.asarray(found))]
    return np.asarray(gaussian_filter(motion, (EVEN, EVEN, 0)), np.float32)


def carried(picture: Floats, motion: Floats) -> Floats:
    """Move a picture (h, w, c) by a motion (h, w, 2) in pixels: x to the right, y down.

    The motion says where each pixel goes; what arrives at a pixel is found by going back.
    """
    height, width, _ = picture.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    back = motion
    for _ in range(SETTLE):
        back = sample(motion, x - back[..., 0], y - back[..., 1])
    return sample(picture, x - back[..., 0], y - back[..., 1])


def sample(picture: Floats, x: Floats, y: Floats) -> Floats:
    """Read (h, w, c) between its pixels; the border goes on for ever."""
    height, width, _ = picture.shape
    x, y = np.clip(x, 0, width - 1.001), np.clip(y, 0, height - 1.001)
    left, top = x.astype(np.int32), y.astype(np.int32)
    across, down = (x - left)[..., None], (y - top)[..., None]
    first = top * width + left
    flat = picture.reshape(height * width, -1)
    upper = flat[first] * (1 - across) + flat[first + 1] * across
    lower = flat[first + width] * (1 - across) + flat[first + width + 1] * across
    return np.asarray(upper * (1 - down) + lower * down, np.float32)
