"""Takes: by place, by descent, by a few letters; their votes and selects."""

import asyncio
from collections.abc import Awaitable

import pytest

from bot.records import TakeRecord
from bot.store import Gone, Store
from tests.bot.store.made import (
    ADA,
    BEN,
    CLEO,
    DM,
    ELSEWHERE,
    THREAD,
    brief,
    bring,
    life,
    previs,
    regrade,
    shoot,
)


async def ids(found: Awaitable[tuple[TakeRecord, ...]]) -> list[str]:
    return [take.id for take in await found]


async def test_a_place_shows_its_takes_newest_first(store: Store) -> None:
    job = await life(store, shoot("one"), "abcd")
    await life(store, previs("light"), "e")
    await life(store, bring("brought", "e"), "f")
    await life(store, shoot("there", place=ELSEWHERE), "a")
    everything = await ids(store.takes_at(THREAD))
    assert everything == [f"{job.id}-{n}" for n in (3, 2, 1, 0)]
    assert await ids(store.takes_at(THREAD, limit=2)) == everything[:2]
    assert await ids(store.takes_at(THREAD, before=everything[1])) == everything[2:]
    assert await ids(store.takes_at(THREAD, before="nothing")) == []
    assert await ids(store.takes_at(DM)) == []


async def test_unknown_ids_find_nothing(store: Store) -> None:
    for unknown in ("", "nothing", "one-------0", "\ud800"):
        assert await store.take(unknown) is None
        assert await store.takes_of(unknown) == ()
        assert await store.children(unknown) == ()
        assert await store.lineage(unknown) == ()
        assert await store.votes(unknown) == {}
        assert await store.voters(unknown) == ()
        assert not await store.is_selected(unknown)
        for on in (True, False):
            with pytest.raises(Gone, match="not here any more"):
                await store.vote(unknown, ADA, on)
            with pytest.raises(Gone):
                await store.select(unknown, ADA, on)


async def test_descent(store: Store) -> None:
    sheet = await life(store, shoot("sheet"), "ab")
    root = f"{sheet.id}-0"
    first = await life(store, regrade("first", root, "a"), "c")
    second = await life(store, regrade("second", root, "a"), "d")
    deep = await life(store, regrade("deep", f"{first.id}-0", "c"), "e")
    assert await ids(store.children(root)) == [f"{first.id}-0", f"{second.id}-0"]
    assert await ids(store.lineage(f"{deep.id}-0")) == [root, f"{first.id}-0", f"{deep.id}-0"]
    assert await ids(store.lineage(root)) == [root]


async def test_a_take_is_found_by_slate_or_title(store: Store) -> None:
    begun = await brief(store, title="The Müller portrait")
    mine = await life(store, shoot("mine", brief=begun.id), "ab")
    bens = await life(store, shoot("bens", asker=BEN), "cd")
    await life(store, shoot("there", asker=BEN, place=ELSEWHERE), "e")
    assert await ids(store.find_takes(guild=1, containing="b")) == [
        *(f"{bens.id}-1", f"{bens.id}-0")
    ]
    assert await ids(store.find_takes(guild=1, containing="MÜLLER", limit=1)) == [f"{mine.id}-1"]
    assert await ids(store.find_takes(guild=1, owner=ADA)) == [f"{mine.id}-1", f"{mine.id}-0"]
    assert len(await store.find_takes(owner=BEN)) == 3
    assert len(await store.find_takes(channel=THREAD.channel, owner=BEN)) == 2
    assert await store.find_takes() == ()
    assert await store.find_takes(guild=1, containing="%") == ()


async def test_votes_count_each_person_once(store: Store) -> None:
    job = await life(store, shoot("one"), "ab")
    take = f"{job.id}-1"
    assert await store.vote(take, ADA, on=True) == 1
    assert await store.vote(take, ADA, on=True) == 1
    assert await store.vote(take, BEN, on=True) == 2
    assert await store.voters(take) == (ADA, BEN)
    assert await store.votes(job.id) == {f"{job.id}-0": 0, take: 2}
    assert await store.vote(take, ADA, on=False) == 1
    assert await store.vote(take, CLEO, on=False) == 1


async def test_many_vote_at_once(store: Store) -> None:
    job = await life(store, shoot("one"), "a")
    take = f"{job.id}-0"
    await asyncio.gather(*(store.vote(take, user, on=True) for user in range(1, 51)))
    await asyncio.gather(*(store.vote(take, user, on=False) for user in range(1, 11)))
    assert await store.votes(job.id) == {take: 40}


async def test_selects(store: Store) -> None:
    job = await life(store, shoot("one"), "ab")
    one, two = await store.takes_of(job.id)
    assert await store.select(one.id, ADA, on=True)
    assert not await store.select(one.id, BEN, on=True), "it is chosen already"
    assert await store.select(two.id, BEN, on=True)
    assert await store.selects_at(THREAD.channel) == (two, one)
    assert await store.selects_at(THREAD.channel, limit=1) == (two,)
    assert await store.selects_at(DM.channel) == ()
    assert await store.select(one.id, BEN, on=False)
    assert not await store.select(one.id, BEN, on=False)
    assert (await store.is_selected(one.id), await store.is_selected(two.id)) == (False, True)
    assert await store.selected_by(one.id) is None
    assert await store.selected_by(two.id) is not None


async def test_only_one_of_many_chooses_a_take(store: Store) -> None:
    job = await life(store, shoot("one"), "a")
    answers = await asyncio.gather(*(store.select(f"{job.id}-0", n, on=True) for n in range(1, 20)))
    assert sum(answers) == 1
