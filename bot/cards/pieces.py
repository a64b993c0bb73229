"""Pieces of cards: words made harmless, and a brief's values as a director would say them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from discord.utils import escape_markdown, escape_mentions

from bot import words
from bot.words import say
from prompts.brief import Brief, Model
from prompts.looks import LookError, look

OFF = 8.0  # stops under the key from which a lamp counts as switched off; prompts.reading.lamps
VALUE = 140  # characters of one value on a card
LISTED = 6  # things of a list that are shown by name

_ENUMS = ("side", "height", "softness", "framing", "angle", "time", "grain", "halation")
_HIDDEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f]+")
_CALLS = re.compile(r"<(?=[@#:/at])")  # <@1>, <#1>, <:emoji:1>, </command:1>, <t:1>
_BRACKETS = re.compile(r"(?<!\\)\[")  # half a link may be ended by the next value
_LINKS = re.compile(r"\b(https?|discord)(?=://)", re.IGNORECASE)


def clipped(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where there are any."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    inside = not text[limit - 1].isspace()
    head = cut.rpartition(" ")[0] if inside and " " in cut[limit // 2 :] else cut
    return f"{head.rstrip(' ,;:')}…"


def harmless(text: str, limit: int = VALUE) -> str:
    """What somebody typed, on one line: it pings nobody, formats nothing and links nowhere."""
    line = " ".join(_HIDDEN.sub(" ", text).split())
    line = clipped(line, limit)
    line = escape_markdown(line, ignore_links=False)
    line = _BRACKETS.sub(r"\\[", line)
    line = _LINKS.sub(lambda found: found.group(0) + "\u200b", line)
    return escape_mentions(_CALLS.sub("<\u200b", line))


def shown(path: str, value: Any, locale: object = None) -> str:  # noqa: PLR0911 - one per kind
    """A field's value in plain words: `light.key.kelvin`, 3200 -> "3200 K". Empty if it is open."""
    name = path.rpartition(".")[2]
    match name, value:
        case _, None | ():
            return ""
        case "stops", _:
            return _stops(path, float(value), locale)
        case "kelvin" | "gel" | "focal_mm" | "aperture" | "height_m" | "age" | "seed", _:
            said = harmless(value) if isinstance(value, str) else f"{value:g}"
            if isinstance(value, int):
                said = str(value)
            return say(f"cards.unit.{name}", locale, value=said)
        case "look" | "grade", str():
            return _title(value)
        case _, str() if name in _ENUMS:
            return _enum(name, value, locale)
        case "references", _:
            return say("cards.pictures", locale, n=len(value))
        case _, str():
            return harmless(value)
        case _:
            return listed([harmless(each, 60) for each in value], locale)


def listed(things: list[str], locale: object = None) -> str:
    """Things by commas; of a long list the first few, and how many more there are."""
    said = ", ".join(things[:LISTED])
    more = len(things) - LISTED
    return say("cards.and_more", locale, things=said, n=more) if more > 0 else said


def field(path: str, locale: object = None) -> str:
    """What a field is called: `subject.hair` -> "hair"."""
    return say(f"cards.field.{path.rpartition('.')[2]}", locale)


def leaves(model: Model, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every field of a brief with its dotted path, its version left out."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Model):
            yield from leaves(value, f"{prefix}{name}.")
        elif name != "version":
            yield f"{prefix}{name}", value


def values(brief: Brief, paths: Iterable[str], locale: object = None) -> Mapping[str, str]:
    """Those of the fields that hold something, in words. A lamp that is off says only that."""
    every = dict(leaves(brief))
    off = {path.rpartition(".")[0] for path, value in every.items() if is_off(path, value)}
    said = {
        path: shown(path, every[path], locale)
        for path in paths
        if path.rpartition(".")[0] not in off or path.endswith(".stops")
    }
    return {path: text for path, text in said.items() if text}


def is_off(path: str, value: Any) -> bool:
    """Does this field switch its lamp off?"""
    return path.endswith(".stops") and value is not None and value >= OFF


def _stops(path: str, value: float, locale: object) -> str:
    if is_off(path, value):
        return say("cards.value.off", locale)
    if value == 0:
        return "" if path == "light.key.stops" else say("cards.value.as_key", locale)
    size = f"{abs(value):g}"
    key = "cards.under_key" if value > 0 else "cards.over_key"
    return say(key, locale, n=abs(value), stops=size)


def _enum(name: str, value: str, locale: object) -> str:
    key = f"cards.value.{name}.{value.replace(' ', '-')}"
    return say(key, locale) if key in words.table(words.ENGLISH) else harmless(value)


def _title(name: str) -> str:
    try:
        return look(name).title
    except LookError:
        return harmless(name)
