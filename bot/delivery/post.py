"""Posting a message once, whatever dies between.

The intention is in the archive before the request, and its key is the message's nonce: for some
minutes Discord gives the first message again. After that, our own message is found in the channel
by the custom_id that it carries.
"""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

import discord

from bot.cards.layout import Card, custom_ids
from bot.delivery.limits import REQUEST, Limits
from bot.delivery.parcel import Parcel, Picture, pack
from bot.delivery.routes import Routes
from bot.delivery.trouble import Undeliverable, passing, pause, too_large, unreachable
from bot.house import House
from bot.records import Delivery, JobRecord, Place, TakeRecord

AT_ONCE = 4  # messages with pictures: each holds up to 25 MiB
EARLIER = 120.0  # seconds that Discord's clock may be behind ours
SEARCHED = 400  # messages of a channel that are looked through

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """A message that shall be posted once."""

    key: str
    job: JobRecord
    mark: str  # the custom_id by which it is known again
    draw: Callable[[Parcel, str], Card]  # from its files and a sentence on why it is here
    takes: Sequence[TakeRecord] = ()
    place: Place | None = None  # nowhere else
    before: TakeRecord | None = None  # what the one take was made from, to be shown beside it
    data: Sequence[tuple[str, bytes]] = ()  # small files beside the takes


@dataclass(frozen=True)
class Posted:
    """Where a message is."""

    place: Place
    message: int


class Post:
    """Posts letters, each once."""

    def __init__(self, client: discord.Client, house: House, routes: Routes) -> None:
        self.routes = routes
        self.limits = Limits(client)
        self._client = client
        self._house = house
        self._slots = asyncio.Semaphore(AT_ONCE)

    def message(self, posted: Posted) -> discord.PartialMessage:
        """The message, to be edited or deleted; nothing is asked of Discord."""
        return self.routes.channel(posted.place).get_partial_message(posted.message)

    async def once(
        self,
        letter: Letter,
        *,
        again: bool = False,
        give_up: asyncio.Event | None = None,
        record: Callable[[int], Awaitable[None]] | None = None,
    ) -> Posted | None:
        """Post it, or find it where it is; None if `give_up` was set before it could be posted.

        `again`: it may have been posted by a process that died. `record` writes down the message's
        id instead of closing the delivery. Raises Gone, Undeliverable.
        """
        delivery = await self._house.store.intend(
            letter.key, letter.job.id, letter.place or letter.job.place
        )
        if delivery.message is not None:
            return Posted(delivery.place, delivery.message)
        tries = 0
        while True:
            try:
                posted = await self.find(letter, delivery) if again else None
                posted = posted or await self._somewhere(letter)
            except Exception as error:
                if not passing(error):
                    raise
                log.warning("job %s, %s: %s", letter.job.id, letter.key, error)
                again = True
                if await _rest(pause(error, tries), give_up):
                    return None
                tries += 1
                continue
            if record:
                await record(posted.message)
            else:
                await self._house.store.delivered(letter.key, posted.message, posted.place)
            return posted

    async def find(self, letter: Letter, delivery: Delivery) -> Posted | None:
        """The message, if an earlier try did post it. Raises discord.HTTPException."""
        async for place in self._places(letter):
            try:
                if message := await self._search(place, letter.mark, delivery.created):
                    log.info("job %s: found %s", letter.job.id, letter.key)
                    return Posted(place, message)
            except discord.HTTPException as error:
                if not (unreachable(error) or isinstance(error, discord.NotFound)):
                    raise
        return None

    async def _search(self, place: Place, mark: str, created: float) -> int | None:
        after = discord.Object(max(0, _snowflake(created - EARLIER)))
        history = self.routes.channel(place).history(limit=SEARCHED, after=after, oldest_first=True)
        me = self._client.user
        async for message in history:
            if me and message.author.id == me.id and mark in custom_ids(message):
                return message.id
        return None

    def _places(self, letter: Letter) -> AsyncIterator[Place]:
        return _only(letter.place) if letter.place else self.routes.of(letter.job)

    async def _somewhere(self, letter: Letter) -> Posted:
        """Post it in the best place that takes it."""
        why = ""
        async for place in self._places(letter):
            try:
                message = await self._send(place, letter, why)
            except discord.HTTPException as error:
                if letter.place or not unreachable(error):
                    raise
                log.info("job %s cannot be posted in %s: %s", letter.job.id, place.channel, error)
                why = why or self.routes.why(place, error, letter.job.locale)
            else:
                return Posted(place, message.id)
        raise Undeliverable(f"no place takes {letter.key} of job {letter.job.id}: {why}")

    async def _send(self, place: Place, letter: Letter, why: str) -> discord.Message:
        level = 0
        while True:
            async with self._slots:
                limit = self.limits.of(place.guild)
                parcel = await pack(
                    letter.takes,
                    self._house.blobs,
                    limit=limit,
                    request=REQUEST,
                    level=level,
                    before=letter.before,
                )
                try:
                    return await self.routes.channel(place).send(
                        view=letter.draw(parcel, why),
                        files=[*files(parcel.all), *_plain(letter.data)],
                        nonce=letter.key,
                        allowed_mentions=discord.AllowedMentions.none(),
                    )
                except discord.HTTPException as error:
                    if not too_large(error) or not parcel.pictures:
                        raise
                    log.info("job %s: %s", letter.job.id, error)
                    self.limits.refused(place.guild, max(len(p.data) for p in parcel.all))
                    level = parcel.level + 1


def files(pictures: Sequence[Picture]) -> list[discord.File]:
    """As uploads. A request takes them once."""
    return [
        discord.File(io.BytesIO(each.data), each.name, description=each.alt) for each in pictures
    ]


def _plain(data: Sequence[tuple[str, bytes]]) -> list[discord.File]:
    return [discord.File(io.BytesIO(each), name) for name, each in data]


def _snowflake(seconds: float) -> int:
    """The smallest id of that moment (Unix seconds)."""
    return (int(seconds * 1000) - 1420070400000) << 22  # Discord's epoch: 2015


async def _only(place: Place) -> AsyncIterator[Place]:
    yield place


async def _rest(seconds: float, give_up: asyncio.Event | None) -> bool:
    """True if it was given up meanwhile."""
    if give_up is None:
        await asyncio.sleep(seconds)
        return False
    try:
        await asyncio.wait_for(give_up.wait(), seconds)
    except TimeoutError:
        return False
    return True
