"""Every sentence that the bot says, by key and language: one folder a language, one table an area.

`say("talk.begun", interaction.locale, title="A fisherman")` reads `talk.toml`, key `begun`. A
table of `one` and `other` is a plural, and chooses by the field `n`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from string import Formatter
from typing import NamedTuple

ENGLISH = "en"
LANGUAGES = (ENGLISH, "de", "fr", "es-ES", "pt-BR", "ja")

_ONE_FROM_ZERO = ("fr", "pt-BR")  # where "0 takes" is a singular; CLDR plural rules
_NO_PLURAL = ("ja",)


class Plural(NamedTuple):
    """One sentence for one thing, another for any other number of them."""

    one: str
    other: str


Text = str | Plural
Table = dict[str, Text]


def say(key: str, locale: object = None, /, **fields: object) -> str:
    """The sentence of that key in that locale ("de", a discord.Locale, or None for English).

    English stands in for what a language lacks. Raises KeyError for an unknown key or a field that
    the sentence needs and was not given.
    """
    language = language_of(locale)
    text = table(language).get(key)
    if text is None:
        language, text = ENGLISH, table(ENGLISH)[key]
    if isinstance(text, Plural):
        text = text.one if _is_one(language, fields["n"]) else text.other
    try:
        return text.format_map(fields)
    except KeyError as missing:
        raise KeyError(f"{key} needs the field {missing}") from None


@cache
def _language(code: str) -> str:
    if code in LANGUAGES:
        return code
    family = code.partition("-")[0]
    return next((own for own in LANGUAGES if own.partition("-")[0] == family), ENGLISH)


def language_of(locale: object) -> str:
    """The folder that serves a locale: es-419 is served by es-ES, what nobody wrote by English."""
    return _language(str(locale)) if locale else ENGLISH


@cache
def table(language: str) -> Table:
    """All texts of a language by "area.key"; read from its files once."""
    found: Table = {}
    folder = resources.files(__name__) / language
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.name.endswith(".toml"):
            area = file.name.removesuffix(".toml")
            found |= _texts(tomllib.loads(file.read_text(encoding="utf-8")), area)
    return found


def fields_of(text: Text) -> frozenset[str]:
    """The fields that a text asks for."""
    parts = (text,) if isinstance(text, str) else text
    return frozenset(
        name for part in parts for _, name, _, _ in Formatter().parse(part) if name is not None
    )


def _texts(data: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Text]]:
    for name, value in data.items():
        key = f"{prefix}.{name}"
        match value:
            case str():
                yield key, value
            case {"one": str(one), "other": str(other)}:
                yield key, Plural(one, other)
            case Mapping():
                yield from _texts(value, key)
            case _:
                raise TypeError(f"{key} is neither a text nor a table of texts")


def _is_one(language: str, n: object) -> bool:
    if language in _NO_PLURAL:
        return False
    return n == 1 or (n == 0 and language in _ONE_FROM_ZERO)
