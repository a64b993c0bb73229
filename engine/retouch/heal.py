"""Small spots found and healed: what surrounds them goes on under them, with its own grain."""

from typing import Any

import cv2
import numpy as np

from engine.pictures import Floats, Mask
from engine.retouch.soft import blur, filled, grown, within

RISE = 3.6  # times the usual unevenness, at which something is a spot
LEAST = 0.022  # Oklab lightness: less is not seen
LARGEST = 4.0  # times the size that was asked for: what is longer is a feature, not a spot
ROUGH = 0.9  # of the roughness around that a healed place has


def spots(level: Floats, mask: Floats, size: float) -> Mask:
    """Where a small dark or bright thing lies on (h, w) inside `mask`; `size` in pixels."""
    size = max(size, 1.2)
    there = mask > 0.6
    if not there.any():
        return there
    off = within(level, mask, 0.4 * size) - within(level, mask, 2.5 * size)
    usual = float(np.median(np.abs(off[there]))) / 0.6745
    strange = (np.abs(off) > max(RISE * usual, LEAST)) & there
    count, labels, found_stats, _ = cv2.connectedComponentsWithStats(strange.astype(np.uint8))
    stats = np.asarray(found_stats)
    kept = np.zeros(count, bool)
    for label in range(1, count):
        wide, high, area = (int(stats[label, k]) for k in (2, 3, 4))
        kept[label] = max(wide, high) <= LARGEST * size and area >= 2
    found: Any = kept[np.asarray(labels, np.intp)]
    return grown(np.asarray(found, np.bool_), 0.6 * size) & there


def healed(value: Floats, where: Mask, seed: int) -> Floats:
    """(h, w, 3) with what is near a mask going on inside it, smooth at its border."""
    if not where.any():
        return value
    known = (~where).astype(np.float32)
    base = blur(filled(value, known), 1.0)
    rough = value - blur(value, 1.5)
    near = within(rough[..., 0] ** 2, known, 6.0)
    level = np.sqrt(np.maximum(filled(near[..., None], known), 0))
    rng = np.random.default_rng([seed, 17])
    grain = rng.standard_normal(where.shape, np.float32)
    grain = (grain - blur(grain, 1.5))[..., None]
    new = base.copy()
    new[..., :1] += np.float32(ROUGH) * level * grain
    share = blur(where.astype(np.float32), 1.0) * grown(where, 2.0)
    return (value + (new - value) * np.minimum(share * 1.6, 1)[..., None]).astype(np.float32)
