"""Which pixels an edit of a maquette may touch: what the region covers now or did before."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import (
    binary_closing,
    binary_fill_holes,
    distance_transform_edt,
    gaussian_filter,
    maximum_filter,
)

from engine.maquette.truth import CLASSES

Mask = NDArray[np.bool_]
Side = Literal["l", "r"]  # the subject's own
Part = Literal["hair", "wardrobe", "background", "skin"]

HELD: dict[Part, tuple[str, ...]] = {
    "hair": ("hair", "brows"),
    "wardrobe": ("wardrobe",),
    "background": ("background",),
    "skin": ("skin",),
}
KEPT = ("eye_l", "eye_r", "mouth")  # no hair and no coat changes what is seen of them
SOLID = 0.998  # of a pixel: what covers less lets the place behind shine through
THROUGH = 0.006  # of the picture's height: from there into the subject the new place fades
STRANDS = 0.006  # of the picture's height: gaps between strands that count as hair
MARGIN = 0.02  # of the picture's height: over which an edit, with its shadow, fades away
NEAR = 0.015  # of the picture's height: where the strongest blur counts for a pixel
BEYOND = 1.2  # times the blur of what a pinhole sees: a lens also looks round the edge
BOXED = 0.15  # of a frame's shorter side: what is in a box has no edge of its own to hide in
LIDS_M = 0.0225  # metres around the middle of an eyeball: the lids and their creases, not the brows
SEEN = 3  # pixels of an eye


@dataclass(frozen=True)
class Eyes:
    """The eyes of these sides, with their lids."""

    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Frame:
    """A rectangle, as shares of the picture from the top left."""

    left: float
    top: float
    right: float
    bottom: float


Area = Part | Eyes | Frame


@dataclass(frozen=True)
class Known:
    """What lies where in one picture."""

    classes: NDArray[np.uint8]  # (h, w) into CLASSES
    blur: NDArray[np.float16]  # (h, w) pixels: the disc that the lens makes of a point
    eyes: dict[Side, tuple[float, float, float]]  # the middle in pixels, and pixels a metre there

    def shows(self, *names: str) -> Mask:
        """Where one of these classes is."""
        return np.isin(self.classes, [CLASSES.index(name) for name in names])


@dataclass(frozen=True)
class Touched:
    """A mask, and the width over which its edge is softened inwards, in pixels."""

    mask: Mask
    feather: float


def touched(area: Area, before: Known, after: Known, cover: NDArray[Any] | None = None) -> Touched:
    """What may change. A background wants the `cover` (h, w), the subject's share of each pixel."""
    height, width = before.classes.shape
    match area:
        case Eyes(sides):
            return _eyes(sides, before, after)
        case Frame(left, top, right, bottom):
            mask = np.zeros((height, width), bool)
            rows = slice(round(top * height), round(bottom * height))
            columns = slice(round(left * width), round(right * width))
            mask[rows, columns] = True
            return Touched(mask, BOXED * min(mask[rows, columns].shape))
        case "background":
            assert cover is not None, "only an exposure knows how much shines through"
            return _shining(np.asarray(cover < SOLID, np.bool_))
        case "skin":
            mask = before.shows("skin") | after.shows("skin")
            return Touched(mask, MARGIN * height / 4 + 1)
        case "hair" | "wardrobe":
            mask = before.shows(*HELD[area]) | after.shows(*HELD[area])
            if area == "wardrobe":
                mask |= _glasses(before, after)
            grown = _grown(mask, np.maximum(before.blur, after.blur))
            return replace(grown, mask=grown.mask & ~(before.shows(*KEPT) & after.shows(*KEPT)))


def visible(sides: tuple[Side, ...], before: Known, after: Known) -> tuple[Side, ...]:
    """The eyes that are seen before or after, however little of them."""
    return tuple(
        side
        for side in sides
        if max(known.shows(f"eye_{side}").sum() for known in (before, after)) >= SEEN
    )


def _eyes(sides: tuple[Side, ...], before: Known, after: Known) -> Touched:
    height, width = before.classes.shape
    y, x = np.mgrid[0:height, 0:width] + 0.5
    mask = np.zeros((height, width), bool)
    radius = 0.0
    for side in visible(sides, before, after):
        across, down, metre = after.eyes[side]
        radius = LIDS_M * metre
        mask |= (x - across) ** 2 + (y - down) ** 2 < radius**2
    return Touched(mask, 0.3 * radius)


def _glasses(before: Known, after: Known) -> Mask:
    """Frames that were put on or taken off, with what their lenses mirrored."""
    old, new = before.shows("glasses"), after.shows("glasses")
    if np.array_equal(old, new):
        return np.zeros_like(old)
    filled = [np.asarray(binary_fill_holes(mask), np.bool_) for mask in (old, new)]
    return filled[0] | filled[1]


def _shining(through: Mask) -> Touched:
    """Where the place shines through, and a little more: what samples say of an edge is rough."""
    fade = THROUGH * len(through) + 1
    away = np.asarray(distance_transform_edt(~through), np.float32)
    return Touched(np.asarray(away <= fade + 1, np.bool_), fade)


def _grown(mask: Mask, blur: NDArray[np.float16]) -> Touched:
    """The region with its blurred edge, and around it a band in which the edit fades."""
    if not mask.any():
        return Touched(mask, 0.0)
    height = len(mask)
    closed = np.asarray(binary_closing(mask, iterations=max(1, round(STRANDS * height))), np.bool_)
    whole = mask | closed
    reach = maximum_filter(np.where(mask, blur, 0).astype(np.float32), round(NEAR * height) * 2 + 1)
    found: Any = distance_transform_edt(~whole, return_indices=True)
    away, nearest = found
    fade = MARGIN * height + 1
    there = reach[tuple(nearest)] * BEYOND / 2 + 1
    even = gaussian_filter(away.astype(np.float32), fade)  # strands end raggedly, shadows do not
    band = (away <= there + 1) | (even <= there + fade)
    return Touched(np.asarray(band, np.bool_), fade)
