"""Detail brought out at several sizes, where a portrait wants it, without halos or noise.

Detail is what a smoothing that minds edges takes away: an edge itself is none, and gets no halo.
What is smaller than the noise is left, and nothing leaves the range of what surrounds it.
"""

from typing import Any

import cv2
import numpy as np

from engine.pictures import LUMA, Floats, Negative
from engine.retouch.colour import display, linear, luminance
from engine.retouch.seen import Mattes
from engine.retouch.soft import blur, guided, noise, smooth

WANTED = {  # how much detail each part wants: skin little, what is behind none
    "hair": 1.0,
    "brows": 1.0,
    "eye-left": 1.1,
    "eye-right": 1.1,
    "lips": 0.7,
    "wardrobe": 0.8,
    "face": 0.30,
    "skin": 0.30,
}
ELSEWHERE = 0.0
BANDS = ((0.8, 0.9), (1.8, 0.7), (4.0, 0.35))  # radius at 1000 pixels of height, and gain
EDGE = 0.012  # variance of display lightness that is an edge
BEYOND = 0.04  # share of the local range that detail may leave it by
CORE = 1.5  # times the noise: what is smaller is noise


def wanted(mattes: Mattes) -> Floats:
    """How much detail each place wants, (h, w) about 0..1."""
    made = ELSEWHERE * mattes.of("person")
    for name, amount in WANTED.items():
        made = np.maximum(made, np.float32(amount) * mattes.of(name))
    return blur(np.asarray(made, np.float32), 1.5)


def sharpened(negative: Negative, weight: Floats, strength: float, sigma: float) -> Negative:
    """More detail by a weight (h, w); `sigma` is the picture's noise in display values.

    `strength` 0.5 is usual. The colour of each place stays; only its light moves, linearly.
    """
    light = linear(negative)
    level = display(np.clip(luminance(light), 0, 1))
    unit = max(negative.shape[0] / 1000, 0.5)
    gain = np.float32(2 * strength) * weight
    made, rest = level, level
    for radius, share in BANDS:
        base = guided(rest, rest, max(radius * unit, 1), EDGE)
        fine = rest - base
        core = smooth(0.4 * CORE * sigma, 1.6 * CORE * sigma + 1e-5, np.abs(fine))
        made = made + np.float32(share) * gain * core * fine
        rest = base
    size = 2 * max(round(unit), 1) + 1
    near: Any = np.ones((size, size), np.uint8)
    given: Any = level
    low = np.asarray(cv2.erode(given, near), np.float32)
    high = np.asarray(cv2.dilate(given, near), np.float32)
    room = np.float32(BEYOND) * (high - low)
    made = np.clip(np.clip(made, low - room, high + room), 0, 1)
    # Linear light in the ratio of the two luminances: hue and saturation stay.
    ratio = linear(made) / np.maximum(linear(level), 1e-4)
    return display(light * np.clip(ratio, 0.25, 4)[..., None])


def calmed(negative: Negative, flat: Floats, sigma: float) -> Negative:
    """Less noise where it is flat, by a weight (h, w); colour noise goes first."""
    if sigma < 8e-4:
        return negative
    luma = negative @ LUMA
    soft = guided(luma, luma, 2, (1.6 * sigma) ** 2)
    colour = negative - luma[..., None]
    smoothed = np.stack([guided(colour[..., k], luma, 3, (1.2 * sigma) ** 2) for k in range(3)], -1)
    weight = flat[..., None]
    made = negative + weight * ((soft - luma)[..., None] * np.float32(0.7) + smoothed - colour)
    return np.clip(made, 0, 1).astype(np.float32)


def roughness(negative: Negative) -> float:
    """The noise of a picture, in display values."""
    luma = negative @ LUMA
    unclipped = (luma > 0.02) & (luma < 0.97)
    return noise(luma, unclipped)
