"""What every database file of ours does, whatever it is for."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
import pytest

from engine.database import File, Kind, open_file
from engine.database.migrations import migrate, statements
from engine.protocol import StudioError


@pytest.fixture
def kind(tmp_path: Path) -> Kind:
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "0001_marks.sql").write_text("CREATE TABLE marks (x INTEGER) STRICT;")
    return Kind("ledger", folder, "and a new ledger was begun.")


@pytest.fixture
async def file(tmp_path: Path, kind: Kind) -> AsyncIterator[File]:
    file, _ = await open_file(tmp_path / "ledger.db", kind)
    yield file
    await file.close()


async def count(file: File) -> int:
    ((count,),) = await file.read("SELECT count(*) FROM marks")
    return count


async def test_an_error_rolls_back(file: File) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with file.transaction() as rows:
            await rows("INSERT INTO marks VALUES (1)")
            raise ZeroDivisionError
    assert await count(file) == 0


async def test_half_a_surrogate_pair_is_a_question_mark(file: File) -> None:
    assert await file.read("SELECT ?, ?", "\ud83d half", "ü") == [("? half", "ü")]


@pytest.mark.parametrize("steps", range(12))
async def test_a_task_that_is_cancelled_anywhere_leaves_no_transaction_open(
    file: File, steps: int
) -> None:
    async def mark() -> None:
        async with file.transaction() as rows:
            await rows("INSERT INTO marks VALUES (1)")
            await rows("INSERT INTO marks VALUES (2)")

    task = asyncio.create_task(mark())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task

    assert await count(file) in (0, 2), "all or nothing"
    await mark()
    assert await count(file) in (2, 4)


async def test_a_migration_that_fails_leaves_nothing_behind(tmp_path: Path, kind: Kind) -> None:
    with (tmp_path / "migrations" / "0002_bad.sql").open("w") as script:
        script.write("CREATE TABLE half (x);\nCREATE TABLE nonsense;")
    db = sqlite3.connect(tmp_path / "new.db")

    async with aiosqlite.connect(tmp_path / "new.db", isolation_level=None) as connection:
        with pytest.raises(sqlite3.OperationalError):
            await migrate(connection, kind.name, kind.migrations)

    assert db.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    assert db.execute("PRAGMA user_version").fetchone() == (0,)
    db.close()


async def test_a_later_migration_is_applied_to_what_is_there(tmp_path: Path, kind: Kind) -> None:
    file, _ = await open_file(tmp_path / "ledger.db", kind)
    await file.write("INSERT INTO marks VALUES (1)")
    await file.close()
    (tmp_path / "migrations" / "0002_names.sql").write_text("ALTER TABLE marks ADD name TEXT;")

    file, _ = await open_file(tmp_path / "ledger.db", kind)
    assert await file.read("SELECT x, name FROM marks") == [(1, None)]
    await file.close()


def test_a_script_is_split_at_whole_statements() -> None:
    trigger = "CREATE TRIGGER r AFTER INSERT ON t BEGIN\n DELETE FROM t;\nEND;\n"
    assert list(statements(f"CREATE TABLE t (x);\n{trigger}")) == ["CREATE TABLE t (x);\n", trigger]


async def test_its_sentences_call_it_by_its_name(tmp_path: Path, kind: Kind) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"this is no database" * 200)
    file, warning = await open_file(path, kind)
    await file.close()
    assert warning.startswith(f"The ledger {path} was damaged. It was kept as ledger.corrupt-")
    assert warning.endswith("Z.db, and a new ledger was begun.")

    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StudioError, match="The ledger was written by a newer Chiaroscuro"):
        await open_file(path, kind)
