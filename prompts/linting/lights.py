"""Light that contradicts itself, its weather or its hour; and a key that comes from nowhere."""

import re
from collections.abc import Iterator

from prompts.brief import Brief, Lamp, Light, Side
from prompts.linting.advice import Finding, Remedy
from prompts.linting.wording import everything

OTHER: dict[Side, Side] = {"left": "right", "right": "left"}
_ELSEWHERE = {"above": ("low", "eye"), "below": ("eye", "high", "overhead")}
_KEYS = (("left", "camera left"), ("right", "camera right"), ("front", "the camera"))
DAYLIGHT_K = 4500  # from here on a lamp reads as day beside a flame
FLAME_K = 1900

_SOFT_SKY = re.compile(
    r"overcast|cloud|fog|mist|haz[ey]|drizzle|\brain|snow|gr[ae]y sky", re.IGNORECASE
)
_INDOORS = re.compile(
    r"\b(?:room|studio|kitchen|bar|caf[eé]|restaurant|hotel|office|church|house|home|apartment|flat"
    r"|corridor|hall|theatre|theater|library|cellar|attic|workshop|bedroom|lounge|club|diner|shop"
    r"|car|train|bus|interior|inside|indoors?|window|lift|elevator|stairwell|museum|hospital)\b",
    re.IGNORECASE,
)
_DARK = ("night", "blue hour", "dusk", "dawn")
_CANDLE = re.compile(r"\bcandle|\boil lamp|\bmatch(?:es)?\b|\bflame", re.IGNORECASE)
_COLD_SOURCE = re.compile(
    r"moon|window|daylight|sky|sun|flash|\btv\b|television|screen|neon", re.IGNORECASE
)


def missing_key(brief: Brief) -> Iterator[Finding]:
    """Nobody said where the key stands, and no look was named that would say it."""
    key = brief.light.key
    if key.side or key.height == "overhead" or brief.look:
        return
    yield Finding(
        "missing-key",
        "hint",
        "light.key.side",
        "no key direction",
        "Nothing says where the light comes from: the side of the key shapes a face more than any "
        "other word.",
        tuple(Remedy(f"Key from {words}", {"light.key.side": side}) for side, words in _KEYS),
    )


def same_side(brief: Brief) -> Iterator[Finding]:
    """Key and fill on one side leave the other side of the face to nobody."""
    key, fill = brief.light.key.side, brief.light.fill.side
    if key is None or key != fill or key not in OTHER:
        return
    other = OTHER[key]
    yield Finding(
        "same-side",
        "error",
        "light.fill.side",
        f"key {key}, fill {fill}",
        f"Key and fill both stand {key}: a fill opens the shadows, and those lie {other}.",
        (Remedy(f"Move the fill to the {other}", {"light.fill.side": other}),),
    )


def bright_fill(brief: Brief) -> Iterator[Finding]:
    """A fill brighter than the key is the key."""
    stops = brief.light.fill.stops
    if stops is None or stops >= 0:
        return
    yield Finding(
        "bright-fill",
        "error",
        "light.fill.stops",
        f"fill {-stops:g} stops over the key",
        "A fill brighter than the key becomes the key: the shadows fall the other way.",
        (
            Remedy(f"Set the fill {-stops:g} stops under", {"light.fill.stops": -stops}),
            Remedy("Set the fill one stop under", {"light.fill.stops": 1.0}),
            Remedy("Leave the fill to the look", {"light.fill.stops": None}),
        ),
    )


def gel_and_kelvin(brief: Brief) -> Iterator[Finding]:
    """A lamp has one colour."""
    for name, lamp in _lamps(brief.light):
        if lamp.gel and lamp.kelvin:
            yield Finding(
                "gel-and-kelvin",
                "error",
                f"light.{name}.kelvin",
                f"{name}: {lamp.gel} gel, {lamp.kelvin} K",
                f"The {name} has a {lamp.gel} gel and {lamp.kelvin} K: the gel hides the lamp's "
                "own colour, so only one can be seen.",
                (
                    Remedy(f"Keep the {lamp.gel} gel", {f"light.{name}.kelvin": None}),
                    Remedy(f"Keep {lamp.kelvin} K", {f"light.{name}.gel": None}),
                ),
            )


def height_against_side(brief: Brief) -> Iterator[Finding]:
    """A lamp above is not low, a lamp below is not high."""
    for name, lamp in _lamps(brief.light):
        if lamp.height in _ELSEWHERE.get(lamp.side or "", ()):
            yield Finding(
                "height-against-side",
                "error",
                f"light.{name}.height",
                f"{name} {lamp.side}, {lamp.height}",
                f"The {name} stands {lamp.side} the face and at {lamp.height} height: it can be in "
                "one place only.",
                (Remedy(f"Keep the {name} {lamp.side}", {f"light.{name}.height": None}),),
            )


def front_rim(brief: Brief) -> Iterator[Finding]:
    """A rim is seen only against the light."""
    if brief.light.rim.side != "front":
        return
    yield Finding(
        "front-rim",
        "error",
        "light.rim.side",
        "rim front",
        "A rim from the camera draws no edge: it has to stand behind the subject.",
        (Remedy("Move the rim behind", {"light.rim.side": "back"}),),
    )


def hard_under_cloud(brief: Brief) -> Iterator[Finding]:
    """Cloud, fog and snow make one soft light of the sky."""
    weather = brief.setting.weather or ""
    if brief.light.key.softness != "hard" or not (sky := _SOFT_SKY.search(weather)):
        return
    if not _by_daylight(brief):
        return
    yield Finding(
        "hard-under-cloud",
        "error",
        "light.key.softness",
        f"hard key, {weather}",
        f"Outdoors in {sky.group(0).lower()} the whole sky is the lamp: no key is hard there.",
        (
            Remedy("Make the key soft", {"light.key.softness": "soft"}),
            Remedy("Make the weather clear", {"setting.weather": "clear"}),
        ),
    )


def low_noon(brief: Brief) -> Iterator[Finding]:
    """At noon the sun is overhead."""
    key = brief.light.key
    low = key.height == "low" or (key.side == "below" and key.height is None)
    if brief.setting.time != "noon" or not low or not _by_daylight(brief):
        return
    path = "light.key.height" if key.height else "light.key.side"
    fixed = {path: "high" if key.height else "above"}
    yield Finding(
        "low-noon",
        "error",
        path,
        "noon, low key",
        "At noon the sun stands high: a key from low down belongs to the first or the last hour.",
        (
            Remedy("Raise the key", fixed),
            Remedy("Leave the height open", {"light.key.height": None}),
            Remedy("Shoot at golden hour", {"setting.time": "golden hour"}),
            Remedy("Leave the time open", {"setting.time": None}),
        ),
    )


def cold_candle(brief: Brief) -> Iterator[Finding]:
    """A candle in the picture asks for a key that could come from it."""
    key = brief.light.key
    flames = [each for each in brief.light.practicals if _CANDLE.search(each)]
    if not flames or key.gel or (key.kelvin or 0) < DAYLIGHT_K or brief.look == "moonlight":
        return
    if _COLD_SOURCE.search(everything(brief)):
        return
    yield Finding(
        "cold-candle",
        "hint",
        "light.key.kelvin",
        f"{flames[0]}, key {key.kelvin} K",
        f"A flame burns near {FLAME_K} K: with a key of {key.kelvin} K it cannot be what lights "
        "the face.",
        (
            Remedy(f"Set the key to {FLAME_K} K", {"light.key.kelvin": FLAME_K}),
            Remedy("Leave the key's colour to the look", {"light.key.kelvin": None}),
        ),
    )


def sunless_hour(brief: Brief) -> Iterator[Finding]:
    """Golden hour is the sun; under cloud there is none."""
    weather = (brief.setting.weather or "").lower()
    grey = re.search(r"overcast|gr[ae]y sky|heavy cloud", weather)
    if brief.setting.time != "golden hour" or not grey or brief.look in ("golden-hour", "overcast"):
        return  # a named look says so itself
    yield Finding(
        "sunless-hour",
        "error",
        "setting.weather",
        f"golden hour, {grey.group(0)}",
        "Golden hour is a low, warm sun, and no sun comes through cloud.",
        (
            Remedy("Make the weather clear", {"setting.weather": "clear"}),
            Remedy("Shoot in the afternoon", {"setting.time": "afternoon"}),
            Remedy("Leave the weather open", {"setting.weather": None}),
        ),
    )


def _lamps(light: Light) -> tuple[tuple[str, Lamp], ...]:
    return ("key", light.key), ("fill", light.fill), ("rim", light.rim)


def _by_daylight(brief: Brief) -> bool:
    """Whether the sky lights this: outdoors, by day, and the key no lamp."""
    key, setting = brief.light.key, brief.setting
    where = f"{setting.place or ''} {setting.background or ''}"
    lamp = key.gel or brief.light.practicals or (key.kelvin or DAYLIGHT_K) < 4000
    return not (_INDOORS.search(where) or setting.time in _DARK or lamp)
