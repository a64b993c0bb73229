"""What the boundary says of orders: their lanes, and how long a history may grow."""

import pytest
from pydantic import TypeAdapter

from engine.protocol import (
    LANES,
    MAX_LINEAGE,
    Animate,
    Blobs,
    Bring,
    Edit,
    EditRegion,
    Finish,
    FixEyes,
    Job,
    Order,
    Previs,
    Recipe,
    Refine,
    Regrade,
    Restack,
    Review,
    Shoot,
    StudioError,
    editor_of,
    lane_of,
    takes_of,
)
from engine.vault import Vault
from prompts.setup import Grade
from tests.fakes import SHOT, SIZE, order

BLOB = "0" * 64


def made_by(of: Order, model: str = "maquette") -> Recipe:
    return Recipe(order=of, index=0, seed=0, model=model, revision="1", versions={})


@pytest.mark.parametrize(
    ("asked", "lane"),
    [
        (Previs(shot=SHOT, size=SIZE), "interactive"),
        (Bring(blob=BLOB), "interactive"),
        (Regrade(take=BLOB, grade=Grade()), "interactive"),
        (order(4), "batch"),
        (Refine(take=BLOB), "batch"),
        (Animate(take=BLOB), "motion"),
        (FixEyes(take=BLOB), "batch"),
        (EditRegion(take=BLOB, region="lips"), "batch"),
        (Finish(take=BLOB), "batch"),
        (Review(take=BLOB), "interactive"),
        (Restack(take=BLOB, base=BLOB, layers=()), "interactive"),
    ],
)
def test_each_order_has_its_lane(asked: Order, lane: str) -> None:
    assert lane_of(asked) == lane
    assert lane in LANES


@pytest.mark.parametrize(
    ("asked", "count"),
    [(order(6), 6), (order(6, only=4), 1), (Previs(shot=SHOT, size=SIZE), 1)],
)
def test_it_is_known_how_many_takes_come(asked: Order, count: int) -> None:
    assert takes_of(asked) == count


def again(recipe: Recipe) -> Order:
    return Refine(take=BLOB, recipe=recipe)


def alike(recipe: Recipe) -> Order:
    return Shoot(shot=SHOT, size=SIZE, like=recipe)


@pytest.mark.parametrize("step", [again, alike])
def test_a_history_crosses_whole_until_it_is_too_long(step) -> None:
    recipe = made_by(order(1))
    for _ in range(MAX_LINEAGE - 1):
        recipe = made_by(step(recipe))
    job = Job(order=step(recipe))
    assert Job.model_validate_json(job.model_dump_json()) == job
    with pytest.raises(StudioError, match="Go back to an earlier take"):
        step(made_by(job.order))


def test_a_recipe_knows_the_one_before_it() -> None:
    first = made_by(order(1))
    assert first.parent is None
    assert made_by(Bring(blob=BLOB)).parent is None
    assert made_by(again(first)).parent == first
    assert made_by(alike(first)).parent == first


def test_every_order_that_is_no_beginning_is_an_edit() -> None:
    """Only these know what they were made from."""
    kinds = set(TypeAdapter(Order).json_schema()["discriminator"]["mapping"])
    edits = {edit.model_fields["kind"].default for edit in Edit.__subclasses__()}
    assert kinds - edits == {"shoot", "previs", "bring"}


def test_a_vault_is_what_the_boundary_calls_blobs(tmp_path) -> None:
    blobs: Blobs = Vault(tmp_path)
    sha = blobs.put(b"picture")
    assert blobs.has(sha)
    assert blobs.get(sha) == b"picture"
    blobs.discard(sha)
    assert not blobs.has(sha)


def test_a_lineage_runs_from_the_take_to_its_root() -> None:
    first = made_by(order(1))
    second = made_by(again(first))
    third = made_by(again(second))
    assert list(third.line) == [third, second, first]
    assert third.root == first
    assert made_by(alike(third)).root.order.kind == "shoot", "what it is like is not what it edits"


NOIR, WARM = Grade(saturation=0), Grade(slope=(1.1, 1.0, 0.9))


def shot_in(grade: Grade) -> Recipe:
    setup = SHOT.setup.model_copy(update={"grade": grade})
    return made_by(Previs(shot=SHOT.model_copy(update={"setup": setup}), size=SIZE))


def test_the_grade_is_of_the_last_print_or_of_the_shot() -> None:
    first = shot_in(NOIR)
    assert first.grade == made_by(again(first)).grade == made_by(alike(first)).grade == NOIR
    warm = made_by(Regrade(take=BLOB, recipe=made_by(again(first)), grade=WARM))
    assert warm.grade == made_by(again(warm)).grade == WARM
    assert made_by(Regrade(take=BLOB, recipe=warm, grade=Grade())).grade == Grade()
    assert made_by(Bring(blob=BLOB)).grade == made_by(Refine(take=BLOB)).grade == Grade()


def test_the_maquette_edits_parts_of_its_own_takes_whatever_was_done_to_them() -> None:
    own, brought = made_by(order(1)), made_by(Bring(blob=BLOB), "brought")
    graded = made_by(Regrade(take=BLOB, recipe=own, grade=WARM), "darkroom")
    touched = made_by(FixEyes(take=BLOB, recipe=graded), "retouch")
    for recipe in (own, graded, touched):
        assert editor_of(recipe, "fix-eyes") == "maquette"
        assert editor_of(recipe, "edit-region", "hair") == "maquette"
        assert editor_of(recipe, "edit-region", "lips") == "retouch"
    for kind in ("fix-eyes", "edit-region", "refine", "animate"):
        for recipe in (None, brought, made_by(order(1, model="sdxl"), "sdxl")):
            assert editor_of(recipe, kind) == "retouch"


def test_the_whole_of_a_take_is_the_maquettes_only_while_all_that_is_seen_is() -> None:
    own = made_by(order(1))
    graded = made_by(Regrade(take=BLOB, recipe=own, grade=WARM), "darkroom")
    touched = made_by(FixEyes(take=BLOB, recipe=graded), "retouch")
    finished = made_by(Finish(take=BLOB, recipe=own), "darkroom")
    for kind in ("refine", "animate"):
        assert [editor_of(x, kind) for x in (own, graded)] == ["maquette"] * 2
        assert [editor_of(x, kind) for x in (touched, finished)] == ["retouch"] * 2


def test_a_clip_of_the_time_when_moves_were_yes_or_no_is_still_read() -> None:
    old = {"kind": "animate", "take": BLOB, "seconds": 3, "breath": True, "drift": False}
    clip = Animate.model_validate(old)
    assert clip.moves == ("blink", "breath")
    assert Animate.model_validate_json(clip.model_dump_json()) == clip
    assert Animate(take=BLOB).moves == ("breath", "blink", "drift")
    assert Animate(take=BLOB, moves=()).moves == ()
