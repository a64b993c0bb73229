"""Releases: the consent behind a likeness that somebody brought. Revoking one purges."""

import json
from collections.abc import Iterable

from bot.records import Consent, Place, Purged, Release, new_brief_id
from bot.store.blobs import let_go
from bot.store.errors import Gone, TooMany
from bot.store.jobs import next_slate
from bot.store.shelf import Shelf, place
from engine.database import Row, Rows

MAX_RELEASES = 200  # of one person

FULL = (
    "You have brought {most} pictures, which is the most that one person can keep here. Revoke a "
    "release that you need no more with `/release revoke`: its picture goes, and makes room."
)
GONE = "The release of this picture was revoked, and the picture with all that was made from it."

SELECT = (
    "SELECT id, owner, kind, person, consenter, purpose, until, guild, channel, created "
    "FROM releases "
)

# Each for a set of releases as a JSON list.
JOBS = "SELECT id, state FROM jobs WHERE release IN (SELECT value FROM json_each(?)) ORDER BY seq"
BLOBS = (
    "WITH those (id, brought) AS (SELECT id, brought FROM jobs "
    "  WHERE release IN (SELECT value FROM json_each(?))) "
    "SELECT holdings.blob FROM takes JOIN holdings ON take = takes.id "
    "JOIN those ON those.id = takes.job UNION SELECT brought FROM those WHERE brought IS NOT NULL"
)
COUNT = (
    "SELECT count(*) FROM takes JOIN jobs ON jobs.id = takes.job "
    "WHERE release IN (SELECT value FROM json_each(?)) AND listed = 1"
)
FORGOTTEN = (
    "INSERT INTO forgotten SELECT id FROM jobs "
    "WHERE release IN (SELECT value FROM json_each(?)) ON CONFLICT DO NOTHING"
)
FORGET = (  # in this order: what names a row goes before it
    FORGOTTEN,
    "DELETE FROM jobs WHERE release IN (SELECT value FROM json_each(?))",
    "DELETE FROM releases WHERE id IN (SELECT value FROM json_each(?))",
)


class Releases(Shelf):
    """Each belongs to whoever brought the picture."""

    async def begin_release(self, *, owner: int, kind: Consent, place: Place) -> Release:
        """Write down that somebody brings a picture, and what they say of it. Raises TooMany."""
        async with self._file.transaction() as rows:
            ((count,),) = await rows("SELECT count(*) FROM releases WHERE owner = ?", owner)
            if count >= MAX_RELEASES:
                raise TooMany(FULL.format(most=MAX_RELEASES))
            release = new_brief_id()
            await rows(
                "INSERT INTO releases VALUES (?, ?, ?, '', NULL, '', NULL, ?, ?, ?)",
                *(release, owner, kind, place.guild, place.channel, self._clock()),
            )
            return await _at_hand(rows, release)

    async def release(self, release: str) -> Release | None:
        """One release."""
        return _one(await self._file.read(SELECT + "WHERE id = ?", release))

    async def grant(
        self,
        release: str,
        kind: Consent,
        *,
        person: str = "",
        consenter: int | None = None,
        purpose: str = "",
        until: str | None = None,
    ) -> Release:
        """Say whose likeness it is; from now on its picture is a take among takes. Raises Gone.

        What was said before stays: who wants to say something else revokes, and brings it again.
        """
        async with self._file.transaction() as rows:
            await rows(
                "UPDATE releases SET kind = ?, person = ?, consenter = ?, purpose = ?, until = ? "
                "WHERE id = ? AND kind = 'asked'",
                *(kind, person, consenter, purpose, until, release),
            )
            await _list(rows, release)
            return await _at_hand(rows, release)

    async def releases_of(
        self, person: int, *, limit: int = 25, guild: int | None = None
    ) -> tuple[Release, ...]:
        """What somebody brought or consented to, newest first; with `guild`, all of that guild."""
        found = await self._file.read(
            SELECT + "WHERE (owner = ?1 OR consenter = ?1 OR guild = ?2) "
            "AND kind IN ('own', 'person', 'nobody') ORDER BY created DESC, id LIMIT ?3",
            *(person, guild, limit),
        )
        return tuple(_release(row) for row in found)

    async def release_tally(self, release: str) -> int:
        """How many takes there are of it: the picture, and all that was made from it."""
        ((count,),) = await self._file.read(COUNT, json.dumps([release]))
        return count

    async def releases_about(self, person: int) -> tuple[str, ...]:
        """Ids of all that somebody brought or consented to, answered or not."""
        found = await self._file.read(
            "SELECT id FROM releases WHERE owner = ?1 OR consenter = ?1", person
        )
        return tuple(release for (release,) in found)

    async def lapsed(self, today: str, before: float) -> tuple[Release, ...]:
        """Those whose last day was before `today`, and those still unanswered since `before`."""
        found = await self._file.read(
            SELECT + "WHERE until < ? OR (kind = 'asked' AND created < ?) ORDER BY created",
            *(today, before),
        )
        return tuple(_release(row) for row in found)

    async def shown_of(self, release: str) -> tuple[tuple[int | None, int, int], ...]:
        """Guild, channel and message of all that shows something of it, progress included."""
        found = await self._file.read(
            "SELECT deliveries.guild, deliveries.channel, message FROM deliveries "
            "JOIN jobs ON jobs.id = job WHERE release = ?1 AND message > 0 "
            "UNION SELECT guild, channel, progress FROM jobs "
            "WHERE release = ?1 AND progress IS NOT NULL",
            release,
        )
        return tuple((guild, channel, message) for guild, channel, message in found)

    async def revoke(self, release: str) -> Purged:
        """Forget the picture and everything made from it, by whomever. Then as after `purge`."""
        async with self._file.transaction() as rows:
            purged = await forget_releases(rows, (release,))
        await self._file.read("PRAGMA wal_checkpoint(TRUNCATE)")
        return purged


async def forget_releases(rows: Rows, releases: Iterable[str]) -> Purged:
    """Inside a transaction: their jobs with takes and deliveries, then the releases themselves."""
    those = json.dumps(sorted(releases))
    jobs = await rows(JOBS, those)
    blobs = [blob for (blob,) in await rows(BLOBS, those)]
    ((takes,),) = await rows(COUNT, those)
    for statement in FORGET:
        await rows(statement, those)
    return Purged(
        counts={"takes": takes},
        jobs=tuple(job for job, state in jobs if state != "wrapped"),
        forgotten=tuple(job for job, _ in jobs),
        blobs=await let_go(rows, blobs),
    )


async def _list(rows: Rows, release: str) -> None:
    """Let its picture be found among takes, under a letter of its own."""
    for take, channel in await rows(
        "SELECT takes.id, takes.channel FROM takes JOIN jobs ON jobs.id = takes.job "
        "WHERE release = ? AND takes.kind = 'bring' AND listed = 0",
        release,
    ):
        slate = f"{await next_slate(rows, channel)}1"
        await rows("UPDATE takes SET listed = 1, slate = ? WHERE id = ?", slate, take)


async def _at_hand(rows: Rows, release: str) -> Release:
    found = _one(await rows(SELECT + "WHERE id = ?", release))
    if found is None:
        raise Gone(GONE)
    return found


def _one(found: list[Row]) -> Release | None:
    return _release(found[0]) if found else None


def _release(row: Row) -> Release:
    release, owner, kind, person, consenter, purpose, until, guild, channel, created = row
    return Release(
        id=release,
        owner=owner,
        kind=kind,
        person=person,
        consenter=consenter,
        purpose=purpose,
        until=until,
        place=place(guild, channel),
        created=created,
    )
