"""A saved person as a card: what is kept of them, their portrait, and how they changed."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.cards.brief import ACCENT
from bot.cards.layout import Card, button, row
from bot.cards.pieces import clipped, harmless, values
from bot.records import Character
from bot.words import say
from prompts.brief import Brief

FIELDS = tuple(f"subject.{name}" for name in ("gender", "age", "heritage", "hair", "marks"))
OLDER = 5  # earlier revisions that are listed


def character_card(
    revisions: Sequence[Character],
    locale: object = None,
    *,
    portrait: str = "",
    alt: str = "",
    brief: str = "",
) -> Card:
    """The newest of the revisions; `portrait` is the name of the attached picture, if any.

    With a brief's id there is a button that puts the person into that brief.
    """
    newest, *older = revisions
    when = f"<t:{round(newest.created)}:R>"
    said = _said(newest, locale)
    parts: list[ui.Item[Card]] = [
        ui.TextDisplay(
            f"## {harmless(newest.name, 60)}\n"
            f"-# {say('cards.character.revision', locale, revision=newest.revision, when=when)}"
        )
    ]
    if portrait:
        item = discord.MediaGalleryItem(f"attachment://{portrait}", description=alt or None)
        parts.append(ui.MediaGallery(item))
    seed = say("cards.character.seed", locale, seed=newest.person_seed)
    parts.append(ui.TextDisplay(f"{said}\n-# {seed}"))
    if older:
        lines = "; ".join(f"{each.revision}: {_said(each, locale)}" for each in older[:OLDER])
        text = say("cards.character.older", locale, revisions=lines)
        parts.append(ui.TextDisplay(f"-# {clipped(text, 600)}"))
    if brief:
        label = say("cards.character.use", locale)
        parts.append(row([button(label, f"b:cast:{brief}:{newest.name}")]))
    return Card(ui.Container(*parts, accent_colour=ACCENT))


def _said(character: Character, locale: object) -> str:
    texts = values(Brief(subject=character.subject), FIELDS, locale).values()
    return ", ".join(texts) or say("cards.character.nothing", locale)


def character_line(character: Character, locale: object = None) -> str:
    """One line of a list: "**Mara** · woman, 34, red hair"."""
    return f"**{harmless(character.name, 60)}** · {_said(character, locale)}"
