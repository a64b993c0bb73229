"""The looks: named moods with light, lens and grade; and the dressing of a brief in one."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field

from prompts import uses
from prompts.brief import AVOID, Brief, Camera, Finish, Lamp, Light, Model, Setting, Side
from prompts.setup import Backdrop, Grade, Rgb
from prompts.shot import Dressed, Origin

DEFAULT = "window-light"
DARK_FACE = -2.0  # stops of exposure at which a look means to lose the face
Slot = Literal["key", "fill", "rim", "kicker"]
MIRROR: dict[Side, Side] = {"left": "right", "right": "left"}
M = TypeVar("M", bound=Model)


class LookError(ValueError):
    """A sentence: no look has this id, and which are near."""


def _swatch(text: str) -> str:
    if not re.fullmatch(r"[a-z -]+ #[0-9a-f]{6}", text):
        raise ValueError(f"{text!r}: write a swatch as a colour word and its hex, 'rust #9a4620'")
    return text


Swatch = Annotated[str, AfterValidator(_swatch)]


class Placing(Model):
    """Where a lamp of a look stands, by the axes of prompts.setup; mirrored with its side."""

    azimuth: Annotated[float, Field(ge=-180, le=180)]
    elevation: Annotated[float, Field(ge=-80, le=80)]
    diameter_m: Annotated[float, Field(gt=0, le=4)]
    distance_m: Annotated[float, Field(gt=0, le=6)] = 1.6


class Look(Model):
    """One look, whole. `words` and `prose` say no side, so that the light may be mirrored.

    Colours are as the picture shows them before its grade: linear Rec. 709, white balanced.
    """

    id: str
    title: str
    summary: str  # what a cinematographer would say
    good_for: tuple[str, ...]
    light: Light
    kicker: Lamp | None = None  # a fourth light that no brief names
    placing: dict[Slot, Placing]
    camera: Camera
    setting: Setting = Setting()
    mood: str
    palette: tuple[Swatch, ...]
    grade: Grade
    finish: Finish
    backdrop: Backdrop
    ambient: Rgb  # irradiance relative to the key's
    white_balance: Annotated[int, Field(ge=2000, le=12000)]
    exposure: float = 0.0  # stops
    aspect: str = "4:5"
    words: tuple[str, ...]  # short concrete phrases, most important first
    prose: str  # one sentence about tone and print


@cache
def _library() -> Mapping[str, Look]:
    sources = sorted(
        (f for f in files("prompts").joinpath("looks").iterdir() if f.name.endswith(".toml")),
        key=lambda f: f.name,
    )
    return {look.id: look for look in map(_read, sources)}


def _read(source: Any) -> Look:
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return Look.model_validate({"id": source.name.removesuffix(".toml"), **data})


def looks() -> tuple[Look, ...]:
    """Every look, by id."""
    return tuple(_library().values())


def look(name: str) -> Look:
    """The look with this id. Raises LookError, a sentence with the nearest ids."""
    library = _library()
    if found := library.get(name):
        return found
    near = difflib.get_close_matches(name.lower().replace(" ", "-"), library, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"Choose from {', '.join(library)}."
    raise LookError(f"No look is called {name!r}. {hint}")


_BY_PRACTICAL = (("candle", "candlelight"), ("neon", "neon-noir"), ("fluorescent", "fluorescent"))
_BY_WEATHER = (("snow", "winter-blue"), ("overcast", "overcast"), ("cloud", "overcast"))
_BY_TIME = {"golden hour": "golden-hour", "night": "low-key", "blue hour": "winter-blue"}


def look_of(brief: Brief) -> Look:
    """The look that dresses a brief: the one it names, else what lamps, weather or hour ask for.

    Raises LookError.
    """
    if brief.look:
        return look(brief.look)
    for table, text in (
        (_BY_PRACTICAL, " ".join(brief.light.practicals)),
        (_BY_WEATHER, brief.setting.weather or ""),
    ):
        for word, name in table:
            if re.search(rf"\b{word}", text.lower()):
                return look(name)
    return look(_BY_TIME.get(brief.setting.time or "", DEFAULT))


def mirrored(found: Look, key: Lamp) -> bool:
    """Whether a key on this side turns the look's whole plan left for right."""
    return MIRROR.get(key.side or "front") == found.light.key.side


def dress(brief: Brief) -> Dressed:
    """Fill every None of the brief from its look, and say where each field came from.

    A field that neither the brief nor the look says stays None and is left to the model. `look`
    itself is never filled: what nobody named stays unnamed. Raises LookError.
    """
    found = look_of(brief)
    graded = look(brief.finish.grade) if brief.finish.grade else found
    filled = brief.model_copy(
        update={
            "setting": _setting(brief, found),
            "light": _light(brief.light, found),
            "camera": _over(brief.camera, found.camera),
            "finish": _over(brief.finish, graded.finish.model_copy(update={"grade": graded.id})),
            "mood": brief.mood or found.mood,
            "aspect": brief.aspect or (uses.aspect(brief.use) if brief.use else found.aspect),
        }
    )
    return Dressed(brief=filled, origins=_origins(brief, filled))


def _over(said: M, default: M) -> M:
    """What is said, and the default where nothing is."""
    return said.model_copy(
        update={
            name: getattr(default, name)
            for name in type(said).model_fields
            if getattr(said, name) is None
        }
    )


def _setting(brief: Brief, found: Look) -> Setting:
    """A look's place fits only where the brief names no other place and no other hour."""
    said, own = brief.setting, found.setting
    elsewhere = said.place or said.background
    another_hour = said.time and own.time and said.time != own.time
    another_sky = said.weather and own.weather
    if elsewhere or another_hour or another_sky:
        own = own.model_copy(update={"place": None, "background": None, "weather": None})
    unasked = not brief.look and any(getattr(said, name) for name in Setting.model_fields)
    if unasked and said.time != own.time:  # only its light was wanted
        own = own.model_copy(update={"place": None, "background": None, "weather": None})
    return _over(said, own)


def _light(said: Light, found: Look) -> Light:
    own = found.light
    key_side = said.key.side or _opposed(own.key.side, said.fill.side)
    key = _lamp(said.key.model_copy(update={"side": key_side}), own.key)
    turn = mirrored(found, key)
    return Light(
        key=key,
        fill=_lamp(said.fill, facing(own.fill, key, turn=turn)),
        rim=_lamp(said.rim, facing(own.rim, key, turn=turn)),
        practicals=said.practicals or own.practicals,
    )


def _opposed(key: Side | None, fill: Side | None) -> Side | None:
    """A fill that is said to stand where the look's key stands sends the key to the other side."""
    return MIRROR.get(fill) or key if fill and fill == key else key


def facing(own: Lamp, key: Lamp, *, turn: bool) -> Lamp:
    """The look's fill or rim, opposite a lateral key."""
    clash = own.side == key.side and own.side in MIRROR
    if own.side in MIRROR and (turn or clash):
        return own.model_copy(update={"side": MIRROR[own.side]})
    return own


def _lamp(said: Lamp, own: Lamp) -> Lamp:
    """Kelvin and gel are one choice: who says one silences the look's other."""
    if said.kelvin or said.gel:
        own = own.model_copy(update={"kelvin": None, "gel": None})
    match said.side:
        case "above":
            own = own.model_copy(update={"height": "overhead"})
        case "below":
            own = own.model_copy(update={"height": "low"})
        case _:
            pass
    return _over(said, own)


def _origins(said: Brief, filled: Brief) -> dict[str, Origin]:
    before, after = _leaves(said), _leaves(filled)
    found: dict[str, Origin] = {
        path: _origin(path, before[path], value) for path, value in after.items()
    }
    if said.use:
        found["aspect"] = "said"
    return found


def _origin(path: str, before: object, after: object) -> Origin:
    if path == "look":
        return "said" if before else "look"
    if path == "avoid":
        return "said" if before != AVOID else "look"
    if after is None or after == ():
        return "model"
    return "said" if before == after else "look"


def _leaves(model: Model, prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Model):
            found |= _leaves(value, f"{prefix}{name}.")
        elif name != "version":
            found[f"{prefix}{name}"] = value
    return found
