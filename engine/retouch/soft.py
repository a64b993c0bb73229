"""Filters that mind a matte: blurs that do not mix what must stay apart, fills, noise."""

from typing import Any

import cv2
import numpy as np

from engine.pictures import Floats, Mask
from engine.retouch.colour import Values

LEAST = 1e-4  # of weight, under which a mean means nothing
SMALLEST = 2  # pixels a side of the coarsest step of a fill


def smooth(edge0: float, edge1: float, value: Any) -> Floats:
    """0 below the first edge, 1 above the second, no corner between."""
    t = np.clip((np.asarray(value, np.float32) - edge0) / (edge1 - edge0), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def blur(value: Floats, sigma: float) -> Floats:
    """Gaussian of (h, w) or (h, w, n); a wide one is made of a smaller picture."""
    if sigma <= 0.2:
        return value
    factor = int(sigma // 4)
    if factor < 2:
        given: Any = value
        return _as(cv2.GaussianBlur(given, (0, 0), sigma, borderType=cv2.BORDER_REFLECT), value)
    height, width = value.shape[:2]
    small = resized(value, (max(width // factor, 1), max(height // factor, 1)))
    # What the shrinking has blurred already, and what enlarging will, need not be blurred again.
    rest = max((sigma / factor) ** 2 - 0.25, 0.25) ** 0.5
    given = small
    soft: Any = cv2.GaussianBlur(given, (0, 0), rest, borderType=cv2.BORDER_REFLECT)
    return resized(_as(soft, small), (width, height))


def within(value: Floats, weight: Floats, sigma: float) -> Floats:
    """Gaussian mean of `value` over `weight` (h, w) alone; far from any weight it fades to 0."""
    share = weight if value.ndim == 2 else weight[..., None]
    top, bottom = blur(value * share, sigma), blur(weight, sigma)
    bottom = bottom if value.ndim == 2 else bottom[..., None]
    return (top / np.maximum(bottom, LEAST)).astype(np.float32)


def resized(value: Floats, size: tuple[int, int]) -> Floats:
    """To (width, height): by areas when it shrinks, else linearly."""
    if value.shape[1::-1] == size:
        return value
    way = cv2.INTER_AREA if size[0] < value.shape[1] else cv2.INTER_LINEAR
    given: Any = value
    return _as(cv2.resize(given, size, interpolation=way), value)


def guided(value: Values, guide: Values, radius: float, spare: float) -> Floats:
    """Smooth (h, w) but for the edges that `guide` (h, w) has too; `spare` is their least variance.

    The guided filter: K. He, J. Sun, X. Tang, ECCV 2010.
    """
    size = 2 * max(round(radius), 1) + 1

    def mean(of: Values) -> Floats:
        given: Any = np.asarray(of, np.float32)
        return np.asarray(cv2.blur(given, (size, size), borderType=cv2.BORDER_REFLECT), np.float32)

    middle, level = mean(guide), mean(value)
    slope = (mean(guide * value) - middle * level) / (
        mean(guide * guide) - middle * middle + np.float32(spare)
    )
    return np.asarray(mean(slope) * guide + mean(level - slope * middle), np.float32)


def filled(value: Values, known: Floats) -> Floats:
    """`value` (h, w, n) where `known` (h, w) is 1, and between what is near it elsewhere.

    A pyramid of means, pulled up and pushed down: S. Gortler et al., "The Lumigraph", 1996.
    """
    height, width = known.shape
    weight = known[..., None]
    if min(height, width) <= SMALLEST:
        total = float(weight.sum())
        mean = (value * weight).sum((0, 1)) / max(total, LEAST)
        return (value * weight + mean * (1 - weight)).astype(np.float32)
    small = ((width + 1) // 2, (height + 1) // 2)
    share = resized(known, small)
    given = np.asarray(value * weight, np.float32)
    coarse = resized(given, small) / np.maximum(share, LEAST)[..., None]
    below = filled(coarse, np.minimum(share * 4, 1).astype(np.float32))
    return (value * weight + resized(below, (width, height)) * (1 - weight)).astype(np.float32)


def disc(value: Floats, radius: float) -> Floats:
    """The mean over a disc, as a lens blurs, (h, w, n); a wide one is made of a smaller picture."""
    factor = max(int(radius // 9), 1)
    height, width = value.shape[:2]
    small = resized(value, (max(width // factor, 1), max(height // factor, 1)))
    reach = int(np.ceil(radius / factor)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius / factor - np.hypot(x, y) + 0.5, 0, 1).astype(np.float32)
    given: Any = small
    soft: Any = cv2.filter2D(given, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT)
    return resized(_as(soft, small), (width, height))


def grown(mask: Mask, pixels: float) -> Mask:
    """A mask with all within `pixels` of it."""
    if pixels < 0.5 or not mask.any():
        return mask
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3)
    return np.asarray(away, np.float32) <= pixels


def shrunk(mask: Mask, pixels: float) -> Mask:
    """A mask without all within `pixels` of its edge."""
    return ~grown(~mask, pixels)


def noise(light: Floats, where: Mask) -> float:
    """Standard deviation of the finest noise of (h, w) where it is flat; 0 if `where` is empty.

    The median of a Laplacian-like difference: J. Immerkaer, "Fast noise variance estimation", 1996.
    """
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    given: Any = light
    rough = np.abs(_as(cv2.filter2D(given, -1, kernel, borderType=cv2.BORDER_REFLECT), light))
    inside = shrunk(where, 2)
    return float(np.median(rough[inside]) / 0.6745 / 6) if inside.any() else 0.0


def _as(made: Any, like: Floats) -> Floats:
    """OpenCV drops a last axis of one."""
    return np.asarray(made, np.float32).reshape(*np.shape(made)[:2], *like.shape[2:])
