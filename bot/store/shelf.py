"""What every part of the store stands on."""

import sqlite3
import unicodedata
from collections.abc import Awaitable, Callable

from bot.records import Place
from engine.database import File, Row

Read = Callable[..., Awaitable[list[Row]]]  # inside a transaction, or outside


class Shelf:
    """One file and one clock; the parts of Store are shelves that share them."""

    def __init__(self, file: File, clock: Callable[[], float]) -> None:
        self._file = file
        self._clock = clock  # Unix seconds


def sought(said: str) -> str:
    """As it is compared: case, runs of spaces and the way an accent is typed do not matter."""
    return " ".join(unicodedata.normalize("NFC", said).casefold().split())


def place(guild: int | None, channel: int) -> Place:
    """From two columns."""
    return Place(guild=guild, channel=channel)


def is_missing_link(error: sqlite3.IntegrityError) -> bool:
    """Did a row name another that is not there?"""
    return error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
