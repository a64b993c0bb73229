"""The contact sheet's card: eight takes and every button within Discord's forty components."""

from typing import Any

from bot.cards.sheet import sheet_card, vote_line
from bot.cards.take import Facts, take_card
from bot.records import JobRecord, Place, TakeRecord, take_id
from engine.protocol import Animate, EditRegion, FixEyes, Order, Recipe, Refine, Regrade, TakeReady
from prompts.looks import look
from prompts.setup import Grade
from tests import fakes


def record(takes: int = 8) -> JobRecord:
    job = fakes.job("one", takes)
    return JobRecord(
        id=job.id, kind="shoot", job=job, asker=1, place=Place(guild=2, channel=3), slate="B"
    )


def kept(made: TakeReady, slate: str, parent: str | None = None) -> TakeRecord:
    return TakeRecord(
        id=take_id(made.job, made.index),
        job=made.job,
        index=made.index,
        blob=made.blob,
        media=made.media,
        recipe=made.recipe,
        measures={"seconds": 6.2},
        extras={},
        parent=parent,
        kind=made.recipe.order.kind,
        slate=slate,
        owner=1,
        place=Place(guild=2, channel=3),
        created=0.0,
    )


def takes(job: JobRecord) -> list[TakeRecord]:
    return [kept(fakes.take(job.job, n), f"{job.slate}{n + 1}") for n in range(8)]


def flat(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for each in components:
        found += [each, *flat(each.get("components", []))]
    return found


async def test_eight_takes_fit_with_all_their_buttons():
    job = record()
    pictures = [(f"B{n}.png", f"B{n}: a portrait") for n in range(1, 9)]
    card = sheet_card(job, takes(job), pictures, {}, note="x" * 700)
    parts = flat(card.to_components())
    ids = [each["custom_id"] for each in parts if "custom_id" in each]

    assert len(parts) <= 40
    assert len(ids) == len(set(ids)) == 10
    assert ids[:8] == [f"t:open:{job.id}-{n}" for n in range(8)]
    assert ids[8:] == [f"s:again:{job.id}", f"s:like:{job.id}"]
    assert all(len(each) <= 100 for each in ids)
    assert sum(len(each.get("content", "")) for each in parts) < 4000
    rows = [len(each["components"]) for each in parts if each["type"] == 1]
    assert rows == [4, 4, 1, 1]


def test_votes_are_ranked_and_ties_stand_in_order():
    job = record()
    eight = takes(job)
    assert "Vote with 1️⃣" in vote_line(eight, {})
    votes = {eight[2].id: 1, eight[5].id: 3, eight[0].id: 1}
    assert vote_line(eight, votes) == "Votes: **B6** 3 · **B1** 1 · **B3** 1"


def edited(parent: TakeRecord, name: str, order: Order, slate: str) -> TakeRecord:
    recipe = Recipe(order=order, index=0, seed=1, model="maquette", revision="1", versions={})
    made = TakeReady(job=name.ljust(8, "-"), index=0, blob="c" * 64, recipe=recipe)
    if isinstance(order, Animate):
        made = made.model_copy(update={"media": "video/mp4"})
    return kept(made, slate, parent.id)


async def test_a_card_tells_its_whole_line():
    first = takes(record())[2]
    edit: dict[str, Any] = {"take": first.blob, "recipe": first.recipe}
    warm = Grade(slope=(1.1, 1.0, 0.9))
    line = [first]
    for name, order in {
        "refine": Refine(**edit),
        "eyes": FixEyes(**edit, eyes=("right",)),
        "coat": EditRegion(**edit, region="wardrobe", words="a **green** coat @everyone"),
        "noir": Regrade(**edit, grade=look("noir").grade),
        "warm": Regrade(**edit, grade=look("noir").grade.model_copy(
            update={"slope": warm.slope})),
        "clip": Animate(**edit, seconds=2),
    }.items():  # fmt: skip
        line.append(edited(line[-1], name, order, f"{line[-1].slate}.1"))
    card = take_card(Facts(line, selected_by=7, tree=line), [("B3.mp4", "a clip")])
    parts = flat(card.to_components())
    said = "\n".join(each.get("content", "") for each in parts)

    assert "B3 → refined → right eye fixed → Wardrobe: a \\*\\*green\\*\\* coat" in said
    assert "@everyone" not in said
    assert "→ regraded Noir → printed warmer → a clip of 2 s" in said
    assert "Selected by <@7>" in said
    assert "6.2 s" in said
    ids = [each["custom_id"] for each in parts if "custom_id" in each]
    assert [each.split(":")[1] for each in ids] == [
        "again", "undo", "branch", "select", "keep", "master",
    ]  # fmt: skip
    assert ids[3].endswith(":off")


async def test_a_still_has_every_edit():
    first = takes(record())[0]
    card = take_card(Facts([first], tree=[first]), [("B1.png", "a portrait")])
    ids = [each["custom_id"] for each in flat(card.to_components()) if "custom_id" in each]

    assert [each.split(":")[1] for each in ids] == [
        "refine", "eyes", "region", "regrade", "animate", "finish", "review",
        "select", "keep", "master",
    ]  # fmt: skip
    assert ids[7] == f"t:select:{first.id}:on"
