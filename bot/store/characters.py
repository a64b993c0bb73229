"""Characters: people who come back, with what was saved of them before."""

import json
import unicodedata

from bot.records import Character
from bot.store.errors import Gone, Taken, TooMany
from bot.store.shelf import Shelf, sought
from engine.database import Row, Rows
from engine.protocol import StudioError
from prompts.brief import Subject

MAX_CHARACTERS = 100  # of one person
MAX_REVISIONS = 50  # kept of one character: the newest
MAX_NAME = 50  # characters

FULL = (
    "You have {most} characters, which is the most that one person can keep. Forget one with "
    "`/character forget`."
)
UNNAMED = f"A character needs a name of 1 to {MAX_NAME} characters."
UNKNOWN = "You have no character of that name. `/character list` shows those that you have."
TAKEN = "You have a character of that name already. Choose another, or forget that one first."

SELECT = (
    "SELECT owner, name, number, person_seed, subject, portrait, created FROM characters "
    "JOIN revisions ON revisions.character = characters.id "
)


class Characters(Shelf):
    """Each belongs to one person."""

    async def save_character(
        self, owner: int, name: str, subject: Subject, person_seed: int, portrait: str | None
    ) -> Character:
        """Keep a person; a name that exists gets a new revision. Raises TooMany, StudioError."""
        name = _named(name)
        async with self._file.transaction() as rows:
            if not await _found(rows, owner, name):
                ((count,),) = await rows("SELECT count(*) FROM characters WHERE owner = ?", owner)
                if count >= MAX_CHARACTERS:
                    raise TooMany(FULL.format(most=MAX_CHARACTERS))
            ((character, number),) = await rows(
                "INSERT INTO characters (owner, name, sought, revision) VALUES (?, ?, ?, 1) "
                "ON CONFLICT (owner, sought) DO UPDATE SET revision = revision + 1 "
                "RETURNING id, revision",
                *(owner, name, sought(name)),
            )
            await rows(  # a portrait that was deleted meanwhile is none
                "INSERT INTO revisions VALUES (?, ?, ?, ?, (SELECT id FROM takes WHERE id = ?), ?)",
                *(character, number, person_seed, subject.model_dump_json(), portrait),
                self._clock(),
            )
            await rows(
                "DELETE FROM revisions WHERE character = ? AND number <= ?",
                *(character, number - MAX_REVISIONS),
            )
            return await _at_hand(rows, owner, name)

    async def characters(
        self, owner: int, prefix: str = "", limit: int = 25
    ) -> tuple[Character, ...]:
        """By name; the newest revision of each."""
        start = sought(prefix)
        found = await self._file.read(
            SELECT + "AND number = revision WHERE owner = ? AND sought >= ? AND sought < ? "
            "ORDER BY sought LIMIT ?",
            *(owner, start, start + "\U0010ffff", limit),
        )
        return tuple(_character(row) for row in found)

    async def character(self, owner: int, name: str) -> Character | None:
        """The newest revision; upper and lower case are the same."""
        found = await self.character_revisions(owner, name)
        return found[0] if found else None

    async def character_revisions(self, owner: int, name: str) -> tuple[Character, ...]:
        """Newest first."""
        found = await self._file.read(
            SELECT + "WHERE owner = ? AND sought = ? ORDER BY number DESC", owner, sought(name)
        )
        return tuple(_character(row) for row in found)

    async def rename_character(self, owner: int, old: str, new: str) -> Character:
        """Also in the owner's briefs as they stand. Raises Gone, Taken, and StudioError."""
        new = _named(new)
        async with self._file.transaction() as rows:
            if not await _found(rows, owner, old):
                raise Gone(UNKNOWN)
            if sought(old) != sought(new) and await _found(rows, owner, new):
                raise Taken(TAKEN)
            await rows(
                "UPDATE characters SET name = ?, sought = ? WHERE owner = ? AND sought = ?",
                *(new, sought(new), owner, sought(old)),
            )
            await _rename_in_briefs(rows, owner, old, new)
            return await _at_hand(rows, owner, new)

    async def forget_character(self, owner: int, name: str) -> bool:
        """False if there was none."""
        return bool(
            await self._file.write(
                "DELETE FROM characters WHERE owner = ? AND sought = ? RETURNING 1",
                *(owner, sought(name)),
            )
        )


async def _rename_in_briefs(rows: Rows, owner: int, old: str, new: str) -> None:
    for brief, number, body in await rows(
        "SELECT versions.brief, number, body FROM briefs "
        "JOIN versions ON versions.brief = briefs.id AND number = version "
        "WHERE owner = ? AND body ->> 'character' IS NOT NULL",
        owner,
    ):
        said = json.loads(body)
        if sought(said["character"]) == sought(old):
            await rows(
                "UPDATE versions SET body = ? WHERE brief = ? AND number = ?",
                *(json.dumps({**said, "character": new}), brief, number),
            )


def _named(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(name) <= MAX_NAME:
        raise StudioError(UNNAMED)
    return name


async def _found(rows: Rows, owner: int, name: str) -> bool:
    return bool(
        await rows("SELECT 1 FROM characters WHERE owner = ? AND sought = ?", owner, sought(name))
    )


async def _at_hand(rows: Rows, owner: int, name: str) -> Character:
    (row,) = await rows(
        SELECT + "AND number = revision WHERE owner = ? AND sought = ?", owner, sought(name)
    )
    return _character(row)


def _character(row: Row) -> Character:
    owner, name, revision, person_seed, subject, portrait, created = row
    return Character(
        owner=owner,
        name=name,
        revision=revision,
        person_seed=person_seed,
        subject=Subject.model_validate_json(subject),
        portrait=portrait,
        created=created,
    )
