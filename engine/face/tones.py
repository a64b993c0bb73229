"""Colours as a face sees them: how much lighter than its skin, how much redder, how rough.

Light times a surface is a product, so its logarithm is a sum: the logarithms of red and blue over
green stay where skin goes from light into shadow, and only their lightness moves.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from engine.pictures import LUMA, Floats, Mask, Pixels

GREY = np.array((0.3, 0.6, 0.1), np.float32)  # of the lifted picture
GAMMA = 2.2
DARK = 0.03  # of the skin's light: below, colours are noise
NOISE = 0.0008  # of full light: what a dark picture holds of noise
RANGES = ((-3.4, 1.8), (-1.1, 1.1), (-1.1, 1.1))  # of the logarithms, against the face's skin
BINS = (16, 22, 22, 4)
ROUGH = (0.008, 0.02, 0.045)  # bounds of the four degrees of roughness
SPREAD = (1.0, 0.8, 0.8, 0.6)  # bins by which a colour stands for its neighbours
FEW = 5e-4  # of a picture: less of a material does not make a palette
MIDDLE = 0.45  # where a face's skin lies in the lifted picture
LIFTS = (0.35, 1.2)  # bounds of the exponent that lifts it there

Index = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Tones:
    """A picture's colours against its skin."""

    index: Index  # (h, w) into a palette's bins
    values: Floats  # (h, w, 3) logarithms against the skin: tone, red over green, blue over green
    rough: Floats  # (h, w) roughness as a share of the lightness around
    lifted: Floats  # (h, w, 3) the picture, brought to a middling exposure
    exponent: float  # that lifted it

    def middle(self, where: Mask) -> Floats:
        """The median of the three values."""
        return np.median(self.values[where], axis=0)

    def roughness(self, where: Mask) -> float:
        """The median roughness."""
        return float(np.median(self.rough[where]))


def tones(pixels: Pixels, skin: Mask) -> Tones:
    """Sort each pixel by its colour; `skin` is where skin surely is."""
    light = power(pixels, GAMMA)
    shine = light @ LUMA
    usual = float(np.median(shine[skin]))
    least = np.float32(DARK * usual + NOISE)
    tone = np.log((shine + least) / (usual + least))
    logs = np.log(light + least)
    warm, cold = logs[..., 0] - logs[..., 1], logs[..., 2] - logs[..., 1]
    exposed = float(np.clip(np.median(pixels[skin].mean(-1)) / 255, 0.02, 0.9))
    exponent = float(np.clip(np.log(MIDDLE) / np.log(exposed), *LIFTS))
    lifted = power(pixels, exponent)
    values = np.stack(
        (tone, warm - np.median(warm[skin]), cold - np.median(cold[skin])), -1, dtype=np.float32
    )
    places = [
        np.clip((value - low) * (bins / (high - low)), 0, bins - 1).astype(np.intp)
        for value, (low, high), bins in zip(
            np.moveaxis(values, -1, 0), RANGES, BINS[:3], strict=True
        )
    ]
    grey = np.ascontiguousarray(lifted @ GREY)
    rough = roughness(grey)
    degree = np.searchsorted(ROUGH, rough)
    index = np.ravel_multi_index((*places, degree), BINS)
    share = rough / np.maximum(cv2.blur(grey, (5, 5)), np.float32(0.05))
    return Tones(index, values, np.asarray(share, np.float32), lifted, exponent)


def power(pixels: Pixels, exponent: float) -> Floats:
    """0..255 to 0..1, raised to a power."""
    table = np.asarray((np.arange(256) / 255) ** exponent, np.float32)
    return table[pixels]


def roughness(grey: Floats) -> Floats:
    """How much the lightness changes from pixel to pixel: strands and weaves, not shading."""
    mean = cv2.blur(grey, (3, 3))
    spread = np.sqrt(np.maximum(cv2.blur(grey * grey, (3, 3)) - mean * mean, 0))
    return np.asarray(cv2.blur(spread, (3, 3)), np.float32)


def palette(index: Index, weights: Floats) -> Floats:
    """How often each bin occurs, sums to 1: a model of a material's colours.

    Where next to nothing is known of a material, it sums to less.
    """
    counts = np.bincount(index.ravel(), weights.ravel(), minlength=int(np.prod(BINS)))
    spread = gaussian_filter(counts.reshape(BINS), SPREAD, truncate=2.5)
    return np.asarray(spread / max(float(spread.sum()), FEW * index.size), np.float32).ravel()
