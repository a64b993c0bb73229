"""Several processes on one archive, and processes that are killed."""

import asyncio
import contextlib
import random
import sqlite3
from pathlib import Path

import pytest

from bot.store import Stale, Store, open_store
from engine.protocol import Report, Wrapped
from tests.apart import at_once, start
from tests.bot.store.made import ADA, BEN, BODY, THREAD, brief, ready, shoot


def facts(path: Path, statement: str) -> list[tuple[int, ...]]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(statement).fetchall()


def change(path: Path, name: str, channel: int) -> None:
    """Change one brief and ask for sheets, as one of several bots would."""

    async def go() -> None:
        async with await open_store(path) as store:
            now = await store.brief_at(channel)
            assert now
            for n in range(15):
                while True:
                    body = now.body.model_copy(update={"notes": (*now.body.notes, f"{name}{n}")})
                    try:
                        now = await store.change_brief(
                            now.id, author=BEN, words="", body=body, expect=now.version
                        )
                    except Stale as stale:
                        now = stale.now
                    else:
                        break
                await store.place_job(shoot(f"{name}-job-{n}"))

    asyncio.run(go())


async def test_processes_that_change_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with await open_store(path) as store:
        begun = await brief(store)
        calls: list[tuple[object, ...]] = [(path, name, THREAD.channel) for name in "abc"]
        codes = await asyncio.to_thread(at_once, calls, change)
        assert codes == [0, 0, 0]
        now = await store.brief(begun.id)
        assert now
        assert now.version == 46
        assert sorted(now.body.notes) == sorted(f"{name}{n}" for name in "abc" for n in range(15))
        slates = [job.slate for job in await store.jobs_at(THREAD.channel, limit=100)]
        assert len(set(slates)) == 45


def live(path: Path, seed: int) -> None:
    """Write without end; `done` gets a line for each thing that the store said is kept."""

    async def go() -> None:
        async with await open_store(path) as store:
            with path.with_name("done").open("a", buffering=1) as done:
                now = await brief(store)
                for n in range(10_000):
                    now = await store.change_brief(
                        now.id, author=ADA, words="", body=BODY, expect=now.version
                    )
                    done.write(f"brief {now.id} {now.version}\n")
                    job = await store.place_job(shoot(f"job-{seed}-{n}", brief=now.id))
                    seq = await store.cursor() + 1
                    await store.hear(Report(seq=seq, event=ready(job, 0, "a")))
                    done.write(f"take {job.id}-0 {seq}\n")
                    await store.hear(Report(seq=seq + 1, event=Wrapped(job=job.id)))
                    await store.intend(f"{seed}-{n}", job.id, THREAD)
                    done.write(f"key {seed}-{n} 0\n")

    asyncio.run(go())


async def test_killed_at_any_moment_it_keeps_what_it_said_and_nothing_by_half(
    tmp_path: Path,
) -> None:
    path, dice = tmp_path / "archive.db", random.Random(7)  # noqa: S311 - no secret
    for seed in range(8):
        writer = start(live, path, seed)
        await asyncio.sleep(0.1 + dice.uniform(0, 0.3))
        writer.kill()
        writer.join()
        async with await open_store(path, damaged=pytest.fail) as store:
            await check(store, path)
    assert len(path.with_name("done").read_text().splitlines()) > 40


async def check(store: Store, path: Path) -> None:
    assert facts(path, "PRAGMA integrity_check") == [("ok",)]
    assert facts(path, "PRAGMA foreign_key_check") == []
    done = path.with_name("done")
    lines = done.read_text().splitlines() if done.exists() else []
    for kind, name, number in (line.split() for line in lines):
        match kind:
            case "brief":
                found = await store.brief(name)
                assert found
                assert found.version >= int(number)
            case "take":
                assert await store.take(name)
                assert await store.cursor() >= int(number)
            case _:
                assert await store.delivery(name)
    # Each job is one or two reports: the cursor moved with their rows.
    heard = "SELECT (SELECT count(*) FROM takes), (SELECT count(*) FROM jobs WHERE ended), seq "
    ((takes, wrapped, seq),) = facts(path, heard + "FROM cursor")
    assert takes - 8 <= wrapped <= takes
    assert seq == takes + wrapped
