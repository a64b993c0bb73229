"""Each eye beside the usual and beside its neighbour, and what they mirror beside the brief."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from engine.eyes.measure import EyeMeasure
from engine.eyes.normal import NORMAL, Fault, doubled, faults, plain, values, worse
from engine.face import SIDES, Side
from engine.protocol import Finding, Seen
from engine.review.light import direction
from engine.review.scene import Scene
from prompts.setup import Beam, Setup

Topic = Literal["gaze", "iris", "roundness"]

TOPICS: dict[Topic, tuple[str, ...]] = {  # measures of NORMAL, the plainest first
    "gaze": ("gaze-x", "gaze-y", "gaze-apart", "gaze-level"),
    "iris": ("iris", "iris-ratio"),
    "roundness": ("roundness", "roundness-ratio"),
}
SEEN: dict[tuple[Topic, Side], Seen] = {
    ("gaze", "left"): "gaze-left",
    ("gaze", "right"): "gaze-right",
    ("iris", "left"): "iris-left",
    ("iris", "right"): "iris-right",
    ("roundness", "left"): "roundness-left",
    ("roundness", "right"): "roundness-right",
}
TOGETHER = ("gaze-apart", "gaze-level", "iris-ratio", "roundness-ratio")  # of two eyes, not of one
CORNEA = 7.8 / 5.9  # its radius in radii of the iris: Gullstrand's eye, and an iris of 11.8 mm
AGREES = 0.6
"""Radii of the iris between a catchlight and where the lamp should be mirrored.

Measured on 22 rendered eyes that mirror their key: 0.03 to 0.46. Opposite sides are 1 apart.
"""
FRONT = 100.0  # degrees of azimuth: lamps farther round are not mirrored by eyes


def eyes(scene: Scene) -> Iterator[Finding]:
    """What is to be said of each eye that can be judged."""
    seen = scene.eyes
    left, right = seen.get("left"), seen.get("right")
    both = left and right and left.ok and right.ok
    suspect = worse(left, right) if left and right and both else None
    for side in SIDES:
        eye = seen.get(side)
        if eye is None or not eye.ok:
            continue
        other = right if side == "left" else left
        wrong = [
            fault for fault in faults(eye, other) if fault.name not in TOGETHER or side == suspect
        ]
        for topic in TOPICS:
            yield _about(topic, side, values(eye, other), wrong)


def _about(topic: Topic, side: Side, found: dict[str, float], wrong: list[Fault]) -> Finding:
    names = TOPICS[topic]
    mine = [fault for fault in wrong if fault.name in names]
    name = max(mine, key=lambda fault: fault.beyond).name if mine else names[0]
    return Finding(
        what=SEEN[topic, side],
        good=not mine,
        value=found[name],
        low=NORMAL[name].low,
        high=NORMAL[name].high,
        mend=f"eyes:{side}" if mine else "",
    )


def catchlights(scene: Scene) -> Finding | None:
    """Do the eyes mirror the lamps that there are? None where they mirror none for certain."""
    seen = {side: eye for side, eye in scene.eyes.items() if eye.ok}
    for side, eye in seen.items():
        other = seen.get("right" if side == "left" else "left")
        if more := doubled(eye, other):
            count = float(len(more))
            mend = f"eyes:{side}"
            return Finding(what="catchlights", good=False, value=count, high=0, mend=mend)
    certain = [eye for eye in seen.values() if plain(eye)]
    if not certain:
        return None
    if scene.shot is None:
        return Finding(what="catchlights", good=True, value=0, high=0)
    gap = min(_gap(eye, scene.shot.setup) for eye in certain)
    good = gap < AGREES
    return Finding(
        what="catchlights", good=good, value=gap, high=AGREES, mend="" if good else "eyes:both"
    )


def _gap(eye: EyeMeasure, setup: Setup) -> float:
    """Radii between the nearest two of an eye's catchlights and the lamps' places in it."""
    lamps = [lamp for lamp in (setup.key, setup.fill, setup.kicker) if lamp.on]
    places = [mirrored(lamp) for lamp in lamps if abs(lamp.azimuth) < FRONT] or [(0.0, 0.0)]
    return min(
        float(np.hypot(spot.x - x, spot.y - y)) for spot in eye.catchlights for x, y in places
    )


def mirrored(lamp: Beam) -> tuple[float, float]:
    """Where an eye that looks into the lens mirrors a lamp: radii right of and below its middle.

    The cornea mirrors a lamp where its normal halves the angle between the lamp and the lens.
    """
    half = direction(lamp) + np.array((0, 0, 1))
    half /= max(float(np.linalg.norm(half)), 1e-6)
    return CORNEA * float(half[0]), -CORNEA * float(half[1])
