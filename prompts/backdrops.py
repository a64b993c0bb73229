"""What stands behind the subject: the look's backdrop, changed by what the brief says of it."""

import re

from prompts import colours
from prompts.brief import Setting, Time
from prompts.lighting import practical
from prompts.looks import Look
from prompts.places import DAYLIGHT, LIT, SKY, Place, place, weather
from prompts.setup import Backdrop, Rgb
from prompts.shot import Dressed

CARD = 0.18
DISC_STOPS = -0.9
PALE = 0.6  # luminance of a cloth that is called white
WHITE_LEVELS, COLOUR_LEVELS = (0.8, 1.3), (0.35, 0.7)  # of its brightness under the key
MAX_DISCS = 60  # of prompts.setup.Backdrop


def backdrop(dressed: Dressed, look: Look) -> Backdrop:
    """Background of a dressed brief; colours as the picture shall show them."""
    setting, said = dressed.brief.setting, dressed.origins
    words = [
        getattr(setting, name) or ""
        for name in ("background", "place")
        if said.get(f"setting.{name}") == "said"
    ]
    found = next(filter(None, map(place, words)), None)
    colour = next(filter(None, map(_colour, words)), None)
    base = look.backdrop
    if found:
        base = _outdoors(found, setting, look) if found.outdoors else _indoors(found, look)
    elif said.get("setting.weather") == "said" or setting.time != look.setting.time:
        base = _hour(base, setting, look)
    if colour and not (found and found.outdoors):
        base = _painted(base, colour, look, shaped=found is not None)
    if said.get("light.practicals") == "said":
        base = _with_lamps(base, dressed.brief.light.practicals)
    return base


def _colour(text: str) -> Rgb | None:
    if re.search(r"\b(darkness|void|pitch)\b", text.lower()):
        return colours.rgb("black")
    return colours.rgb(text)


def _mean(top: Rgb, bottom: Rgb) -> float:
    return (colours.luminance(top) + colours.luminance(bottom)) / 2


def _level(look: Look) -> float:
    """How bright the look's own background is, as a share of a grey card under the key."""
    return _mean(look.backdrop.top, look.backdrop.bottom) / CARD


def _indoors(found: Place, look: Look) -> Backdrop:
    """A wall is as bright as the look lets its own background be."""
    open_up = 2**-look.exposure
    factor = min(max(_level(look), 0.15 * open_up), 1.3 * open_up)
    return _made(found, found.top, found.bottom, factor, discs=found.discs)


def _outdoors(found: Place, setting: Setting, look: Look) -> Backdrop:
    """Hour and weather colour it; where no hour is known it is as bright as the look's own."""
    time: Time = setting.time or "afternoon"
    top, bottom = found.top, _times(found.bottom, DAYLIGHT[time])
    if found.sky:
        top = SKY[time][0]
        bottom = SKY[time][1] if found.kind == "gradient" else bottom
    elif found.kind == "window":
        top, bottom = SKY[time][0], found.bottom
    elif found.kind == "foliage":  # between the leaves there is sky
        top = _mix(_times(top, DAYLIGHT[time]), SKY[time][1], 0.5)
    else:
        lit = 2.5 if time in LIT else 1.0  # a town's own lamps
        top, bottom = (colours.scale(_times(c, DAYLIGHT[time]), lit) for c in (top, found.bottom))
    top, bottom = _air(top, bottom, setting, found.sky or found.kind == "window")
    own, wanted = _mean(top, bottom), _level(look) * CARD
    floor = wanted / 8 / own  # a high-key or a silhouette needs its bright background
    factor = max(2**-look.exposure, floor) if setting.time else (wanted / own) ** 0.5
    dark = time in LIT or (not setting.time and found.kind == "lights")
    # Lamps are seen by night; between leaves it is the sky, by day.
    seen = dark != (found.kind == "foliage")
    if found.kind == "foliage":
        sun = SKY[time][1]
        found = found._replace(colours=(colours.scale(sun, 1 / max(sun)),))
    return _made(found, top, bottom, factor, discs=found.discs if seen else 0)


def _air(top: Rgb, bottom: Rgb, setting: Setting, sky: bool) -> tuple[Rgb, Rgb]:  # noqa: FBT001
    air = weather(setting.weather)
    if air is None:
        return top, bottom
    veil = _times(air.veil, DAYLIGHT[setting.time or "afternoon"])
    share = air.share if sky else air.share / 2
    return (
        colours.scale(_mix(top, veil, share), air.factor),
        colours.scale(_mix(bottom, veil, share / 2), air.factor),
    )


def _hour(base: Backdrop, setting: Setting, look: Look) -> Backdrop:
    """An hour or a weather said without a place tints the look's own background half-way."""
    time: Time = setting.time or "afternoon"
    top, bottom = _air(*SKY[time], setting, sky=True)
    factor = (_level(look) * CARD / _mean(top, bottom)) ** 0.6
    tint_top, tint_bottom = colours.scale(top, factor), colours.scale(bottom, factor)
    return base.model_copy(
        update={
            "top": colours.scale(_mix(base.top, tint_top, 0.5), 1),
            "bottom": colours.scale(_mix(base.bottom, tint_bottom, 0.5), 1),
        }
    )


def _painted(base: Backdrop, colour: Rgb, look: Look, *, shaped: bool) -> Backdrop:
    """A colour that is said is seen: at a third of its full brightness at least, white at more."""
    open_up = 2**-look.exposure
    least, most = WHITE_LEVELS if colours.luminance(colour) > PALE else COLOUR_LEVELS
    factor = min(max(_level(look), least * open_up), most * open_up)
    lower = colours.scale(colour, factor * 1.1)
    shape = {} if shaped else {"kind": "gradient", "mottle": 0.08, "discs": 0}
    return base.model_copy(
        update={"top": colours.scale(colour, factor * 0.9), "bottom": lower, **shape}
    )


def _with_lamps(base: Backdrop, practicals: tuple[str, ...]) -> Backdrop:
    lamps = [found for text in practicals if (found := practical(text))]
    if not lamps:
        return base
    count = max([base.discs, *(lamp.discs for lamp in lamps)])
    seen = tuple(lamp.seen for lamp in lamps)
    return base.model_copy(
        update={
            "discs": min(count, MAX_DISCS),
            "disc_colours": seen + (base.disc_colours if base.discs else ()),
            "disc_stops": min(base.disc_stops, DISC_STOPS) if base.discs else DISC_STOPS,
        }
    )


def _made(found: Place, top: Rgb, bottom: Rgb, factor: float, *, discs: int) -> Backdrop:
    return Backdrop(
        kind=found.kind,
        top=colours.scale(top, factor),
        bottom=colours.scale(bottom, factor),
        mottle=found.mottle,
        distance_m=found.distance_m,
        discs=discs,
        disc_colours=found.colours,
        disc_stops=DISC_STOPS,
    )


def _times(colour: Rgb, light: Rgb) -> Rgb:
    red, green, blue = (c * v for c, v in zip(colour, light, strict=True))
    return (red, green, blue)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return (red, green, blue)
