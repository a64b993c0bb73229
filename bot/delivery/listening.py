"""The bot's ear: what the worker reports enters the archive, and then goes to Discord."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable

import discord

from bot.cards.sheet import NUMBERS
from bot.delivery.facts import facts_of
from bot.delivery.keys import OPENED, RESULT, key, purpose, shown
from bot.delivery.letters import opened_letter
from bot.delivery.life import Life
from bot.delivery.post import Letter, Post, Posted
from bot.delivery.refreshing import Refreshing
from bot.delivery.routes import Routes
from bot.delivery.stage import RHYTHM, Stage
from bot.delivery.trouble import Known, Undeliverable
from bot.records import Delivery as Delivered
from bot.records import JobRecord, Place, TakeRecord
from bot.rooms import house_of
from bot.store import Gone
from engine.protocol import Progress, Report, Started, StudioError, Wrapped

QUIET = ("previs", "bring", "board", "review", "export")  # their takes are shown elsewhere
PASSING = ("board", "export")  # shown once, and not kept
AGAIN = (1.0, 2.0, 5.0, 15.0, 30.0)  # seconds until the log is read again after a failure
VOTING = 2  # sheets that get their reactions at once: they are slow, and nobody waits for them

log = logging.getLogger(__name__)

Aside = Callable[[JobRecord, TakeRecord | None], Awaitable[None]]
Brought = Callable[[JobRecord, TakeRecord | None, str], Awaitable[None]]
Ended = Callable[[JobRecord, TakeRecord | None], Awaitable[None]]


class Delivery:
    """Every job's way into Discord."""

    def __init__(self, client: discord.Client, *, rhythm: float = RHYTHM) -> None:
        """Deliver for this client's house.

        Set `on_previs`, `on_brought` (a reference) and `on_released` (a take) before `run`.
        """
        house = house_of(client)
        self.on_previs: Aside = _nobody
        self.on_brought: Brought = _nobody_brought
        self.on_released: Brought = _nobody_brought
        self.routes = Routes(client, house.store)
        self.post = Post(client, house, self.routes)
        self.refreshing = Refreshing(house, self.routes, rhythm)
        self._client = client
        self._house = house
        self.stage = Stage(house, self.post, self._aside, self._shown, rhythm=rhythm)
        self._lives: dict[str, Life] = {}
        self._ended: dict[str, Ended] = {}
        self._opening: dict[tuple[Place, str], asyncio.Future[Posted | None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._voting = asyncio.Semaphore(VOTING)

    async def run(self) -> None:
        """Take up what is open, then listen until cancelled; then everything stops."""
        await self._client.wait_until_ready()
        try:
            await self._run()
        finally:
            await self.close()

    async def _run(self) -> None:
        await self._house.store.rewind(await self._house.studio.newest())
        await self._discard(await self._house.store.unwanted())
        await self._resume()
        tries = 0
        while True:
            try:
                async for report in self._house.studio.listen(await self._house.store.cursor()):
                    await self._hear(report)
                    tries = 0
            except Exception:
                log.exception("the queue's log cannot be followed for now")
            await asyncio.sleep(AGAIN[min(tries, len(AGAIN) - 1)])
            tries += 1

    def begin(
        self,
        job: JobRecord,
        *,
        quiet: bool = False,
        whisper: discord.Interaction | None = None,
        ended: Ended | None = None,
    ) -> None:
        """Follow a job that was just placed. `whisper`: who asked hears alone what goes wrong.

        `ended` is called with what a quiet job made, unless the bot is restarted before.
        """
        self.routes.remember(job.place.channel)
        if ended:
            self._ended[job.id] = ended
        self._follow(job, quiet=quiet or job.kind in QUIET, whisper=whisper)

    async def open(
        self, take: TakeRecord, *, press: int | str, place: Place, locale: object
    ) -> Posted | None:
        """Post a take's card, once for each `press`. Who opens it meanwhile sees the same one.

        Raises Gone, discord.HTTPException.
        """
        opening = self._opening.get((place, take.id))
        if opening is None:
            opening = asyncio.ensure_future(self._open(take, f"{press}", place, locale))
            self._opening[place, take.id] = opening
            opening.add_done_callback(lambda _: self._opening.pop((place, take.id)))
        return await asyncio.shield(opening)

    async def _open(
        self, take: TakeRecord, press: str, place: Place, locale: object
    ) -> Posted | None:
        letter = await self._opened(take, press, place, locale)
        if letter is None:
            return None
        try:
            return await self.post.once(letter)
        except discord.HTTPException:
            await self._house.store.delivered(letter.key, 0)  # who pressed hears of it
            raise

    async def close(self) -> None:
        """Stop. What is not posted is taken up at the next start."""
        self.refreshing.close()
        for task in (*self._tasks, *self._opening.values()):
            task.cancel()
        await asyncio.gather(*self._tasks, *self._opening.values(), return_exceptions=True)

    # ------------------------------------------------------------ reports

    async def _hear(self, report: Report) -> None:
        store, event = self._house.store, report.event
        life = self._lives.get(event.job)
        if isinstance(event, Progress):
            if life:
                life.heard(event)
            return
        if isinstance(event, Wrapped) and (job := await store.job(event.job)):
            with contextlib.suppress(Gone):  # the result is owed before the job is over
                await store.intend(key(RESULT, job.id), job.id, job.place)
        heard = await store.hear(report)
        if life and isinstance(event, Started):
            life.heard(event)
        if heard.wrapped:
            if heard.job and not life and heard.fresh:
                life = self._follow(heard.job, again=True)
            if life:
                life.end()
        await self._discard(heard.discard)
        if heard.forgotten:
            await self._house.studio.forget((event.job,))
        await self._house.studio.acknowledge(report.seq)

    async def _discard(self, blobs: Iterable[str]) -> None:
        gone = tuple(blobs)
        for blob in gone:
            await asyncio.to_thread(self._house.blobs.discard, blob)
        if gone:
            await self._house.store.discarded(gone)

    # ------------------------------------------------------------ lives

    def _follow(
        self,
        job: JobRecord,
        *,
        quiet: bool = False,
        again: bool = False,
        whisper: discord.Interaction | None = None,
    ) -> Life:
        if job.id not in self._lives:
            quiet = quiet or job.kind in QUIET
            life = Life(self.stage, job, quiet=quiet, again=again, whisper=whisper)
            self._lives[job.id] = life
            self._spawn(self._live(job.id, life), f"job {job.id}")
        return self._lives[job.id]

    async def _live(self, job: str, life: Life) -> None:
        try:
            for wait in (*AGAIN, None):
                try:
                    return await life.run()
                except StudioError as error:
                    log.warning("job %s: %s", job, error)
                    if wait is None:
                        raise
                    await asyncio.sleep(wait)
        finally:
            self._lives.pop(job, None)

    async def _resume(self) -> None:
        """Go on with every job that a stopped process left open or undelivered."""
        for job in await self._house.store.jobs_open():
            self._follow(job, again=True)
        for delivery in await self._house.store.deliveries_pending():
            job = await self._house.store.job(delivery.job)
            if job is None:
                continue
            if purpose(delivery) == OPENED:
                self._spawn(self._reopen(job, delivery), f"card {delivery.key}")
            elif job.state == "wrapped":
                self._follow(job, again=True).end()

    async def _reopen(self, job: JobRecord, delivery: Delivered) -> None:
        take = await self._house.store.take(shown(delivery))
        if take is None:
            return
        letter = await self._opened(take, "", delivery.place, job.locale, name=delivery.key)
        try:
            if letter:
                await self.post.once(letter, again=True)
        except (*Known, Undeliverable, Gone) as error:
            log.info("card %s: %s", delivery.key, error)
            await self._house.store.delivered(delivery.key, 0)

    async def _opened(
        self, take: TakeRecord, press: str, place: Place, locale: object, name: str = ""
    ) -> Letter | None:
        job = await self._house.store.job(take.job)
        facts = await facts_of(self._house.store, take.id)
        if job is None or facts is None:
            return None
        return opened_letter(
            job,
            facts,
            name=name or key(OPENED, press, take.index),
            place=place,
            locale=locale,
        )

    # ------------------------------------------------------------ beside the messages

    async def _aside(self, job: JobRecord, take: TakeRecord | None) -> None:
        try:
            await self._beside(job, take)
            if ended := self._ended.get(job.id):
                await ended(job, take)
        except (*Known, StudioError) as error:
            log.warning("job %s: %s", job.id, error)
        except Exception:
            log.exception("job %s", job.id)
        self._ended.pop(job.id, None)
        if job.kind in PASSING:
            await self._discard(await self._house.store.drop(job.id))
            await self._house.studio.forget((job.id,))

    async def _beside(self, job: JobRecord, take: TakeRecord | None) -> None:
        match job.kind:
            case "bring" if job.release:
                await self.on_released(job, take, job.error)
            case "bring":
                await self.on_brought(job, take, job.error)
            case "previs":
                await self.on_previs(job, take)
            case "review" if job.parent:
                if reviewed := await self._house.store.take(job.parent):
                    for place, message in await self._house.store.cards_of(reviewed):
                        self.refreshing.touch(place, message)
            case _:
                pass

    def _shown(self, posted: Posted, takes: int) -> None:
        self._spawn(self._invite(posted, takes), f"votes of {posted.message}")

    async def _invite(self, posted: Posted, takes: int) -> None:
        """Put the numbers under a sheet; without the permission, nobody misses them."""
        message = self.post.message(posted)
        async with self._voting:
            for number in NUMBERS[:takes]:
                try:
                    await message.add_reaction(number)
                except Known as error:
                    log.info("message %s takes no reactions: %s", posted.message, error)
                    return

    def _spawn(self, work: Awaitable[None], name: str) -> None:
        task = asyncio.ensure_future(_logged(work, name))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _logged(work: Awaitable[None], name: str) -> None:
    try:
        await work
    except Exception:
        log.exception("%s ended early; the next start takes it up", name)


async def _nobody(job: JobRecord, _take: TakeRecord | None) -> None:
    log.info("job %s: nobody shows it", job.id)


async def _nobody_brought(job: JobRecord, _take: TakeRecord | None, _error: str) -> None:
    log.info("job %s: nobody asked for it", job.id)
