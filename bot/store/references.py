"""References: pictures that people brought to a brief."""

from bot.records import Reference
from bot.store.blobs import want
from bot.store.errors import Gone, TooMany
from bot.store.shelf import Shelf
from engine.database import Rows

MAX_REFERENCES = 16  # of one brief

FULL = (
    "This brief has {most} reference pictures, which is the most that one can have. Say in words "
    "what the new one shows."
)
GONE = "This brief is not here any more. Begin a new one with `/brief new`."

SELECT = "SELECT blob, owner, brief, note FROM pictures "


class References(Shelf):
    """They belong to whoever brought them."""

    async def add_reference(self, brief: str, blob: str, owner: int, note: str = "") -> Reference:
        """Keep a picture with a brief; again changes its note. Raises TooMany and Gone."""
        async with self._file.transaction() as rows:
            if not await rows("SELECT 1 FROM briefs WHERE id = ?", brief):
                raise Gone(GONE)
            reference = Reference(blob=blob, owner=owner, brief=brief, note=note)
            await _bound(rows, reference)
            await rows(
                "INSERT INTO pictures (brief, blob, owner, note) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (brief, blob, owner) DO UPDATE SET note = excluded.note",
                *(brief, blob, owner, reference.note),
            )
            await want(rows, (blob,))
            return reference

    async def references(self, brief: str) -> tuple[Reference, ...]:
        """In the order they came."""
        found = await self._file.read(SELECT + "WHERE brief = ? ORDER BY seq", brief)
        return tuple(
            Reference(blob=blob, owner=owner, brief=brief, note=note)
            for blob, owner, brief, note in found
        )


async def _bound(rows: Rows, new: Reference) -> None:
    ((others,),) = await rows(
        "SELECT count(*) FROM pictures WHERE brief = ? AND NOT (blob = ? AND owner = ?)",
        *(new.brief, new.blob, new.owner),
    )
    if others >= MAX_REFERENCES:
        raise TooMany(FULL.format(most=MAX_REFERENCES))
