"""White balance: the light that shall look neutral, and the matrix that makes it so."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.grade.observer import MATCHING, NANOMETRES

Doubles = NDArray[np.float64]

SECOND_RADIATION = 1.4388e-2  # m K
NEUTRAL = 6504  # Kelvin of D65, sRGB's white
DAYLIGHT = 0.00322  # Duv of D65: how far daylight lies above the black bodies
LAMPS, SKIES = 4000.0, 5000.0  # Kelvin: below are lamps on the black bodies' line, above daylight
STEP = 0.01  # Kelvin: along the line, for its direction

# Linear sRGB to XYZ: IEC 61966-2-1.
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
)
# Cone responses of Bradford: Lam 1985, as in ICC.1:2022 annex E.
BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]],
)


@lru_cache(maxsize=256)
def matrix(kelvin: float, tint: float = 0.0) -> Doubles:
    """Linear sRGB (3, 3) that shows light of `kelvin` as neutral, of the same luminance.

    `tint`: how much greener than usual that light is, in thousandths of Duv.
    """
    return adaptation(white(kelvin, usual(kelvin) + tint / 1000), white(NEUTRAL, DAYLIGHT))


def adaptation(source: Doubles, target: Doubles) -> Doubles:
    """Bradford adaptation between two whites (XYZ), on linear sRGB."""
    gains = (BRADFORD @ target) / (BRADFORD @ source)
    inner = np.linalg.inv(BRADFORD) @ np.diag(gains) @ BRADFORD
    return np.linalg.inv(TO_XYZ) @ inner @ TO_XYZ


def usual(kelvin: float) -> float:
    """Duv of usual light: none of lamps, daylight's of skies, between them in between."""
    share = float(np.clip((kelvin - LAMPS) / (SKIES - LAMPS), 0, 1))
    return DAYLIGHT * share * share * (3 - 2 * share)


def white(kelvin: float, duv: float = 0.0) -> Doubles:
    """XYZ (Y = 1) of a correlated colour temperature and its distance from the black bodies.

    Source: Ohno, Practical Use and Calculation of CCT and Duv, LEUKOS 10(1), 2014: Duv is at
    right angles to the line in CIE 1960 (u, v), positive where it is green.
    """
    u, v = _uv(kelvin)
    along_u, along_v = (b - a for a, b in zip((u, v), _uv(kelvin + STEP), strict=True))
    length = float(np.hypot(along_u, along_v))
    u, v = u + duv * along_v / length, v - duv * along_u / length
    # Y = 1: X = 3u / 2v, Z = (4 - u - 10v) / 2v
    return np.array([1.5 * u / v, 1.0, (4 - u - 10 * v) / (2 * v)])


def _uv(kelvin: float) -> tuple[float, float]:
    """A black body in CIE 1960 UCS."""
    metres = NANOMETRES * 1e-9
    power = metres**-5 / np.expm1(SECOND_RADIATION / (metres * kelvin))
    x, y, z = power @ MATCHING
    unit = x + 15 * y + 3 * z
    return float(4 * x / unit), float(6 * y / unit)
