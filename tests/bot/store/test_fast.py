"""The archive is light to import, and its lists are short work however long it is."""

import contextlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.store import Store, open_store
from bot.store.archive import KIND
from engine.database import open_file
from prompts.brief import Subject
from tests.bot.store.made import ADA, BEN, BODY, DM, THREAD, Clock, brief, life, regrade, shoot

HEAVY = (
    *("discord", "aiohttp", "torch", "numpy", "PIL", "scipy", "mitsuba", "drjit", "cv2"),
    *("engine.worker", "engine.queue", "engine.vault", "engine.ops", "engine.models"),
)
# What may be read from end to end: it is short, or an index has just what is asked for.
SHORT = (
    *("cursor", "unwanted", "json_each", "line", "done", "CONSTANT", "(subquery"),
    *("jobs USING INDEX jobs_open", "deliveries USING INDEX deliveries_pending"),
)
LETTERS = str.maketrans("0123456789", "abcdefghij")


def test_it_imports_nothing_heavy() -> None:
    program = "import sys, bot.store, bot.settings, bot.backup; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(ran.stdout.split())
    assert [name for name in HEAVY if name in loaded] == []


async def everything(store: Store) -> None:
    """Call whatever reads by some key."""
    begun = await brief(store)
    await store.change_brief(begun.id, author=BEN, words="", body=BODY, expect=1)
    await store.move_brief(begun.id, THREAD)
    await store.set_card(begun.id, 1)
    await store.brief_of_card(1)
    await store.brief_at(THREAD.channel)
    await store.brief_at(THREAD.channel, owner=ADA)
    await store.versions(begun.id)
    await store.briefs_of(ADA, guild=1, containing="x", before=begun.id)
    await store.briefs_of(ADA, guild=None)
    await store.count_briefs(ADA)
    await store.ask(begun.id, "age")
    await store.asked(begun.id)
    await store.previs_of(begun.id)
    await store.unlit(0.0)
    job = await life(store, shoot("one", brief=begun.id), "ab")
    edit = await life(store, regrade("two", f"{job.id}-0", "a", BEN), "c")
    await store.place_job(shoot("three"), most=9)
    await store.jobs_open()
    await store.jobs_at(THREAD.channel)
    await store.jobs_by(ADA)
    await store.typical_seconds("shoot")
    await store.takes_of(job.id)
    await store.takes_at(THREAD, before=f"{job.id}-1")
    await store.children(f"{job.id}-0")
    await store.lineage(f"{edit.id}-0")
    await store.find_takes(channel=THREAD.channel, containing="x")
    await store.find_takes(guild=1, owner=ADA)
    await store.find_takes(owner=ADA)
    await store.vote(f"{job.id}-0", BEN, on=True)
    await store.votes(job.id)
    await store.voters(f"{job.id}-0")
    await store.select(f"{job.id}-0", BEN, on=True)
    await store.selects_at(THREAD.channel)
    await store.save_character(ADA, "Mara", Subject(), 1, f"{job.id}-0")
    await store.characters(ADA, "m")
    await store.character(ADA, "Mara")
    await store.rename_character(ADA, "Mara", "Mira")
    await store.add_reference(begun.id, "d" * 64, BEN)
    await store.references(begun.id)
    await store.intend("key", job.id, THREAD)
    await store.delivered("key", 5)
    await store.delivery_of(5)
    await store.deliveries_pending()
    await store.export(ADA)
    await store.purge(ADA)
    await store.discarded(await store.unwanted())


async def test_every_statement_goes_by_an_index(tmp_path: Path) -> None:
    statements: list[str] = []
    file, _ = await open_file(tmp_path / "archive.db", KIND)
    await file._db.set_trace_callback(statements.append)  # pyright: ignore[reportPrivateUsage]
    async with Store(file, Clock()) as store:
        await everything(store)
    assert len(statements) > 150
    with contextlib.closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        for statement in statements:
            if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
                for *_, step in db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall():
                    scanned = step.removeprefix("SCAN ")
                    assert scanned == step or scanned.startswith(SHORT), (statement, step)


async def test_lists_stay_short_where_the_archive_is_long(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with await open_store(path) as store:
        begun = await brief(store)
        job = await life(store, shoot("one", brief=begun.id), "a")
        await store.select(f"{job.id}-0", ADA, on=True)
    grow(path)
    async with await open_store(path) as store:
        reads: tuple[Callable[[], Awaitable[object]], ...] = (
            lambda: store.briefs_of(ADA, guild=1),
            lambda: store.briefs_of(ADA, guild=1, containing="nothing"),
            lambda: store.brief_at(THREAD.channel),
            lambda: store.takes_at(THREAD),
            lambda: store.find_takes(guild=1, containing="nothing"),
            lambda: store.jobs_at(THREAD.channel),
            lambda: store.selects_at(THREAD.channel),
            lambda: store.count_briefs(DM.channel),
            lambda: store.typical_seconds("shoot"),
        )
        for read in reads:
            assert await fastest(read) < 0.1, "a sanity, not a measure: 20 ms is the aim"


async def fastest(read: Callable[[], Awaitable[object]]) -> float:
    """Seconds of the best of five."""
    times: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        await read()
        times.append(time.perf_counter() - began)
    return min(times)


def grow(path: Path) -> None:
    """Make 10,000 briefs, jobs, takes and selects of one; another person owns every second."""
    job = "printf('job-%05d', n)"
    take = "printf('job-%05d-0', n)"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.create_function("brief_id", 1, lambda n: f"{n:010d}".translate(LETTERS))
        db.execute("BEGIN")
        multiply(db, "briefs", id="brief_id(n)", owner="owner + n % 2")
        multiply(db, "versions", brief="brief_id(n)")
        multiply(db, "jobs", seq="NULL", id=job)
        multiply(db, "takes", seq="NULL", id=take, job=job, owner="owner + n % 2")
        multiply(db, "selects", take=take)
        db.execute("COMMIT")


def multiply(db: sqlite3.Connection, table: str, **changed: str) -> None:
    columns = [str(row[1]) for row in db.execute(f"PRAGMA table_info({table})").fetchall()]
    values = ", ".join(changed.get(column, column) for column in columns)
    count = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 10000)"
    db.execute(f"{count} INSERT INTO {table} SELECT {values} FROM {table}, n")  # noqa: S608
