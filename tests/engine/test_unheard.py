"""Words that one camera knows no way for, and the retoucher that may."""

from dataclasses import replace

import pytest

from engine.models.base import Family, Patch, Source, Steps
from engine.models.reword import Unheard
from engine.protocol import EditRegion, FixEyes, StudioError
from engine.tools import Tools
from tests.engine.editing import Bench, said
from tests.fakes import CARD, ColourCard

DEAF = "The camera knows no way in which this changes the skin."


class Deaf(ColourCard):
    """Understands no words."""

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:  # noqa: ARG002
        raise Unheard(DEAF)


class AlsoDeaf(ColourCard):
    """Cannot do it either."""

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:  # noqa: ARG002
        raise StudioError("Nor do I.")


def beside(bench: Bench, retoucher: ColourCard) -> Tools:
    """A camera that understands nothing, and a retoucher."""
    retoucher.card = CARD.model_copy(update={"id": "retouch"})
    deaf = Deaf()

    def make(model: str) -> Family:
        return retoucher if model == "retouch" else deaf

    return replace(bench.tools, family=make)


def asked(bench: Bench) -> EditRegion:
    return EditRegion(**said(bench.shoot()), region="skin", words="less shine")


def test_the_retoucher_does_what_a_camera_knows_no_way_for() -> None:
    bench = Bench(ColourCard())
    order = asked(bench)
    bench.tools = beside(bench, ColourCard())
    (made,) = bench.run(order)
    assert made.recipe.model == "retouch"
    assert made.recipe.order == order.model_copy(update={"model": "retouch", "shot": None})
    (again,) = bench.run(made.recipe.order)
    assert again.data == made.data


def test_where_neither_knows_the_camera_says_what_it_could_do() -> None:
    bench = Bench(ColourCard())
    order = asked(bench)
    bench.tools = beside(bench, AlsoDeaf())
    with pytest.raises(StudioError, match="camera knows no way"):
        bench.run(order)
