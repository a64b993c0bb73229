"""The card in its channel: edited in place, and posted anew where nobody sees it any more."""

import asyncio
import logging
import time
from dataclasses import dataclass

import discord

from bot.house import House
from bot.records import BriefRecord, Place
from bot.talk.drawing import Drawing, draw
from bot.talk.previs import Lights
from bot.talk.recent import Recent
from bot.talk.where import channel_of, stands_alone

FAR = 8  # messages below the card from which it is posted anew
OLD = 3600.0  # seconds; Discord limits edits of messages older than an hour (30046)
KEPT = 1000  # briefs and channels that are kept in mind
# Discord's codes: unknown message; the thread is archived; a body that it does not take, such as
# an edit that uploads what a gallery shows (discord-api-docs, issue 7529).
NO_MESSAGE, ARCHIVED, INVALID = 10008, 50083, 50035
LINK = "https://discord.com/channels"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """What a card shows, as far as this process knows."""

    message: int
    blobs: tuple[str, ...]  # pictures that are attached
    look: str


class Cards:
    """The cards of all briefs. What is forgotten here is asked of the archive and of Discord."""

    def __init__(self, client: discord.Client, house: House, lights: Lights) -> None:
        """Show the briefs of this house with this client."""
        self._client = client
        self._house = house
        self._lights = lights
        self._shown: Recent[str, Shown] = Recent(KEPT)
        self._below: Recent[int, int] = Recent(KEPT)  # messages under the card, by channel
        self._answered: Recent[str, discord.Interaction] = Recent(KEPT)
        self._locks: dict[str, asyncio.Lock] = {}
        self._waiting: set[str] = set()

    def passed(self, channel: int) -> None:
        """Somebody, or the bot, wrote a message there."""
        if (below := self._below.get(channel)) is not None:
            self._below.put(channel, below + 1)

    async def refresh(self, brief: str) -> None:
        """Let the card show the brief as it stands. What Discord refuses is a line in the log."""
        if brief in self._waiting:
            return  # whoever waits reads the newest version
        self._waiting.add(brief)
        async with self._locks.setdefault(brief, asyncio.Lock()):
            self._waiting.discard(brief)
            record = await self._house.store.brief(brief)
            if record is None:
                return
            try:
                await self._refresh(record)
            except discord.HTTPException as error:
                log.warning("the card of brief %s: %s", brief, error)
        if brief not in self._waiting:
            self._locks.pop(brief, None)

    async def post(self, record: BriefRecord) -> discord.Message:
        """Post a new card where the brief lives; the old one points to it.

        Raises discord.HTTPException.
        """
        drawing = await draw(self._house, self._lights, record)
        message = await channel_of(self._client, record.place).send(
            view=drawing.card(), files=drawing.files(), silent=True
        )
        await self._posted(drawing, message.id)
        if record.card:
            await self._retire(drawing, record.card, message.jump_url)
        return message

    async def answer(self, interaction: discord.Interaction, record: BriefRecord) -> None:
        """Show the card as the answer to a command; it is the newest from now on."""
        drawing = await draw(self._house, self._lights, record)
        response = await interaction.response.send_message(
            view=drawing.card(), files=drawing.files()
        )
        if response.message_id is None:
            return
        if stands_alone(interaction):
            self._answered.put(record.id, interaction)
        await self._posted(drawing, response.message_id)
        if record.card:
            guild = record.place.guild or "@me"
            link = f"{LINK}/{guild}/{record.place.channel}/{response.message_id}"
            await self._retire(drawing, record.card, link)

    async def answer_alone(self, interaction: discord.Interaction, record: BriefRecord) -> None:
        """Show the card to the one who asked, and to nobody else."""
        drawing = await draw(self._house, self._lights, record, interaction.locale)
        await interaction.response.send_message(
            view=drawing.card(), files=drawing.files(), ephemeral=True
        )

    async def answer_in_place(self, interaction: discord.Interaction, record: BriefRecord) -> None:
        """Draw the card anew where somebody pressed on it; that press may edit it from now on."""
        assert interaction.message, "somebody pressed on it"
        drawing = await draw(self._house, self._lights, record)
        await interaction.response.edit_message(view=drawing.card(), attachments=drawing.files())
        self._answered.put(record.id, interaction)
        card = interaction.message.id
        if record.card == card:
            self._shown.put(record.id, Shown(card, drawing.blobs, drawing.look))

    async def _refresh(self, record: BriefRecord) -> None:
        alone = self._alone(record)
        if record.card is None or (not alone and await self._out_of_sight(record)):
            await self.post(record)
            return
        drawing = await draw(self._house, self._lights, record)
        shown = self._shown.get(record.id)
        known = shown if shown and shown.message == record.card else None
        if known and known.look == drawing.look:
            return
        try:
            if alone:
                await alone.followup.edit_message(
                    record.card, view=drawing.card(), attachments=drawing.files()
                )
            else:
                await self._edit(drawing, record.card, known)
        except discord.HTTPException as error:
            if error.code not in (NO_MESSAGE, ARCHIVED, INVALID):
                raise
            gone = {"card": None if error.code == NO_MESSAGE else record.card}
            await self.post(record.model_copy(update=gone))
        else:
            self._shown.put(record.id, Shown(record.card, drawing.blobs, drawing.look))

    async def _edit(self, drawing: Drawing, card: int, known: Shown | None) -> None:
        message = channel_of(self._client, drawing.record.place).get_partial_message(card)
        if known and known.blobs == drawing.blobs:
            await message.edit(view=drawing.card())  # the pictures stay: no flicker
        else:
            await message.edit(view=drawing.card(), attachments=drawing.files())

    def _alone(self, record: BriefRecord) -> discord.Interaction | None:
        """The press or command by which the bot may edit a card where it is no member."""
        asked = self._answered.get(record.id)
        return None if asked is None or asked.is_expired() else asked

    async def _out_of_sight(self, record: BriefRecord) -> bool:
        """Is the card more than a few messages up, or too old to be edited freely?"""
        card, place = record.card, record.place
        assert card, "there is a card"
        posted = discord.utils.snowflake_time(card).timestamp()
        if time.time() - posted > OLD:
            return True
        below = self._below.get(place.channel)
        if below is None:
            below = self._below.put(place.channel, await self._counted(card, place))
        return below > FAR

    async def _counted(self, card: int, place: Place) -> int:
        """How many messages are below the card; asked once, after a restart."""
        history = channel_of(self._client, place).history(limit=FAR + 1, after=discord.Object(card))
        try:
            return len([message async for message in history])
        except discord.HTTPException:
            return 0

    async def _posted(self, drawing: Drawing, message: int) -> None:
        record = drawing.record
        await self._house.store.set_card(record.id, message)
        self._shown.put(record.id, Shown(message, drawing.blobs, drawing.look))
        self._below.put(record.place.channel, 0)

    async def _retire(self, drawing: Drawing, card: int, newer: str) -> None:
        """Let an old card point to the new one. Its buttons work as before."""
        message = channel_of(self._client, drawing.record.place).get_partial_message(card)
        try:
            await message.edit(view=drawing.without_pictures(newer), attachments=[])
        except discord.HTTPException as error:  # deleted, or left behind in another channel
            log.info("the old card of brief %s: %s", drawing.record.id, error)
