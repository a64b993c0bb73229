"""Light and colour as the retoucher counts them: linear Rec. 709, and Oklab."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pictures import LUMA, Floats
from prompts.setup import Rgb

Values = NDArray[np.floating]  # what is given may have been mixed with a Python number
# Oklab, from linear Rec. 709: B. Ottosson, "A perceptual color space for image processing", 2020.
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    np.float32,
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ],
    np.float32,
)
_FROM_LAB = np.linalg.inv(_TO_LAB).astype(np.float32)
_FROM_CONES = np.linalg.inv(_TO_CONES).astype(np.float32)
DARKEST = 1e-4  # linear: below it there is no colour left to keep


def linear(display: Values) -> Floats:
    """sRGB-encoded 0..1 to linear light (IEC 61966-2-1)."""
    value = np.clip(np.asarray(display, np.float32), 0, 1)
    bright = _power((value + np.float32(0.055)) / np.float32(1.055), 2.4)
    return np.where(value <= 0.04045, value / np.float32(12.92), bright)


def display(light: Values) -> Floats:
    """Linear light to sRGB-encoded 0..1; what is brighter than white is white."""
    value = np.clip(np.asarray(light, np.float32), 0, 1)
    bright = np.float32(1.055) * _power(value, 1 / 2.4) - np.float32(0.055)
    return np.where(value <= 0.0031308, value * np.float32(12.92), bright)


def luminance(light: Values) -> Floats:
    """Of linear light (h, w, 3): (h, w)."""
    return np.asarray(light, np.float32) @ LUMA


def dot(one: Values, other: Values) -> Floats:
    """The sum over the last axis, which is short, of a product: (h, w)."""
    given, with_ = np.asarray(one, np.float32), np.asarray(other, np.float32)
    return np.asarray(np.einsum("...k,...k->...", given, with_), np.float32)


def oklab(light: Values) -> Floats:
    """Linear light (h, w, 3) to lightness 0..1, green-red and blue-yellow."""
    cones = np.maximum(_mixed(light, _TO_CONES), 0)
    return _mixed(np.cbrt(cones), _TO_LAB)


def from_oklab(lab: Values) -> Floats:
    """Back to linear light (h, w, 3); a colour out of reach has a channel outside 0..1."""
    roots = _mixed(lab, _FROM_LAB)
    return _mixed(roots * roots * roots, _FROM_CONES)


def one(colour: Rgb | Floats) -> Floats:
    """The Oklab of one linear colour, (3,)."""
    return oklab(np.asarray(colour, np.float32).reshape(1, 1, 3))[0, 0]


def reachable(light: Values) -> Floats:
    """Bring what is out of gamut back towards grey of its own luminance, (h, w, 3)."""
    grey = np.clip(luminance(light), DARKEST, 1)[..., None]
    off = light - grey
    room = np.where(off > 0, (1 - grey) / np.maximum(off, 1e-6), grey / np.maximum(-off, 1e-6))
    least = np.minimum(np.minimum(room[..., 0], room[..., 1]), room[..., 2])
    share = np.clip(least, 0, 1)[..., None]
    return (grey + off * share).astype(np.float32)


def _power(value: Floats, exponent: float) -> Floats:
    return np.asarray(cv2.pow(value, exponent), np.float32)


def _mixed(value: Values, matrix: Floats) -> Floats:
    given: Any = np.ascontiguousarray(value, np.float32)
    return np.asarray(cv2.transform(given, matrix), np.float32)
