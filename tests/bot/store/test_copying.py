"""Backups: whole while others write, checked, and never over another file."""

import asyncio
import contextlib
import resource
import sqlite3
from pathlib import Path

import pytest

from bot import backup
from bot.settings import Settings
from bot.store import Store, open_store
from bot.store.copying import copy
from engine.protocol import StudioError
from tests.apart import apart, start
from tests.bot.store.made import ADA, brief, life, shoot


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_copy_is_whole_and_one_file(store: Store, tmp_path: Path) -> None:
    begun = await brief(store)
    job = await life(store, shoot("one", brief=begun.id))
    to = tmp_path / "somewhere" / "else" / "copy.db"
    await store.backup(to)
    assert names(to.parent) == ["copy.db"]
    async with await open_store(to) as other:
        assert await other.brief(begun.id) == begun
        assert await other.takes_of(job.id) == await store.takes_of(job.id)


async def test_nothing_is_overwritten(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("keep me")
    for taken in (tmp_path / "mine", tmp_path / "archive.db", tmp_path):
        with pytest.raises(StudioError, match="is there already"):
            await store.backup(taken)
    assert (tmp_path / "mine").read_text() == "keep me"


async def test_an_archive_that_nobody_has_open_is_copied_too(tmp_path: Path) -> None:
    async with await open_store(tmp_path / "archive.db") as store:
        begun = await brief(store)
    assert not (tmp_path / "archive.db-wal").exists()
    copy(tmp_path / "archive.db", tmp_path / "copy.db")
    async with await open_store(tmp_path / "copy.db") as other:
        assert await other.brief(begun.id) == begun


async def test_no_archive_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="There is no archive"):
        copy(tmp_path / "archive.db", tmp_path / "copy.db")
    assert names(tmp_path) == []


@pytest.mark.parametrize("at", [100, 5000])
async def test_a_damaged_archive_makes_no_backup(tmp_path: Path, at: int) -> None:
    path = tmp_path / "archive.db"
    async with await open_store(path) as store:
        for _ in range(50):
            await brief(store)
    good = path.read_bytes()
    path.write_bytes(good[:at] + b"\xff" * 20_000 + good[at + 20_000 :])
    with pytest.raises(StudioError, match=r"archive .* is damaged"):
        copy(path, tmp_path / "copy.db")
    assert names(tmp_path) == ["archive.db"]


def run_full(path: Path) -> None:
    limit = 60_000  # more than SQLite's shared memory, less than the archive
    assert path.stat().st_size > limit
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    with pytest.raises(StudioError, match=r"copy.db cannot be written: the disk is full"):
        copy(path, path.with_name("copy.db"))


async def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    async with await open_store(tmp_path / "archive.db") as store:
        await brief(store)
    assert apart(run_full, tmp_path / "archive.db") == 0
    assert names(tmp_path) == ["archive.db"]


async def test_a_folder_that_cannot_be_is_a_sentence(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudioError, match="cannot be written"):
        await store.backup(tmp_path / "file" / "copy.db")


def write_on(path: Path) -> None:
    async def go() -> None:
        async with await open_store(path) as store:
            for n in range(10_000):
                await life(store, shoot(f"job-{n}"), "a")

    asyncio.run(go())


async def test_a_copy_taken_while_another_process_writes_is_of_one_moment(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    writer = start(write_on, path)
    try:
        for _ in range(1000):
            if path.exists() and path.stat().st_size > 4096:
                break
            await asyncio.sleep(0.01)
        sizes: list[int] = []
        for n in range(4):
            await asyncio.sleep(0.1)
            copy(path, tmp_path / f"copy-{n}.db")
            with contextlib.closing(sqlite3.connect(tmp_path / f"copy-{n}.db")) as db:
                assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert db.execute("PRAGMA foreign_key_check").fetchall() == []
                (count,) = db.execute("SELECT count(*) FROM jobs").fetchone()
                (wrapped,) = db.execute(
                    "SELECT count(*) FROM jobs JOIN takes ON job = jobs.id WHERE state = 'wrapped'"
                ).fetchone()
            assert count - 1 <= wrapped <= count, "a job is wrapped after its take, never without"
            sizes.append(count)
        assert writer.is_alive()
        assert sizes[0] < sizes[-1], "the writer went on meanwhile"
    finally:
        writer.kill()
        writer.join()


async def test_the_command_copies_to_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    async with await open_store(settings.archive_file) as store:
        await brief(store)
        made = backup.run(settings)
        assert made.parent == tmp_path / "backups"
        assert backup.run(settings, tmp_path).parent == tmp_path
        assert backup.run(settings, tmp_path / "named.db") == tmp_path / "named.db"
    async with await open_store(made) as other:
        assert await other.count_briefs(ADA) == 1
