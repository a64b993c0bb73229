"""Forgetting a person: their own rows go, other people's stay and lose what pointed at them."""

import json

from bot.records import Purged
from bot.store.blobs import let_go
from bot.store.releases import forget_releases
from bot.store.shelf import Shelf
from engine.database import Row, Rows

NOBODY = 0  # the author of anonymised words

# In this order: what goes with a job or a brief is counted before it.
COUNTS = {
    "votes": "SELECT count(*) FROM votes WHERE user = ?1",
    "selects": "SELECT count(*) FROM selects WHERE user = ?1",
    "references": "SELECT count(*) FROM pictures WHERE owner = ?1",
    "characters": "SELECT count(*) FROM characters WHERE owner = ?1",
    "releases": "SELECT count(*) FROM releases WHERE owner = ?1 OR consenter = ?1",
    "takes": "SELECT count(*) FROM takes WHERE owner = ?1",
    "jobs": "SELECT count(*) FROM jobs WHERE asker = ?1",
    "deliveries": "SELECT count(*) FROM deliveries JOIN jobs ON jobs.id = job WHERE asker = ?1",
    "briefs": "SELECT count(*) FROM briefs WHERE owner = ?1",
    "versions": "SELECT count(*) FROM briefs JOIN versions ON brief = id WHERE owner = ?1",
    "words": "SELECT count(*) FROM versions JOIN briefs ON id = brief "
    "WHERE author = ?1 AND owner <> ?1",  # in other people's briefs
}
BLOBS = (
    "SELECT holdings.blob FROM takes JOIN holdings ON take = takes.id WHERE owner = ?1 "
    "UNION SELECT brought FROM jobs WHERE asker = ?1 AND brought IS NOT NULL "
    "UNION SELECT blob FROM pictures WHERE owner = ?1 "
    "UNION SELECT blob FROM pictures JOIN briefs ON briefs.id = brief WHERE briefs.owner = ?1"
)
ABOUT = "SELECT id FROM releases WHERE owner = ?1 OR consenter = ?1"
FORGET = (
    "INSERT INTO forgotten SELECT id FROM jobs WHERE asker = ? ON CONFLICT DO NOTHING",
    "DELETE FROM votes WHERE user = ?",
    "DELETE FROM selects WHERE user = ?",
    "DELETE FROM pictures WHERE owner = ?",
    "DELETE FROM characters WHERE owner = ?",
    "DELETE FROM jobs WHERE asker = ?",  # with their takes and deliveries
    "DELETE FROM briefs WHERE owner = ?",  # with their versions, participants and references
    "DELETE FROM participants WHERE user = ?",
)


class Privacy(Shelf):
    """`/privacy delete`."""

    async def tally(self, user: int) -> dict[str, int]:
        """Count what `purge` would forget, by kind."""
        return {name: (await self._file.read(count, user))[0][0] for name, count in COUNTS.items()}

    async def purge(self, user: int) -> Purged:
        """Forget a person. Cancel its jobs, discard its blobs, then call `discarded`.

        What others made of this person's takes stays, without the link; so does what this person
        changed in others' briefs, without the words. What anybody made of a picture that this
        person brought or consented to goes: nobody answers for it any more. A job that is
        forgotten does not come back when its worker reports later.
        """
        async with self._file.transaction() as rows:
            counts = {name: (await rows(count, user))[0][0] for name, count in COUNTS.items()}
            jobs = await rows("SELECT id, state FROM jobs WHERE asker = ? ORDER BY seq", user)
            blobs = [blob for (blob,) in await rows(BLOBS, user)]
            releases = await rows(ABOUT, user)
            brought = await forget_releases(rows, [release for (release,) in releases])
            await _take_out_references(rows, user)
            for statement in FORGET:
                await rows(statement, user)
            await rows("UPDATE versions SET author = ?, words = '' WHERE author = ?", NOBODY, user)
            purged = Purged(
                counts=counts,
                jobs=tuple(dict.fromkeys((*_open(jobs), *brought.jobs))),
                forgotten=tuple(dict.fromkeys((*(job for job, _ in jobs), *brought.forgotten))),
                blobs=tuple(sorted({*await let_go(rows, blobs), *brought.blobs})),
            )
        # The log beside the file still has the words: fold it in, and empty it.
        await self._file.read("PRAGMA wal_checkpoint(TRUNCATE)")
        return purged


def _open(jobs: list[Row]) -> list[str]:
    return [job for job, state in jobs if state != "wrapped"]


async def _take_out_references(rows: Rows, user: int) -> None:
    """Out of the bodies of other people's briefs, unless somebody else brought the same there."""
    for brief, blob in await rows(
        "SELECT brief, blob FROM pictures AS mine WHERE owner = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM pictures WHERE brief = mine.brief AND blob = mine.blob AND owner <> ?1)",
        user,
    ):
        for number, body in await rows(
            "SELECT number, body FROM versions WHERE brief = ? AND instr(body, ?)", brief, blob
        ):
            said = json.loads(body)
            said["references"] = [other for other in said["references"] if other != blob]
            await rows(
                "UPDATE versions SET body = ? WHERE brief = ? AND number = ?",
                *(json.dumps(said), brief, number),
            )
