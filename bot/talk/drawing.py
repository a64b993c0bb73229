"""From the archive and the vault to a card with its pictures, ready to be sent."""

import asyncio
import io
import logging
from dataclasses import dataclass, replace

import discord

from bot.cards.brief import Previs, View, brief_card
from bot.cards.layout import Card
from bot.house import House
from bot.records import BriefRecord
from bot.talk.previs import Light, Lights
from engine.protocol import SMALL, StudioError

THUMBNAILS = 4

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drawing:
    """A card and the pictures it shows."""

    record: BriefRecord
    view: View
    pictures: tuple[tuple[str, bytes], ...] = ()  # by file name
    blobs: tuple[str, ...] = ()  # the same pictures' names in the vault

    def card(self) -> Card:
        """The layout. A message takes it once."""
        return brief_card(self.record, self.view)

    def files(self) -> list[discord.File]:
        """The pictures as uploads. A request takes them once."""
        return [discord.File(io.BytesIO(data), name) for name, data in self.pictures]

    def without_pictures(self, newer: str) -> Card:
        """What stays of a card whose place another has taken: it points there."""
        view = replace(self.view, picture="", references=(), previs="none", newer=newer)
        return brief_card(self.record, view)

    @property
    def look(self) -> str:
        """Two cards that look the same have the same one."""
        return f"{self.blobs}{self.card().to_components()}"


async def draw(house: House, lights: Lights, record: BriefRecord, locale: object = None) -> Drawing:
    """Draw the brief's card, in its own language unless one is said.

    A picture that the vault lacks is left out.
    """
    light = await lights.of(record)
    locale = locale or await lights.language(record)
    wanted = list[tuple[str, str]]()
    if light.take:
        blob = light.take.extras.get(SMALL, light.take.blob)
        wanted.append((f"previs-{light.version}.webp", blob))
    references = await house.store.references(record.id)
    wanted += [(f"reference-{n}.webp", each.blob) for n, each in enumerate(references[:THUMBNAILS])]
    read = [(name, blob, await _bytes(house, blob)) for name, blob in wanted]
    found = [(name, blob, data) for name, blob, data in read if data]
    names = [name for name, _, _ in found]
    view = View(
        locale=locale,
        previs=_state(light, record),
        why=light.why,
        picture=next((name for name in names if name.startswith("previs")), ""),
        picture_version=light.version or None,
        references=tuple(name for name in names if name.startswith("reference")),
    )
    return Drawing(
        record,
        view,
        tuple((name, data) for name, _, data in found),
        tuple(blob for _, blob, _ in found),
    )


def _state(light: Light, record: BriefRecord) -> Previs:
    if light.why:
        return "failed"
    if light.take and light.version >= record.version:
        return "shown"
    return "late" if light.late else "coming"


async def _bytes(house: House, blob: str) -> bytes:
    """A picture from the vault: a card without it is better than none."""
    try:
        return await asyncio.to_thread(house.blobs.get, blob)
    except StudioError as error:
        log.warning("%s", error)
        return b""
