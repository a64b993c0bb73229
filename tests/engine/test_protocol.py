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
    Job,
    Order,
    Previs,
    Recipe,
    Refine,
    Regrade,
    Shoot,
    StudioError,
    lane_of,
    takes_of,
)
from engine.vault import Vault
from prompts.setup import Grade
from tests.fakes import SHOT, SIZE, order

BLOB = "0" * 64


def made_by(of: Order) -> Recipe:
    return Recipe(order=of, index=0, seed=0, model="maquette", revision="1", versions={})


@pytest.mark.parametrize(
    ("asked", "lane"),
    [
        (Previs(shot=SHOT, size=SIZE), "interactive"),
        (Bring(blob=BLOB), "interactive"),
        (Regrade(take=BLOB, grade=Grade()), "interactive"),
        (order(4), "batch"),
        (Refine(take=BLOB), "batch"),
        (Animate(take=BLOB), "motion"),
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
