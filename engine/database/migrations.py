"""Tables, brought up to date by numbered migrations; `user_version` is the ledger."""

import sqlite3
from collections.abc import Iterator
from importlib.resources.abc import Traversable

import aiosqlite

from engine.protocol import StudioError


async def migrate(db: aiosqlite.Connection, name: str, folder: Traversable) -> None:
    """Apply what is missing, all or nothing. Two processes may do it at once: the second waits.

    `name` is what a sentence calls the file; `folder` holds 0001_what.sql, 0002_what.sql...

    Raises StudioError for a file that a newer Chiaroscuro wrote.
    """
    await db.execute("BEGIN IMMEDIATE")
    try:
        await _apply(db, name, folder)
    except BaseException:
        await db.rollback()
        raise
    await db.commit()


async def _apply(db: aiosqlite.Connection, name: str, folder: Traversable) -> None:
    async with db.execute("PRAGMA user_version") as cursor:
        (version,) = await cursor.fetchone() or (0,)
    steps = sorted((step for step in folder.iterdir() if step.name.endswith(".sql")), key=_number)
    newest = _number(steps[-1])
    if version > newest:
        raise StudioError(
            f"The {name} was written by a newer Chiaroscuro (its version is {version}, this one "
            f"knows {newest}). Update this machine, or give it another data folder."
        )
    for step in steps:
        if _number(step) > version:
            for statement in statements(step.read_text(encoding="utf-8")):
                await db.execute(statement)
            await db.execute(f"PRAGMA user_version = {_number(step)}")


def _number(step: Traversable) -> int:
    return int(step.name.split("_", 1)[0])


def statements(script: str) -> Iterator[str]:
    """Split a script: `executescript` would commit the transaction it is called in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
