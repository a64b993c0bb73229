"""What the worker reports becomes rows, each report in one transaction with its cursor."""

import json
from typing import assert_never

from bot.records import Heard, JobRecord, take_id
from bot.store.blobs import let_go, want
from bot.store.jobs import find_job
from bot.store.shelf import Shelf
from bot.store.takes import find_take
from engine.database import Rows
from engine.protocol import Progress, Report, Started, TakeReady, Wrapped

# Kinds whose takes are shown elsewhere than among takes.
ASIDE = ("previs", "bring", "board", "review", "export")


class Hearing(Shelf):
    """The only way by which a take enters the archive."""

    async def hear(self, report: Report) -> Heard:
        """Apply one report and move the cursor, in one transaction; twice changes nothing.

        A `Progress` is read and changes nothing.
        """
        event = report.event
        if isinstance(event, Progress):
            return Heard(job=await find_job(self._file.read, event.job))
        async with self._file.transaction() as rows:
            await rows("UPDATE cursor SET seq = max(seq, ?)", report.seq)
            match event:
                case Started():
                    return await self._started(rows, event)
                case TakeReady():
                    return await self._take_ready(rows, event)
                case Wrapped():
                    return await self._wrapped(rows, event)
                case _:
                    assert_never(event)

    async def cursor(self) -> int:
        """The last report heard."""
        ((seq,),) = await self._file.read("SELECT seq FROM cursor")
        return seq

    async def rewind(self, newest: int) -> None:
        """The queue's log ends at `newest`: if it is a new queue, hear it from its beginning."""
        await self._file.write("UPDATE cursor SET seq = 0 WHERE seq > ?", newest)

    async def _started(self, rows: Rows, event: Started) -> Heard:
        fresh = await rows(
            "UPDATE jobs SET state = 'running', started = ? WHERE id = ? AND state = 'placed' "
            "RETURNING 1",
            *(self._clock(), event.job),
        )
        return Heard(job=await find_job(rows, event.job), fresh=bool(fresh))

    async def _take_ready(self, rows: Rows, event: TakeReady) -> Heard:
        job = await find_job(rows, event.job)
        if job is None:
            known = await _forgotten(rows, event.job)
            return Heard(discard=await let_go(rows, event.blobs) if known else ())
        take = await find_take(rows, take_id(event.job, event.index))
        if take is None:
            await self._keep_take(rows, job, event)
            take = await find_take(rows, take_id(event.job, event.index))
            return Heard(job=job, take=take, fresh=True)
        # Made twice, after a queue was lost, by a worker that does not make the same bytes twice.
        return Heard(job=job, take=take, discard=await let_go(rows, event.blobs))

    async def _wrapped(self, rows: Rows, event: Wrapped) -> Heard:
        # Read first: RETURNING would give the columns as they are after the change.
        ended = await rows(
            "SELECT brought FROM jobs WHERE id = ? AND state <> 'wrapped'", event.job
        )
        await rows(
            "UPDATE jobs SET state = 'wrapped', error = ?, cancelled = ?, needless = ?, ended = ?, "
            "brought = NULL WHERE id = ? AND state <> 'wrapped'",
            *(event.error, event.cancelled, event.nothing, self._clock(), event.job),
        )
        return Heard(
            job=await find_job(rows, event.job),
            wrapped=True,
            fresh=bool(ended),
            discard=await let_go(rows, (blob for (blob,) in ended if blob)),
            forgotten=await _forgotten(rows, event.job),
        )

    async def _keep_take(self, rows: Rows, job: JobRecord, event: TakeReady) -> None:
        take = take_id(event.job, event.index)
        findings = json.dumps([each.model_dump() for each in event.findings])
        child, slate = await _slate(rows, job, event.index)
        await rows(
            "INSERT INTO takes (id, job, nth, blob, media, recipe, measures, extras, parent, kind, "
            "child, slate, brief, owner, guild, channel, created, listed, findings, notes) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(take, job.id, event.index, event.blob, event.media, event.recipe.model_dump_json()),
            *(json.dumps(event.measures), json.dumps(event.extras), job.parent, job.kind),
            *(child, slate, job.brief, job.asker, job.place.guild, job.place.channel),
            *(self._clock(), job.kind not in ASIDE, findings, json.dumps(event.notes)),
        )
        if job.kind == "review":
            await rows("UPDATE takes SET findings = ? WHERE id = ?", findings, job.parent)
        await want(rows, event.blobs)
        for blob in set(event.blobs):
            await rows("INSERT INTO holdings VALUES (?, ?)", blob, take)


async def _forgotten(rows: Rows, job: str) -> bool:
    return bool(await rows("SELECT 1 FROM forgotten WHERE job = ?", job))


async def _slate(rows: Rows, job: JobRecord, index: int) -> tuple[int, str]:
    """Which child of its parent it is, and what it is called: "A1", "A1.1"."""
    if job.kind in ASIDE:
        return 0, ""
    if job.parent is None:
        return 0, f"{job.slate}{index + 1}" if job.slate else ""
    ((parent, child),) = await rows(
        "SELECT slate, 1 + coalesce((SELECT max(child) FROM takes WHERE parent = ?1), 0) "
        "FROM takes WHERE id = ?1",
        job.parent,
    )
    if job.slate:
        return child, f"{job.slate}{index + 1}"
    return child, f"{parent}.{child}" if parent else ""
