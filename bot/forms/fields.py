"""The questions of a form. Each shows what a brief says, and lays a new answer on a brief."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import discord
from discord import ui
from pydantic import ValidationError

from bot.cards.pieces import harmless, shown
from bot.errors import Sentence
from bot.forms.modal import Form, text_input
from bot.words import say
from prompts.brief import Brief
from prompts.intake import read

LEAVE = "-"  # the option that leaves a field to the look
MOST = 200  # characters of a short answer

Cast = Callable[[str], Any]


class Question(Protocol):
    """One label of a form."""

    @property
    def name(self) -> str:
        """The component's custom_id; also the key of its words, cards.form.<name>."""
        ...

    def opened(self, brief: Brief) -> str:
        """The answer that the form is opened with."""
        ...

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        """What somebody fills in."""
        ...

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:
        """The brief with that answer. Raises Sentence, and what the reader raises."""
        ...


def value_at(brief: Brief, path: str) -> Any:
    """A field by its dotted path."""
    here: Any = brief
    for name in path.split("."):
        here = getattr(here, name)
    return here


def laid(brief: Brief, path: str, value: Any, locale: object = None) -> Brief:
    """The brief with one field set. Raises Sentence for a value that it cannot hold."""
    data = brief.model_dump()
    *rooms, name = path.split(".")
    here = data
    for room in rooms:
        here = here[room]
    here[name] = value
    try:
        return Brief.model_validate(data)
    except ValidationError:
        field = say(f"cards.field.{name}", locale)
        raise Sentence(
            say("cards.form.wrong", locale, field=field, value=harmless(str(value), 80))
        ) from None


@dataclass(frozen=True)
class Words:
    """A field in somebody's own words."""

    name: str
    path: str
    long: bool = False

    def opened(self, brief: Brief) -> str:
        return value_at(brief, self.path) or ""

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        return _input(self.name, self.opened(brief), locale, long=self.long)

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:
        return laid(brief, self.path, _line(answer) or None, locale)


@dataclass(frozen=True)
class Things:
    """A list, written by commas."""

    name: str
    path: str

    def opened(self, brief: Brief) -> str:
        return ", ".join(value_at(brief, self.path))

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        return _input(self.name, self.opened(brief), locale, most=500)

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:
        things = tuple(dict.fromkeys(filter(None, map(_line, re.split(r"[,;\n]", answer)))))
        return laid(brief, self.path, things, locale)


@dataclass(frozen=True)
class Choice:
    """One of a few values, or what the look brings; a radio group shows them all."""

    name: str
    path: str
    options: tuple[Any, ...]
    cast: Cast = str
    radio: bool = False

    def opened(self, brief: Brief) -> str:
        value = value_at(brief, self.path)
        return LEAVE if value is None else _key(value)

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        now = self.opened(brief)
        offered = {LEAVE: say("cards.form.leave", locale)}
        value = value_at(brief, self.path)
        for each in (*self.options, *([] if value is None else [value])):
            offered.setdefault(_key(each), shown(self.path, each, locale)[:100] or _key(each))
        if self.radio:
            return ui.RadioGroup(
                custom_id=self.name,
                required=False,
                options=[
                    discord.RadioGroupOption(label=text, value=key, default=key == now)
                    for key, text in offered.items()
                ],
            )
        return ui.Select(
            custom_id=self.name,
            required=False,
            options=[
                discord.SelectOption(label=text, value=key, default=key == now)
                for key, text in offered.items()
            ],
        )

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:
        if answer in ("", LEAVE):
            return laid(brief, self.path, None, locale)
        try:
            value = self.cast(answer)
        except ValueError:
            value = answer  # the brief refuses it with its own sentence
        return laid(brief, self.path, value, locale)


@dataclass(frozen=True)
class Person:
    """Who it is, in one line: a part, an age, a heritage, a gender; read as a message is."""

    name: str = "who"

    def opened(self, brief: Brief) -> str:
        subject = brief.subject
        kind = " ".join(filter(None, (subject.heritage, subject.gender)))
        return ", ".join(filter(None, (subject.role, str(subject.age or ""), kind)))

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        return _input(self.name, self.opened(brief), locale)

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:  # noqa: ARG002
        nobody = {"role": None, "age": None, "heritage": None, "gender": None}
        if _line(answer):
            reading = read(_line(answer))
            found = reading.brief.subject
            nobody = {name: getattr(found, name) for name in nobody}
            if reading.unknown and not nobody["role"]:
                nobody["role"] = ", ".join(reading.unknown)
        subject = brief.subject.model_copy(update=nobody)
        return brief.model_copy(update={"subject": subject})


@dataclass(frozen=True)
class Colour:
    """A lamp's colour: degrees Kelvin, a gel, or a word for either."""

    name: str
    lamp: str

    def opened(self, brief: Brief) -> str:
        lamp = value_at(brief, f"light.{self.lamp}")
        return f"{lamp.kelvin} K" if lamp.kelvin else lamp.gel or ""

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        return _input(self.name, self.opened(brief), locale)

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:
        path, said = f"light.{self.lamp}", _line(answer)
        kelvin: int | None = None
        gel = said or None
        if found := re.fullmatch(r"(\d{3,5}) ?k?", said, re.IGNORECASE):
            kelvin, gel = int(found[1]), None
        elif said:
            lamp = value_at(read(f"{self.lamp}: {said}").brief, path)
            kelvin, gel = (lamp.kelvin, lamp.gel) if lamp.kelvin or lamp.gel else (None, said)
        brief = laid(brief, f"{path}.kelvin", kelvin, locale)
        return laid(brief, f"{path}.gel", gel, locale)


@dataclass(frozen=True)
class Said:
    """A change in words, kept to one part of the brief: opened empty, read as a message is."""

    name: str
    part: str  # "light"

    def opened(self, brief: Brief) -> str:  # noqa: ARG002
        return ""

    def component(self, brief: Brief, locale: object) -> ui.Item[Form]:
        return _input(self.name, self.opened(brief), locale, long=True, most=500)

    def lay(self, brief: Brief, answer: str, locale: object) -> Brief:  # noqa: ARG002
        reading = read(answer, brief).brief
        kept = {self.part: getattr(reading, self.part), "notes": reading.notes}
        return brief.model_copy(update=kept)


def _input(
    name: str, value: str, locale: object, *, long: bool = False, most: int = MOST
) -> ui.TextInput[Form]:
    hint = say(f"cards.form.{name}.hint", locale)
    return text_input(name, value, long=long, most=most, hint=hint)


def _line(text: str) -> str:
    return " ".join(text.split())


def _key(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
