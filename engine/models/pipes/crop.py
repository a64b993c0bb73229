"""A part of a picture, enlarged: more of the model's pixels for what is made again."""

from dataclasses import dataclass

import numpy as np

from engine.models.pipes import sizes
from engine.paste import feather
from engine.pictures import FULL, Floats, Mask, Matte, Negative

CONTEXT = 0.6  # of the part's longer side that is seen around it
SOFT = 0.04  # of the crop's side over which the part's rim is mixed, inwards


@dataclass(frozen=True)
class Crop:
    """A window of a picture and the size at which a model sees it."""

    left: int
    top: int
    right: int
    bottom: int
    width: int
    height: int

    def cut(self, picture: Negative) -> Negative:
        """The window, enlarged."""
        part = np.ascontiguousarray(picture[self.top : self.bottom, self.left : self.right])
        return sizes.resized(part, self.width, self.height)

    def mask(self, mask: Mask) -> Floats:
        """The mask in the window, enlarged: 1 wherever any of a pixel is asked for."""
        part = mask[self.top : self.bottom, self.left : self.right].astype(np.float32)
        return (sizes.plane(part, self.width, self.height) > 0).astype(np.float32)

    def laid(self, picture: Negative, made: Negative) -> Negative:
        """What a model made of the window, back in the picture."""
        whole = picture.copy()
        size = self.right - self.left, self.bottom - self.top
        whole[self.top : self.bottom, self.left : self.right] = sizes.resized(made, *size)
        return whole


def around(mask: Mask, side: int, multiple: int) -> Crop:
    """A window around what is asked for, at most the picture; its longer side gets `side` pixels.

    It has the mask's shape where that is not too long, so that nothing is stretched.
    """
    height, width = mask.shape
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    more = CONTEXT * max(bottom - top, right - left)
    want = max(bottom - top, right - left) / 2 + more  # half the square
    window = (
        *_span((left + right) / 2, max(want, multiple), width),
        *_span((top + bottom) / 2, max(want, multiple), height),
    )
    scale = side / max(window[1] - window[0], window[3] - window[2])
    size = sizes.fitted((window[1] - window[0]) * scale, (window[3] - window[2]) * scale, multiple)
    return Crop(window[0], window[2], window[1], window[3], *size)


def _span(middle: float, half: float, most: int) -> tuple[int, int]:
    """From and to, inside of 0..most: pushed in before it is cut."""
    length = min(round(2 * half), most)
    start = min(max(round(middle - length / 2), 0), most - length)
    return start, start + length


def matte(mask: Mask) -> Matte:
    """The mask, softened inwards: what a model did at its rim is mixed with what was there."""
    if mask.all():
        return np.full(mask.shape, FULL, np.uint8)
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    side = max(rows[-1] - rows[0], columns[-1] - columns[0]) + 1
    return feather(mask, SOFT * float(side))
