"""Takes as pages of small pictures, with a button to open each."""

import asyncio
import io
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.actions.guard import Interaction, here
from bot.actions.press import rooms_of
from bot.alt import alt_text
from bot.cards.layout import Card, button, gallery, row, rows
from bot.cards.take import STAR
from bot.errors import Sentence
from bot.house import House
from bot.recipes import brief_of
from bot.records import Place, TakeRecord
from bot.words import say
from engine.protocol import POSTER, SMALL, StudioError

A_PAGE = 10  # pictures; Discord's limit of a gallery
FURTHEST = 200  # takes that are paged through; a word finds older ones
CHOSEN = 25  # selects that come first


@dataclass(frozen=True)
class Wanted:
    """Which takes, and which page of them (the first is 0)."""

    scope: str  # here | mine
    page: int = 0
    words: str = ""

    def custom_id(self, page: int) -> str:
        """Of the button that turns to that page."""
        return f"k:page:{self.scope}:{page}:{self.words[:40]}"


@dataclass(frozen=True)
class Page:
    """One page, ready to be sent."""

    card: Card
    pictures: tuple[tuple[str, bytes, str], ...]  # name, bytes, alt text

    def files(self) -> list[discord.File]:
        """As uploads."""
        return [
            discord.File(io.BytesIO(data), name, description=alt)
            for name, data, alt in self.pictures
        ]


async def turn(interaction: Interaction, wanted: Wanted) -> None:
    """Show another page in the same message."""
    await interaction.response.defer()
    page = await draw(interaction, wanted)
    await interaction.edit_original_response(view=page.card, attachments=page.files())


async def draw(interaction: Interaction, wanted: Wanted) -> Page:
    """Raises Sentence if there is nothing to show."""
    house = rooms_of(interaction.client).house
    found, selects = await _found(house, here(interaction), interaction.user.id, wanted)
    if not found:
        raise Sentence(say("takes.none", interaction.locale))
    last = (len(found) - 1) // A_PAGE
    at = min(wanted.page, last)
    takes = found[at * A_PAGE : (at + 1) * A_PAGE]
    small = [(take, await _small(house, take)) for take in takes]
    pictures = tuple(
        (f"{n}-{take.slate or 'take'}.webp", data, alt_text(brief_of(take.recipe), "take",
                                                            slate=take.slate))
        for n, (take, data) in enumerate(small)
        if data
    )  # fmt: skip
    locale = interaction.locale
    items: list[ui.Item[Any]] = [
        ui.TextDisplay(say("takes.page", locale, page=at + 1, of=last + 1, n=len(found)))
    ]
    if pictures:
        items.append(gallery([(name, alt) for name, _, alt in pictures]))
    items += rows([_opens(take, take.id in selects) for take in takes])
    items += _turns(wanted, at, last, locale)
    return Page(Card(ui.Container(*items)), pictures)


async def _found(
    house: House, place: Place, person: int, wanted: Wanted
) -> tuple[list[TakeRecord], set[str]]:
    """The takes, selects first; and which of them are selects."""
    store = house.store
    chosen = await store.selects_at(place.channel, CHOSEN) if wanted.scope == "here" else ()
    selects = {take.id for take in chosen}
    if wanted.scope == "mine":
        rest = await store.find_takes(
            owner=person, guild=place.guild, containing=wanted.words, limit=FURTHEST
        )
    elif wanted.words:
        rest = await store.find_takes(
            channel=place.channel, containing=wanted.words, limit=FURTHEST
        )
        chosen = tuple(take for take in rest if take.id in selects)
    else:
        rest = await store.takes_at(place, FURTHEST)
    return [*chosen, *(take for take in rest if take.id not in selects)], selects


async def _small(house: House, take: TakeRecord) -> bytes:
    """A small picture of the take; nothing if the vault has none."""
    blob = take.extras.get(SMALL) or take.extras.get(POSTER)
    if not blob:
        return b""
    try:
        return await asyncio.to_thread(house.blobs.get, blob)
    except StudioError:
        return b""


def _opens(take: TakeRecord, selected: bool) -> ui.Button[Card]:  # noqa: FBT001 - a fact of it
    return button(take.slate or "?", f"t:open:{take.id}", emoji=STAR if selected else None)


def _turns(wanted: Wanted, at: int, last: int, locale: object) -> list[ui.ActionRow[Card]]:
    turns: list[ui.Button[Card]] = []
    if at:
        turns.append(button(say("takes.newer", locale), wanted.custom_id(at - 1)))
    if at < last:
        turns.append(button(say("takes.older", locale), wanted.custom_id(at + 1)))
    return [row(turns)] if turns else []
