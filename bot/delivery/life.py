"""The life of one job in Discord, in one task: its progress message, then its result."""

import asyncio
import logging

import discord

from bot.cards.progress import closed_card
from bot.delivery.facts import facts_of
from bot.delivery.following import Following
from bot.delivery.keys import PROGRESS, RESULT, key
from bot.delivery.letters import closed_letter, closing, sheet_letter, take_letter
from bot.delivery.post import Letter, Posted
from bot.delivery.stage import Stage
from bot.delivery.trouble import Known, Undeliverable
from bot.records import JobRecord, TakeRecord
from bot.store import Gone
from engine.protocol import Progress, Shoot, Started

PATIENCE = (60.0, 300.0, 900.0)  # seconds until a result that no place takes is tried again
LONGEST = 2000  # characters of one answer

log = logging.getLogger(__name__)


class Life:
    """One job. `run()` ends when its result is posted and its progress message is gone."""

    def __init__(
        self,
        stage: Stage,
        job: JobRecord,
        *,
        quiet: bool,
        again: bool = False,
        whisper: discord.Interaction | None = None,
    ) -> None:
        """`again`: a process that died may have posted some of it. `whisper`: who asked just now.

        A quiet job posts nothing of its own: its take is given aside.
        """
        self._over = asyncio.Event()
        self._stage = stage
        self._job = job
        self._quiet = quiet
        self._again = again
        self._whisper = whisper
        self._following = Following(stage, job, self._over, again=again)

    def heard(self, event: Started | Progress) -> None:
        """The worker said something of the job."""
        self._following.heard(event)

    def end(self) -> None:
        """The archive knows that the job is wrapped."""
        self._over.set()

    async def run(self) -> None:
        """Follow the job to its end. Raises StudioError if the archive fails."""
        if self._quiet:
            await self._over.wait()
        else:
            await self._following.run()
        job = await self._stage.house.store.job(self._job.id)
        try:
            if job:
                await self._conclude(job)
        except Gone:
            log.info("job %s was forgotten before its end", self._job.id)
        if not self._quiet:
            await self._following.retire(job or self._job)

    async def _conclude(self, job: JobRecord) -> None:
        store = self._stage.house.store
        delivery = await store.intend(key(RESULT, job.id), job.id, job.place)
        if delivery.message is not None:
            return
        takes = await store.takes_of(job.id)
        if self._quiet:
            await self._stage.aside(job, next(iter(takes), None))
            await store.delivered(delivery.key, 0)  # it has no message of its own
        elif takes:
            await self._show(job, takes)
        else:
            await self._close(job)

    async def _show(self, job: JobRecord, takes: tuple[TakeRecord, ...]) -> None:
        store = self._stage.house.store
        if isinstance(job.job.order, Shoot):
            letter = sheet_letter(job, takes, await store.votes(job.id))
            if posted := await self._stubbornly(letter):
                self._stage.shown(posted, len(takes))
            return
        if facts := await facts_of(store, takes[0].id):
            await self._stubbornly(take_letter(job, facts))

    async def _stubbornly(self, letter: Letter) -> Posted | None:
        """Post it, if need be much later; what no place takes waits in the archive."""
        for wait in (*PATIENCE, None):
            try:
                return await self._stage.post.once(letter, again=self._again)
            except (Undeliverable, discord.HTTPException) as error:
                log.warning("job %s: %s", letter.job.id, error)
                self._again = True
            if wait is not None:
                await asyncio.sleep(wait)
        return None

    async def _close(self, job: JobRecord) -> None:
        """Say that nothing was made: the reason to the one who asked, if they still listen."""
        log.info("job %s: %s", job.id, job.error or "stopped")
        told = bool(job.error) and await self._whispered(job.error)
        posted = self._following.posted
        if posted is None and job.progress:
            posted = Posted(job.place, job.progress)
        if not posted or not await self._close_in_place(job, posted, told=told):
            await self._stubbornly(closed_letter(job, told=told))
            return
        # In this order: a progress message that is still open would be deleted at the next start.
        await self._stage.house.store.delivered(key(PROGRESS, job.id), posted.message)
        await self._stage.house.store.delivered(key(RESULT, job.id), posted.message)

    async def _close_in_place(self, job: JobRecord, posted: Posted, *, told: bool) -> bool:
        """Let the progress message say it. Twice is once."""
        card = closed_card(job, closing(job, told=told))
        try:
            await self._stage.post.message(posted).edit(view=card, attachments=[])
        except Known as error:
            log.info("job %s, progress: %s", job.id, error)
            return False
        return True

    async def _whispered(self, sentence: str) -> bool:
        if self._whisper is None or self._whisper.is_expired():
            return False
        try:
            await self._whisper.followup.send(sentence[:LONGEST], ephemeral=True)
        except Known:
            return False
        return True
