"""The take card: the picture or the clip, how it came about, and what can be done with it."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.cards.layout import Card, button, gallery, rows
from bot.cards.lineage import lineage
from bot.cards.sheet import setup_line
from bot.recipes import shot_of
from bot.records import TakeRecord
from bot.words import say

EDITS = (
    ("refine", "🔍"),
    ("eyes", "👁️"),
    ("region", "🩹"),
    ("regrade", "🎨"),
    ("animate", "🎞️"),
)
"""Verbs of the buttons that make a new take, with their signs."""

STAR = "⭐"
CLIP = "video/mp4"


def take_card(
    line: Sequence[TakeRecord],
    picture: tuple[str, str] | None,
    selected_by: int | None,
    locale: object = None,
    *,
    note: str = "",
) -> Card:
    """Draw the last take of `line`. `picture` is the name and alt text of the message's file."""
    take = line[-1]
    items: list[ui.Item[Any]] = [ui.TextDisplay(heading(line, locale, note))]
    if picture:
        items.append(gallery([picture]))
    items.append(ui.TextDisplay(made_from(take, selected_by, locale)))
    items += _buttons(take, locale, selected=selected_by is not None)
    return Card(ui.Container(*items))


def heading(line: Sequence[TakeRecord], locale: object = None, note: str = "") -> str:
    """The slate; where the take has a past, that in one line."""
    lines = [f"## {line[-1].slate}"]
    if len(line) > 1:
        lines.append(lineage(line, locale))
    return "\n".join([*lines, note] if note else lines)


def made_from(take: TakeRecord, selected_by: int | None, locale: object = None) -> str:
    """Look, lens, light, seed, model and seconds; and who selected it."""
    recipe, parts = take.recipe, list[str]()
    if shot := shot_of(recipe):
        parts.append(setup_line(shot, locale))
    parts += [say("takes.seed", locale, seed=recipe.seed), recipe.model]
    if seconds := take.measures.get("seconds"):
        parts.append(f"{seconds:.1f} s")
    lines = [f"-# {' · '.join(parts)}"]
    if selected_by is not None:
        lines.append(f"{STAR} {say('takes.selected_by', locale, who=f'<@{selected_by}>')}")
    return "\n".join(lines)


def _buttons(take: TakeRecord, locale: object, *, selected: bool) -> list[ui.Item[Any]]:
    edits = () if take.media == CLIP or shot_of(take.recipe) is None else EDITS
    making = [
        button(say(f"takes.{verb}", locale), f"t:{verb}:{take.id}", emoji=sign)
        for verb, sign in edits
    ]
    # The button says what it will do: two people who press it at once do not undo each other.
    select = button(
        say("takes.unselect" if selected else "takes.select", locale),
        f"t:select:{take.id}:{'off' if selected else 'on'}",
        discord.ButtonStyle.secondary if selected else discord.ButtonStyle.success,
        emoji=STAR,
    )
    keeping = [select]
    if shot_of(take.recipe):
        keeping.append(button(say("takes.keep", locale), f"t:keep:{take.id}", emoji="👤"))
    keeping.append(button(say("takes.master", locale), f"t:master:{take.id}", emoji="📄"))
    return [*rows(making), *rows(keeping)]
