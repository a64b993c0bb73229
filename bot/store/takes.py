"""Takes as they are looked at: by sheet, by place, by descent."""

import json

from bot.records import Place, TakeRecord
from bot.store.shelf import Read, Shelf, place, sought
from engine.database import Row, Value
from engine.protocol import Recipe

RECENT = 1000  # how far back a search for a take goes
NEWEST = 2**63 - 1

SELECT = (
    "SELECT takes.id, takes.job, nth, takes.blob, media, recipe, measures, extras, takes.parent, "
    "takes.kind, takes.slate, takes.brief, takes.owner, takes.guild, takes.channel, takes.created, "
    "findings, notes, (SELECT release FROM jobs WHERE jobs.id = takes.job) FROM takes "
)
LINE = (
    "WHERE takes.id IN (WITH RECURSIVE line (id, parent) AS "
    "  (SELECT id, parent FROM takes WHERE id = ? UNION "
    "   SELECT takes.id, takes.parent FROM takes JOIN line ON takes.id = line.parent) "
    "  SELECT id FROM line) ORDER BY takes.seq"
)
# All that stems from the first take of a take's line, the newest first.
TREE = (
    "WHERE takes.id IN (WITH RECURSIVE line (id, parent) AS "
    "  (SELECT id, parent FROM takes WHERE id = ? UNION "
    "   SELECT takes.id, takes.parent FROM takes JOIN line ON takes.id = line.parent), "
    " tree (id) AS (SELECT id FROM line WHERE parent IS NULL UNION "
    "   SELECT takes.id FROM takes JOIN tree ON takes.parent = tree.id WHERE listed = 1) "
    "  SELECT id FROM tree) ORDER BY takes.seq DESC LIMIT ?"
)
# The last 1,000 of a channel, a guild or a person, and of these the ones that fit.
SEARCH = (
    "WHERE takes.seq IN "
    "  (SELECT seq FROM takes WHERE {key} = ?1 AND listed = 1 ORDER BY seq DESC LIMIT ?2) "
    "AND takes.owner = coalesce(?3, takes.owner) AND (instr(lower(takes.slate), ?4) "
    "  OR (SELECT instr(sought, ?4) FROM briefs WHERE briefs.id = takes.brief)) "
    "ORDER BY takes.seq DESC LIMIT ?5"
)


class Takes(Shelf):
    """What was made. Takes enter by `hear` alone."""

    async def take(self, take: str) -> TakeRecord | None:
        """One take."""
        return await find_take(self._file.read, take)

    async def takes_of(self, job: str) -> tuple[TakeRecord, ...]:
        """In the order of the sheet."""
        return await self._takes("WHERE takes.job = ? ORDER BY nth", job)

    async def takes_at(
        self, place: Place, limit: int = 25, before: str | None = None
    ) -> tuple[TakeRecord, ...]:
        """Newest first, without previs and brought pictures; `before`: a take's id."""
        return await self._takes(
            "WHERE channel = ? AND listed = 1 AND seq < "
            "CASE WHEN ? IS NULL THEN ? ELSE (SELECT seq FROM takes WHERE id = ?) END "
            "ORDER BY seq DESC LIMIT ?",
            *(place.channel, before, NEWEST, before, limit),
        )

    async def children(self, take: str) -> tuple[TakeRecord, ...]:
        """What was made from it, oldest first."""
        return await self._takes("WHERE takes.parent = ? AND listed = 1 ORDER BY takes.seq", take)

    async def lineage(self, take: str) -> tuple[TakeRecord, ...]:
        """From the first take of its line to the take itself."""
        return await self._takes(LINE, take)

    async def tree(self, take: str, limit: int = 50) -> tuple[TakeRecord, ...]:
        """Its line and all else that was made from the line's first, oldest first.

        Of a tree larger than `limit` the newest takes, and the line.
        """
        line = await self.lineage(take)
        found = {each.id: each for each in await self._takes(TREE, take, limit)}
        older = tuple(each for each in line if each.id not in found)
        return (*older, *reversed(found.values()))

    async def find_takes(
        self,
        *,
        owner: int | None = None,
        guild: int | None = None,
        channel: int | None = None,
        containing: str = "",
        limit: int = 25,
    ) -> tuple[TakeRecord, ...]:
        """For autocomplete: slate or brief's title contains the text; newest first.

        Give one of `channel`, `guild` and `owner`; an owner narrows a channel or a guild.
        """
        match channel, guild, owner:
            case int(), _, _:
                search, key = SEARCH.format(key="channel"), channel
            case _, int(), _:
                search, key = SEARCH.format(key="guild"), guild
            case _:
                search, key = SEARCH.format(key="owner"), owner
        return await self._takes(search, key, RECENT, owner, sought(containing), limit)

    async def _takes(self, where: str, *values: Value) -> tuple[TakeRecord, ...]:
        return tuple(_take(row) for row in await self._file.read(SELECT + where, *values))


async def find_take(read: Read, take: str) -> TakeRecord | None:
    """Inside a transaction, or outside."""
    for row in await read(SELECT + "WHERE takes.id = ?", take):
        return _take(row)
    return None


def _take(row: Row) -> TakeRecord:
    take, job, nth, blob, media, recipe, measures, extras, parent, *rest = row
    kind, slate, brief, owner, guild, channel, created, findings, notes, release = rest
    return TakeRecord(
        id=take,
        job=job,
        index=nth,
        blob=blob,
        media=media,
        recipe=Recipe.model_validate_json(recipe),
        measures=json.loads(measures),
        extras=json.loads(extras),
        findings=json.loads(findings),
        notes=json.loads(notes),
        parent=parent,
        kind=kind,
        slate=slate,
        brief=brief,
        owner=owner,
        place=place(guild, channel),
        created=created,
        release=release,
    )
