"""Characters: saved, revised, renamed, forgotten; and the references of a brief."""

import asyncio

import pytest

from bot.store import Gone, Store, Taken, TooMany
from bot.store.characters import MAX_CHARACTERS, MAX_REVISIONS
from bot.store.references import MAX_REFERENCES
from engine.protocol import StudioError
from prompts.brief import Subject
from tests.bot.store.made import ADA, BEN, BODY, brief, life, shoot

YOUNG, OLD = Subject(age=30), Subject(age=70)


async def test_a_character_comes_back(store: Store) -> None:
    job = await life(store, shoot("one"), "a")
    saved = await store.save_character(ADA, " Mara  Vale ", YOUNG, 7, f"{job.id}-0")
    assert (saved.name, saved.revision, saved.portrait) == ("Mara Vale", 1, f"{job.id}-0")
    assert await store.character(ADA, "mara vale") == saved
    assert await store.characters(ADA) == (saved,)
    assert await store.character(BEN, "Mara Vale") is None


async def test_saving_again_is_a_new_revision(store: Store) -> None:
    first = await store.save_character(ADA, "Mara", YOUNG, 7, None)
    second = await store.save_character(ADA, "MARA", OLD, 8, "nothing--0")
    assert (second.name, second.revision, second.subject) == ("Mara", 2, OLD)
    assert second.portrait is None, "a take that is not there is no portrait"
    assert await store.characters(ADA) == (second,)
    assert await store.character_revisions(ADA, "Mara") == (second, first)
    assert await store.character_revisions(ADA, "nobody") == ()


async def test_old_revisions_are_dropped(store: Store) -> None:
    for seed in range(MAX_REVISIONS + 3):
        await store.save_character(ADA, "Mara", YOUNG, seed, None)
    kept = [each.revision for each in await store.character_revisions(ADA, "Mara")]
    assert kept == list(range(MAX_REVISIONS + 3, 3, -1))


async def test_tasks_that_save_at_once_make_one_character(store: Store) -> None:
    await asyncio.gather(*(store.save_character(ADA, "Mara", YOUNG, n, None) for n in range(9)))
    assert [each.revision for each in await store.characters(ADA)] == [9]


async def test_a_list_is_by_name_and_begins_as_it_is_typed(store: Store) -> None:
    for name in ("mike", "Mara", "Ångström", "M%"):
        await store.save_character(ADA, name, YOUNG, 1, None)
    assert [each.name for each in await store.characters(ADA, "m")] == ["M%", "Mara", "mike"]
    assert [each.name for each in await store.characters(ADA, "a\u030a")] == ["Ångström"]
    assert [each.name for each in await store.characters(ADA, "m%")] == ["M%"]
    assert [each.name for each in await store.characters(ADA, limit=1)] == ["M%"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 51])
async def test_a_name_that_is_none_is_a_sentence(store: Store, name: str) -> None:
    with pytest.raises(StudioError, match="needs a name"):
        await store.save_character(ADA, name, YOUNG, 1, None)


async def test_a_person_has_a_hundred_at_most(store: Store) -> None:
    for n in range(MAX_CHARACTERS):
        await store.save_character(ADA, f"c{n}", YOUNG, n, None)
    with pytest.raises(TooMany, match="100 characters"):
        await store.save_character(ADA, "one more", YOUNG, 1, None)
    assert (await store.save_character(ADA, "C0", OLD, 1, None)).revision == 2
    await store.save_character(BEN, "one more", YOUNG, 1, None)


async def test_renaming_takes_the_briefs_along(store: Store) -> None:
    await store.save_character(ADA, "Mara", YOUNG, 1, None)
    await store.save_character(ADA, "Ivo", OLD, 1, None)
    body = BODY.model_copy(update={"character": "mara"})
    hers, bens = await brief(store, body=body), await brief(store, BEN, body=body)
    with pytest.raises(Taken, match="already"):
        await store.rename_character(ADA, "Mara", "ivo")
    with pytest.raises(Gone, match="/character list"):
        await store.rename_character(ADA, "nobody", "somebody")
    with pytest.raises(StudioError, match="needs a name"):
        await store.rename_character(ADA, "Mara", " ")

    renamed = await store.rename_character(ADA, "MARA", "Mira")
    assert (renamed.name, renamed.subject) == ("Mira", YOUNG)
    assert await store.character(ADA, "Mara") is None
    now, other = await store.brief(hers.id), await store.brief(bens.id)
    assert now
    assert other
    assert (now.body.character, now.version) == ("Mira", 1)
    assert other.body.character == "mara", "another person's characters are their own"
    assert (await store.rename_character(ADA, "Mira", "MIRA")).name == "MIRA"


async def test_forgetting(store: Store) -> None:
    await store.save_character(ADA, "Mara", YOUNG, 1, None)
    await store.save_character(ADA, "Mara", OLD, 1, None)
    assert not await store.forget_character(BEN, "Mara")
    assert await store.forget_character(ADA, "mara")
    assert not await store.forget_character(ADA, "Mara")
    assert await store.character_revisions(ADA, "Mara") == ()
    assert (await store.save_character(ADA, "Mara", YOUNG, 1, None)).revision == 1


async def test_references_come_in_order_and_once(store: Store) -> None:
    begun = await brief(store)
    for blob in "cab":
        await store.add_reference(begun.id, blob * 64, ADA)
    await store.add_reference(begun.id, "a" * 64, ADA, "the light")
    found = await store.references(begun.id)
    assert [(each.blob[0], each.note) for each in found] == [
        *(("c", ""), ("a", "the light"), ("b", ""))
    ]
    assert await store.references("nothing") == ()
    for unknown in ("nothing", "a" * 10):
        with pytest.raises(Gone):
            await store.add_reference(unknown, "a" * 64, ADA)


async def test_a_brief_has_only_so_many_references(store: Store) -> None:
    begun = await brief(store)
    for n in range(MAX_REFERENCES):
        await store.add_reference(begun.id, f"{n:064x}", ADA)
    await store.add_reference(begun.id, f"{0:064x}", ADA, "again")
    with pytest.raises(TooMany, match="16 reference pictures"):
        await store.add_reference(begun.id, "f" * 64, BEN)
