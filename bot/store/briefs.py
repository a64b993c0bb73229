"""Briefs and their versions. Two people may change one at once: the second is told."""

import json

from bot.records import BriefRecord, Place, Version, new_brief_id
from bot.store.errors import Gone, Stale, TooMany
from bot.store.shelf import Shelf, place, sought
from engine.database import Row, Rows
from prompts.brief import Brief

MAX_BRIEFS = 500  # of one person
MAX_VERSIONS = 200  # kept of one brief: the first, and the newest
MAX_TITLE = 100  # characters: what a thread's name may have

FULL = (
    "You have {most} briefs, which is the most that one person can keep. Take up an old one with "
    "`/brief resume`: it may change as often as you like."
)
GONE = "This brief is not here any more. Begin a new one with `/brief new`."

SELECT = (
    "SELECT briefs.id, owner, guild, channel, body, version, person_seed, card, title, "
    "(SELECT json_group_array(user) FROM "
    "  (SELECT user FROM participants WHERE brief = briefs.id ORDER BY since, user)), "
    "briefs.created, updated "
    "FROM briefs JOIN versions ON versions.brief = briefs.id AND number = version "
)


class Briefs(Shelf):
    """What people want."""

    async def begin_brief(
        self, *, owner: int, place: Place, body: Brief, words: str, person_seed: int, title: str
    ) -> BriefRecord:
        """Begin a brief as version 1. Raises TooMany."""
        brief, now = new_brief_id(), self._clock()
        title = title[:MAX_TITLE]
        async with self._file.transaction() as rows:
            ((count,),) = await rows("SELECT count(*) FROM briefs WHERE owner = ?", owner)
            if count >= MAX_BRIEFS:
                raise TooMany(FULL.format(most=MAX_BRIEFS))
            await rows(
                "INSERT INTO briefs (id, owner, guild, channel, version, person_seed, title, "
                "sought, created, updated, arrived) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)",
                *(brief, owner, place.guild, place.channel, person_seed, title, sought(title)),
                *(now, now, now),
            )
            await _add(
                rows,
                Version(brief=brief, number=1, author=owner, words=words, body=body, created=now),
            )
            return await _at_hand(rows, brief)

    async def brief(self, brief: str) -> BriefRecord | None:
        """One brief."""
        return _one(await self._file.read(SELECT + "WHERE briefs.id = ?", brief))

    async def brief_at(self, channel: int, *, owner: int | None = None) -> BriefRecord | None:
        """The brief that came to this thread, DM or channel last (of one owner, if given)."""
        return _one(
            await self._file.read(
                SELECT + "WHERE channel = ? AND owner = coalesce(?, owner) "
                "ORDER BY arrived DESC LIMIT 1",
                *(channel, owner),
            )
        )

    async def brief_of_card(self, message: int) -> BriefRecord | None:
        """The brief that a card shows: what a reply to the card speaks of."""
        return _one(await self._file.read(SELECT + "WHERE card = ?", message))

    async def change_brief(
        self, brief: str, *, author: int, words: str, body: Brief, expect: int
    ) -> BriefRecord:
        """Add a version. Raises Stale if the brief is not at version `expect`, and Gone."""
        now = self._clock()
        async with self._file.transaction() as rows:
            was = await _at_hand(rows, brief)
            if was.version != expect:
                raise Stale(was)
            number = expect + 1
            await _add(
                rows,
                Version(
                    brief=brief, number=number, author=author, words=words, body=body, created=now
                ),
            )
            await rows(
                "UPDATE briefs SET version = ?, updated = max(updated, ?) WHERE id = ?",
                *(number, now, brief),
            )
            await rows(
                "DELETE FROM versions WHERE brief = ? AND number > 1 AND number <= ?",
                *(brief, number - MAX_VERSIONS + 1),
            )
            return await _at_hand(rows, brief)

    async def move_brief(self, brief: str, place: Place) -> BriefRecord:
        """Let it live elsewhere: now it is the one that `brief_at` gives there. Raises Gone."""
        async with self._file.transaction() as rows:
            await rows(
                "UPDATE briefs SET guild = ?, channel = ?, arrived = ? WHERE id = ?",
                *(place.guild, place.channel, self._clock(), brief),
            )
            return await _at_hand(rows, brief)

    async def set_card(self, brief: str, message: int | None) -> None:
        """Remember which message shows it."""
        await self._file.write("UPDATE briefs SET card = ? WHERE id = ?", message, brief)

    async def set_person(self, brief: str, person_seed: int) -> None:
        """Let another body stand before the camera."""
        await self._file.write("UPDATE briefs SET person_seed = ? WHERE id = ?", person_seed, brief)

    async def versions(self, brief: str) -> tuple[Version, ...]:
        """Newest first; at most 200, of which the last is the first ever."""
        return tuple(
            _version(row)
            for row in await self._file.read(
                "SELECT brief, number, author, words, body, created FROM versions "
                "WHERE brief = ? ORDER BY number DESC",
                brief,
            )
        )

    async def version(self, brief: str, number: int) -> Version | None:
        """One version, if it is kept."""
        for row in await self._file.read(
            "SELECT brief, number, author, words, body, created FROM versions "
            "WHERE brief = ? AND number = ?",
            *(brief, number),
        ):
            return _version(row)
        return None

    async def briefs_of(
        self,
        owner: int,
        *,
        guild: int | None,
        containing: str = "",
        limit: int = 25,
        before: str | None = None,
    ) -> tuple[BriefRecord, ...]:
        """A person's briefs in a guild (None: in DMs), the last changed first; `before`: an id."""
        found = await self._file.read(
            SELECT  # noqa: S608 - of our own constants
            + "WHERE owner = ?1 AND guild IS ?2 AND instr(sought, ?3) AND (?4 IS NULL OR "
            "(updated, briefs.id) < (SELECT updated, id FROM briefs WHERE id = ?4)) "
            "ORDER BY updated DESC, briefs.id DESC LIMIT ?5",
            *(owner, guild, sought(containing), before, limit),
        )
        return tuple(_brief(row) for row in found)

    async def count_briefs(self, owner: int) -> int:
        """How many a person has, everywhere."""
        ((count,),) = await self._file.read("SELECT count(*) FROM briefs WHERE owner = ?", owner)
        return count


async def _add(rows: Rows, new: Version) -> None:
    body = new.body.model_copy(update={"version": new.number})
    await rows(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        *(new.brief, new.number, new.author, new.words, body.model_dump_json(), new.created),
    )
    await rows(
        "INSERT INTO participants VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        *(new.brief, new.author, new.created),
    )


async def _at_hand(rows: Rows, brief: str) -> BriefRecord:
    """Inside a transaction. Raises Gone."""
    found = _one(await rows(SELECT + "WHERE briefs.id = ?", brief))
    if found is None:
        raise Gone(GONE)
    return found


def _one(found: list[Row]) -> BriefRecord | None:
    return _brief(found[0]) if found else None


def _brief(row: Row) -> BriefRecord:
    brief, owner, guild, channel, body, version, seed, card, title, users, created, updated = row
    return BriefRecord(
        id=brief,
        owner=owner,
        place=place(guild, channel),
        body=Brief.model_validate_json(body),
        version=version,
        person_seed=seed,
        card=card,
        title=title,
        participants=json.loads(users),
        created=created,
        updated=updated,
    )


def _version(row: Row) -> Version:
    brief, number, author, words, body, created = row
    return Version(
        brief=brief,
        number=number,
        author=author,
        words=words,
        body=Brief.model_validate_json(body),
        created=created,
    )
