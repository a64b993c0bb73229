"""Questions of an edit's form: one of a few, some of a few, and how much."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import discord
from discord import ui

from bot.forms.modal import Form
from bot.words import say

T = TypeVar("T", bound=str)
Option = tuple[str, str]
"""Value and label."""

STRENGTHS = {"gentle": 0.3, "usual": 0.5, "strong": 0.8}


def radio(name: str, options: Sequence[Option], chosen: str = "") -> ui.RadioGroup[Form]:
    """One of at most ten; the first, if none is chosen."""
    chosen = chosen or options[0][0]
    return ui.RadioGroup(
        custom_id=name,
        options=[
            discord.RadioGroupOption(label=text, value=value, default=value == chosen)
            for value, text in options
        ],
    )


def checks(name: str, options: Sequence[Option], on: Iterable[str]) -> ui.CheckboxGroup[Form]:
    """Any of at most ten, none included."""
    checked = set(on)
    return ui.CheckboxGroup(
        custom_id=name,
        required=False,
        options=[
            discord.CheckboxGroupOption(label=text, value=value, default=value in checked)
            for value, text in options
        ],
    )


def several(name: str, options: Sequence[Option], on: Iterable[str]) -> ui.Select[Form]:
    """One or more of at most 25."""
    checked = set(on)
    return ui.Select(
        custom_id=name,
        min_values=1,
        max_values=len(options),
        options=[
            discord.SelectOption(label=text, value=value, default=value in checked)
            for value, text in options
        ],
    )


def how_much(locale: object, chosen: str = "usual") -> ui.RadioGroup[Form]:
    """Gently, as usual, strongly; named `strength`."""
    options = [(name, say(f"takes.strength.{name}", locale)) for name in STRENGTHS]
    return radio("strength", options, chosen)


def strength_of(said: str) -> float:
    """What somebody chose; what nobody offered is as usual."""
    return STRENGTHS.get(said, STRENGTHS["usual"])


def one_of(options: Sequence[T], said: str) -> T:
    """The option that was chosen; the first, for what nobody offered."""
    return next((each for each in options if str(each) == said), options[0])


def some_of(options: Sequence[T], said: str) -> tuple[T, ...]:
    """The options among several that were chosen, in their own order."""
    chosen = said.split(",")
    return tuple(each for each in options if str(each) in chosen)
