"""Pictures that people bring to a brief: checked by the engine, then shown on the card."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Protocol

import discord

from bot.cards.pieces import harmless
from bot.errors import Sentence
from bot.house import House
from bot.records import BriefRecord, JobRecord, TakeRecord
from bot.talk.previs import Placing
from bot.talk.recent import Recent
from bot.words import say
from engine.protocol import Bring, StudioError

LARGEST = 25 * 2**20  # bytes of a file that is fetched at all
MOST = 4  # files of one message
LISTENING = 200  # people who wait for an answer of their own

Alone = Callable[[str], Awaitable[None]]


class File(Protocol):
    """A file in Discord: an attachment, or what a gallery shows."""

    @property
    def filename(self) -> str:
        """Its name."""
        ...

    @property
    def size(self) -> int:
        """Bytes; 0 if Discord does not say."""
        ...

    @property
    def content_type(self) -> str | None:
        """What Discord takes it for."""
        ...

    async def read(self) -> bytes:
        """Fetch it. Raises discord.HTTPException."""
        ...


log = logging.getLogger(__name__)


def checked(file: File, locale: object = None) -> None:
    """Go on only with what may be a picture and is not too large. Raises Sentence."""
    name = harmless(file.filename, 60)
    if file.size > LARGEST:
        most = LARGEST // 2**20
        raise Sentence(say("talk.file_too_large", locale, name=name, most=most))
    if file.content_type and not file.content_type.startswith(("image/", "application/octet")):
        raise Sentence(say("talk.no_picture", locale, name=name))


class References:
    """What a brief looks up to."""

    def __init__(
        self,
        client: discord.Client,
        house: House,
        orders: Placing,
        show: Callable[[str], Awaitable[None]],
    ) -> None:
        """`show` is called with a brief's id when it has one more."""
        self._client = client
        self._house = house
        self._orders = orders
        self._show = show
        self._alone: Recent[tuple[int, str], Alone] = Recent(LISTENING)

    async def bring(self, message: discord.Message, record: BriefRecord) -> None:
        """Have a message's pictures checked, for this brief. Raises Sentence."""
        for file in message.attachments[:MOST]:
            await self.bring_file(file, record, message.author.id)

    async def bring_file(
        self,
        file: File,
        record: BriefRecord,
        asker: int,
        locale: str = "en-US",
        alone: Alone | None = None,
    ) -> JobRecord:
        """Have one picture checked. Raises Sentence for one too large, StudioError.

        `alone` hears how it ended instead of the channel: a sentence, empty if all is well.
        """
        checked(file, locale)
        blob = await asyncio.to_thread(self._house.blobs.put, await file.read())
        if alone:
            self._alone.put((asker, blob), alone)
        return await self._orders.place(
            Bring(blob=blob),
            asker=asker,
            place=record.place,
            brief=record,
            parent=None,
            locale=locale,
            quiet=True,
        )

    async def brought(self, job: JobRecord, take: TakeRecord | None, error: str = "") -> None:
        """A picture was checked: it is the brief's now, or a sentence says why not."""
        record = await self._house.store.brief(job.brief) if job.brief else None
        if record is None:
            return
        tell = self._listener(job) or partial(self._tell, record)
        if take is None:
            await tell(error or job.error)
            return
        try:
            await self._house.store.add_reference(record.id, take.blob, job.asker, "")
        except StudioError as refused:
            await tell(str(refused))
            return
        await tell("")
        await self._show(record.id)

    def _listener(self, job: JobRecord) -> Alone | None:
        """Whoever asked to be told alone, unless the bot was restarted since."""
        if not isinstance(job.job.order, Bring):
            return None
        key = (job.asker, job.job.order.blob)
        alone = self._alone.get(key)
        self._alone.drop(key)
        return alone

    async def _tell(self, record: BriefRecord, text: str) -> None:
        if not text:
            return
        kind = discord.ChannelType.private if record.place.guild is None else None
        channel = self._client.get_partial_messageable(
            record.place.channel, guild_id=record.place.guild, type=kind
        )
        try:
            await channel.send(text[:2000], suppress_embeds=True)
        except discord.HTTPException as refused:
            log.warning("brief %s could not be told %r: %s", record.id, text, refused)
