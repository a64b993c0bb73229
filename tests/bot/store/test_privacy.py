"""A person sees all that is kept of them, and may have it forgotten."""

import json
from pathlib import Path

import pytest

from bot.records import Purged
from bot.store import Gone, Store
from engine.protocol import Report, Started, Wrapped
from prompts.brief import Subject
from tests.bot.store.made import (
    ADA,
    BEN,
    BODY,
    CLEO,
    THREAD,
    brief,
    bring,
    life,
    ready,
    regrade,
    shoot,
)

SECRET = "the scar that nobody may know of"  # noqa: S105 - what Ada says


async def full_life(store: Store) -> tuple[str, str]:
    """Ada's brief, sheet and character, and what Ben made of them; the ids of two takes."""
    hers = await brief(store, words=SECRET, title=SECRET)
    await store.change_brief(hers.id, author=BEN, words="softer", body=BODY, expect=1)
    sheet = await life(store, shoot("sheet", brief=hers.id, version=1), "ab")
    root = f"{sheet.id}-0"
    bens = await life(store, regrade("bens", root, "a", BEN, brief=hers.id), "c")
    await store.intend("sheet", sheet.id, THREAD)
    await store.intend("bens", bens.id, THREAD)
    await store.vote(root, BEN, on=True)
    await store.vote(f"{bens.id}-0", ADA, on=True)
    await store.select(f"{bens.id}-0", ADA, on=True)
    await store.save_character(ADA, "Mara", Subject(age=30), 7, root)
    await store.save_character(BEN, "Ivo", Subject(age=40), 7, root)
    await store.add_reference(hers.id, "d" * 64, BEN)
    return root, f"{bens.id}-0"


async def test_what_is_forgotten_is_counted_and_gone(store: Store) -> None:
    root, _ = await full_life(store)
    purged = await store.purge(ADA)
    assert purged.counts == {
        "votes": 1,
        "selects": 1,
        "references": 0,
        "characters": 1,
        "releases": 0,
        "takes": 2,
        "jobs": 1,
        "deliveries": 1,
        "briefs": 1,
        "versions": 2,
        "words": 0,
    }
    assert await store.take(root) is None
    assert await store.briefs_of(ADA, guild=1) == ()
    assert await store.characters(ADA) == ()
    assert await store.jobs_by(ADA) == ()
    assert await store.delivery("sheet") is None
    left = await store.export(ADA)
    assert left.pop("person") == ADA
    assert not any(left.values())
    assert (await store.purge(ADA)).counts == dict.fromkeys(purged.counts, 0)


async def test_its_blobs_leave_the_vault_unless_somebody_else_names_them(store: Store) -> None:
    await full_life(store)
    await life(store, shoot("same", asker=CLEO), "b")
    purged = await store.purge(ADA)
    assert purged.blobs == ("a" * 64, "d" * 64), "b is Cleo's take, c is Ben's"
    assert await store.unwanted() == purged.blobs
    await store.discarded(purged.blobs)
    assert await store.unwanted() == ()


async def test_what_others_made_of_it_stays_without_the_link(store: Store) -> None:
    _, bens = await full_life(store)
    before = await store.take(bens)
    await store.purge(ADA)
    after = await store.take(bens)
    assert before
    assert after
    assert after == before.model_copy(update={"parent": None, "brief": None})
    assert await store.lineage(bens) == (after,)
    job = await store.job(after.job)
    assert job
    assert (job.parent, job.brief) == (None, None)
    assert await store.delivery("bens")
    ivo = await store.character(BEN, "Ivo")
    assert ivo
    assert ivo.portrait is None
    again = await life(store, regrade("again", bens, "c", BEN), "e")
    assert [take.slate for take in await store.takes_of(again.id)] == ["A1.1.1"]


async def test_words_in_another_persons_brief_are_anonymised(store: Store) -> None:
    bens = await brief(store, BEN)
    changed = BODY.model_copy(update={"mood": "tired"})
    await store.change_brief(bens.id, author=ADA, words=SECRET, body=changed, expect=1)
    exported = await store.export(ADA)
    assert [each["words"] for each in exported["words in other people's briefs"]] == [SECRET]

    assert (await store.purge(ADA)).counts["words"] == 1
    now = await store.brief(bens.id)
    assert now
    assert (now.body.mood, now.participants) == ("tired", (BEN,))
    newest, _ = await store.versions(bens.id)
    assert (newest.author, newest.words) == (0, "")


async def test_a_reference_goes_out_of_another_persons_brief(store: Store) -> None:
    mine, both = "a" * 64, "b" * 64
    body = BODY.model_copy(update={"references": (mine, both)})
    bens = await brief(store, BEN, body=body)
    await store.change_brief(bens.id, author=BEN, words="", body=body, expect=1)
    for blob, who in ((mine, ADA), (both, ADA), (both, BEN)):
        await store.add_reference(bens.id, blob, who)
    purged = await store.purge(ADA)
    assert purged.blobs == (mine,)
    assert purged.counts["references"] == 2
    for version in await store.versions(bens.id):
        assert version.body.references == (both,)
    assert [each.owner for each in await store.references(bens.id)] == [BEN]


async def test_an_open_job_is_named_and_does_not_come_back(store: Store) -> None:
    job = await store.place_job(shoot("open"))
    raw = await store.place_job(bring("raw", "e"))
    over = await life(store, shoot("over"), "c")
    await life(store, shoot("bens", asker=BEN), "d")
    purged = await store.purge(ADA)
    assert purged.jobs == (job.id, raw.id)
    assert purged.forgotten == (job.id, raw.id, over.id)
    assert purged.blobs == ("c" * 64, "e" * 64)
    await store.discarded(purged.blobs)

    await store.hear(Report(seq=8, event=Started(job=job.id, worker="w", attempt=1)))
    late = await store.hear(Report(seq=9, event=ready(job, 0, "f", small="d")))
    assert (late.job, late.take, late.fresh) == (None, None, False)
    assert late.discard == ("f" * 64,), "d is Ben's"
    assert await store.unwanted() == ("f" * 64,)
    await store.hear(Report(seq=10, event=Wrapped(job=job.id)))
    assert await store.job(job.id) is None
    with pytest.raises(Gone):
        await store.place_job(shoot("open"))
    with pytest.raises(Gone):
        await store.intend("late", job.id, THREAD)


async def test_nothing_of_it_is_left_in_the_file(store: Store, tmp_path: Path) -> None:
    await full_life(store)
    files = lambda: b"".join(file.read_bytes() for file in tmp_path.iterdir())  # noqa: E731
    assert SECRET.encode() in files()
    await store.purge(ADA)
    assert SECRET.encode() not in files()


async def test_forgetting_somebody_unknown_is_harmless(store: Store) -> None:
    await full_life(store)
    before = await store.export(ADA), await store.export(BEN)
    purged = await store.purge(CLEO)
    assert purged == Purged(counts=dict.fromkeys(purged.counts, 0))
    assert (await store.export(ADA), await store.export(BEN)) == before


async def test_an_export_is_json_and_has_everything(store: Store) -> None:
    root, _ = await full_life(store)
    exported = json.loads(json.dumps(await store.export(ADA)))
    (hers,) = exported["briefs"]
    assert [version.get("words") for version in hers["versions"]] == [SECRET, None]
    assert hers["versions"][1]["body"]["subject"]["age"] == 60
    assert [take["index"] for take in exported["takes"]] == [0, 1]
    assert exported["takes"][0]["id"] == root
    assert exported["takes"][0]["recipe"]["versions"] == {}
    (job,) = exported["jobs"]
    assert job["order"]["kind"] == "shoot"
    assert (job["guild"], job["locale"]) == (1, "en-US")
    assert [each["name"] for each in exported["characters"]] == ["Mara"]
    assert [each["take"] for each in exported["votes"]] == ["bens-----0"]
    assert len(exported["selects"]) == len(exported["deliveries"]) == 1
    assert exported["takes part in"] == [{"brief": hers["id"], "since": hers["created"]}]


async def test_an_export_says_nothing_of_others(store: Store) -> None:
    await full_life(store)
    assert "softer" not in json.dumps(await store.export(ADA))
    bens = await store.export(BEN)
    assert SECRET not in json.dumps(
        {name: rows for name, rows in bens.items() if name != "jobs"}
    ), "only the order of Ben's job, made of the brief, may hold it"
    assert bens["briefs"] == []
    assert [each["blob"][0] for each in bens["references"]] == ["d"]
