"""The embedded queue: one SQLite file, any number of processes on one machine, no port."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from engine.database import File, Kind, Rows, open_file
from engine.protocol import (
    LANES,
    MAX_DEATHS,
    Claim,
    Event,
    Job,
    Lane,
    Progress,
    Report,
    Standing,
    Started,
    TakeReady,
    Wrapped,
)

LEASE = 30.0  # seconds without a heartbeat until a worker counts as dead
POLL = 0.05  # seconds between two looks for new events
PAGE = 100  # events read at once

KIND = Kind(
    name="queue file",
    migrations=files("engine.queue") / "migrations",
    lost="and a new queue was begun: jobs that waited in the old one must be placed again.",
    pragmas=("secure_delete = ON",),  # what is forgotten is not left in the file's free pages
)

log = logging.getLogger(__name__)
_event: TypeAdapter[Event] = TypeAdapter(Event)

ENOUGH = (
    "This job stopped its worker {deaths} times, so it was put aside. "
    "Try a smaller picture or fewer samples; the log knows it as {job}."
)


async def open_queue(
    path: Path,
    *,
    lease: float = LEASE,
    clock: Callable[[], float] = time.time,
    damaged: Callable[[str], None] = log.warning,
) -> "SqliteQueue":
    """Open or begin the queue at `path`; close it with `await queue.close()` or `async with`.

    `clock` gives Unix seconds and is the same for all processes. `damaged` gets a sentence when a
    damaged file was kept aside and a new one begun. Raises StudioError.
    """
    file, warning = await open_file(path, KIND)
    queue = SqliteQueue(file, lease=lease, clock=clock)
    try:
        if warning:
            damaged(warning)
    except BaseException:
        await queue.close()
        raise
    return queue


class SqliteQueue:
    """Both sides of the boundary, Studio and Desk, over one connection."""

    def __init__(self, file: File, *, lease: float, clock: Callable[[], float]) -> None:
        self._file = file
        self._lease = lease
        self._clock = clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the file."""
        await self._file.close()

    # ------------------------------------------------------------ Studio

    async def enqueue(self, job: Job) -> None:
        """Place a job. Placing the same id again changes nothing."""
        await self._file.write(
            "INSERT INTO jobs (id, body, lane, rank, requester) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO NOTHING",
            *(job.id, job.model_dump_json(), job.lane, LANES.index(job.lane), job.requester),
        )

    async def listen(self, after: int = 0) -> AsyncIterator[Report]:
        """Every event after the cursor, in order, and then those still to come."""
        while True:
            page = await self._file.read(
                "SELECT seq, body FROM events WHERE seq > ? ORDER BY seq LIMIT ?", after, PAGE
            )
            for seq, body in page:
                yield Report(seq=seq, event=_event.validate_json(body))
                after = seq
            if not page:
                await asyncio.sleep(POLL)

    async def newest(self) -> int:
        """Where the log ends now: listen after it to hear only what is to come."""
        found = await self._file.read("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
        return found[0][0] if found else 0

    async def acknowledge(self, seq: int) -> None:
        """Everything up to `seq` is in the archive; its progress events may be forgotten."""
        await self._file.write("DELETE FROM events WHERE kind = 'progress' AND seq <= ?", seq)

    async def cancel(self, job: str) -> None:
        """Ask for a stop: at once if the job is queued, at its next step if it runs."""
        async with self._file.transaction() as rows:
            await rows("UPDATE jobs SET cancelled = 1 WHERE id = ? AND state <> 'wrapped'", job)
            if not await rows(
                "SELECT 1 FROM jobs WHERE id = ? AND state = 'running' AND lease >= ?",
                *(job, self._clock()),
            ):
                await _append(rows, Wrapped(job=job, cancelled=True))

    async def standing(self, job: str) -> Standing | None:
        """Where the job is; None if nobody knows it. Running jobs stand before the queued ones."""
        found = await self._file.read(
            "SELECT state, attempts, CASE state WHEN 'queued' THEN "
            "  (SELECT position - 1 FROM line WHERE line.id = jobs.id)"
            "  + (SELECT count(*) FROM jobs WHERE state = 'running') ELSE 0 END "
            "FROM jobs WHERE id = ?",
            job,
        )
        for state, attempts, before in found:
            return Standing(state=state, attempts=attempts, before=before)
        return None

    async def forget(self, jobs: Iterable[str]) -> None:
        """Keep no word of jobs that are over. One that is not is stopped: forget it again then."""
        for job in jobs:
            await self.cancel(job)
            async with self._file.transaction() as rows:
                if await rows("SELECT 1 FROM jobs WHERE id = ? AND state = 'wrapped'", job):
                    # The id stays, so that a late report finds the job over. What it promised is
                    # swept by the next worker.
                    await rows("UPDATE jobs SET body = '', requester = '' WHERE id = ?", job)
                    await rows("DELETE FROM events WHERE job = ?", job)
                    await rows("DELETE FROM holdings WHERE job = ?", job)
        await self._file.read("PRAGMA wal_checkpoint(TRUNCATE)")  # the log beside the file too

    # ------------------------------------------------------------ Desk

    async def claim(self, worker: str, lanes: tuple[Lane, ...] = LANES) -> Claim | None:
        """Take the next job, exclusively; None if there is nothing to do."""
        now = self._clock()
        async with self._file.transaction() as rows:
            await _bury(rows, now)
            for job, body, attempt in await rows(
                "UPDATE jobs SET state = 'running', worker = ?, lease = ?, claimed = ?, "
                "attempts = attempts + 1 WHERE place = (SELECT place FROM line "
                "WHERE lane IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT 1) "
                "RETURNING id, body, attempts",
                *(worker, now + self._lease, now, json.dumps(lanes)),
            ):
                return Claim(
                    job=Job.model_validate_json(body),
                    attempt=attempt,
                    done=await _done(rows, job),
                    promised=await _promised(rows, job),
                )
        return None

    async def heartbeat(self, job: str, worker: str) -> bool:
        """Extend the lease. False: the job was given to somebody else; drop it."""
        return bool(
            await self._file.write(
                "UPDATE jobs SET lease = ? WHERE id = ? AND worker = ? AND state = 'running' "
                "RETURNING 1",
                *(self._clock() + self._lease, job, worker),
            )
        )

    async def promise(self, take: TakeReady) -> None:
        """Say which blob is about to enter the vault, so that a death leaves no orphan."""
        await self._file.write(
            "INSERT INTO promises (job, take, body) SELECT id, ?, ? FROM jobs WHERE id = ?",
            *(take.index, take.model_dump_json(), take.job),
        )

    async def report(self, event: Started | Progress | TakeReady | Wrapped) -> None:
        """Append to the log. A take reported before, or anything after Wrapped, is ignored."""
        async with self._file.transaction() as rows:
            await _append(rows, event)

    async def cancelled(self, job: str) -> bool:
        """Has somebody asked for a stop?"""
        return bool(await self._file.read("SELECT 1 FROM jobs WHERE id = ? AND cancelled", job))

    async def urgent(self, lane: Lane, lanes: tuple[Lane, ...] = LANES) -> bool:
        """Does a job wait in one of `lanes` that is claimed before `lane`?"""
        return bool(
            await self._file.read(
                "SELECT 1 FROM jobs WHERE state = 'queued' AND rank < ? "
                "AND lane IN (SELECT value FROM json_each(?)) LIMIT 1",
                *(LANES.index(lane), json.dumps(lanes)),
            )
        )

    async def release(self, job: str, worker: str) -> None:
        """Give the job back unfinished: it waits again where it stood, and no death is counted."""
        async with self._file.transaction() as rows:
            for (cancelled,) in await rows(
                "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, claimed = 0 "
                "WHERE id = ? AND worker = ? AND state = 'running' RETURNING cancelled",
                *(job, worker),
            ):
                if cancelled:
                    await _append(rows, Wrapped(job=job, cancelled=True))

    async def sweep(self, discard: Callable[[str], None]) -> None:
        """Discard each promised blob that no take names and no living job still promises."""
        if not await self._file.read("SELECT 1 FROM pledges WHERE settled LIMIT 1"):
            return
        # Under the write lock: whoever promises a blob again meanwhile puts it after the removal.
        async with self._file.transaction() as rows:
            pledges = await rows("SELECT id, body, settled FROM pledges")
            living = _blobs(body for _, body, settled in pledges if not settled)
            over = _blobs(body for _, body, settled in pledges if settled)
            for blob in over - living:
                if not await rows("SELECT 1 FROM holdings WHERE blob = ? LIMIT 1", blob):
                    discard(blob)
            for key, _, settled in pledges:
                if settled:
                    await rows("DELETE FROM promises WHERE id = ?", key)


async def _append(rows: Rows, event: Event) -> None:
    """Write one event and what follows from it, unless the job is over or unknown."""
    take = event.index if isinstance(event, TakeReady) else None
    added = await rows(
        "INSERT INTO events (job, kind, take, body) "
        "SELECT id, ?, ?, ? FROM jobs WHERE id = ? AND state <> 'wrapped' "
        "ON CONFLICT DO NOTHING RETURNING seq",
        *(event.kind, take, event.model_dump_json(), event.job),
    )
    if not added:
        return
    match event:
        case TakeReady():
            for blob in set(event.blobs):
                await rows("INSERT INTO holdings VALUES (?, ?, ?)", blob, event.job, event.index)
        case Wrapped():
            await rows(
                "UPDATE jobs SET state = 'wrapped', worker = NULL, lease = NULL WHERE id = ?",
                event.job,
            )
            await rows("DELETE FROM events WHERE job = ? AND kind = 'progress'", event.job)
        case Started() | Progress():
            pass


async def _bury(rows: Rows, now: float) -> None:
    """Put the jobs of dead workers back in line; wrap those that killed too many."""
    for job, deaths, cancelled in await rows(
        "UPDATE jobs SET state = 'queued', worker = NULL, lease = NULL, deaths = deaths + 1 "
        "WHERE state = 'running' AND lease < ? RETURNING id, deaths, cancelled",
        now,
    ):
        if cancelled:
            await _append(rows, Wrapped(job=job, cancelled=True))
        elif deaths >= MAX_DEATHS:
            await _append(rows, Wrapped(job=job, error=ENOUGH.format(deaths=deaths, job=job)))


async def _done(rows: Rows, job: str) -> frozenset[int]:
    takes = await rows("SELECT take FROM events WHERE job = ? AND kind = 'take-ready'", job)
    return frozenset(take for (take,) in takes)


async def _promised(rows: Rows, job: str) -> tuple[TakeReady, ...]:
    promises = await rows("SELECT body FROM pledges WHERE job = ? AND NOT settled ORDER BY id", job)
    return tuple(TakeReady.model_validate_json(body) for (body,) in promises)


def _blobs(bodies: Iterable[str]) -> set[str]:
    return {blob for body in bodies for blob in TakeReady.model_validate_json(body).blobs}
