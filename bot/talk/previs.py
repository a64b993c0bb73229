"""The light of a brief as it changes: one quick picture, placed when the words come to rest.

A newer change cancels the older picture. What is under way survives a restart: the job is in the
archive, and its picture comes to the card whenever it comes.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

import discord

from bot.house import House
from bot.records import BriefRecord, JobRecord, Place, TakeRecord
from bot.talk.compile import previs
from bot.talk.recent import Recent
from engine.protocol import Order, StudioError

REST = 0.6  # seconds after the last change before a picture is placed
KEPT = 500  # briefs whose light is kept in mind
RECENT = 86400.0  # seconds; a light that was lost longer ago comes with the next change
LATE = 20.0  # seconds after which the card says that it waits for a worker

log = logging.getLogger(__name__)
Show = Callable[[str], Awaitable[None]]


class Placing(Protocol):
    """How an order gets on its way: bot/orders.py."""

    async def place(
        self,
        order: Order,
        *,
        asker: int,
        place: Place,
        brief: BriefRecord | None,
        parent: TakeRecord | None,
        locale: str,
        quiet: bool = False,
        whisper: discord.Interaction | None = None,
        release: str | None = None,
    ) -> JobRecord:
        """Archive first, then the queue; quiet says nothing in the channel."""
        ...


@dataclass
class Light:
    """What is known of one brief's light."""

    take: TakeRecord | None = None  # the newest picture
    version: int = 0  # of the brief, that the picture shows
    job: str = ""  # under way
    wanted: int = 0  # version of the brief that the job shows
    why: str = ""  # the last one failed, with this sentence
    late: bool = False
    locale: str = ""  # of who began it; the newest job remembers it
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Lights:
    """One light a brief; what is forgotten here is read from the archive again."""

    def __init__(
        self, house: House, orders: Placing, *, rest: float = REST, late: float = LATE
    ) -> None:
        """Take `show` afterwards: what to call with a brief's id when its light has changed."""
        self._house = house
        self._orders = orders
        self.rest = rest
        self.late = late
        self._lights: dict[str, Light] = {}
        self._waits: dict[str, asyncio.Task[None]] = {}
        self._locales: Recent[str, str] = Recent(KEPT)
        self.show: Show = _nobody

    async def of(self, record: BriefRecord) -> Light:
        """What is known of a brief's light."""
        if record.id not in self._lights:
            self._lights[record.id] = await self._remembered(record)
            while len(self._lights) > KEPT:
                self._lights.pop(next(iter(self._lights)))
        return self._lights[record.id]

    def known(self, brief: str) -> Light:
        """What is in mind of it, without a look into the archive."""
        return self._lights.get(brief, Light())

    async def language(self, record: BriefRecord) -> str:
        """What the brief's card is written in: the language of who began it; "" for English."""
        return self._locales.get(record.id) or (await self.of(record)).locale

    def changed(self, record: BriefRecord, locale: object = None) -> None:
        """Place a picture of it once nothing changes for a moment. `locale`: of who begins it."""
        if locale:
            self._locales.put(record.id, str(locale))
        if wait := self._waits.pop(record.id, None):
            wait.cancel()
        if light := self._lights.get(record.id):
            light.why = ""
        task = asyncio.create_task(self._soon(record.id), name=f"light of {record.id}")
        self._waits[record.id] = task
        task.add_done_callback(lambda done: self._over(record.id, done))

    async def landed(self, job: JobRecord, take: TakeRecord | None) -> None:
        """A picture has come, or its job is over without one."""
        record = await self._house.store.brief(job.brief) if job.brief else None
        if record is None:
            return
        light = await self.of(record)
        mine = job.id == light.job
        if take and (job.version or 0) >= light.version:
            light.take, light.version = take, job.version or 0
            light.why = ""
        elif mine and job.error:
            light.why = job.error
        else:
            return  # cancelled, or older than what is shown
        if mine:
            light.job, light.late = "", False
        await self.show(record.id)

    async def resume(self) -> None:
        """Place the pictures that a death kept from being placed."""
        for brief in await self._house.store.unlit(time.time() - RECENT):
            if record := await self._house.store.brief(brief):
                self.changed(record)

    def close(self) -> None:
        """Stop waiting. Pictures under way go on."""
        for task in self._waits.values():
            task.cancel()

    def _over(self, brief: str, task: asyncio.Task[None]) -> None:
        if self._waits.get(brief) is task:
            del self._waits[brief]
        if not task.cancelled() and (error := task.exception()):
            log.error("the light of brief %s", brief, exc_info=error)

    async def _soon(self, brief: str) -> None:
        await asyncio.sleep(self.rest)
        record = await self._house.store.brief(brief)
        if record is None:
            return
        light = await self.of(record)
        # From here on a newer change must not cut us off between the archive and the queue.
        await asyncio.shield(asyncio.create_task(self._place(record, light)))
        await asyncio.sleep(self.late)
        if light.job and light.wanted == record.version:
            light.late = True
            await self.show(brief)

    async def _place(self, record: BriefRecord, light: Light) -> None:
        async with light.lock:
            older = light.job
            try:
                job = await self._ordered(record)
            except (StudioError, ValueError) as error:  # the compiler's sentences are ValueErrors
                light.why, light.job, light.late = str(error), "", False
                await self.show(record.id)
            else:
                over = job is None or job.state == "wrapped" or light.version >= record.version
                light.job = "" if job is None or over else job.id
                light.wanted, light.late = record.version, False
            if older:
                await self._house.studio.cancel(older)

    async def _ordered(self, record: BriefRecord) -> JobRecord | None:
        """The job as the archive knows it: a fast worker may be done with it already."""
        job = await self._orders.place(
            previs(record, self._house.settings),
            asker=record.owner,
            place=record.place,
            brief=record,
            parent=None,
            locale=await self.language(record) or "en-US",
            quiet=True,
        )
        return await self._house.store.job(job.id)

    async def _remembered(self, record: BriefRecord) -> Light:
        """What the archive knows of it, after a restart."""
        light = Light()
        for job in await self._house.store.previs_of(record.id):
            light.locale = light.locale or job.locale
            takes = await self._house.store.takes_of(job.id)
            if takes and not light.take:
                light.take, light.version = takes[0], job.version or 0
            elif job.state != "wrapped" and not light.job:
                light.job, light.wanted, light.late = job.id, job.version or 0, True
        return light


async def _nobody(_brief: str) -> None:
    """Nobody shows it yet."""
