"""The worker: what it makes, how it ends, and what it survives."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from engine import maps
from engine.protocol import (
    PROOF,
    SMALL,
    Event,
    Job,
    Previs,
    Progress,
    Review,
    StudioError,
    TakeReady,
    Wrapped,
)
from engine.queue.sqlite import SqliteQueue, open_queue
from engine.vault import Vault
from engine.worker import FAILED, Worker
from tests.fakes import SHOT, SIZE, ColourCard, job, only, order, raising, slow, take

LEASE = 0.6


class House:
    """A queue, a vault and one worker at a time, in one process."""

    def __init__(self, queue: SqliteQueue, root: Path) -> None:
        self.queue = queue
        self.vault = Vault(root)

    def worker(self, family: ColourCard) -> Worker:
        return Worker(self.queue, self.vault, only(family), beat=LEASE / 3)

    async def drain(self, family: ColourCard) -> None:
        async with asyncio.timeout(20):
            await self.worker(family).run(burst=True)

    async def log(self, of: Job) -> list[Event]:
        """What was said of a job until it wrapped."""
        events: list[Event] = []
        async with asyncio.timeout(5):
            async for report in self.queue.listen():
                if report.event.job == of.id:
                    events.append(report.event)
                    if isinstance(report.event, Wrapped):
                        break
        return events

    async def takes(self, of: Job) -> list[TakeReady]:
        return [event for event in await self.log(of) if isinstance(event, TakeReady)]

    async def end(self, of: Job) -> Wrapped:
        last = (await self.log(of))[-1]
        assert isinstance(last, Wrapped)
        return last


@asynccontextmanager
async def opened(folder: Path) -> AsyncGenerator[House]:
    async with await open_queue(folder / "queue.db", lease=LEASE) as queue:
        yield House(queue, folder / "vault")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path) as one:
        yield one


async def test_a_sheet_is_made_reported_and_kept(house: House) -> None:
    one = job("one", takes=3)
    await house.queue.enqueue(one)
    await house.drain(ColourCard())

    takes = await house.takes(one)

    assert [t.index for t in takes] == [0, 1, 2]
    assert [t.recipe.seed for t in takes] == [0, 1, 2]
    assert {blob for t in takes for blob in t.blobs} == set(house.vault.blobs())
    assert len({t.blob for t in takes}) == 3
    assert all(set(t.extras) == {PROOF, SMALL} for t in takes)
    assert await house.end(one) == Wrapped(job=one.id)
    assert all("seconds" in t.measures for t in takes)


async def test_truth_is_kept_with_its_take(house: House) -> None:
    one = job("one", takes=1)
    one = one.model_copy(update={"order": order(1, truth=True)})
    await house.queue.enqueue(one)
    await house.drain(ColourCard())
    (made,) = await house.takes(one)
    assert set(made.extras) == {PROOF, SMALL, *maps.NAMES}
    assert set(made.blobs) == set(house.vault.blobs())


async def test_a_preview_is_one_take(house: House) -> None:
    one = Job(id="previs--", order=Previs(shot=SHOT, size=SIZE))
    await house.queue.enqueue(one)
    await house.drain(ColourCard())
    assert [t.index for t in await house.takes(one)] == [0]


async def test_one_take_alone_is_the_same_take(house: House) -> None:
    sheet = job("sheet", takes=4)
    alone = Job(id="alone---", order=order(4, only=2))
    for each in (sheet, alone):
        await house.queue.enqueue(each)
    await house.drain(ColourCard())
    assert [t.blob for t in await house.takes(alone)] == [(await house.takes(sheet))[2].blob]


async def test_families_are_loaded_once_and_kept_warm(house: House) -> None:
    family = ColourCard()
    for n in range(3):
        await house.queue.enqueue(job(f"job-{n}", takes=1))
    await house.drain(family)
    assert family.warmed == 1


async def test_while_a_take_renders_its_progress_is_heard_with_a_preview(house: House) -> None:
    one = job("one", takes=2)
    worker = house.worker(ColourCard(at_step=slow(0.05)))
    running = asyncio.create_task(worker.run())
    await house.queue.enqueue(one)

    seen = [event for event in await house.log(one) if isinstance(event, Progress)]
    worker.stop()
    await running

    assert {event.of for event in seen} == {8}
    assert [event.step for event in seen] == sorted(event.step for event in seen)
    previews = [event.preview for event in seen if event.preview]
    assert previews
    assert all(preview[8:12] == b"WEBP" for preview in previews)


BAD = {
    "says why": (raising(StudioError("The lamp broke. Bring another.")), "The lamp broke."),
    "fails": (raising(ZeroDivisionError("1/0")), "Something went wrong"),
    "runs out of memory": (raising(MemoryError()), "Something went wrong"),
}


@pytest.mark.parametrize(("bad", "sentence"), BAD.values(), ids=BAD)
async def test_a_bad_family_wraps_its_job_and_the_worker_goes_on(
    house: House, bad: Callable[[int], None], sentence: str
) -> None:
    first, second = job("bad", takes=1), job("good", takes=1)
    family = ColourCard(at_step=bad)
    await house.queue.enqueue(first)
    await house.drain(family)
    family.at_step = slow(0)
    await house.queue.enqueue(second)
    await house.drain(family)

    assert (await house.end(first)).error.startswith(sentence)
    assert (await house.end(second)).error == ""
    assert len(await house.takes(second)) == 1


async def test_a_failure_is_logged_with_its_job_and_its_place(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    one = job("one", takes=1)
    await house.queue.enqueue(one)
    with caplog.at_level(logging.ERROR):
        await house.drain(ColourCard(at_step=raising(ZeroDivisionError("1/0"))))
    assert one.id in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert (await house.end(one)).error == FAILED.format(job=one.id)


async def test_an_unknown_model_is_a_sentence(house: House) -> None:
    one = Job(id="unknown-", order=order(1, model="dream"))
    await house.queue.enqueue(one)
    await house.drain(ColourCard())
    assert (await house.end(one)).error == "There is no model 'dream'."


async def test_a_take_that_nobody_has_is_a_sentence(house: House) -> None:
    one = Job(id="review--", order=Review(take="0" * 64))
    await house.queue.enqueue(one)
    await house.drain(ColourCard())
    assert "The vault has no picture" in (await house.end(one)).error


async def test_a_cancelled_job_stops_at_its_next_step_and_keeps_its_finished_takes(
    house: House,
) -> None:
    one = job("one", takes=4)
    family = ColourCard(at_step=slow(0.05))
    await house.queue.enqueue(one)
    running = asyncio.create_task(house.drain(family))
    async for report in house.queue.listen():
        if isinstance(report.event, TakeReady):
            break
    await house.queue.cancel(one.id)
    await running
    assert (await house.end(one)).cancelled
    assert len(await house.takes(one)) < 4
    kept = {blob for t in await house.takes(one) for blob in t.blobs}
    assert kept == set(house.vault.blobs())


async def test_a_stopped_worker_gives_its_job_back_and_the_next_goes_on(house: House) -> None:
    one = job("one", takes=4)
    first = ColourCard(at_step=slow(0.05))
    await house.queue.enqueue(one)
    worker = house.worker(first)
    running = asyncio.create_task(worker.run())
    async for report in house.queue.listen():
        if isinstance(report.event, TakeReady):
            break
    worker.stop()
    async with asyncio.timeout(5):
        await running

    standing = await house.queue.standing(one.id)
    assert standing
    assert standing.state == "queued"
    second = ColourCard()
    await house.drain(second)
    assert [t.index for t in await house.takes(one)] == [0, 1, 2, 3]
    assert 0 not in second.shots


def previs(n: int) -> Job:
    return Job(id=f"previs-{n}", order=Previs(shot=SHOT, size=SIZE), lane="interactive")


async def takes_and_ends(house: House, until: Job) -> list[str]:
    """The order of what was finished, until that job is wrapped."""
    said: list[str] = []
    async with asyncio.timeout(5):
        async for report in house.queue.listen():
            match report.event:
                case TakeReady() as ready:
                    said.append(f"{ready.job} {ready.index}")
                case Wrapped() as end:
                    said.append(f"{end.job} {end.error or 'done'}")
                    if end.job == until.id:
                        break
                case _:
                    pass
    return said


async def test_a_sheet_gives_way_between_takes_and_goes_on_after(house: House) -> None:
    """However many previews come, each lets one take through: nobody waits for ever."""
    sheet = job("sheet", takes=4)
    shots = 0

    def ask(step: int) -> None:
        """Ask for a preview while each of the first takes is made."""
        nonlocal shots
        if step == 1 and len(family.shots) > shots:
            shots = len(family.shots)
            asyncio.run_coroutine_threadsafe(house.queue.enqueue(previs(shots)), loop).result(5)

    loop = asyncio.get_running_loop()
    family = ColourCard(at_step=ask)
    await house.queue.enqueue(sheet)
    await house.drain(family)

    assert family.shots == [0, 1, 2, 3], "no take is made twice"
    # The last take is not held up: with nothing left to make, the sheet is done.
    first = [
        line
        for n in range(3)
        for line in (f"sheet--- {n}", f"previs-{n + 1} 0", f"previs-{n + 1} done")
    ]
    assert await takes_and_ends(house, sheet) == [*first, "sheet--- 3", "sheet--- done"]


async def test_a_worker_gives_way_only_to_what_it_serves(house: House) -> None:
    sheet = job("sheet", takes=2)
    await house.queue.enqueue(sheet)
    worker = Worker(house.queue, house.vault, only(ColourCard()), lanes=("batch",), beat=LEASE / 3)
    await house.queue.enqueue(previs(1))
    async with asyncio.timeout(5):
        await worker.run(burst=True)
    standing = await house.queue.standing(sheet.id)
    assert standing
    assert (standing.state, standing.attempts) == ("wrapped", 1)


async def test_a_long_step_does_not_lose_the_job(house: House) -> None:
    one = job("one", takes=1)
    await house.queue.enqueue(one)
    running = asyncio.create_task(house.drain(ColourCard(at_step=slow(LEASE * 1.5))))
    await asyncio.sleep(LEASE * 2)
    assert await house.queue.claim("thief") is None
    await running
    assert len(await house.takes(one)) == 1


async def test_a_promise_that_was_kept_is_reported_and_not_made_again(house: House) -> None:
    one = job("one", takes=2)
    rehearsed = job("rehearsed", takes=2)
    await house.queue.enqueue(rehearsed)
    await house.drain(ColourCard())
    kept = (await house.takes(rehearsed))[0].model_copy(update={"job": one.id})
    await house.queue.enqueue(one)
    await house.queue.claim("dead")
    await house.queue.promise(kept)
    await asyncio.sleep(LEASE * 1.2)

    family = ColourCard()
    await house.drain(family)

    assert family.shots == [1]
    assert [t.blob for t in await house.takes(one)] == [
        t.blob for t in await house.takes(rehearsed)
    ]


async def test_a_broken_promise_leaves_no_orphan(house: House) -> None:
    """The first worker died between the truth maps and the picture; the second made others."""
    one = job("one", takes=1)
    await house.queue.enqueue(one)
    await house.queue.claim("dead")
    orphan = house.vault.put(b"a depth map of the first make")
    promised = take(one).model_copy(update={"extras": {"depth.png": orphan}})
    await house.queue.promise(promised)
    await asyncio.sleep(LEASE * 1.2)

    await house.drain(ColourCard())

    (made,) = await house.takes(one)
    assert set(house.vault.blobs()) == set(made.blobs)


async def test_a_worker_that_slept_too_long_leaves_nothing_behind(tmp_path: Path) -> None:
    """Its job was given away, finished with other pixels and swept, before it woke."""
    async with opened(tmp_path) as sleeper, opened(tmp_path) as other:
        one = job("one", takes=1)
        await sleeper.queue.enqueue(one)
        claim = await sleeper.queue.claim("sleeper")
        assert claim
        await sleeper.queue.promise(take(one, 0, "0"))
        await asyncio.sleep(LEASE * 1.2)
        await other.drain(ColourCard(drift=True))

        late = sleeper.worker(ColourCard(drift=True))
        await late._serve(claim)  # pyright: ignore[reportPrivateUsage] - it woke inside
        await sleeper.queue.sweep(sleeper.vault.discard)

        (made,) = await other.takes(one)
        assert set(sleeper.vault.blobs()) == set(made.blobs)


async def test_a_full_vault_is_a_sentence_for_the_artist(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_data: bytes) -> str:
        raise StudioError("The vault is full. Free some space.")

    one = job("one", takes=1)
    monkeypatch.setattr(house.vault, "put", full)
    await house.queue.enqueue(one)
    await house.drain(ColourCard())
    assert (await house.end(one)).error == "The vault is full. Free some space."
