"""Orders: written down, then enqueued, so that a crash between the two loses none."""

import asyncio
import logging
import time
from collections import OrderedDict
from typing import Protocol, cast

import discord

from bot.delivery import Delivery
from bot.delivery.listening import Ended
from bot.errors import Sentence
from bot.recipes import is_same
from bot.records import BriefRecord, JobRecord, Place, TakeRecord
from bot.rooms import house_of
from bot.store import Store
from bot.words import say
from engine.protocol import Job, Order, StudioError, lane_of

DOUBLE = 2.0  # seconds within which the same order of the same person is a double click
QUICK = 0.5  # and within these also if it is done already
REMEMBERED = 500  # people whose last orders are kept in mind
LAST = 8  # orders of one person
LATER = 5.0  # seconds until a queue that failed is tried again

log = logging.getLogger(__name__)


class _Delivering(Protocol):
    delivery: Delivery


class _Orderer:
    """What one person ordered in the last moments."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.last: list[tuple[float, JobRecord]] = []

    async def twin(
        self, store: Store, order: Order, place: Place, parent: str | None
    ) -> JobRecord | None:
        """The job that the same press has made a moment ago, unless it is over already."""
        now = time.monotonic()
        self.last = [each for each in self.last[-LAST:] if now - each[0] < DOUBLE]
        for when, job in self.last:
            if (job.place, job.parent) == (place, parent) and is_same(job.job.order, order):
                kept = await store.job(job.id)
                if now - when < QUICK or (kept and kept.state != "wrapped"):
                    return job
        return None


class Orders:
    """From a press to a job that a worker can claim."""

    def __init__(self, client: discord.Client) -> None:
        """Order for this client's house; its delivery tells the people."""
        self._client = client
        self._house = house_of(client)
        self._waiting: set[asyncio.Task[None]] = set()
        self._people: OrderedDict[int, _Orderer] = OrderedDict()

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
        ended: Ended | None = None,
    ) -> JobRecord:
        """Archive first, then the queue; quiet says nothing in the channel.

        `whisper` is told alone what goes wrong later; `ended` gets what a quiet job made. What is
        made from a picture with a release belongs to that release. A double click gives the first
        job again.
        Raises TooMany, Gone, StudioError.
        """
        person = self._person(asker)
        async with person.lock:
            parent_id = parent.id if parent else None
            twin = await person.twin(self._house.store, order, place, parent_id)
            if twin and not quiet:
                log.info("job %s was ordered twice at once", twin.id)
                return twin
            job = Job(order=order, lane=lane_of(order), requester=str(asker))
            record = JobRecord(
                id=job.id,
                kind=order.kind,
                job=job,
                asker=asker,
                place=place,
                brief=brief.id if brief else None,
                version=brief.version if brief else None,
                parent=parent_id,
                locale=locale,
                release=release or (parent.release if parent else None),
            )
            most = self._house.settings.max_jobs_per_person
            record = await self._house.store.place_job(record, most=most)
            if not quiet:
                person.last.append((time.monotonic(), record))
            log.info("job %s: %s by %s in %s", record.id, record.kind, asker, place.channel)
            # Followed before it is enqueued: a fast worker is done with it at once.
            delivery = cast("_Delivering", self._client).delivery
            delivery.begin(record, quiet=quiet, whisper=whisper, ended=ended)
            # Whoever asked may be gone by now; the job is not.
            await asyncio.shield(asyncio.ensure_future(self._enqueue(record)))
        return record

    async def again(
        self,
        job: JobRecord,
        order: Order,
        *,
        asker: int,
        locale: str,
        whisper: discord.Interaction | None = None,
    ) -> JobRecord:
        """Order like a job before it, in its place, of its brief and parent. Raises as `place`."""
        store = self._house.store
        return await self.place(
            order,
            asker=asker,
            place=job.place,
            brief=await store.brief(job.brief) if job.brief else None,
            parent=await store.take(job.parent) if job.parent else None,
            locale=locale,
            whisper=whisper,
        )

    async def stop(self, job: str, user: int, *, moderator: bool, locale: object = None) -> None:
        """Stop a job. Raises Sentence for one that is not theirs, or over, or unknown."""
        record = await self._house.store.job(job)
        if record is None:
            raise Sentence(say("jobs.gone", locale), job=job)
        if user != record.asker and not moderator:
            raise Sentence(say("jobs.not_yours", locale), job=job)
        if record.state == "wrapped":
            raise Sentence(say("jobs.over", locale), job=job)
        log.info("job %s is stopped by %s", job, user)
        await self._house.studio.cancel(job)

    async def resume(self) -> None:
        """Enqueue what the archive knows and the queue does not. The same id changes nothing."""
        for record in await self._house.store.jobs_open():
            if await self._house.studio.standing(record.id) is None:
                log.info("job %s is enqueued again", record.id)
                await self._house.studio.enqueue(record.job)

    async def _enqueue(self, record: JobRecord) -> None:
        """Enqueue it, now or when the queue can be written again."""
        try:
            await self._house.studio.enqueue(record.job)
        except StudioError as error:
            log.warning("job %s waits for the queue: %s", record.id, error)
            task = asyncio.create_task(self._enqueue_later(record), name=f"enqueue {record.id}")
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _enqueue_later(self, record: JobRecord) -> None:
        await asyncio.sleep(LATER)
        await self._enqueue(record)

    def _person(self, asker: int) -> _Orderer:
        person = self._people.setdefault(asker, _Orderer())
        self._people.move_to_end(asker)
        while len(self._people) > REMEMBERED:
            self._people.popitem(last=False)
        return person
