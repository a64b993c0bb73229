"""The queue's file: opened, migrated, kept aside when damaged; its errors become sentences."""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite

from engine.protocol import StudioError
from engine.queue.schema import migrate

Value = str | int | float | None
Row = tuple[Any, ...]

BUSY_MS = 10_000
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
PRAGMAS = (
    f"busy_timeout = {BUSY_MS}",  # first: switching to WAL already needs a lock
    "journal_mode = WAL",
    "synchronous = FULL",  # a promise must survive a power cut, or its blob is an orphan
    "foreign_keys = ON",
)


class File:
    """One connection to a queue file, shared by the tasks of one process."""

    def __init__(self, db: aiosqlite.Connection, path: Path) -> None:
        self._db = db
        self._path = path
        self._lock = asyncio.Lock()  # tasks that share a connection would interleave their BEGINs

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator["Rows"]:
        """Hold the write lock; commit at the end, roll back on any error."""
        async with self._lock:
            with sentences(self._path):
                await self._db.execute("BEGIN IMMEDIATE")
                try:
                    yield Rows(self._db)
                except BaseException:
                    await self._db.rollback()
                    raise
                await self._db.commit()

    async def read(self, statement: str, *values: Value) -> list[Row]:
        """Fetch outside a transaction."""
        async with self._lock:
            with sentences(self._path):
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
        async with self._db.execute(statement, values) as cursor:
            return [tuple(row) for row in await cursor.fetchall()]


async def open_file(path: Path) -> tuple[File, str]:
    """Open the queue at `path`. The second value is a sentence if a damaged one was kept aside."""
    with sentences(path):
        async with _alone(path.parent):
            try:
                return File(await _connect(path), path), ""
            except sqlite3.DatabaseError as error:
                if _code(error) not in DAMAGED:
                    raise
            kept = keep_aside(path)
            return File(await _connect(path), path), (
                f"The queue file {path} was damaged. It was kept as {kept.name}, and a new queue "
                "was begun: jobs that waited in the old one must be placed again."
            )


async def _connect(path: Path) -> aiosqlite.Connection:
    db = await aiosqlite.connect(path, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            await db.execute(f"PRAGMA {pragma}")
        await _check(db)
        await migrate(db)
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
    """Rename a damaged queue and its companions; nothing is overwritten."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    kept = path.with_name(f"{path.stem}.corrupt-{stamp}{path.suffix}")
    for companion in ("-wal", "-shm", ""):
        source = Path(f"{path}{companion}")
        if source.exists():
            source.rename(f"{kept}{companion}")
    return kept


@contextmanager
def sentences(path: Path) -> Generator[None]:
    """Turn what the disk says into StudioError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        match _code(error):
            case code if code in DAMAGED:
                said = "is damaged. Start again: it will be kept aside and a new one begun"
            case code if code in FULL:
                said = (
                    "cannot be written: the disk is full or failing. Free some space and try again"
                )
            case code if code in CLOSED:
                said = "cannot be written. Give this user permission, or choose another data folder"
            case sqlite3.SQLITE_BUSY:
                said = "is held by another program. Close what reads it and try again"
            case _:
                raise
        raise StudioError(f"The queue file {path} {said}.") from error


def _code(error: sqlite3.Error) -> int:
    """The primary code: the low byte of SQLite's extended one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


@asynccontextmanager
async def _alone(folder: Path) -> AsyncGenerator[None]:
    """Let one process at a time open a queue here, so that only one keeps a damaged file aside."""
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
