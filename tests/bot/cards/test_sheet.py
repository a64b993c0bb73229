"""The contact sheet's card and the take's: all they hold within Discord's bounds."""

from typing import Any, get_args

from bot.cards.reviewed import reviewed
from bot.cards.sheet import sheet_card, vote_line
from bot.cards.take import Facts, take_card
from bot.records import JobRecord, Place, Release, TakeRecord, take_id
from bot.words import LANGUAGES
from engine.protocol import (
    LAYER,
    Animate,
    EditRegion,
    Finding,
    FixEyes,
    Order,
    Recipe,
    Refine,
    Regrade,
    Seen,
    TakeReady,
)
from prompts.grading import softer
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
        "tin": Regrade(**edit, grade=softer(look("tintype").grade)),
        "clip": Animate(**edit, seconds=2),
    }.items():  # fmt: skip
        line.append(edited(line[-1], name, order, f"{line[-1].slate}.1"))
    tin = look("tintype").title
    card = take_card(Facts(line, selected_by=7, tree=line), [("B3.mp4", "a clip")])
    parts = flat(card.to_components())
    said = "\n".join(each.get("content", "") for each in parts)

    assert "B3 → refined → right eye fixed → Wardrobe: a \\*\\*green\\*\\* coat" in said
    assert "@everyone" not in said
    assert f"→ regraded {tin}, printed softer → a clip of 2 s" in said
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


async def test_the_fullest_card_stays_within_discords_bounds():
    line = [takes(record())[0]]
    edit: dict[str, Any] = {"take": line[0].blob}
    coat = EditRegion(**edit, region="wardrobe", words="a green coat " * 9)
    for n in range(20):
        line.append(edited(line[-1], f"coat{n}", coat, f"{line[-1].slate}.1"))
    mends = ("eyes:left", "eyes:right", "region:skin", "refine", "regrade")
    wrong = tuple(
        Finding(what=what, good=False, value=-0.123456, low=-1.5, high=12.75, mend=mends[n % 5])
        for n, what in enumerate(get_args(Seen))
    )
    notes = ("left-eye-kept", "right-eye-unseen", "unheard-of")
    last = line[-1].model_copy(update={"findings": wrong, "notes": notes})
    others = [each.model_copy(update={"extras": {LAYER: "f" * 64}}) for each in line[:-1]]
    beside = [edited(line[0], f"side{n}", coat, f"B1.{n}") for n in range(2, 12)]
    release = Release(id="a" * 10, owner=9, kind="person", person="M" * 100, purpose="p" * 100,
                      until="2027-01-31", place=Place(guild=1, channel=2), created=0)  # fmt: skip
    facts = Facts([*others, last], selected_by=7, tree=[*others, last, *beside], release=release)
    for locale in LANGUAGES:
        pictures = [("before-B1.webp", "then"), ("B1.1.png", "now")]
        card = take_card(facts, pictures, locale, note="x" * 600)
        parts = flat(card.to_components())
        ids = [each["custom_id"] for each in parts if "custom_id" in each]
        assert len(parts) <= 40
        assert len(ids) == len(set(ids))
        assert all(len(each) <= 100 for each in ids)
        assert sum(len(each.get("content", "")) for each in parts) < 4000, locale
        assert all(len(each["components"]) <= 5 for each in parts if each["type"] == 1)
        assert "B1 → … →" in parts[1]["content"]


def test_a_good_eye_is_said_once():
    seen = [Finding(what=what, good=True, value=1) for what in get_args(Seen)]
    take = takes(record())[0].model_copy(update={"findings": tuple(seen)})
    assert reviewed(take)[0].startswith("**Good:** both eyes, catchlights, skin texture")
    seen[1] = seen[1].model_copy(update={"good": False})  # the left gaze
    take = take.model_copy(update={"findings": tuple(seen)})
    assert reviewed(take)[0].startswith("**Good:** right eye, left iris, ")
