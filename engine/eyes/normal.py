"""What eyes look like in good portraits, and what is wrong with those that do not.

The ranges come from 80 eyes of 40 rendered portraits (many ages, skins and lights; eyes 25 to 54
pixels wide) and from the public-domain portrait of scikit-image in several sizes: what is good lies
within, with room for the error of the measure. They judge what an eye has in common with its
neighbour first, for two eyes look at one thing, are of one size and see the same lamps.
"""

from dataclasses import dataclass

from engine.eyes.lights import Spot
from engine.eyes.measure import EyeMeasure
from engine.face import Side


@dataclass(frozen=True)
class Range:
    """From `low` to `high` is normal."""

    low: float
    high: float

    def beyond(self, value: float) -> float:
        """How far outside a value lies, in half widths of the range; 0 inside."""
        half = (self.high - self.low) / 2
        return max(self.low - value, value - self.high, 0.0) / half


NORMAL: dict[str, Range] = {
    # Left eye minus right eye, in widths: a deviation of 0.032, the worst but one 0.079.
    "gaze-apart": Range(-0.09, 0.09),
    # The same up and down: a deviation of 0.025.
    "gaze-level": Range(-0.115, 0.115),
    # One eye alone, against one that meets the lens: a glance to the side is no fault.
    "gaze-x": Range(-0.26, 0.26),
    "gaze-y": Range(-0.17, 0.17),
    # Iris radius in widths of the eye: 0.208 +- 0.02, from 0.17 to 0.28 in turned heads.
    "iris": Range(0.15, 0.31),
    # Iris radius over the other eye's, in pixels: 0.99 +- 0.045, worst 0.89 and 1.13.
    "iris-ratio": Range(0.84, 1.19),
    # Height over width of the rim: 1.00 +- 0.06, worst 0.90 and 1.19.
    "roundness": Range(0.82, 1.21),
    # The same over the other eye's: a deviation of 0.055, worst 0.88 and 1.13.
    "roundness-ratio": Range(0.84, 1.19),
    # Catchlights of this eye that the other does not have, where it has some.
    "catchlights": Range(-0.5, 0.5),
}
TOGETHER = 0.33  # radii: two spots of two eyes that mirror one lamp lie nearer
PLAIN, SMALL = 0.62, 0.30  # strength and size of a spot that is a lamp's for certain
"""Weaker ones may be an iris's own light fibres, larger ones a window or the sky."""


STRAIGHT = 0.08  # widths: an eye that meets the lens so nearly does not stray


@dataclass(frozen=True)
class Fault:
    """One measure of an eye that lies outside its range."""

    name: str  # of NORMAL
    value: float
    beyond: float  # half widths of the range


def faults(eye: EyeMeasure, other: EyeMeasure | None) -> tuple[Fault, ...]:
    """What is wrong with an eye, beside the other where that can be judged too."""
    if not eye.ok:
        return ()
    found = {name: _fault(name, value) for name, value in values(eye, other).items()}
    if abs(eye.gaze[0]) < STRAIGHT:
        found.pop("gaze-apart", None)  # of two that part, it is the other that strays
    return tuple(fault for fault in found.values() if fault.beyond > 0)


def values(eye: EyeMeasure, other: EyeMeasure | None) -> dict[str, float]:
    """The measures of an eye by their names in NORMAL."""
    found = {
        "gaze-x": eye.gaze[0],
        "gaze-y": eye.gaze[1],
        "iris": eye.radius,
        "roundness": eye.roundness,
        "catchlights": float(len(doubled(eye, other))),
    }
    if other is not None and other.ok:
        found |= {
            "gaze-apart": apart(eye, other),
            "gaze-level": eye.gaze[1] - other.gaze[1],
            "iris-ratio": eye.iris_pixels / other.iris_pixels,
            "roundness-ratio": eye.roundness / other.roundness,
        }
    return found


def apart(eye: EyeMeasure, other: EyeMeasure) -> float:
    """How much farther to the right an eye looks than the other, in widths."""
    return eye.gaze[0] - other.gaze[0]


def plain(eye: EyeMeasure) -> tuple[Spot, ...]:
    """Its catchlights that are lamps for certain."""
    return tuple(s for s in eye.catchlights if s.strength > PLAIN and s.size < SMALL)


def doubled(eye: EyeMeasure, other: EyeMeasure | None) -> tuple[Spot, ...]:
    """Catchlights too many: the other eye mirrors the same lamps, and does not have them.

    Where the other eye has none (it lies in the shadow, or behind a lock), of two spots alike the
    lower or weaker is one too many.
    """
    spots = plain(eye)
    if len(spots) < 2:
        return ()
    mirrored = other.catchlights if other is not None and other.ok else ()
    strange = [s for s in spots if all(s.apart(m) > TOGETHER for m in mirrored)]
    if len(strange) < len(spots):
        return tuple(strange)
    return tuple(sorted(spots, key=lambda s: s.y)[1:])


def _fault(name: str, value: float) -> Fault:
    return Fault(name, value, NORMAL[name].beyond(value))


def worse(left: EyeMeasure, right: EyeMeasure) -> Side:
    """Which of two eyes that do not go together is the broken one.

    Portraits look into the lens or near it: the eye that is farther from there is the suspect, and
    so is the one that is less round or less like the usual iris.
    """
    return "left" if strangeness(left) > strangeness(right) else "right"


def strangeness(eye: EyeMeasure) -> float:
    """How unusual an eye is by itself: squared deviations of good portraits."""
    return (
        (eye.gaze[0] / 0.05) ** 2
        + (eye.gaze[1] / 0.05) ** 2
        + ((eye.radius - 0.208) / 0.02) ** 2
        + ((eye.roundness - 0.99) / 0.05) ** 2
        + 4.0 * max(len(plain(eye)) - 1, 0)
    )
