"""The consent behind a picture that somebody brought: asked, given, and revoked with all of it."""

import pytest

from bot.records import JobRecord, Release
from bot.store import Gone, Store
from engine.protocol import Finding, Job, Regrade, Report, Review, Wrapped
from prompts.setup import Grade
from tests.bot.store.made import (
    ADA,
    BEN,
    CLEO,
    THREAD,
    Clock,
    bring,
    hear,
    life,
    ready,
    record,
    regrade,
    shoot,
)


async def brought(store: Store, name: str = "brought", blob: str = "a") -> tuple[Release, str]:
    """Ada brings a picture that nobody has spoken for; the release, and the take's id."""
    release = await store.begin_release(owner=ADA, kind="asked", place=THREAD)
    job = await life(store, bring(name, "e", release=release.id), blob)
    return release, f"{job.id}-0"


def edit(name: str, parent: str, blob: str, release: Release, asker: int) -> JobRecord:
    return regrade(name, parent, blob, asker, release=release.id)


async def test_a_picture_is_a_take_only_once_somebody_answers_for_it(store: Store) -> None:
    release, take = await brought(store)
    assert await store.takes_at(THREAD) == ()
    asked = await store.take(take)
    assert asked
    assert (asked.slate, asked.release) == ("", release.id)

    granted = await store.grant(
        release.id, "person", person="Mara", consenter=CLEO, purpose="posters", until="2027-01-31"
    )
    assert (granted.kind, granted.person, granted.until) == ("person", "Mara", "2027-01-31")
    (listed,) = await store.takes_at(THREAD)
    assert (listed.id, listed.slate) == (take, "A1")
    assert (await store.grant(release.id, "nobody")).kind == "person", "the first word counts"
    assert [each.slate for each in await store.takes_at(THREAD)] == ["A1"]
    sheet = await store.place_job(shoot("sheet"))
    assert sheet.slate == "B"
    with pytest.raises(Gone):
        await store.grant("a" * 10, "own")


async def test_what_is_said_before_the_picture_comes_counts_when_it_does(store: Store) -> None:
    release = await store.begin_release(owner=ADA, kind="own", place=THREAD)
    await life(store, bring("brought", "e", release=release.id), "a")
    await store.grant(release.id, release.kind)
    assert [each.slate for each in await store.takes_at(THREAD)] == ["A1"]


async def test_revoking_takes_everything_that_anybody_made_of_it(store: Store) -> None:
    release, take = await brought(store)
    await store.grant(release.id, "own")
    bens = await life(store, edit("bens", take, "a", release, BEN), "b", after=9)
    running = await store.place_job(edit("late", f"{bens.id}-0", "b", release, CLEO))
    other = await life(store, shoot("other", asker=BEN), "c", after=19)
    await store.intend("card", bens.id, THREAD)
    await store.delivered("card", 77)
    await store.set_progress(running.id, 78)
    assert await store.release_tally(release.id) == 2
    assert await store.shown_of(release.id) == ((1, 100, 77), (1, 100, 78))

    purged = await store.revoke(release.id)

    assert purged.counts == {"takes": 2}
    assert purged.jobs == (running.id,)
    assert set(purged.blobs) == {"a" * 64, "b" * 64}
    assert await store.release(release.id) is None
    assert await store.take(take) is None
    assert [each.job for each in await store.takes_at(THREAD)] == [other.id]
    late = await store.hear(Report(seq=30, event=ready(running, 0, "d")))
    assert late.discard == ("d" * 64,)
    with pytest.raises(Gone):
        await store.place_job(edit("more", take, "a", release, BEN))


async def test_who_is_forgotten_takes_their_releases_along(store: Store) -> None:
    release, take = await brought(store)
    await store.grant(release.id, "person", person="Cleo", consenter=CLEO)
    bens = await life(store, edit("bens", take, "a", release, BEN), "b", after=9)
    assert [each["person"] for each in (await store.export(CLEO))["releases"]] == ["Cleo"]

    purged = await store.purge(CLEO)
    assert purged.counts["releases"] == 1
    assert set(purged.blobs) == {"a" * 64, "b" * 64}
    assert await store.take(f"{bens.id}-0") is None


async def test_releases_are_listed_for_who_they_concern(store: Store) -> None:
    first, _ = await brought(store)
    await store.grant(first.id, "person", person="Cleo", consenter=CLEO)
    second = await store.begin_release(owner=BEN, kind="own", place=THREAD)
    await store.begin_release(owner=ADA, kind="asked", place=THREAD)
    assert [each.id for each in await store.releases_of(ADA)] == [first.id]
    assert [each.id for each in await store.releases_of(CLEO)] == [first.id]
    assert {each.id for each in await store.releases_of(0, guild=1)} == {first.id, second.id}


async def test_releases_end_on_their_day_and_questions_after_a_while(
    store: Store, clock: Clock
) -> None:
    dated, _ = await brought(store)
    await store.grant(dated.id, "person", person="Mara", until="2027-01-31")
    asked = await store.begin_release(owner=BEN, kind="asked", place=THREAD)
    now = clock.now
    assert await store.lapsed("2027-01-31", now - 60) == ()
    assert [each.id for each in await store.lapsed("2027-02-01", now - 60)] == [dated.id]
    assert [each.id for each in await store.lapsed("2027-01-01", now + 60)] == [asked.id]


async def test_a_brought_lut_is_kept_until_the_job_is_over(store: Store) -> None:
    await life(store, shoot("sheet"), "a")
    order = Regrade(take="a" * 64, grade=Grade(), file="f" * 64)
    job = await store.place_job(record(Job(id="lut-----", order=order), ADA, parent="sheet----0"))
    await store.purge(BEN)
    assert await store.unwanted() == ()
    heard = await store.hear(Report(seq=9, event=Wrapped(job=job.id, error="No LUT.")))
    assert heard.discard == ("f" * 64,)


async def test_a_review_is_written_on_the_take_and_is_none_itself(store: Store) -> None:
    sheet = await life(store, shoot("sheet"), "a")
    order = Review(take="a" * 64)
    job = await store.place_job(
        record(Job(id="review--", order=order), ADA, parent=f"{sheet.id}-0")
    )
    seen = Finding(what="cast", good=False, value=4.0, high=3.0, mend="regrade")
    made = ready(job, 0, "b").model_copy(update={"findings": (seen,), "media": "application/json"})
    await hear(store, made, Wrapped(job=job.id), after=9)
    take = await store.take(f"{sheet.id}-0")
    assert take
    assert take.findings == (seen,)
    assert len(await store.takes_at(THREAD)) == 1
    child = await life(store, regrade("child", take.id, "a"), "c", after=19)
    assert [each.slate for each in await store.takes_of(child.id)] == ["A1.1"]


async def test_a_tree_has_its_line_and_its_branches(store: Store) -> None:
    sheet = await life(store, shoot("sheet"), "ab")
    root = f"{sheet.id}-0"
    one = await life(store, regrade("one", root, "a"), "c", after=9)
    await life(store, regrade("two", root, "a"), "d", after=19)
    three = await life(store, regrade("three", f"{one.id}-0", "c"), "e", after=29)
    slates = ["A1", "A1.1", "A1.2", "A1.1.1"]
    for take in (root, f"{three.id}-0"):
        assert [each.slate for each in await store.tree(take)] == slates
    few = await store.tree(f"{three.id}-0", limit=2)
    assert [each.slate for each in few] == ["A1", "A1.1", "A1.2", "A1.1.1"]
