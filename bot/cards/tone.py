"""The panel for another print: previews of this take, looks, sliders, references and files."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.cards.layout import Card, button, gallery, row
from bot.cards.pieces import clipped, harmless
from bot.records import Reference, TakeRecord
from bot.toning import SLIDERS, Tone
from bot.words import say
from prompts.looks import looks

MOST = 25  # options of one select; Discord's limit
BOARD = "board.webp"  # the file with the previews
SIGNS = {"w": "🔥", "c": "❄️", "k": "🌗", "s": "☁️", "l": "🌤️", "d": "🍂"}
ENDS = (("over", "🔄"), ("drop", "🎞️"))
FILES = (("file", "📎"), ("export", "📤"))
"""What else a panel can do, each with its sign."""


def tone_card(
    take: TakeRecord,
    tone: Tone,
    references: Sequence[Reference] = (),
    locale: object = None,
    *,
    picture: bool = False,
    note: str = "",
) -> Card:
    """Draw it. `picture`: the message has the file BOARD."""
    own = take.recipe.grade
    said = [
        f"**{take.slate}** {say('takes.which_print', locale)}",
        tone.said(own, locale),
        *([f"-# {note}"] if note else []),
    ]
    items: list[ui.Item[Any]] = [ui.TextDisplay("\n".join(said))]
    if picture:
        items.append(gallery([(BOARD, say("takes.board_alt", locale))]))
    items.append(ui.ActionRow(_looks(take, tone, locale)))
    letters = list(SLIDERS)
    items += [
        row([_slider(take, tone, letter, locale) for letter in three])
        for three in (letters[:3], letters[3:])
    ]
    if references:
        items.append(ui.ActionRow(_references(take, tone, references, locale)))
    print_it = button(
        say("takes.tone.print", locale),
        _named(take, tone, "print"),
        discord.ButtonStyle.success,
        emoji="🎨",
    )
    ends, files = (
        [
            button(say(f"takes.tone.{name}", locale), _named(take, tone, name), emoji=sign)
            for name, sign in some
        ]
        for some in (ENDS, FILES)
    )
    items += [row([print_it, *ends]), row(files)]
    return Card(ui.Container(*items))


def _named(take: TakeRecord, tone: Tone, what: str) -> str:
    return f"t:tone:{take.id}:{what}.{tone.written()}"


def _slider(take: TakeRecord, tone: Tone, letter: str, locale: object) -> ui.Button[Card]:
    name, _ = SLIDERS[letter]
    label = say(f"takes.slider.{name}", locale)
    return button(label, _named(take, tone, letter), emoji=SIGNS[letter])


def _looks(take: TakeRecord, tone: Tone, locale: object) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=each.title[:100],
            value=each.id,
            description=each.mood[:100],
            default=each.id == tone.base,
        )
        for each in looks()[:MOST]
    ]
    return ui.Select(
        custom_id=_named(take, tone, "look"),
        placeholder=say("takes.which_look", locale),
        options=options,
    )


def _references(
    take: TakeRecord, tone: Tone, references: Sequence[Reference], locale: object
) -> ui.Select[Any]:
    options = [
        discord.SelectOption(
            label=say("takes.reference", locale, n=n),
            value=each.blob[:16],
            description=clipped(harmless(each.note), 100) or None,
        )
        for n, each in enumerate(references[:MOST], 1)
    ]
    return ui.Select(
        custom_id=_named(take, tone, "match"),
        placeholder=say("takes.which_reference", locale),
        options=options,
    )
