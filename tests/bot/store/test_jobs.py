"""Jobs: placed once, bounded, and a letter for every contact sheet."""

import asyncio

import pytest

from bot.records import JobRecord
from bot.store import Gone, Store, TooMany
from bot.store.jobs import letters
from engine.protocol import Report, Wrapped
from tests.bot.store.made import (
    ADA,
    BEN,
    DM,
    ELSEWHERE,
    THREAD,
    brief,
    bring,
    hear,
    life,
    previs,
    ready,
    regrade,
    shoot,
)


async def test_a_job_is_kept_whole(store: Store) -> None:
    begun = await brief(store)
    asked = shoot("one", brief=begun.id, version=1, locale="de")
    placed = await store.place_job(asked)
    assert placed == asked.model_copy(update={"slate": "A", "placed": placed.placed})
    assert placed.placed > begun.created
    assert await store.job("one-----") == placed
    assert await store.job("two-----") is None
    assert await store.job("\ud800") is None


async def test_placing_again_changes_nothing(store: Store) -> None:
    placed = await life(store, shoot("one"))
    again = await store.place_job(shoot("one", asker=BEN, place=DM))
    assert again == await store.job(placed.id)
    assert (again.asker, again.slate, again.state) == (ADA, "A", "wrapped")


async def test_every_channel_counts_its_own_sheets(store: Store) -> None:
    async def slate(job: JobRecord) -> str:
        return (await store.place_job(job)).slate

    assert [await slate(shoot(f"here-{n}")) for n in range(3)] == ["A", "B", "C"]
    assert await slate(shoot("there", place=ELSEWHERE)) == "A"
    assert await slate(previs("light")) == ""
    assert await slate(shoot("again")) == "D"


def test_letters_go_on_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


async def test_what_a_job_names_must_be_there(store: Store) -> None:
    for job in (shoot("one", brief="a" * 10), regrade("two", "nothing--0", "a")):
        with pytest.raises(Gone, match="deleted"):
            await store.place_job(job)
    assert await store.jobs_open() == ()
    assert (await store.place_job(shoot("one"))).slate == "A", "a refused sheet takes no letter"


async def test_a_person_has_only_so_many_open(store: Store) -> None:
    for n in range(3):
        await store.place_job(shoot(f"job-{n}"), most=3)
    await store.place_job(shoot("job-0"), most=3)
    with pytest.raises(TooMany, match="You have 3 jobs"):
        await store.place_job(shoot("job-3"), most=3)
    await store.place_job(previs("light"), most=3)
    await store.place_job(bring("brought", "e"), most=3)
    await store.place_job(shoot("bens", asker=BEN), most=3)
    await hear(store, Wrapped(job="job-1---"))
    await store.place_job(shoot("job-3"), most=3)


async def test_tasks_that_ask_at_once_do_not_pass_the_bound(store: Store) -> None:
    asked = (store.place_job(shoot(f"job-{n}"), most=4) for n in range(10))
    answers = await asyncio.gather(*asked, return_exceptions=True)
    placed = [answer for answer in answers if isinstance(answer, JobRecord)]
    assert sorted(job.slate for job in placed) == ["A", "B", "C", "D"]
    assert sum(isinstance(answer, TooMany) for answer in answers) == 6


async def test_lists(store: Store) -> None:
    one = await store.place_job(shoot("one"))
    two = await store.place_job(previs("two", asker=BEN))
    there = await store.place_job(shoot("there", place=ELSEWHERE))
    assert await store.jobs_open() == (one, two, there)
    assert await store.jobs_at(THREAD.channel) == (two, one)
    assert await store.jobs_at(THREAD.channel, limit=1) == (two,)
    assert await store.jobs_by(ADA) == (there, one)
    await hear(store, Wrapped(job=one.id))
    assert await store.jobs_open() == (two, there)


async def test_the_progress_message_is_remembered(store: Store) -> None:
    placed = await store.place_job(shoot("one"))
    await store.set_progress(placed.id, 2**62)
    found = await store.job(placed.id)
    assert found
    assert found.progress == 2**62


async def test_a_typical_time_is_the_workers_own(store: Store) -> None:
    assert await store.typical_seconds("shoot") is None
    await life(store, shoot("one"), "abc")  # 2, 3 and 4 seconds
    assert await store.typical_seconds("shoot") == 3.0
    assert await store.typical_seconds("shoot", model="other") is None
    assert await store.typical_seconds("regrade") is None


async def test_a_typical_time_is_of_late_and_of_jobs_that_went_well(store: Store) -> None:
    await life(store, shoot("odd"), "abcdef")
    failed = await store.place_job(shoot("failed"))
    slow = ready(failed).model_copy(update={"measures": {"seconds": 999.0}})
    await hear(store, slow, Wrapped(job=failed.id, error="It broke."))
    for n in range(20):
        await life(store, shoot(f"job-{n}"), "a")
    assert await store.typical_seconds("shoot") == 2.0


async def test_a_time_that_the_worker_did_not_say_is_the_bots(store: Store) -> None:
    placed = await store.place_job(shoot("one"))
    unsaid = ready(placed).model_copy(update={"measures": {}})
    await store.hear(Report(seq=1, event=unsaid))
    await hear(store, Wrapped(job=placed.id))
    assert await store.typical_seconds("shoot") is None, "nobody said that it started"
