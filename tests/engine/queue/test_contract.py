"""What every carrier of the boundary must do."""

import asyncio
from collections.abc import Iterable

import pytest

from engine.protocol import (
    LANES,
    MAX_DEATHS,
    Claim,
    Desk,
    Event,
    Lane,
    Progress,
    Report,
    Standing,
    Started,
    Studio,
    TakeReady,
    Wrapped,
)
from tests.engine.queue.carriers import Carrier, Queue
from tests.fakes import job, take


async def claimed(desk: Desk, worker: str, lanes: tuple[Lane, ...] = LANES) -> Claim:
    claim = await desk.claim(worker, lanes)
    assert claim, "there is a job"
    return claim


async def standing(studio: Studio, name: str) -> Standing:
    found = await studio.standing(name)
    assert found, "the job is known"
    return found


async def heard(studio: Studio, count: int, after: int = 0) -> list[Report]:
    reports: list[Report] = []
    async with asyncio.timeout(5):
        async for report in studio.listen(after):
            reports.append(report)
            if len(reports) == count:
                break
    return reports


async def log(studio: Studio, after: int = 0) -> list[Event]:
    """All that is there now: a marker job is wrapped to find the end."""
    marker = job(f"marker-{after}")
    await studio.enqueue(marker)
    await studio.cancel(marker.id)
    events: list[Event] = []
    async with asyncio.timeout(5):
        async for report in studio.listen(after):
            if report.event.job == marker.id:
                break
            events.append(report.event)
    return events


def kinds(events: Iterable[Event]) -> list[str]:
    return [event.kind for event in events]


async def test_it_is_both_a_studio_and_a_desk(carrier: Carrier) -> None:
    queue = await carrier.open()
    studio: Studio = queue
    desk: Desk = queue
    assert studio is desk


async def test_an_idle_desk_gives_nothing(carrier: Carrier) -> None:
    assert await (await carrier.open()).claim("w") is None


async def test_a_job_crosses_unchanged(carrier: Carrier) -> None:
    bot, desk = await carrier.open(), await carrier.open()
    placed = job("one", lane="motion", requester="ana")
    await bot.enqueue(placed)
    claim = await claimed(desk, "w")
    assert claim.job == placed
    assert (claim.attempt, claim.done, claim.promised) == (1, frozenset(), ())


async def test_placing_the_same_id_again_changes_nothing(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one", takes=2))
    await queue.enqueue(job("one", takes=3))
    claim = await claimed(queue, "w")
    assert claim.job.order == job("one", takes=2).order
    assert await queue.claim("w") is None


async def test_a_job_is_claimed_by_one_worker_only(carrier: Carrier) -> None:
    desks = [await carrier.open() for _ in range(4)]
    for n in range(10):
        await desks[0].enqueue(job(f"job-{n}"))

    claims = await asyncio.gather(*(desk.claim(f"w{n}") for n in range(5) for desk in desks))

    ids = [claim.job.id for claim in claims if claim]
    assert len(ids) == len(set(ids)) == 10


async def test_interactive_goes_before_batch_before_motion(carrier: Carrier) -> None:
    queue = await carrier.open()
    for lane in reversed(LANES):
        await queue.enqueue(job(lane, lane=lane))
    order = [(await claimed(queue, "w")).job.lane for _ in range(3)]
    assert order == ["interactive", "batch", "motion"]


async def test_a_worker_may_serve_some_lanes_only(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("film", lane="motion"))
    assert await queue.claim("w", ("interactive", "batch")) is None
    assert (await claimed(queue, "w", ("motion",))).job.lane == "motion"


async def test_the_oldest_goes_first(carrier: Carrier) -> None:
    queue = await carrier.open()
    for n in range(3):
        await queue.enqueue(job(f"job-{n}"))
    assert [(await claimed(queue, "w")).job.id for _ in range(3)] == [
        "job-0---",
        "job-1---",
        "job-2---",
    ]


async def test_requesters_take_turns(carrier: Carrier) -> None:
    queue = await carrier.open()
    for n in range(3):
        await queue.enqueue(job(f"ana-{n}", requester="ana"))
    await queue.enqueue(job("ben-0", requester="ben"))

    order: list[str] = []
    for _ in range(4):
        order.append((await claimed(queue, "w")).job.requester)
        await carrier.wait(1)

    assert order == ["ana", "ben", "ana", "ana"]


async def test_standing_counts_what_runs_and_what_waits_before(carrier: Carrier) -> None:
    queue = await carrier.open()
    for n in range(3):
        await queue.enqueue(job(f"job-{n}"))
    await queue.enqueue(job("first", lane="interactive"))
    assert (await standing(queue, "job-2---")).before == 3
    claim = await claimed(queue, "w")
    assert claim.job.id == "first---"
    assert (await standing(queue, "first---")).model_dump() == {
        "state": "running",
        "before": 0,
        "attempts": 1,
    }
    assert (await standing(queue, "job-0---")).before == 1
    await queue.report(Wrapped(job="first---"))
    assert (await standing(queue, "first---")).state == "wrapped"
    assert (await standing(queue, "job-0---")).before == 0
    assert await queue.standing("nobody--") is None


async def test_a_dead_workers_job_is_given_to_another(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("dead")
    assert await queue.claim("next") is None

    await carrier.lapse()

    assert (await claimed(queue, "next")).attempt == 2
    assert not await queue.heartbeat("one-----", "dead")
    assert await queue.heartbeat("one-----", "next")


async def test_a_heartbeat_keeps_the_job(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("slow")
    for _ in range(3):
        await carrier.wait(20)
        assert await queue.heartbeat("one-----", "slow")
        assert await queue.claim("other") is None


async def test_a_late_heartbeat_keeps_a_job_that_nobody_took(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("late")
    await carrier.lapse()
    assert await queue.heartbeat("one-----", "late")
    assert await queue.claim("other") is None


async def test_the_third_death_wraps_with_a_sentence(carrier: Carrier) -> None:
    queue = await carrier.open()
    placed = job("deadly")
    await queue.enqueue(placed)
    for attempt in range(1, MAX_DEATHS + 1):
        assert (await claimed(queue, f"w{attempt}")).attempt == attempt
        await carrier.lapse()

    assert await queue.claim("last") is None

    (wrapped,) = await log(queue)
    assert isinstance(wrapped, Wrapped)
    assert "stopped its worker 3 times" in wrapped.error
    assert (await standing(queue, placed.id)).state == "wrapped"


async def test_a_released_job_waits_again_and_no_death_is_counted(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    for _ in range(MAX_DEATHS + 2):
        claim = await claimed(queue, "w")
        await queue.release(claim.job.id, "w")
    assert (await standing(queue, "one-----")).state == "queued"


async def test_a_released_job_waits_where_it_stood(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("ana-0", requester="ana"))
    await queue.enqueue(job("ben-0", requester="ben"))
    for _ in range(3):
        claim = await claimed(queue, "w")
        assert claim.job.requester == "ana"
        await carrier.wait(1)
        await queue.release(claim.job.id, "w")


URGENT: dict[str, tuple[tuple[Lane, ...], Lane, bool]] = {
    "nothing waits": ((), "motion", False),
    "a quicker lane": (("interactive",), "batch", True),
    "a quicker lane, though not the quickest": (("batch",), "motion", True),
    "the same lane": (("batch",), "batch", False),
    "a slower lane": (("motion",), "batch", False),
    "the quickest gives way to nobody": (LANES, "interactive", False),
}


@pytest.mark.parametrize(("waiting", "lane", "expected"), URGENT.values(), ids=URGENT)
async def test_urgent_is_what_waits_in_a_quicker_lane(
    carrier: Carrier, waiting: tuple[Lane, ...], lane: Lane, *, expected: bool
) -> None:
    queue = await carrier.open()
    for each in waiting:
        await queue.enqueue(job(each, lane=each))
    assert await queue.urgent(lane) is expected


async def test_what_a_worker_does_not_serve_is_not_urgent_to_it(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("quick", lane="interactive"))
    assert not await queue.urgent("motion", ("batch", "motion"))
    assert await queue.urgent("motion", ("interactive", "motion"))


async def test_what_runs_or_is_over_is_not_urgent(carrier: Carrier) -> None:
    queue = await carrier.open()
    for name in ("runs", "wrapped", "cancelled"):
        await queue.enqueue(job(name, lane="interactive"))
    assert (await claimed(queue, "w")).job.id == "runs----"
    assert (await claimed(queue, "w")).job.id == "wrapped-"
    await queue.report(Wrapped(job="wrapped-"))
    await queue.cancel("cancelled")
    assert not await queue.urgent("batch")
    await queue.release("runs----", "w")
    assert await queue.urgent("batch")


async def test_only_the_holder_can_release(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("holder")
    await queue.release("one-----", "other")
    assert (await standing(queue, "one-----")).state == "running"


async def test_a_queued_job_is_cancelled_at_once(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.cancel("one-----")
    assert await queue.claim("w") is None
    assert await log(queue) == [Wrapped(job="one-----", cancelled=True)]


async def test_a_running_job_hears_of_its_cancellation(carrier: Carrier) -> None:
    bot, desk = await carrier.open(), await carrier.open()
    await bot.enqueue(job("one"))
    await desk.claim("w")
    assert not await desk.cancelled("one-----")
    await bot.cancel("one-----")
    assert await desk.cancelled("one-----")
    assert (await standing(bot, "one-----")).state == "running"


@pytest.mark.parametrize("end", ["death", "release"])
async def test_a_cancelled_job_is_not_delivered_again(carrier: Carrier, end: str) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("w")
    await queue.cancel("one-----")
    if end == "death":
        await carrier.lapse()
    else:
        await queue.release("one-----", "w")
    assert await queue.claim("next") is None
    assert await log(queue) == [Wrapped(job="one-----", cancelled=True)]


async def test_cancelling_a_dead_workers_job_wraps_it_at_once(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.enqueue(job("one"))
    await queue.claim("dead")
    await carrier.lapse()
    await queue.cancel("one-----")
    assert (await standing(queue, "one-----")).state == "wrapped"


async def test_cancelling_nobodys_job_or_a_wrapped_one_does_nothing(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.cancel("nobody--")
    await queue.enqueue(job("one"))
    await queue.claim("w")
    await queue.report(Wrapped(job="one-----"))
    await queue.cancel("one-----")
    assert await log(queue) == [Wrapped(job="one-----")]


async def test_events_come_in_order_and_the_cursor_goes_on_where_it_stood(carrier: Carrier) -> None:
    bot, desk = await carrier.open(), await carrier.open()
    one = job("one")
    await bot.enqueue(one)
    await desk.claim("w")
    said = [
        Started(job=one.id, worker="w", attempt=1),
        take(one, 0, "a"),
        take(one, 1, "b", depth="c"),
        Progress(job=one.id, step=2, of=4, preview=b"\x00webp\xff"),
    ]
    for event in said:
        await desk.report(event)

    reports = await heard(bot, 4)

    assert [report.event for report in reports] == said
    assert [r.event for r in await heard(bot, 2, after=reports[1].seq)] == said[2:]


async def test_a_listener_hears_what_comes_later(carrier: Carrier) -> None:
    bot, desk = await carrier.open(), await carrier.open()
    one = job("one")
    await bot.enqueue(one)
    await desk.claim("w")
    ears = asyncio.create_task(heard(bot, 1))
    await asyncio.sleep(0.1)
    await desk.report(take(one))
    assert [report.event for report in await ears] == [take(one)]


async def test_a_take_is_reported_once(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.report(take(one, 0, "a"))
    await queue.report(take(one, 0, "b"))
    await queue.report(take(one, 1, "a"))
    takes = [event for event in await log(queue) if isinstance(event, TakeReady)]
    assert [(t.index, t.blob[0]) for t in takes] == [(0, "a"), (1, "a")]


async def test_nothing_is_heard_of_a_job_after_it_wrapped(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.report(Wrapped(job=one.id))
    for event in (take(one), Progress(job=one.id, step=1, of=2), Wrapped(job=one.id, error="no")):
        await queue.report(event)
    assert await log(queue) == [Wrapped(job=one.id)]


async def test_an_event_of_an_unknown_job_is_ignored(carrier: Carrier) -> None:
    queue = await carrier.open()
    await queue.report(Wrapped(job="nobody--"))
    await queue.promise(take(job("nobody")))
    assert await log(queue) == []


async def test_acknowledged_progress_is_forgotten_and_takes_stay(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    for event in (
        Progress(job=one.id, step=1, of=2),
        take(one),
        Progress(job=one.id, step=2, of=2),
    ):
        await queue.report(event)
    seqs = [report.seq for report in await heard(queue, 3)]

    await queue.acknowledge(seqs[1])

    assert kinds(await log(queue)) == ["take-ready", "progress"]


async def test_progress_of_a_wrapped_job_is_forgotten(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.report(Progress(job=one.id, step=1, of=2, preview=b"x" * 1000))
    await queue.report(Wrapped(job=one.id))
    assert kinds(await log(queue)) == ["wrapped"]


async def test_the_next_worker_learns_what_is_done_and_what_was_promised(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("dead")
    for index, blob in enumerate("ab"):
        await queue.promise(take(one, index, blob))
    await queue.report(take(one, 0, "a"))
    await carrier.lapse()

    claim = await claimed(queue, "next")

    assert claim.done == {0}
    assert claim.promised == (take(one, 1, "b"),)


async def swept(queue: Queue) -> set[str]:
    gone: set[str] = set()
    await queue.sweep(gone.add)
    return {blob[0] for blob in gone}


async def test_a_sweep_spares_takes_and_living_promises(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.promise(take(one, 0, "a"))
    await queue.report(take(one, 0, "a"))
    await queue.promise(take(one, 1, "b"))
    assert await swept(queue) == set()


async def test_a_sweep_discards_the_first_make_when_the_second_differed(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.promise(take(one, 0, "a", depth="d"))
    await queue.promise(take(one, 0, "b", depth="d", normals="e"))
    await queue.report(take(one, 0, "b", depth="d", normals="e"))
    assert await swept(queue) == {"a"}
    assert await swept(queue) == set()


async def test_a_sweep_discards_what_a_wrapped_job_promised_and_never_reported(
    carrier: Carrier,
) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.promise(take(one, 0, "a"))
    await queue.report(Wrapped(job=one.id, cancelled=True))
    assert await swept(queue) == {"a"}


async def test_a_sweep_spares_a_blob_that_another_job_holds_or_promises(carrier: Carrier) -> None:
    queue = await carrier.open()
    for n, name in enumerate(("held", "living", "wrapped")):
        await queue.enqueue(job(name))
        await queue.claim(f"w{n}")
    await queue.promise(take(job("held"), 0, "a"))
    await queue.report(take(job("held"), 0, "a"))
    await queue.promise(take(job("living"), 0, "b"))
    for index, blob in enumerate("abc"):
        await queue.promise(take(job("wrapped"), index, blob))
    await queue.report(Wrapped(job=job("wrapped").id))
    assert await swept(queue) == {"c"}


async def test_a_sweep_that_fails_is_done_again(carrier: Carrier) -> None:
    queue = await carrier.open()
    one = job("one")
    await queue.enqueue(one)
    await queue.claim("w")
    await queue.promise(take(one, 0, "a"))
    await queue.report(Wrapped(job=one.id))

    def refuse(_blob: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await queue.sweep(refuse)
    assert await swept(queue) == {"a"}


async def test_a_job_that_is_over_is_forgotten_word_by_word(carrier: Carrier) -> None:
    studio = await carrier.open()
    mine, other = job("mine", requester="ada"), job("other")
    for each in (mine, other):
        await studio.enqueue(each)
        await claimed(studio, "w")
        await studio.report(take(each))
        await studio.report(Wrapped(job=each.id))
    end = await studio.newest()

    await studio.forget([mine.id, "unknown-"])
    await studio.forget([mine.id])

    assert [event.job for event in await log(studio)] == [other.id] * 2
    assert await studio.newest() > end  # a forgotten end is still an end
    await studio.report(take(mine, 1))
    await studio.enqueue(mine)
    assert await studio.claim("w") is None  # neither a late report nor a late order revives it


async def test_a_running_job_is_stopped_and_forgotten_when_it_is_over(carrier: Carrier) -> None:
    studio = await carrier.open()
    mine = job("mine")
    await studio.enqueue(mine)
    await claimed(studio, "w")

    await studio.forget([mine.id])

    assert await studio.cancelled(mine.id)
    await studio.report(Wrapped(job=mine.id, cancelled=True))
    await studio.forget([mine.id])
    assert await log(studio) == []


async def test_what_a_forgotten_job_promised_is_still_swept(carrier: Carrier) -> None:
    studio = await carrier.open()
    mine = job("mine")
    await studio.enqueue(mine)
    await claimed(studio, "w")
    await studio.promise(take(mine, blob="c"))
    await studio.report(Wrapped(job=mine.id, cancelled=True))

    await studio.forget([mine.id])

    swept: list[str] = []
    await studio.sweep(swept.append)
    assert swept == ["c" * 64]
