"""The colour of a black body, and the balance that records it as neutral."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float64]

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # Rec. 709
XYZ_TO_REC709 = np.array(
    [[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]]
)
SECOND_RADIATION = 1.4388e-2  # m K
FLOOR = 0.003  # very warm light has no blue inside Rec. 709


@lru_cache(maxsize=256)
def _rgb(kelvin: int) -> tuple[float, float, float]:
    nm = np.arange(380.0, 781.0, 5.0)
    metres = nm * 1e-9
    planck = 1 / (metres**5 * (np.exp(SECOND_RADIATION / (metres * kelvin)) - 1))
    xyz = (_matching(nm) * planck).sum(axis=1)
    rgb = np.maximum(XYZ_TO_REC709 @ (xyz / xyz[1]), FLOOR)
    rgb /= rgb @ LUMINANCE
    return (float(rgb[0]), float(rgb[1]), float(rgb[2]))


def _matching(nm: Colour) -> Colour:
    # CIE 1931 by piecewise Gaussians: Wyman, Sloan and Shirley, JCGT 2(2), 2013.
    def lobe(height: float, mean: float, below: float, above: float) -> Colour:
        return height * np.exp(-0.5 * ((nm - mean) / np.where(nm < mean, below, above)) ** 2)

    x = lobe(1.056, 599.8, 37.9, 31.0) + lobe(0.362, 442.0, 16.0, 26.7)
    x += lobe(-0.065, 501.1, 20.4, 26.2)
    y = lobe(0.821, 568.8, 46.9, 40.5) + lobe(0.286, 530.9, 16.3, 31.1)
    z = lobe(1.217, 437.0, 11.8, 36.0) + lobe(0.681, 459.0, 26.0, 13.8)
    return np.stack([x, y, z])


def rgb(kelvin: int) -> Colour:
    """Linear Rec. 709 of a black body, luminance 1."""
    return np.array(_rgb(kelvin))


def balance(kelvin: int) -> Colour:
    """Gains (3,) that make a lamp of this temperature neutral and keep its luminance."""
    return 1 / np.maximum(rgb(kelvin), 0.05)
