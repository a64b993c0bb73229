"""Jobs: written down before they are enqueued, so that a crash between the two loses none."""

import sqlite3
import statistics

from bot.records import JobRecord
from bot.store.blobs import let_go, want
from bot.store.errors import Gone, TooMany
from bot.store.shelf import Read, Shelf, is_missing_link, place
from engine.database import Row, Rows
from engine.protocol import Board, Bring, Export, Job, Order, Previs, Regrade, Review, Shoot

RECENT = 20  # finished jobs, for a typical time
DEFAULT_MODEL = "maquette"  # makes what names no model

BUSY = (
    "You have {count} jobs in the queue, which is the most that one person may have at once. Wait "
    "for one to end, or stop one."
)
GONE = "What this was made from is not here any more: it was deleted. Begin from another take."

SELECT = (
    "SELECT body, asker, guild, channel, brief, version, parent, slate, progress, state, error, "
    "cancelled, placed, started, ended, locale, release, needless FROM jobs "
)


class Jobs(Shelf):
    """What the worker was asked for."""

    async def place_job(self, job: JobRecord, *, most: int | None = None) -> JobRecord:
        """Keep a job before it is enqueued; a contact sheet gets its letter in its channel.

        The same id again changes nothing. Raises TooMany if its asker has `most` open jobs
        already (what is done in a moment does not count), and Gone if its brief or parent is.
        """
        async with self._file.transaction() as rows:
            if known := await find_job(rows, job.id):
                return known
            if await rows("SELECT 1 FROM forgotten WHERE job = ?", job.id):
                raise Gone(GONE)
            await _bound(rows, job, most)
            try:
                await self._keep_job(rows, job)
            except sqlite3.IntegrityError as error:
                if not is_missing_link(error):
                    raise
                raise Gone(GONE) from error
            return await _at_hand(rows, job.id)

    async def _keep_job(self, rows: Rows, job: JobRecord) -> None:
        order = job.job.order
        brought = _brought(order)
        if brought:
            await want(rows, (brought,))
        slate = await next_slate(rows, job.place.channel) if isinstance(order, Shoot) else ""
        await rows(
            "INSERT INTO jobs (id, kind, model, body, asker, guild, channel, brief, version, "
            "parent, slate, state, error, cancelled, placed, locale, brought, release) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'placed', '', 0, ?, ?, ?, ?)",
            *(job.id, job.kind, model_of(order), job.job.model_dump_json(), job.asker),
            *(job.place.guild, job.place.channel, job.brief, job.version, job.parent, slate),
            *(self._clock(), job.locale, brought, job.release),
        )

    async def job(self, job: str) -> JobRecord | None:
        """One job."""
        return await find_job(self._file.read, job)

    async def jobs_open(self) -> tuple[JobRecord, ...]:
        """All that are not wrapped, oldest first: what to enqueue again after a crash."""
        found = await self._file.read(SELECT + "WHERE state <> 'wrapped' ORDER BY seq")
        return tuple(_job(row) for row in found)

    async def jobs_at(self, channel: int, limit: int = 25) -> tuple[JobRecord, ...]:
        """Newest first."""
        found = await self._file.read(
            SELECT + "WHERE channel = ? ORDER BY seq DESC LIMIT ?", channel, limit
        )
        return tuple(_job(row) for row in found)

    async def jobs_by(self, asker: int, limit: int = 25) -> tuple[JobRecord, ...]:
        """Newest first."""
        found = await self._file.read(
            SELECT + "WHERE asker = ? ORDER BY seq DESC LIMIT ?", asker, limit
        )
        return tuple(_job(row) for row in found)

    async def drop(self, job: str) -> tuple[str, ...]:
        """Keep nothing of a job that is over; the blobs to discard, as in `unwanted`."""
        async with self._file.transaction() as rows:
            blobs = await rows(
                "SELECT holdings.blob FROM holdings JOIN takes ON takes.id = take WHERE job = ?",
                job,
            )
            await rows("INSERT INTO forgotten VALUES (?) ON CONFLICT DO NOTHING", job)
            await rows("DELETE FROM jobs WHERE id = ?", job)
            return await let_go(rows, (blob for (blob,) in blobs))

    async def set_progress(self, job: str, message: int | None) -> None:
        """Remember which message shows how far it is."""
        await self._file.write("UPDATE jobs SET progress = ? WHERE id = ?", message, job)

    async def typical_seconds(self, kind: str, *, model: str = DEFAULT_MODEL) -> float | None:
        """Median seconds a take, over the last 20 finished jobs; None before the first.

        By the worker's own clock where it said so: the bot may have been away meanwhile.
        """
        found = await self._file.read(
            "SELECT coalesce(avg(measures ->> 'seconds'), (ended - started) / count(*)) AS pace "
            "FROM (SELECT id, started, ended FROM jobs WHERE kind = ? AND model = ? "
            "  AND state = 'wrapped' AND error = '' AND NOT cancelled ORDER BY seq DESC LIMIT ?) "
            "  AS done JOIN takes ON takes.job = done.id GROUP BY done.id ORDER BY pace",
            *(kind, model, RECENT),
        )
        paces = [pace for (pace,) in found if pace is not None]
        return statistics.median(paces) if paces else None


async def find_job(read: Read, job: str) -> JobRecord | None:
    """Inside a transaction, or outside."""
    for row in await read(SELECT + "WHERE id = ?", job):
        return _job(row)
    return None


async def _at_hand(rows: Rows, job: str) -> JobRecord:
    found = await find_job(rows, job)
    assert found, "it was inserted in this transaction"
    return found


async def _bound(rows: Rows, job: JobRecord, most: int | None) -> None:
    if most is None or isinstance(job.job.order, Previs | Bring | Board | Review | Export):
        return
    ((count,),) = await rows(
        "SELECT count(*) FROM jobs WHERE asker = ? AND state <> 'wrapped' "
        "AND kind NOT IN ('previs', 'bring', 'board', 'review', 'export')",
        job.asker,
    )
    if count >= most:
        raise TooMany(BUSY.format(count=count))


async def next_slate(rows: Rows, channel: int) -> str:
    """Inside a transaction: the letter of the channel's next sheet or brought picture."""
    ((count,),) = await rows(
        "INSERT INTO slates VALUES (?, 1) "
        "ON CONFLICT (channel) DO UPDATE SET last = last + 1 RETURNING last",
        channel,
    )
    return letters(count)


def _brought(order: Order) -> str | None:
    """The file that somebody brought for it, kept until the job is over."""
    match order:
        case Bring(blob=blob) | Regrade(file=str(blob)):
            return blob
        case _:
            return None


def letters(count: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    said = ""
    while count:
        count, rest = divmod(count - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def model_of(order: Order) -> str:
    """The family that makes it."""
    return DEFAULT_MODEL if isinstance(order, Previs | Bring) else order.model


def _job(row: Row) -> JobRecord:
    body, asker, guild, channel, brief, version, parent, slate, progress, *rest = row
    state, error, cancelled, placed, started, ended, locale, release, needless = rest
    job = Job.model_validate_json(body)
    return JobRecord(
        id=job.id,
        kind=job.order.kind,
        job=job,
        asker=asker,
        place=place(guild, channel),
        brief=brief,
        version=version,
        parent=parent,
        slate=slate,
        progress=progress,
        state=state,
        error=error,
        cancelled=bool(cancelled),
        placed=placed,
        started=started,
        ended=ended,
        locale=locale,
        release=release,
        nothing=bool(needless),
    )
