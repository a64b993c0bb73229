"""From lamps in words to lamps in degrees, metres, Kelvin and stops."""

import re
from typing import NamedTuple

from prompts import colours
from prompts.black_body import gelled
from prompts.brief import Height, Lamp, Light, Side, Softness
from prompts.looks import MIRROR, Look, Placing, Slot, facing, mirrored
from prompts.setup import Beam, Rgb

LATERAL = ("left", "right")
SIDED = 45.0  # degrees: nearer to the camera a key lights both cheeks, and no side is the brighter
STRONG = 2.5  # stops under the key: a fill brighter than that stands near the lens,
NEAR_LENS = 25.0  # degrees, or it would light the far cheek like a second key
BEHIND = 115.0  # degrees: from here on a rim or a kicker cannot reach the front of the face

AZIMUTH: dict[Slot, dict[Side, float]] = {
    "key": {"left": -50, "right": 50, "front": 0, "back": 165, "above": 0, "below": 0},
    "fill": {"left": -40, "right": 40, "front": 0, "back": 165, "above": 0, "below": 0},
    "rim": {"left": -145, "right": 145, "front": 165, "back": 165, "above": 180, "below": 165},
    "kicker": {"left": -130, "right": 130, "front": 165, "back": 165, "above": 180, "below": 165},
}
"""Degrees where a look has no placing for this side."""

ELEVATION: dict[Height, float] = {"low": -22, "eye": 8, "high": 36, "overhead": 65}
DIAMETER: dict[Softness, float] = {"hard": 0.10, "soft": 0.90}
STEEP: dict[Side, float] = {"above": 75, "below": -40}


class Practical(NamedTuple):
    """A lamp seen in the picture: what it adds to the face and to the background."""

    words: tuple[str, ...]
    kelvin: int
    seen: Rgb  # as its disc is recorded
    stops: float  # under the key, as a kicker
    discs: int


PRACTICALS = (
    Practical(("candle", "oil lamp", "lantern"), 1950, (1.0, 0.48, 0.12), 1.8, 9),
    Practical(("fire", "torch", "ember", "hearth"), 2000, (1.0, 0.45, 0.12), 1.0, 8),
    Practical(("neon",), 5600, (1.0, 0.10, 0.62), 0.8, 16),
    Practical(("fairy light", "string light", "bulb", "festoon", "christmas"), 2700,
              (1.0, 0.68, 0.34), 2.0, 26),
    Practical(("street", "headlight", "traffic", "car", "city"), 3200, (1.0, 0.72, 0.42), 1.6, 14),
    Practical(("fluorescent", "tube"), 4300, (0.86, 1.0, 0.84), 1.6, 4),
    Practical(("screen", "monitor", "television", "phone", "laptop"), 7500,
              (0.55, 0.78, 1.0), 1.8, 3),
    Practical(("lamp", "sconce", "chandelier", "light"), 2850, (1.0, 0.64, 0.30), 1.6, 6),
)  # fmt: skip


def practical(text: str) -> Practical | None:
    """What a practical does, by the words that name it; its own colour word wins."""
    for each in PRACTICALS:
        if any(re.search(rf"\b{word}", text.lower()) for word in each.words):
            return each._replace(seen=colours.gel(text) or each.seen)
    return None


def beams(light: Light, look: Look, practicals: tuple[str, ...]) -> dict[Slot, Beam]:
    """The four slots of a dressed lighting plan.

    `practicals` are the ones that somebody said: the first lights the free fourth slot.
    """
    turn = mirrored(look, light.key)
    key = _beam("key", light.key, look, look.light.key, turn=turn)
    fill = _beam("fill", light.fill, look, facing(look.light.fill, light.key, turn=turn), turn=turn)
    rim = _beam("rim", light.rim, look, facing(look.light.rim, light.key, turn=turn), turn=turn)
    if light.fill.side == "front":
        fill = fill.model_copy(update={"azimuth": _away(key, max(abs(fill.azimuth), 10))})
    if fill.stops < STRONG:
        fill = fill.model_copy(update={"azimuth": max(-NEAR_LENS, min(NEAR_LENS, fill.azimuth))})
    if light.rim.side == "back":
        rim = rim.model_copy(update={"azimuth": _away(key, abs(rim.azimuth))})
    return {"key": key, "fill": fill, "rim": rim, "kicker": _kicker(key, look, practicals, turn)}


def _away(key: Beam, azimuth: float) -> float:
    """This far round, on the other side of the key."""
    return azimuth if key.azimuth <= 0 else -azimuth


def _beam(slot: Slot, lamp: Lamp, look: Look, own: Lamp, *, turn: bool) -> Beam:
    """One slot. The look's exact placing holds where the lamp stands as the look says."""
    placing = look.placing.get(slot)
    side = lamp.side or own.side or "front"
    if slot == "key" and turn:
        own = own.model_copy(update={"side": MIRROR[own.side or "left"]})
    at_home = placing is not None and side == own.side
    exact = placing or Placing(azimuth=AZIMUTH[slot][side], elevation=0, diameter_m=0.5)
    seen = colours.gel(lamp.gel) if lamp.gel else None
    return Beam(
        azimuth=_azimuth(slot, exact, side, turn=turn) if at_home else AZIMUTH[slot][side],
        elevation=_elevation(exact, lamp, own, side),
        kelvin=lamp.kelvin or look.white_balance,
        gel=gelled(seen, look.white_balance) if seen else None,
        diameter_m=_diameter(exact, lamp, own, slot),
        distance_m=exact.distance_m,
        stops=lamp.stops or 0.0,
    )


def _azimuth(slot: Slot, exact: Placing, side: Side, *, turn: bool) -> float:
    least = SIDED if slot == "key" else 0.0
    match side:
        case "left":
            return -max(abs(exact.azimuth), least)
        case "right":
            return max(abs(exact.azimuth), least)
        case _:
            return -exact.azimuth if turn else exact.azimuth


def _elevation(exact: Placing, lamp: Lamp, own: Lamp, side: Side) -> float:
    level = side not in STEEP and own.side not in STEEP
    if lamp.height == own.height and (level or side == own.side):
        return exact.elevation
    return STEEP.get(side, ELEVATION[lamp.height or "eye"])


def _diameter(exact: Placing, lamp: Lamp, own: Lamp, slot: Slot) -> float:
    if lamp.softness is None or lamp.softness == own.softness:
        return exact.diameter_m
    behind = slot in ("rim", "kicker")
    return DIAMETER[lamp.softness] * (0.6 if behind and lamp.softness == "soft" else 1)


def _kicker(key: Beam, look: Look, practicals: tuple[str, ...], turn: bool) -> Beam:  # noqa: FBT001
    if look.kicker:
        own = look.kicker
        if turn and own.side in LATERAL:
            own = own.model_copy(update={"side": MIRROR[own.side]})
        return _beam("kicker", own, look, own, turn=turn)
    for text in practicals:
        if found := practical(text):
            gel = colours.gel(text)
            return Beam(
                azimuth=-_away(key, AZIMUTH["kicker"]["right"]),
                elevation=6,
                kelvin=found.kelvin,
                gel=gelled(gel, look.white_balance) if gel else None,
                diameter_m=0.2,
                stops=found.stops,
            )
    return Beam(azimuth=-_away(key, AZIMUTH["kicker"]["right"]), elevation=10, on=False)
