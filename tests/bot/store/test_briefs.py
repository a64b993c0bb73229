"""Briefs: begun, changed by several people at once, found again."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import Gone, Stale, Store, TooMany, open_store
from bot.store.briefs import MAX_BRIEFS, MAX_VERSIONS
from tests.bot.store.made import ADA, BEN, BODY, CLEO, DM, ELSEWHERE, THREAD, brief


async def test_a_brief_begins_as_its_first_version(store: Store) -> None:
    begun = await brief(store, title="A boxer " * 40)
    assert await store.brief(begun.id) == begun
    assert (begun.version, begun.body.version, begun.participants) == (1, 1, (ADA,))
    assert len(begun.title) == 100
    (first,) = await store.versions(begun.id)
    assert (first.words, first.author, first.body) == ("a boxer", ADA, BODY)


async def test_a_change_is_a_new_version(store: Store) -> None:
    begun = await brief(store)
    body = BODY.model_copy(update={"mood": "tired"})
    changed = await store.change_brief(begun.id, author=BEN, words="tired", body=body, expect=1)
    assert changed.body == body.model_copy(update={"version": 2})
    assert changed.version == 2
    assert changed.participants == (ADA, BEN)
    assert changed.updated > begun.updated
    assert [v.number for v in await store.versions(begun.id)] == [2, 1]
    second = await store.version(begun.id, 2)
    assert second
    assert (second.author, second.words) == (BEN, "tired")
    assert await store.version(begun.id, 3) is None


async def test_who_was_slower_is_told_and_sees_what_is_now(store: Store) -> None:
    begun = await brief(store)
    now = await store.change_brief(begun.id, author=ADA, words="1", body=BODY, expect=1)
    with pytest.raises(Stale, match="Somebody else changed this brief") as told:
        await store.change_brief(begun.id, author=BEN, words="2", body=BODY, expect=1)
    assert told.value.now == now
    assert await store.brief(begun.id) == now


async def test_a_version_that_never_was_changes_nothing(store: Store) -> None:
    begun = await brief(store)
    for expect in (0, 2, -1):
        with pytest.raises(Stale):
            await store.change_brief(begun.id, author=ADA, words="", body=BODY, expect=expect)


@pytest.mark.parametrize("unknown", ["nothing", "", "'; DROP TABLE briefs; --", "\ud800\0"])
async def test_an_id_that_nobody_gave_finds_nothing(store: Store, unknown: str) -> None:
    assert await store.brief(unknown) is None
    assert await store.versions(unknown) == ()
    assert await store.version(unknown, 1) is None
    with pytest.raises(Gone, match="/brief new"):
        await store.change_brief(unknown, author=ADA, words="", body=BODY, expect=1)
    with pytest.raises(Gone):
        await store.move_brief(unknown, THREAD)
    await store.set_card(unknown, 1)
    await store.set_person(unknown, 1)
    assert await store.briefs_of(ADA, guild=1, before=unknown) == ()


async def test_words_that_no_keyboard_writes_are_kept_readable(store: Store) -> None:
    begun = await brief(store, words="half \ud83d of it", title="\udc00")
    (first,) = await store.versions(begun.id)
    assert first.words == "half ? of it"


async def test_old_versions_are_thinned_and_the_first_is_kept(store: Store) -> None:
    begun = await brief(store)
    for number in range(1, MAX_VERSIONS + 10):
        author = BEN if number == 1 else ADA
        await store.change_brief(begun.id, author=author, words="", body=BODY, expect=number)
    kept = [version.number for version in await store.versions(begun.id)]
    assert len(kept) == MAX_VERSIONS
    assert kept == [*range(MAX_VERSIONS + 10, 11, -1), 1]
    now = await store.brief(begun.id)
    assert now
    assert now.participants == (ADA, BEN), "although Ben's version is gone"


async def test_the_brief_of_a_channel_is_the_one_that_came_last(store: Store) -> None:
    first, second = await brief(store), await brief(store, BEN)
    assert await store.brief_at(THREAD.channel) == second
    assert await store.brief_at(THREAD.channel, owner=ADA) == first
    assert await store.brief_at(DM.channel) is None
    await store.change_brief(first.id, author=ADA, words="", body=BODY, expect=1)
    assert await store.brief_at(THREAD.channel) == second
    moved = await store.move_brief(first.id, DM)
    assert moved.place == DM
    assert await store.brief_at(DM.channel) == moved
    back = await store.move_brief(first.id, THREAD)
    assert await store.brief_at(THREAD.channel) == back


async def test_a_card_leads_to_its_brief(store: Store) -> None:
    begun = await brief(store)
    assert await store.brief_of_card(77) is None
    await store.set_card(begun.id, 77)
    found = await store.brief_of_card(77)
    assert found
    assert (found.id, found.card) == (begun.id, 77)
    await store.set_card(begun.id, None)
    assert await store.brief_of_card(77) is None


async def test_another_body_before_the_camera(store: Store) -> None:
    begun = await brief(store)
    await store.set_person(begun.id, 99)
    now = await store.brief(begun.id)
    assert now
    assert (now.person_seed, now.version) == (99, 1)


async def test_a_list_shows_only_ones_own_of_this_guild(store: Store) -> None:
    here = await brief(store)
    await brief(store, place=ELSEWHERE)
    private = await brief(store, place=DM)
    await brief(store, BEN)
    assert await store.briefs_of(ADA, guild=1) == (here,)
    assert await store.briefs_of(ADA, guild=None) == (private,)
    assert await store.briefs_of(CLEO, guild=1) == ()
    assert await store.count_briefs(ADA) == 3


async def test_a_list_goes_on_where_it_ended(store: Store) -> None:
    begun = [await brief(store) for _ in range(7)]
    await store.change_brief(begun[0].id, author=ADA, words="", body=BODY, expect=1)
    first = await store.briefs_of(ADA, guild=1, limit=4)
    rest = await store.briefs_of(ADA, guild=1, limit=4, before=first[-1].id)
    ids = [each.id for each in (*first, *rest)]
    assert ids == [begun[0].id, *(each.id for each in reversed(begun[1:]))]


async def test_a_title_is_found_by_a_part_of_it(store: Store) -> None:
    found = await brief(store, title="Ein müder  Boxer, 100%")
    await brief(store, title="Somebody else")
    for part in ("MÜDER boxer", "100%", "mu\u0308der"):
        assert await store.briefs_of(ADA, guild=1, containing=part) == (found,), part
    assert await store.briefs_of(ADA, guild=1, containing="%oxer") == ()


async def test_ten_thousand_briefs_are_a_sentence(store: Store) -> None:
    for _ in range(MAX_BRIEFS):
        await brief(store)
    with pytest.raises(TooMany, match="You have 500 briefs"):
        await brief(store)
    assert await store.count_briefs(ADA) == MAX_BRIEFS
    await brief(store, BEN)


async def test_tasks_that_change_one_brief_at_once_lose_nothing(store: Store) -> None:
    begun = await brief(store)

    async def add(note: str) -> None:
        now = begun
        while True:
            body = now.body.model_copy(update={"notes": (*now.body.notes, note)})
            try:
                await store.change_brief(
                    begun.id, author=BEN, words=note, body=body, expect=now.version
                )
            except Stale as stale:
                now = stale.now
            else:
                return

    await asyncio.gather(*(add(str(n)) for n in range(20)))
    now = await store.brief(begun.id)
    assert now
    assert sorted(now.body.notes, key=int) == [str(n) for n in range(20)]


Step = tuple[int, bool]  # who, and whether they write what they have read, or read anew


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=25))
def test_no_interleaving_of_reads_and_writes_loses_an_update(steps: list[Step]) -> None:
    async def go(path: Path) -> None:
        async with await open_store(path) as store:
            begun = await brief(store)
            read, written = [begun] * 3, list[str]()
            for n, (who, writes) in enumerate(steps):
                if not writes:
                    read[who] = await store.brief(begun.id) or begun
                    continue
                body = read[who].body.model_copy(update={"notes": (*read[who].body.notes, str(n))})
                try:
                    read[who] = await store.change_brief(
                        begun.id, author=who, words="", body=body, expect=read[who].version
                    )
                    written.append(str(n))
                except Stale as stale:
                    read[who] = stale.now
            now = await store.brief(begun.id)
            assert now
            assert now.body.notes == tuple(written)
            assert now.version == 1 + len(written)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(go(Path(folder) / "archive.db"))
