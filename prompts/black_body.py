"""The colour of a black body, and of light that shall look like a colour under a white balance."""

import math
from functools import lru_cache

from prompts.colours import luminance, scale
from prompts.setup import Rgb

SECOND_RADIATION = 1.4388e7  # nm K
FLOOR = 0.003  # very warm light has no blue inside Rec. 709

# CIE 1931 by piecewise Gaussians (height, mean, width below, width above; nm): Wyman, Sloan and
# Shirley, Simple Analytic Approximations to the CIE XYZ Color Matching Functions, JCGT 2(2), 2013.
_X = ((1.056, 599.8, 37.9, 31.0), (0.362, 442.0, 16.0, 26.7), (-0.065, 501.1, 20.4, 26.2))
_Y = ((0.821, 568.8, 46.9, 40.5), (0.286, 530.9, 16.3, 31.1))
_Z = ((1.217, 437.0, 11.8, 36.0), (0.681, 459.0, 26.0, 13.8))
_REC709 = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))


def _matching(lobes: tuple[tuple[float, float, float, float], ...], nm: float) -> float:
    return sum(
        height * math.exp(-0.5 * ((nm - mean) / (below if nm < mean else above)) ** 2)
        for height, mean, below, above in lobes
    )


@lru_cache(maxsize=256)
def rgb(kelvin: int) -> Rgb:
    """Linear Rec. 709 of a black body at this temperature, luminance 1."""
    xyz = [0.0, 0.0, 0.0]
    for nm in range(380, 781, 5):
        power = nm**-5 / (math.exp(SECOND_RADIATION / (nm * kelvin)) - 1)
        for axis, lobes in enumerate((_X, _Y, _Z)):
            xyz[axis] += power * _matching(lobes, nm)
    red, green, blue = (
        max(sum(m * c for m, c in zip(row, xyz, strict=True)) / xyz[1], FLOOR) for row in _REC709
    )
    unit = 1 / luminance((red, green, blue))
    return (red * unit, green * unit, blue * unit)


def scene(seen: Rgb, white_balance: int) -> Rgb:
    """Light in the scene that a camera balanced to `white_balance` Kelvin records as `seen`."""
    red, green, blue = (c * w for c, w in zip(seen, rgb(white_balance), strict=True))
    return scale((red, green, blue), 1)


def gelled(gel: Rgb, white_balance: int) -> Rgb:
    """Light through a gel as a lamp emits it, half made up for what the gel swallows.

    Full compensation to equal luminance looks too bright: saturated light seems brighter than it
    measures (the Helmholtz-Kohlrausch effect).
    """
    return scene(scale(gel, luminance(gel) ** -0.5), white_balance)
