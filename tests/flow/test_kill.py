"""kill -9 of a worker at any moment: every take exactly once, nothing else in the vault."""

import asyncio
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import engine.vault
from engine.protocol import TakeReady, Wrapped
from engine.queue.sqlite import open_queue
from engine.vault import Vault
from engine.worker import Worker
from tests.apart import apart, start
from tests.fakes import ColourCard, job, only, order, slow

MOMENTS = 20
STEP = 0.01  # seconds
LATER = 1000.0  # seconds: the survivor's clock, so that the lease has run out
ONE = job("killed").model_copy(update={"order": order(4, truth=True)})


def serve(folder: Path, step: float, ahead: float) -> None:
    """Drain the queue in this process. Pixels differ at every make, so that orphans would show."""

    async def go() -> None:
        async with await open_queue(
            folder / "queue.db", clock=lambda: time.time() + ahead
        ) as queue:
            family = ColourCard(at_step=slow(step), drift=True)
            await Worker(queue, Vault(folder / "vault"), only(family)).run(burst=True)

    asyncio.run(go())


def serve_and_die(folder: Path, crossing: int) -> None:
    """The same, and die at the n-th time that something is about to be written or was."""
    left = crossing

    def fused(inner: Callable[..., Any]) -> Callable[..., Any]:
        def outer(*arguments: Any, **named: Any) -> Any:
            burn()
            result = inner(*arguments, **named)
            burn()
            return result

        return outer

    def burn() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in (
        (engine.vault.os, "open"),
        (engine.vault.os, "write"),
        (engine.vault.os, "fsync"),
        (Path, "rename"),
        (Path, "unlink"),
    ):
        setattr(owner, name, fused(getattr(owner, name)))
    serve(folder, 0, 0)


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory where there is one: kill -9 asks nothing of the disk."""
    shared = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        yield Path(folder)


async def place(folder: Path) -> None:
    async with await open_queue(folder / "queue.db") as queue:
        await queue.enqueue(ONE)


async def check(folder: Path) -> None:
    """Every take once, and the vault holds them and nothing else."""
    takes: list[TakeReady] = []
    async with asyncio.timeout(10), await open_queue(folder / "queue.db") as queue:
        async for report in queue.listen():
            match report.event:
                case TakeReady() as ready:
                    takes.append(ready)
                case Wrapped() as wrapped:
                    assert wrapped.error == ""
                    break
                case _:
                    pass
    assert sorted(t.index for t in takes) == [0, 1, 2, 3]
    assert in_vault(folder) == {blob for t in takes for blob in t.blobs}


def in_vault(folder: Path) -> set[str]:
    """Every file, whatever its name."""
    root = folder / "vault"
    return {"".join(p.relative_to(root).parts) for p in root.rglob("*") if p.is_file()}


async def test_twenty_random_moments_of_a_four_take_job(quick: Path) -> None:
    chance = random.Random(2024)  # noqa: S311 - moments, not secrets
    lasted = 0.0
    for run in ("cold", "whole"):  # the second run tells how long a job takes
        await place(quick / run)
        began = time.monotonic()
        assert apart(serve, quick / run, STEP, 0) == 0
        lasted = time.monotonic() - began
        await check(quick / run)

    deaths = 0
    for attempt in range(3 * MOMENTS):  # some come too late: that worker was quicker
        folder = quick / str(attempt)
        await place(folder)
        process = start(serve, folder, STEP, 0)
        await asyncio.sleep(chance.uniform(0, 0.8 * lasted))
        process.kill()
        process.join()
        deaths += process.exitcode == -signal.SIGKILL
        assert apart(serve, folder, 0, LATER) == 0
        await check(folder)
        if deaths == MOMENTS:
            return
    pytest.fail(f"only {deaths} workers were killed at work")


@pytest.mark.parametrize("crossing", [*range(1, 12), 14, 17, 30, 45])
async def test_a_death_at_any_write_to_the_vault(quick: Path, crossing: int) -> None:
    await place(quick)
    assert apart(serve_and_die, quick, crossing) == -signal.SIGKILL
    assert apart(serve, quick, 0, LATER) == 0
    await check(quick)


async def test_two_deaths_are_survived_and_the_third_wraps(quick: Path) -> None:
    await place(quick)
    for death in range(3):
        assert apart(die_at_once, quick, death * LATER) == -signal.SIGKILL
    assert apart(serve, quick, 0, 3 * LATER) == 0
    async with await open_queue(quick / "queue.db") as queue:
        standing = await queue.standing(ONE.id)
    assert standing
    assert (standing.state, standing.attempts) == ("wrapped", 3)
    assert in_vault(quick) == set()


def die_at_once(folder: Path, ahead: float) -> None:
    def die(_step: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    async def go() -> None:
        async with await open_queue(
            folder / "queue.db", clock=lambda: time.time() + ahead
        ) as queue:
            family = only(ColourCard(at_step=die))
            await Worker(queue, Vault(folder / "vault"), family).run(burst=True)

    asyncio.run(go())
