"""Pictures as arrays: what they are called, and how floats become bytes.

A negative is a picture before its grade. Its values are those of a display (sRGB-encoded, 0..1),
so that a photograph that somebody brings is a negative as it stands: k / 255.
"""

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]  # (h, w, 3), sRGB
Floats = NDArray[np.float32]
Negative = NDArray[np.float32]
"""(h, w, 3), sRGB-encoded display values in 0..1, before the grade."""
LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)  # Rec. 709: each channel's share of light
Mask = NDArray[np.bool_]  # (h, w)
Matte = NDArray[np.uint8]
"""(h, w) weights, 255 is wholly the edit."""

FULL = 255
EXACT = 2e-3  # of a code: what float32 loses on its way there and back


def to_float(pixels: Pixels) -> Negative:
    """0..255 to 0..1, each k to k / 255."""
    return pixels.astype(np.float32) / np.float32(FULL)


def to_bytes(negative: Negative, seed: int = 0) -> Pixels:
    """0..1 to 0..255, dithered: no bands. What is k / 255 becomes k, whatever the seed."""
    return dithered(negative, FULL, seed).astype(np.uint8)


def dithered(values: Floats, most: int, seed: int = 0) -> Floats:
    """0..1 to whole numbers 0..most, each fraction rounded up as often as it says.

    The error is uniform over one code and has no mean. A value that is a whole number stays it.
    """
    codes = np.clip(values, 0, 1) * np.float32(most)
    whole = np.rint(codes)
    chance = np.random.default_rng(seed).random(codes.shape, np.float32)
    return np.where(np.abs(codes - whole) < EXACT, whole, np.floor(codes + chance))
