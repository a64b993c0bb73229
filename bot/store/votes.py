"""Votes and selects: what the team thinks of the takes."""

from collections.abc import Mapping

from bot.records import TakeRecord
from bot.store.errors import Gone
from bot.store.takes import Takes
from engine.database import Rows

GONE = "This take is not here any more: it was deleted."


class Votes(Takes):
    """The same vote or select again changes nothing."""

    async def vote(self, take: str, user: int, on: bool) -> int:  # noqa: FBT001 - on or off
        """Give or take back a vote; the take's votes now. Raises Gone."""
        async with self._file.transaction() as rows:
            await _need(rows, take)
            if on:
                await rows(
                    "INSERT INTO votes VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    *(take, user, self._clock()),
                )
            else:
                await rows("DELETE FROM votes WHERE take = ? AND user = ?", take, user)
            ((count,),) = await rows("SELECT count(*) FROM votes WHERE take = ?", take)
            return count

    async def votes(self, job: str) -> Mapping[str, int]:
        """Votes by take id, for each take of a job."""
        found = await self._file.read(
            "SELECT id, (SELECT count(*) FROM votes WHERE take = takes.id) FROM takes "
            "WHERE job = ? ORDER BY nth",
            job,
        )
        return {take: count for take, count in found}  # noqa: C416

    async def voters(self, take: str) -> tuple[int, ...]:
        """Who voted for it, first first."""
        found = await self._file.read(
            "SELECT user FROM votes WHERE take = ? ORDER BY created, user", take
        )
        return tuple(user for (user,) in found)

    async def select(self, take: str, user: int, on: bool) -> bool:  # noqa: FBT001 - on or off
        """Choose a take, or no longer; True if that changed something. Raises Gone."""
        async with self._file.transaction() as rows:
            await _need(rows, take)
            if not on:
                return bool(await rows("DELETE FROM selects WHERE take = ? RETURNING 1", take))
            return bool(
                await rows(
                    "INSERT INTO selects SELECT id, ?, channel, ? FROM takes WHERE id = ? "
                    "ON CONFLICT DO NOTHING RETURNING 1",
                    *(user, self._clock(), take),
                )
            )

    async def selects_at(self, channel: int, limit: int = 25) -> tuple[TakeRecord, ...]:
        """The last chosen first."""
        return await self._takes(
            "JOIN selects ON selects.take = takes.id WHERE selects.channel = ? "
            "ORDER BY selects.created DESC, selects.take DESC LIMIT ?",
            *(channel, limit),
        )

    async def selected_by(self, take: str) -> int | None:
        """Who chose it, if it is chosen."""
        found = await self._file.read("SELECT user FROM selects WHERE take = ?", take)
        return found[0][0] if found else None

    async def is_selected(self, take: str) -> bool:
        """Is it chosen?"""
        return bool(await self._file.read("SELECT 1 FROM selects WHERE take = ?", take))


async def _need(rows: Rows, take: str) -> None:
    if not await rows("SELECT 1 FROM takes WHERE id = ?", take):
        raise Gone(GONE)
