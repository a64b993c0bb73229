"""A database file: opened, migrated, kept aside when damaged; its transactions and its errors."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

import aiosqlite

from engine.database.migrations import migrate
from engine.database.sentences import is_damage, sentences
from engine.protocol import StudioError

Value = str | int | float | None
Row = tuple[Any, ...]

BUSY_MS = 10_000
PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",  # first: switching to WAL already needs a lock
    "journal_mode = WAL",
    "synchronous = FULL",  # what was committed must survive a power cut
    "foreign_keys = ON",
)


class Kind(NamedTuple):
    """What a file is: how sentences call it, its tables, and what its loss means."""

    name: str  # "queue file"
    migrations: Traversable  # a folder of 0001_name.sql
    lost: str  # ends "It was kept as x, and ..."
    pragmas: tuple[str, ...] = ()


class File:
    """One connection to a database, shared by the tasks of one process."""

    def __init__(self, db: aiosqlite.Connection, path: Path, kind: Kind) -> None:
        self.path = path
        self._db = db
        self._kind = kind
        self._lock = asyncio.Lock()  # tasks that share a connection would interleave their BEGINs

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator["Rows"]:
        """Hold the write lock; commit at the end, roll back on any error."""
        async with self._lock:
            with sentences(self._kind.name, self.path):
                try:
                    # Inside the `try`: a task that is cancelled here may have begun all the same.
                    await self._db.execute("BEGIN IMMEDIATE")
                    yield Rows(self._db)
                except BaseException:
                    await self._db.rollback()
                    raise
                await self._db.commit()

    async def read(self, statement: str, *values: Value) -> list[Row]:
        """Fetch outside a transaction."""
        async with self._lock:
            with sentences(self._kind.name, self.path):
                return await Rows(self._db)(statement, *values)

    async def write(self, statement: str, *values: Value) -> list[Row]:
        """Run one statement in its own transaction."""
        async with self.transaction() as rows:
            return await rows(statement, *values)

    async def close(self) -> None:
        """Let go of the file."""
        await self._db.close()


class Rows:
    """Runs one statement and fetches what it returns."""

    def __init__(self, db: aiosqlite.Connection) -> None:
        self._db = db

    async def __call__(self, statement: str, *values: Value) -> list[Row]:
        storable = [_storable(value) for value in values]
        async with self._db.execute(statement, storable) as cursor:
            return [tuple(row) for row in await cursor.fetchall()]


def _storable(value: Value) -> Value:
    """Replace what UTF-8 cannot say: half a surrogate pair, which JSON lets a stranger send."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode("utf-8")
    return value


async def open_file(path: Path, kind: Kind) -> tuple[File, str]:
    """Open or begin the file. The second value is a sentence if a damaged one was kept aside.

    Raises StudioError for a folder or a file that cannot be used, and a file of a newer version.
    """
    with sentences(kind.name, path):
        async with _alone(path.parent):
            try:
                return File(await _connect(path, kind), path, kind), ""
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
            kept = keep_aside(path)
            return File(await _connect(path, kind), path, kind), (
                f"The {kind.name} {path} was damaged. It was kept as {kept.name}, {kind.lost}"
            )


async def _connect(path: Path, kind: Kind) -> aiosqlite.Connection:
    db = await aiosqlite.connect(path, isolation_level=None)
    try:
        for pragma in (*PRAGMAS, *kind.pragmas):
            await db.execute(f"PRAGMA {pragma}")
        await _check(db)
        await migrate(db, kind.name, kind.migrations)
    except BaseException:
        await db.close()
        raise
    return db


async def _check(db: aiosqlite.Connection) -> None:
    ((verdict,),) = await Rows(db)("PRAGMA quick_check(1)")
    if verdict != "ok":
        error = sqlite3.DatabaseError(verdict)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def keep_aside(path: Path) -> Path:
    """Rename a damaged file and its companions; nothing is overwritten."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    kept = path.with_name(f"{path.stem}.corrupt-{stamp}{path.suffix}")
    for companion in ("-wal", "-shm", ""):
        source = Path(f"{path}{companion}")
        if source.exists():
            source.rename(f"{kept}{companion}")
    return kept


@asynccontextmanager
async def _alone(folder: Path) -> AsyncGenerator[None]:
    """Let one process at a time open a file here, so that only one keeps a damaged one aside."""
    try:
        handle = await asyncio.to_thread(_lock, folder)
    except OSError as error:
        raise StudioError(
            f"The data folder {folder} cannot be used ({error.strerror}). Give this user "
            "permission, or choose another data folder."
        ) from error
    try:
        yield
    finally:
        os.close(handle)


def _lock(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
    except BaseException:
        os.close(handle)
        raise
    return handle
