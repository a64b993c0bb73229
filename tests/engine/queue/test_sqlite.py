"""What only the file can do: start twice, break, fill up, be too new."""

import asyncio
import logging
import os
import resource
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.database import open_file
from engine.protocol import StudioError
from engine.queue.sqlite import KIND, open_queue
from tests.apart import at_once
from tests.fakes import job


def in_processes(count: int, target: Callable[..., None], path: Path) -> list[int | None]:
    """Run `target(start, number, path)` in real processes that go at the same time."""
    start = time.time() + 0.4
    return at_once([(start, number, path) for number in range(count)], target)


def open_once(start: float, _number: int, path: Path) -> None:
    async def go() -> None:
        async with await open_queue(path) as queue:
            await queue.enqueue(job(f"from-{os.getpid()}"))

    time.sleep(max(0, start - time.time()))
    asyncio.run(go())


def claim_all(start: float, number: int, path: Path) -> None:
    async def go() -> None:
        async with await open_queue(path) as queue:
            while claim := await queue.claim(f"w{number}"):
                with (path.parent / f"claimed-{number}").open("a") as file:
                    file.write(f"{claim.job.id}\n")

    time.sleep(max(0, start - time.time()))
    asyncio.run(go())


def found(folder: Path, pattern: str) -> list[Path]:
    return list(folder.glob(pattern))


def foreign(_good: bytes) -> bytes:
    return b"this is no database" * 200


def overwritten(good: bytes) -> bytes:
    return good[:100] + b"\xff" * 4000 + good[4100:]


def truncated(good: bytes) -> bytes:
    return good[: len(good) // 2]


async def test_processes_that_start_at_once_all_get_the_queue(tmp_path: Path) -> None:
    for attempt in range(3):
        path = tmp_path / f"queue-{attempt}.db"
        assert in_processes(4, open_once, path) == [0] * 4
        async with await open_queue(path) as queue:
            assert [bool(await queue.claim("w")) for _ in range(5)] == [True] * 4 + [False]


async def test_three_processes_claim_sixty_jobs_once_each(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    async with await open_queue(path) as queue:
        for n in range(60):
            await queue.enqueue(job(f"job-{n}"))

    assert in_processes(3, claim_all, path) == [0] * 3

    claimed = [line for file in found(tmp_path, "claimed-*") for line in file.read_text().split()]
    assert sorted(claimed) == sorted(job(f"job-{n}").id for n in range(60))


async def test_tasks_of_one_process_share_the_connection(tmp_path: Path) -> None:
    async with await open_queue(tmp_path / "queue.db") as queue:
        await asyncio.gather(*(queue.enqueue(job(f"job-{n}")) for n in range(20)))
        claims = await asyncio.gather(*(queue.claim("w") for _ in range(25)))
    assert sum(claim is not None for claim in claims) == 20


async def test_one_process_may_open_a_queue_twice_at_once(tmp_path: Path) -> None:
    async with asyncio.timeout(10):
        queues = await asyncio.gather(*(open_queue(tmp_path / "queue.db") for _ in range(3)))
    for queue in queues:
        await queue.close()


@pytest.mark.parametrize("damage", [foreign, overwritten, truncated])
async def test_a_damaged_file_is_kept_aside_and_a_new_queue_begun(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "queue.db"
    async with await open_queue(path) as queue:
        await queue.enqueue(job("lost"))
    broken = damage(path.read_bytes())
    path.write_bytes(broken)

    with caplog.at_level(logging.WARNING):
        async with await open_queue(path) as queue:
            assert await queue.claim("w") is None

    (kept,) = found(tmp_path, "queue.corrupt-*.db")
    assert kept.read_bytes() == broken
    assert f"kept as {kept.name}" in caplog.text


async def test_several_processes_keep_a_damaged_file_aside_once(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.write_bytes(b"this is no database" * 200)
    assert in_processes(4, open_once, path) == [0] * 4
    assert len(found(tmp_path, "queue.corrupt-*.db")) == 1
    async with await open_queue(path) as queue:
        assert [bool(await queue.claim("w")) for _ in range(4)] == [True] * 4


async def test_who_cannot_go_on_without_the_old_jobs_may_refuse(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    path.write_bytes(b"this is no database" * 200)

    def refuse(sentence: str) -> None:
        raise StudioError(sentence)

    with pytest.raises(StudioError, match="was kept as"):
        await open_queue(path, damaged=refuse)
    async with await open_queue(path, damaged=refuse) as queue:
        assert await queue.claim("w") is None


async def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    async with await open_queue(path):
        pass
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(StudioError, match="newer Chiaroscuro"):
        await open_queue(path)
    assert [file.name for file in found(tmp_path, "*.db")] == ["queue.db"]


async def test_a_folder_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StudioError, match="data folder"):
        await open_queue(tmp_path / "file" / "queue.db")


async def test_a_queue_that_is_a_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "queue.db").mkdir()
    with pytest.raises(StudioError, match="cannot be written"):
        await open_queue(tmp_path / "queue.db")


def fill_up(_start: float, _number: int, path: Path) -> None:
    async def go() -> None:
        async with await open_queue(path) as queue:
            size = max(file.stat().st_size for file in path.parent.iterdir())
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 50_000, size + 50_000))
            with pytest.raises(StudioError, match="disk is full"):
                await asyncio.gather(*(queue.enqueue(job(f"job-{n}")) for n in range(1000)))

    asyncio.run(go())


async def test_a_full_disk_is_a_sentence_and_the_queue_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    assert in_processes(1, fill_up, path) == [0]
    file, warning = await open_file(path, KIND)
    ((count,),) = await file.read("SELECT count(*) FROM jobs")
    await file.close()
    assert count > 0
    assert warning == ""
