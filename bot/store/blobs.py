"""Which blobs somebody still needs. What nobody needs is written down until it is discarded."""

import json
from collections.abc import Iterable

from bot.store.shelf import Shelf
from engine.database import Rows

# What keeps a blob in the vault: a take, a reference, or a job that has yet to read it. An order
# that names somebody's take does not: who forgets that take takes it out of the vault.
LEFT = (
    "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT blob FROM holdings) "
    "AND value NOT IN (SELECT blob FROM pictures) "
    "AND value NOT IN (SELECT brought FROM jobs WHERE brought IS NOT NULL) ORDER BY value"
)


class Blobs(Shelf):
    """The way out of the vault: a crash between a row's end and its blob's loses nothing."""

    async def unwanted(self) -> tuple[str, ...]:
        """Blobs to discard from the vault, also those that a crash left; then call `discarded`."""
        found = await self._file.read("SELECT blob FROM unwanted ORDER BY blob")
        return tuple(blob for (blob,) in found)

    async def discarded(self, blobs: tuple[str, ...]) -> None:
        """They are out of the vault."""
        await self._file.write(
            "DELETE FROM unwanted WHERE blob IN (SELECT value FROM json_each(?))",
            json.dumps(blobs),
        )


async def let_go(rows: Rows, blobs: Iterable[str]) -> tuple[str, ...]:
    """Inside a transaction, after the rows are gone: write down what nobody names any more."""
    left = tuple(blob for (blob,) in await rows(LEFT, json.dumps(sorted(set(blobs)))))
    for blob in left:
        await rows("INSERT INTO unwanted VALUES (?) ON CONFLICT DO NOTHING", blob)
    return left


async def want(rows: Rows, blobs: Iterable[str]) -> None:
    """Inside a transaction: a row names them (again)."""
    await rows(
        "DELETE FROM unwanted WHERE blob IN (SELECT value FROM json_each(?))",
        json.dumps(sorted(set(blobs))),
    )
