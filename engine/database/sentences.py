"""What the disk says, as sentences."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from engine.protocol import StudioError

DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@contextmanager
def sentences(name: str, path: Path) -> Generator[None]:
    """Turn an error of SQLite into StudioError; `name` is "queue file" or "archive"."""
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
        raise StudioError(f"The {name} {path} {said}.") from error


def is_damage(error: sqlite3.Error) -> bool:
    """Is the file itself bad, so that it must be kept aside?"""
    return _code(error) in DAMAGED


def _code(error: sqlite3.Error) -> int:
    """The primary code: the low byte of SQLite's extended one."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
