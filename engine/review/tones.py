"""Shadows, highlights and the cast of a face: what a print should hold, and what a grade mends."""

from dataclasses import dataclass

import numpy as np

from engine.face.outline import OVAL
from engine.protocol import Finding
from engine.review.scene import Scene
from prompts.setup import Beam, Grade, Setup


@dataclass(frozen=True)
class Limit:
    """What is good lies between."""

    low: float | None = None
    high: float | None = None


# Measured on 40 rendered portraits, from high key to noir, and the portrait of scikit-image; then
# on the same crushed (everything below 0.2 cut off), darkened to a third, veiled and overexposed.
BLACK, CRUSHED = 2.0, Limit(high=0.15)  # L*; share of the face below: 0.08 at most, crushed 0.36
DARK, MUDDY = 12.0, Limit(high=0.5)  # L*; share of the face below: 0.44 at most in noir
BRIGHT, DULL = 90.0, Limit(low=30.0)  # percentile; L* that it reaches: 35 and more, darkened 31
SPAN, VEILED = (1.0, 99.0), Limit(low=48.0)  # percentiles of the picture; veiled 50 and less
CLIPPED, BLOWN = 254, Limit(high=0.03)  # code of any channel; share of the face: 0.00, in all
COLOURED = 8.0  # chroma of skin, below which a print is nearly black and white
HUE = Limit(low=35.0, high=92.0)
"""Degrees of skin's hue in CIE Lab: 50 to 82 under white light, in all of 22 skins.

Xiao et al. 2017 measured 40 to 75 over four ethnic groups. A blue, green or magenta cast of 15 %
to 25 % leaves it.
"""
STRONG = 45.0  # chroma of skin, from which even the right hue is a cast
TINTED = 45.0  # mired between the key and the white balance: a colour that is wanted
MOVED = 0.06  # of a grade's slopes and powers, or its offsets: a colour that is wanted


def shadows(scene: Scene) -> Finding | None:
    """Is anything to be seen in the shadows? None without a large face."""
    if scene.large is None:
        return None
    light = scene.chip.lab[..., 0][scene.chip.inside((OVAL,))]
    if not light.size:
        return None
    low, high = np.percentile(scene.lab[::2, ::2, 0], SPAN)
    judged = (
        (float((light < BLACK).mean()), CRUSHED),
        (float((light < DARK).mean()), MUDDY),
        (float(np.percentile(light, BRIGHT)), DULL),
        (float(high - low), VEILED),
    )
    wrong = [each for each in judged if not _within(*each)]
    value, limit = wrong[0] if wrong else judged[0]
    return _finding("shadows", value, limit, good=not wrong)


def highlights(scene: Scene) -> Finding | None:
    """Is the face's bright side printed, or paper? None without a large face."""
    if scene.large is None:
        return None
    inside = scene.chip.inside((OVAL,))
    if not inside.any():
        return None
    value = float((scene.chip.pixels.max(2)[inside] >= CLIPPED).mean())
    return _finding("highlights", value, BLOWN, good=_within(value, BLOWN))


def cast(scene: Scene) -> Finding | None:
    """Has skin the colour of skin? None where another colour is wanted, or none is printed."""
    if scene.large is None or (scene.shot and coloured(scene.shot.setup)):
        return None
    found = scene.chip.lab[scene.chip.skin]
    if not len(found):
        return None
    bright = found[found[:, 0] >= np.median(found[:, 0])]  # shadows take any colour
    red, yellow = (float(value) for value in np.median(bright[:, 1:], axis=0))
    chroma = float(np.hypot(red, yellow))
    if chroma < COLOURED:
        return None
    hue = float(np.degrees(np.arctan2(yellow, red)))
    if _within(hue, HUE) and chroma > STRONG:
        return _finding("cast", chroma, Limit(high=STRONG), good=False)
    return _finding("cast", hue, HUE, good=_within(hue, HUE))


def coloured(setup: Setup) -> bool:
    """Does the brief want light or a print that colours skin?"""
    return _tinted(setup.key, setup.white_balance) or _toned(setup.grade)


def _tinted(lamp: Beam, balance: int) -> bool:
    return lamp.gel is not None or abs(1e6 / lamp.kelvin - 1e6 / balance) > TINTED


def _toned(grade: Grade) -> bool:
    turns = (grade.slope, grade.power, grade.offset)
    return any(max(each) - min(each) > MOVED for each in turns)


def _within(value: float, limit: Limit) -> bool:
    low = limit.low if limit.low is not None else -np.inf
    high = limit.high if limit.high is not None else np.inf
    return bool(low <= value <= high)


def _finding(what: str, value: float, limit: Limit, *, good: bool) -> Finding:
    return Finding.model_validate(
        {
            "what": what,
            "good": good,
            "value": value,
            "low": limit.low,
            "high": limit.high,
            "mend": "" if good else "regrade",
        }
    )
