"""The pixel law: an edit lies inside its matte, and every byte outside is the source's."""

import numpy as np
from scipy.ndimage import distance_transform_edt

from engine.pictures import FULL, Mask, Matte, Negative, Pixels


def paste(source: Pixels, patch: Pixels, matte: Matte) -> Pixels:
    """Lay a patch over a picture of its size."""
    weight = (matte.astype(np.float32) / FULL)[..., None]
    mixed = source + weight * (patch.astype(np.float32) - source)
    return np.where(matte[..., None] > 0, (mixed + 0.5).astype(np.uint8), source)


def laid(source: Negative, patch: Negative, matte: Matte) -> Negative:
    """Lay a negative over another of its size; outside the matte each value is the source's."""
    weight = (matte.astype(np.float32) / np.float32(FULL))[..., None]
    return np.asarray(source + weight * (patch - source), np.float32)


def firm(matte: Matte) -> Matte:
    """The same matte, full where it was half: for what was laid with it already."""
    return np.minimum(matte.astype(np.uint16) * 2, FULL).astype(np.uint8)


def feather(mask: Mask, width: float) -> Matte:
    """Soften a mask inwards over `width` pixels; it never reaches outside.

    The picture's own border is no edge.
    """
    if not mask.any():
        return np.zeros(mask.shape, np.uint8)
    if mask.all():
        return np.full(mask.shape, FULL, np.uint8)
    inside = np.asarray(distance_transform_edt(mask), np.float32)
    share = np.clip(inside / (max(width, 0.0) + 1), 0, 1)  # the first pixel inside has some weight
    return np.asarray(share * share * (3 - 2 * share) * FULL + 0.5).astype(np.uint8)
