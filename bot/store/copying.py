"""A copy of the archive while others write to it: whole, checked, and never over another file."""

import contextlib
import os
import sqlite3
from pathlib import Path
from uuid import uuid4

from engine.database.sentences import sentences
from engine.protocol import StudioError

THERE = "{to} is there already, and is not overwritten. Give another name."


def copy(archive: Path, to: Path) -> None:
    """Copy `archive` as it is at this moment. It blocks; writers do not wait for it.

    The copy is one file, complete without companions. Raises StudioError if there is no archive,
    if the archive or its copy is damaged, if the disk is full, or if `to` is there already.
    """
    if not archive.is_file():
        raise StudioError(f"There is no archive at {archive} to copy. Is this the data folder?")
    if to.exists():
        raise StudioError(THERE.format(to=to))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        # Beside its place, so that taking it is a rename; a dead copy is seen for what it is.
        unfinished = to.with_name(f".{to.name}.{uuid4().hex}.unfinished")
        try:
            _copy(archive, unfinished, to)
            _take_place(unfinished, to)
        finally:
            for companion in ("", "-journal", "-wal", "-shm"):
                Path(f"{unfinished}{companion}").unlink(missing_ok=True)
    except OSError as error:
        raise StudioError(
            f"The copy {to} cannot be written ({error.strerror}). Free some space there, or give "
            "another place."
        ) from error


def _copy(archive: Path, unfinished: Path, to: Path) -> None:
    with (
        sentences("archive", archive),
        contextlib.closing(
            sqlite3.connect(f"{archive.absolute().as_uri()}?mode=rw", uri=True)
        ) as db,
    ):
        # First: what is wrong with the archive is not the copy's fault.
        db.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        with sentences("copy", to), contextlib.closing(sqlite3.connect(unfinished)) as into:
            db.backup(into)  # in one step: a snapshot
            into.execute("PRAGMA journal_mode = DELETE")  # no companions
            ((verdict,), *_) = into.execute("PRAGMA integrity_check(1)").fetchall()
    if verdict != "ok":
        raise StudioError(
            f"The archive {archive} is damaged ({verdict}). Keep the backups that you have, and "
            "start the bot: it keeps the damaged file aside."
        )


def _take_place(unfinished: Path, to: Path) -> None:
    """Give the copy its name, once it is on the disk."""
    handle = os.open(unfinished, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(unfinished, to)  # unlike a rename, it does not replace
    except FileExistsError:
        raise StudioError(THERE.format(to=to)) from None
    except OSError:  # a stick formatted with FAT knows no links
        unfinished.rename(to)
    folder = os.open(to.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
