"""The bot is killed after each of its effects in turn, and another takes its place.

Killed means: from one moment on, nothing that it does has any effect. What was done stays done.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from bot.records import Place
from engine.protocol import Order, Refine, StudioError
from tests import fakes
from tests.bot.shooting import (
    BOXER,
    eventually,
    opened,
    progress,
    settled,
    take_of,
    takes,
    with_ids,
)
from tests.bot.stage import Stage, stage
from tests.fakes import ColourCard, only, raising

EFFECTS = ("place_job", "intend", "delivered", "set_progress", "hear")
MOST = 60  # effects of one job, and then some


class Mortal:
    """Lets the bot have so many effects, and none after."""

    def __init__(self, s: Stage, last: int) -> None:
        self.dead = asyncio.Event()
        self._s = s
        self._left = last
        self._hung: list[asyncio.Task[Any]] = []

    @contextlib.contextmanager
    def living(self) -> Generator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in EFFECTS:
                patch.setattr(self._s.store, name, self._counted(getattr(self._s.store, name)))
            for name in ("enqueue", "acknowledge"):
                patch.setattr(self._s.studio, name, self._counted(getattr(self._s.studio, name)))
            http = self._s.client.http
            patch.setattr(http, "request", self._counted(http.request))
            yield
            for task in self._hung:
                task.cancel()

    def _counted(self, effect: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def counted(*args: Any, **kwargs: Any) -> Any:
            if not self.dead.is_set():
                result = await effect(*args, **kwargs)
                self._left -= 1
                if self._left:
                    return result
                self.dead.set()
            task = asyncio.current_task()
            assert task
            self._hung.append(task)
            return await asyncio.Event().wait()

        return counted


async def killed_after_each(
    s: Stage, thread: str, order: Callable[[int], Order], parent: str | None = None, stride: int = 1
) -> list[str]:
    """Place jobs, and kill the bot after one effect of the first, two of the second, and so on.

    Until one lives through. Their ids.
    """
    place = Place(guild=int(s.r.guild), channel=int(thread))
    jobs: list[str] = []
    for last in range(1, MOST, stride):
        mortal = Mortal(s, last)
        with mortal.living():
            placing = asyncio.create_task(
                s.client.orders.place(
                    order(last),
                    asker=int(s.ada.id),
                    place=place,
                    brief=None,
                    parent=await s.store.take(parent) if parent else None,
                    locale="en-US",
                )
            )
            jobs.append(await eventually(lambda: newest(s, jobs)))
            dying = asyncio.create_task(mortal.dead.wait())
            living = asyncio.create_task(settled(s))
            await asyncio.wait({dying, living}, return_when=asyncio.FIRST_COMPLETED)
            if mortal.dead.is_set():
                await s.stop_bot()
            for task in (placing, dying, living):
                task.cancel()
        if not mortal.dead.is_set():
            return jobs
        await s.start_bot()
        await settled(s)
    raise AssertionError("no job ever ends")


async def newest(s: Stage, known: list[str]) -> str | None:
    found = await s.store.jobs_by(int(s.ada.id), limit=1)
    fresh = [job.id for job in found if job.kind != "previs" and job.id not in known]
    return fresh[0] if fresh else None


async def test_every_sheet_comes_once(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        await s.lit(thread, 1)
        await settled(s)
        jobs = await killed_after_each(s, thread, lambda n: fakes.order(takes=1, seed=n))

        assert len(jobs) > 12
        for n, job in enumerate(jobs):
            assert len(with_ids(s, thread, f"s:like:{job}")) == 1, f"killed after effect {n + 1}"
        assert not progress(s, thread)


async def test_every_take_comes_once(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await settled(s)
        take = await s.store.take(take_of(card))
        assert take
        blob, recipe = take.blob, take.recipe

        def edit(seed: int) -> Order:
            return Refine(take=blob, recipe=recipe, seed=seed)

        jobs = await killed_after_each(s, thread, edit, take.id, stride=3)

        for n, job in enumerate(jobs):
            assert len(with_ids(s, thread, f"t:master:{job}")) == 1, f"killed after effect {n + 1}"
        assert len(takes(s, thread)) == 1 + len(jobs)
        assert not progress(s, thread)


async def test_every_failure_is_said_once(tmp_path: Path):
    broken = only(ColourCard(raising(StudioError("The lamp is broken. Change it."))))
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        s.worker_on(broken)
        await settled(s)
        jobs = await killed_after_each(s, thread, lambda n: fakes.order(1, seed=n), stride=2)

        for n, job in enumerate(jobs):
            said = with_ids(s, thread, f"s:again:{job}")
            assert len(said) == 1, f"killed after effect {2 * n + 1}"
            assert "The lamp is broken" in s.texts(said[0])
        assert not progress(s, thread)
