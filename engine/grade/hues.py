"""Colour by hue: each hue's saturation and turn, dense dyes, and skin spared; as a LUT.

Greys stay exactly as they are. Worked out in Oklab, where a turn of the hue keeps its lightness:
Ottosson, A perceptual color space for image processing, 2020.
"""

from functools import cache

import numpy as np

from engine.grade.stock import Doubles, decode, encode
from engine.grade.tones import tints, untinted
from engine.pictures import Floats
from prompts.setup import Grade

POINTS = 33
# Oklab hue, in degrees, of sRGB's reds, yellows, greens, cyans, blues and magentas.
CENTRES = np.array([29.2, 109.8, 142.5, 194.8, 264.1, 328.4])

# Where skin lies, from porcelain to ebony, by daylight and by lamps: Oklab hue and chroma.
SKIN_HUE, SKIN_NEAR, SKIN_FAR = 60.0, 26.0, 44.0  # wholly within, not at all beyond
SKIN_CHROMA, SKIN_VIVID = 0.13, 0.22
GREYISH, COLOURED = 0.02, 0.05  # chroma of what is no skin yet, and of what may be
GIVEN_BACK = 0.85  # of a split tone to skin
THINNEST = 0.32  # share of its lightness that the densest dye of chroma 0.3 takes
KNEE = 0.8  # share of the chroma that sRGB has, from which it is compressed
LIGHTS, HUES = 129, 360  # of the table of that chroma

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_TO_RGB, _FROM_LAB = np.linalg.inv(_TO_LMS), np.linalg.inv(_TO_LAB)


def oklab(display: Doubles) -> Doubles:
    """(..., 3) sRGB values in 0..1 to lightness, a and b."""
    return np.cbrt(decode(display) @ _TO_LMS.T) @ _TO_LAB.T


def skin_weight(lab: Doubles) -> Doubles:
    """How far (0..1) a colour (..., 3) may be skin: by its hue, and no more vivid than skin is."""
    hue = np.degrees(np.arctan2(lab[..., 2], lab[..., 1]))
    away = np.abs((hue - SKIN_HUE + 180) % 360 - 180)
    near = _smooth((SKIN_FAR - away) / (SKIN_FAR - SKIN_NEAR))
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    return near * _smooth((SKIN_VIVID - chroma) / (SKIN_VIVID - SKIN_CHROMA))


def has(grade: Grade) -> bool:
    """Whether a grade treats hues differently at all."""
    plain = Grade()
    own = (grade.hues, grade.turns, grade.density) != (plain.hues, plain.turns, plain.density)
    return own or (grade.skin > 0 and tints(grade))


def table(grade: Grade, points: int = POINTS) -> Floats:
    """What a grade does to hues as a LUT (n, n, n, 3), indexed [red][green][blue]."""
    axis = np.linspace(0, 1, points)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1)
    found = turned(grid.reshape(-1, 3), grade).reshape(grid.shape)
    diagonal = np.arange(points)
    found[diagonal, diagonal, diagonal] = axis[:, None]
    return found.astype(np.float32)


def turned(display: Doubles, grade: Grade) -> Doubles:
    """The same on values (n, 3)."""
    lab = oklab(_given_back(display, grade))
    lightness, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360
    free = 1 - grade.skin * skin_weight(lab)
    chroma = chroma * (1 + free * (_around(hue, grade.hues) - 1))
    angle = np.radians(hue + free * _around(hue, grade.turns))
    dense = THINNEST * grade.density * (0.5 + 0.5 * free) * np.minimum(chroma / 0.3, 1)
    return _shown(lightness * (1 - dense), chroma, angle)


def _given_back(display: Doubles, grade: Grade) -> Doubles:
    """Skin as it was before the split tone. Greys, which may have become of its hue, stay."""
    if not grade.skin or not tints(grade):
        return display
    before = untinted(display, grade)
    lab = oklab(before)
    coloured = _smooth((np.hypot(lab[:, 1], lab[:, 2]) - GREYISH) / (COLOURED - GREYISH))
    share = GIVEN_BACK * grade.skin * skin_weight(lab) * coloured
    return display + share[:, None] * (before - display)


def _around(hue: Doubles, values: tuple[float, ...]) -> Doubles:
    """A value for each hue, smoothly from one centre to the next."""
    first = np.append(CENTRES, CENTRES[0] + 360)
    wrapped = (hue - CENTRES[0]) % 360 + CENTRES[0]
    index = np.clip(np.searchsorted(first, wrapped, side="right") - 1, 0, 5)
    share = _smooth((wrapped - first[index]) / (first[index + 1] - first[index]))
    known = np.array(values)
    return known[index] * (1 - share) + known[(index + 1) % 6] * share


def _shown(lightness: Doubles, chroma: Doubles, angle: Doubles) -> Doubles:
    """As sRGB. Near the most that a display shows, more chroma gives ever less of it."""
    share = chroma / np.maximum(_most(lightness, np.degrees(angle) % 360), 1e-6)
    over = np.maximum(share - KNEE, 0) / (1 - KNEE)
    fitted = np.where(
        over > 0, (KNEE + (1 - KNEE) * over / (1 + over)) / np.maximum(share, 1e-6), 1
    )
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return encode(np.clip(_rgb(lightness, (chroma * fitted)[:, None] * way), 0, 1))


def _most(lightness: Doubles, hue: Doubles) -> Doubles:
    """The largest chroma that sRGB has, from a table."""
    table = _gamut()
    down = np.clip(lightness, 0, 1) * (LIGHTS - 1)
    across = hue / 360 * HUES
    row, column = np.minimum(down.astype(int), LIGHTS - 2), across.astype(int) % HUES
    y, x = down - row, across - np.floor(across)
    beside = (column + 1) % HUES
    upper = table[row, column] * (1 - x) + table[row, beside] * x
    lower = table[row + 1, column] * (1 - x) + table[row + 1, beside] * x
    return upper * (1 - y) + lower * y


@cache
def _gamut() -> Doubles:
    """(LIGHTS, HUES): found by halving, for each lightness and hue."""
    lights, degrees = np.meshgrid(np.linspace(0, 1, LIGHTS), np.arange(HUES) * 360 / HUES)
    light, angle = lights.T.ravel(), np.radians(degrees.T.ravel())
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    low, high = np.zeros_like(light), np.full_like(light, 0.4)
    for _ in range(14):
        middle = (low + high) / 2
        tried = _rgb(light, middle[:, None] * way)
        fits = ((tried >= 0) & (tried <= 1)).all(axis=1)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    return low.reshape(LIGHTS, HUES)


def _rgb(lightness: Doubles, opponents: Doubles) -> Doubles:
    """Linear sRGB, unclipped."""
    lab = np.concatenate([lightness[:, None], opponents], axis=1)
    return (lab @ _FROM_LAB.T) ** 3 @ _TO_RGB.T


def _smooth(share: Doubles) -> Doubles:
    inside = np.clip(share, 0, 1)
    return inside * inside * (3 - 2 * inside)
