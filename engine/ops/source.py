"""The take that is edited: from the vault, or made once more from its recipe."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine import png
from engine.models.base import Pixels, Source
from engine.protocol import Edit, Order, Recipe, Shoot, StudioError
from engine.tools import Take, Tools

Make = Callable[[Order, Tools], Iterator[Take]]


def source(order: Edit, tools: Tools, make: Make) -> Source:
    """Fetch the picture when it is asked for, once.

    The vault may have lost it, and a take that is made again elsewhere never had it there.
    """
    kept: list[Pixels] = []

    def fetch() -> Pixels:
        if not kept:
            kept.append(_picture(order, tools, make))
        return kept[0]

    return fetch


def _picture(order: Edit, tools: Tools, make: Make) -> Pixels:
    try:
        return png.decode(tools.picture(order.take))
    except StudioError:
        if order.recipe is None:
            raise
        return _again(order.recipe, tools, make)


def _again(recipe: Recipe, tools: Tools, make: Make) -> Pixels:
    """Make the take of a recipe once more; all of it counts as the edit's first step."""
    order = recipe.order
    if isinstance(order, Shoot):
        order = order.model_copy(update={"only": recipe.index})

    def tell(_step: int, of: int, preview: bytes | None) -> None:
        tools.tell(0, of, preview)

    takes = make(order, replace(tools, made=frozenset(), tell=tell, first=0, parts=1))
    return png.decode(next(takes).data)
