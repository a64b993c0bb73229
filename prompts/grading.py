"""The sliders of a print: each takes a grade and gives it back a step further. Pure.

A step is small enough to press twice and large enough to see. Nothing moves beyond what a print
bears; there a slider gives back what it got.
"""

from collections.abc import Callable, Mapping

from prompts.setup import Grade

NEUTRAL = 6504  # Kelvin of a white that is left as it is
STEP = 14.0  # mired: about a third of what turns lamps into daylight's half
NEAREST = 5.0  # mired under which a white balance is none
WARMEST, COOLEST = 12_000, 3_200  # Kelvin
Turn = Callable[[Grade], Grade]


def warmer(grade: Grade) -> Grade:
    """Print for bluer light."""
    return _balanced(grade, -STEP)


def cooler(grade: Grade) -> Grade:
    """Print for warmer light; undoes `warmer`."""
    return _balanced(grade, STEP)


def more_contrast(grade: Grade) -> Grade:
    """Steepen the mid tones; black and white stay."""
    return _changed(grade, contrast=min(round(grade.contrast * 1.1, 3), 2.0))


def softer(grade: Grade) -> Grade:
    """Flatten the mid tones, and let bright light bloom a little."""
    return _changed(
        grade,
        contrast=max(round(grade.contrast / 1.1, 3), 0.6),
        bloom=min(round(grade.bloom + 0.06, 3), 0.6),
    )


def lift_shadows(grade: Grade) -> Grade:
    """Open the dark tones; black stays black."""
    return _changed(grade, shadows=_lifted(grade, 0.025))


def deepen_shadows(grade: Grade) -> Grade:
    """Close the dark tones; undoes `lift_shadows`."""
    return _changed(grade, shadows=_lifted(grade, -0.025))


def less_colour(grade: Grade) -> Grade:
    """Take a sixth of all colour away."""
    return _changed(grade, saturation=round(grade.saturation * 0.84, 3))


def more_colour(grade: Grade) -> Grade:
    """Give as much; undoes `less_colour`."""
    return _changed(grade, saturation=min(round(grade.saturation / 0.84, 3), 1.8))


def brighter(grade: Grade) -> Grade:
    """A third of a stop more light, along the film's curve."""
    return _changed(grade, exposure=min(round(grade.exposure + 1 / 3, 2), 2.0))


def darker(grade: Grade) -> Grade:
    """A third of a stop less."""
    return _changed(grade, exposure=max(round(grade.exposure - 1 / 3, 2), -2.0))


SLIDERS: Mapping[str, Turn] = {
    "warmer": warmer,
    "cooler": cooler,
    "more_contrast": more_contrast,
    "softer": softer,
    "lift_shadows": lift_shadows,
    "less_colour": less_colour,
    "deepen_shadows": deepen_shadows,
    "more_colour": more_colour,
    "brighter": brighter,
    "darker": darker,
}
"""By name; the first six are those of a small card."""


def _changed(grade: Grade, **values: object) -> Grade:
    return grade.model_copy(update=values)


def _balanced(grade: Grade, mired: float) -> Grade:
    """Move the white in mired, in which equal steps look equal."""
    now = 1e6 / (grade.kelvin or NEUTRAL)
    moved = min(max(now + mired, 1e6 / WARMEST), 1e6 / COOLEST)
    near = abs(moved - 1e6 / NEUTRAL) < NEAREST
    return _changed(grade, kelvin=None if near else round(1e6 / moved))


def _lifted(grade: Grade, amount: float) -> tuple[float, float, float]:
    """The tone of the shadows, all channels alike; unchanged where one would leave its bounds."""
    red, green, blue = (round(value + amount, 4) for value in grade.shadows)
    inside = all(-0.1 <= value <= 0.1 for value in (red, green, blue))
    return (red, green, blue) if inside else grade.shadows
