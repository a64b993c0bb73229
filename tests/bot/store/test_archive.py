"""The file as a whole: begun, migrated, kept aside when damaged."""

import contextlib
import sqlite3
from pathlib import Path

import aiosqlite
import pytest

from bot.store import open_store
from bot.store.archive import KIND
from engine.database.migrations import migrate
from engine.protocol import StudioError
from tests.bot.store.made import brief


def schema(path: Path) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()


def facts(path: Path, statement: str) -> list[tuple[int, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchall()


async def test_an_empty_file_becomes_an_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"")
    async with await open_store(tmp_path / "archive.db") as store:
        assert await store.cursor() == 0
    async with await open_store(tmp_path / "fresh" / "archive.db"):
        pass
    assert schema(tmp_path / "archive.db") == schema(tmp_path / "fresh" / "archive.db")
    assert facts(tmp_path / "archive.db", "PRAGMA user_version") == [(2,)]


async def test_every_table_is_strict_and_every_link_is_indexed(tmp_path: Path) -> None:
    async with await open_store(tmp_path / "archive.db"):
        pass
    with contextlib.closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        for _, name, kind, _, _, strict in db.execute("PRAGMA table_list").fetchall():
            if kind != "table" or name.startswith("sqlite_"):
                continue
            assert strict, name
            indexed = {
                db.execute(f"PRAGMA index_info({index})").fetchone()[2]
                for _, index, *_ in db.execute(f"PRAGMA index_list({name})").fetchall()
            } | {
                column
                for _, column, _, _, _, key in db.execute(f"PRAGMA table_info({name})").fetchall()
                if key == 1
            }
            links = {row[3] for row in db.execute(f"PRAGMA foreign_key_list({name})").fetchall()}
            assert links - {"version"} <= indexed, name  # briefs are found by id, then version


async def test_a_newer_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with await open_store(path):
        pass
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(StudioError, match="The archive was written by a newer Chiaroscuro"):
        await open_store(path)
    assert facts(path, "PRAGMA user_version") == [(99,)]


async def test_a_damaged_archive_is_kept_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(b"this is no database" * 200)
    told: list[str] = []
    async with await open_store(path, damaged=told.append) as store:
        await brief(store)
    (kept,) = path.parent.glob("archive.corrupt-*.db")
    assert kept.read_bytes() == b"this is no database" * 200
    (sentence,) = told
    assert sentence.startswith(f"The archive {path} was damaged. It was kept as {kept.name}, and a")
    assert "newest backup" in sentence


async def test_an_archive_from_before_releases_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    first = KIND.migrations.joinpath("0001_archive.sql").read_text(encoding="utf-8")
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(first)
        db.executescript(
            "INSERT INTO jobs VALUES (1, 'sheet---', 'shoot', 'maquette', '{}', 11, 1, 100, NULL, "
            "NULL, NULL, 'A', NULL, 'wrapped', '', 0, 5.0, NULL, NULL, 'de', NULL);"
            "PRAGMA user_version = 1;"
        )
    async with await open_store(path):
        pass
    assert facts(path, "SELECT asker, release FROM jobs") == [(11, None)]
    assert facts(path, "SELECT count(*) FROM releases") == [(0,)]


async def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with await open_store(path) as store:
        begun = await brief(store)
    async with aiosqlite.connect(path, isolation_level=None) as db:
        await migrate(db, KIND.name, KIND.migrations)
    async with await open_store(path) as store:
        assert await store.brief(begun.id) == begun
