"""The progress message of one job: posted once, edited now and then, deleted at the end."""

import asyncio
import io
import logging
from collections.abc import Awaitable

import discord

from bot.cards.eta import Pace
from bot.cards.progress import PREVIEW, Standpoint, progress_card
from bot.delivery.keys import PROGRESS, key
from bot.delivery.letters import progress_letter
from bot.delivery.post import Posted
from bot.delivery.stage import Stage
from bot.delivery.trouble import OLD, Known, Undeliverable, passing
from bot.records import JobRecord
from bot.store import Gone
from engine.protocol import Progress, Standing, Started, takes_of

SLOWER = ((3600.0, 60.0), (600.0, 10.0))  # after so long, so seldom: Discord limits old messages
CROWD, ASK = 3, 5.0  # with more jobs before it, ask this seldom where it stands

log = logging.getLogger(__name__)


class Following:
    """Shows how far a job is until `over` is set."""

    def __init__(self, stage: Stage, job: JobRecord, over: asyncio.Event, *, again: bool) -> None:
        """`again`: a process that died may have posted the message."""
        self.posted: Posted | None = None
        self._stage = stage
        self._job = job
        self._over = over
        self._again = again
        self._pace = Pace(usual=None)
        self._standing: Standing | None = None
        self._asked = -ASK
        self._preview = b""
        self._fresh = False  # the preview is not shown yet
        self._shown = ""
        self._lost = False  # the message was deleted, or is out of reach
        self._began = stage.clock()

    def heard(self, event: Started | Progress) -> None:
        """The worker said something of the job."""
        now = self._stage.clock()
        if isinstance(event, Started):
            self._pace.start(now)
            return
        self._pace.mark(event.step, event.of, now)
        if event.preview:
            self._preview, self._fresh = event.preview, True

    async def run(self) -> None:
        """Post the message and keep it true until the job is over. Raises StudioError."""
        self._pace.usual = await self._usual()
        try:
            await self._announce()
        except (Gone, Undeliverable, *Known) as error:
            log.warning("job %s shows no progress: %s", self._job.id, error)
        while not self._over.is_set():
            if self.posted and not self._lost:
                await self._until_over(self._edit(self.posted))
            await self._until_over(asyncio.sleep(self._rest()))

    async def retire(self, job: JobRecord) -> None:
        """Delete the message, also one that a dead process posted and did not note."""
        store = self._stage.house.store
        name = key(PROGRESS, job.id)
        delivery = await store.delivery(name)
        if (delivery is None and self.posted is None) or (delivery and delivery.message):
            return
        posted = self.posted or (Posted(job.place, job.progress) if job.progress else None)
        try:
            gone = posted is not None and await self._delete(posted)
            if not gone and delivery and self._again:
                at = Standpoint(None, self._pace, self._stage.clock())
                if found := await self._stage.post.find(progress_letter(job, at), delivery):
                    await self._delete(found)
        except Known as error:
            log.warning("job %s keeps its progress message for now: %s", job.id, error)
            if passing(error):
                return  # the next start tries again
        await store.set_progress(job.id, None)
        await store.delivered(name, posted.message if posted else 0)

    async def _delete(self, posted: Posted) -> bool:
        """False if it is not there."""
        try:
            await self._stage.post.message(posted).delete()
        except (discord.NotFound, discord.Forbidden):
            return False
        return True

    async def _usual(self) -> float | None:
        order = self._job.job.order
        model = getattr(order, "model", "maquette")
        a_take = await self._stage.house.store.typical_seconds(order.kind, model=model)
        return None if a_take is None else a_take * takes_of(order)

    async def _announce(self) -> None:
        if self.posted:
            return
        letter = progress_letter(self._job, await self._standpoint())
        if self._job.progress:
            # It may be elsewhere than where it was asked for: only Discord knows.
            delivery = await self._stage.house.store.delivery(letter.key)
            found = await self._stage.post.find(letter, delivery) if delivery else None
            self.posted = found or Posted(self._job.place, self._job.progress)
        elif not self._over.is_set():
            self.posted = await self._stage.post.once(
                letter, again=self._again, give_up=self._over, record=self._record
            )

    async def _record(self, message: int) -> None:
        """Keep the delivery open until the message is gone: a restart then knows of it."""
        await self._stage.house.store.set_progress(self._job.id, message)

    async def _standpoint(self) -> Standpoint:
        now = self._stage.clock()
        before = self._standing.before if self._standing else 0
        if self._pace.began is not None:
            self._standing = None
        elif now - self._asked >= (ASK if before > CROWD else 0):
            self._standing = await self._stage.house.studio.standing(self._job.id)
            self._asked = now
        return Standpoint(self._standing, self._pace, now)

    async def _edit(self, posted: Posted) -> None:
        """Let the message show how far the job is, if that has changed."""
        card = progress_card(self._job, await self._standpoint(), preview=bool(self._preview))
        look = str(card.to_components())
        if look == self._shown and not self._fresh:
            return
        fresh, self._shown, self._fresh = self._fresh, look, False
        message = self._stage.post.message(posted)
        try:
            if fresh:
                picture = discord.File(io.BytesIO(self._preview), PREVIEW)
                await message.edit(view=card, attachments=[picture])
            else:
                await message.edit(view=card)  # the preview stays: no flicker
        except Known as error:
            log.info("job %s, progress: %s", self._job.id, error)
            self._shown, self._fresh = "", fresh
            self._lost = not passing(error) and getattr(error, "code", 0) != OLD

    def _rest(self) -> float:
        age = self._stage.clock() - self._began
        return next((slow for limit, slow in SLOWER if age > limit), self._stage.rhythm)

    async def _until_over(self, work: Awaitable[None]) -> None:
        """Do it, but no longer than the job lives. An edit that is cut off does no harm."""
        task = asyncio.ensure_future(work)
        ending = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait((task, ending), return_when=asyncio.FIRST_COMPLETED)
        finally:
            task.cancel()
            ending.cancel()
            done, _ = await asyncio.gather(task, ending, return_exceptions=True)
        if isinstance(done, Exception):
            raise done
