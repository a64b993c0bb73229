"""What ops ask of a family, and what they refuse."""

import pytest
from pydantic import TypeAdapter

from engine import ops
from engine.protocol import Order, Previs, StudioError
from engine.tools import Take, Tools
from tests.engine.editing import KINDS
from tests.fakes import CARD, SHOT, SIZE, ColourCard, only, order


def run(
    asked: Order, family: ColourCard | None = None, made: frozenset[int] = frozenset()
) -> list[Take]:
    told: list[tuple[int, int]] = []
    tools = Tools(
        family=only(family or ColourCard()),
        picture=lambda _: b"",
        tell=lambda step, of, _: told.append((step, of)),
        made=made,
    )
    takes = list(ops.run(asked, tools))
    assert told == sorted(told), "progress never goes back"
    return takes


def test_a_sheet_has_a_take_for_each_seed() -> None:
    takes = run(order(3, seed=10))
    assert [(take.index, take.recipe.seed) for take in takes] == [(0, 10), (1, 11), (2, 12)]


def test_what_is_made_is_not_made_again() -> None:
    assert [take.index for take in run(order(4), made=frozenset({0, 2}))] == [1, 3]
    assert run(Previs(shot=SHOT, size=SIZE), made=frozenset({0})) == []


def test_the_files_of_a_take_carry_no_time() -> None:
    first, second = run(order(1)), run(order(1))
    assert first[0].data == second[0].data
    assert first[0].extras == second[0].extras
    assert set(first[0].measures) == {"seconds"}


def test_every_order_of_the_boundary_is_served() -> None:
    schema = TypeAdapter(Order).json_schema()
    kinds = set(schema["discriminator"]["mapping"])
    assert kinds == (set(KINDS) - {"box"}) | {"shoot", "previs", "bring"}


def test_a_family_that_cannot_shoot_says_what_it_can() -> None:
    film = ColourCard(card=CARD.model_copy(update={"title": "Film", "can": ("animate",)}))
    with pytest.raises(StudioError, match="Film cannot shoot; it can animate"):
        run(order(1), film)
