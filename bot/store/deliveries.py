"""Deliveries: written down before they are posted, so that each is posted once."""

import sqlite3

from bot.records import Delivery, Place, TakeRecord
from bot.store.errors import Gone
from bot.store.shelf import Shelf, is_missing_link, place
from engine.database import Row

GONE = "This job is not here any more: it was deleted, and so nothing of it is posted."

CARDS = 5  # of one take, that are drawn again when it changes: the newest

SELECT = "SELECT key, job, guild, channel, message, created FROM deliveries "


class Deliveries(Shelf):
    """A key is its message's nonce: Discord gives the first message again within minutes."""

    async def intend(self, key: str, job: str, place: Place) -> Delivery:
        """Write down a message before it is posted; again gives the first. Raises Gone."""
        new = Delivery(key=key, job=job, place=place, created=self._clock())
        async with self._file.transaction() as rows:
            try:
                await rows(
                    "INSERT INTO deliveries (key, job, guild, channel, created) "
                    "VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                    *(key, job, place.guild, place.channel, new.created),
                )
            except sqlite3.IntegrityError as error:
                if not is_missing_link(error):
                    raise
                raise Gone(GONE) from error
            (row,) = await rows(SELECT + "WHERE key = ?", key)
            return _delivery(row)

    async def delivered(self, key: str, message: int, place: Place | None = None) -> None:
        """It is posted; in `place`, if that is not where it should have gone."""
        where = (place.guild, place.channel) if place else (None, None)
        await self._file.write(
            "UPDATE deliveries SET message = ?1, guild = iif(?3 IS NULL, guild, ?2), "
            "channel = coalesce(?3, channel) WHERE key = ?4",
            *(message, *where, key),
        )

    async def delivery(self, key: str) -> Delivery | None:
        """One delivery."""
        return _one(await self._file.read(SELECT + "WHERE key = ?", key))

    async def delivery_of(self, message: int) -> Delivery | None:
        """The delivery that a message is."""
        return _one(await self._file.read(SELECT + "WHERE message = ?", message))

    async def cards_of(self, take: TakeRecord) -> tuple[tuple[Place, int], ...]:
        """Where a take's own cards are, and their messages, the newest first; a sheet is none."""
        result = "" if take.kind == "shoot" else "r0%"
        found = await self._file.read(
            SELECT + "WHERE job = ? AND message > 0 AND (key LIKE ? OR key LIKE ?) "
            "ORDER BY seq DESC LIMIT ?",
            *(take.job, f"o{take.index}%", result, CARDS),
        )
        return tuple((each.place, each.message) for each in map(_delivery, found) if each.message)

    async def deliveries_pending(self) -> tuple[Delivery, ...]:
        """Intended and not yet posted, oldest first."""
        found = await self._file.read(SELECT + "WHERE message IS NULL ORDER BY seq")
        return tuple(_delivery(row) for row in found)


def _one(found: list[Row]) -> Delivery | None:
    return _delivery(found[0]) if found else None


def _delivery(row: Row) -> Delivery:
    key, job, guild, channel, message, created = row
    return Delivery(key=key, job=job, place=place(guild, channel), message=message, created=created)
