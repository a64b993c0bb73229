"""The same lineage with some of its layers off: the base, and each layer that is on, over it."""

from collections.abc import Iterator

from engine import deep
from engine.ops.develop import Developed, printed, recipe_of, take_of
from engine.ops.source import STRANGERS, Make, again, fetched, still
from engine.paste import laid
from engine.pictures import Matte, Negative
from engine.protocol import LAYER, Edit, Layered, Recipe, Restack, Sha, StudioError
from engine.tools import Take, Tools


def run(order: Restack, tools: Tools, make: Make) -> Iterator[Take]:
    """Lay them, unless it is done. Raises StudioError."""
    if 0 in tools.made:
        return
    still(order.recipe)
    recipes = dict(_line(order))
    below = fetched(order.base, order.base_negative, recipes.get(order.base), tools, make)
    negative = below.negative
    on = [each for each in order.layers if each.take not in order.off]
    for place, each in enumerate(on):
        tools.progress(place, len(on) + 1, negative)
        layer, matte = _layer(each, recipes, tools, make)
        if layer.shape != negative.shape:
            raise StudioError(STRANGERS)
        negative = deep.settled(laid(negative, layer, matte))
    recipe = recipe_of(order, index=0, seed=order.seed)
    pixels = printed(negative, recipe, tools)
    tools.progress(1, 1)
    yield take_of(Developed(pixels, negative), recipe, tools)


def _line(order: Restack) -> Iterator[tuple[Sha, Recipe]]:
    """Every take of the lineage, and how it was made."""
    take, recipe = order.take, order.recipe
    while recipe:
        yield take, recipe
        if not isinstance(recipe.order, Edit):
            return
        take, recipe = recipe.order.take, recipe.order.recipe


def _layer(
    of: Layered, recipes: dict[Sha, Recipe], tools: Tools, make: Make
) -> tuple[Negative, Matte]:
    try:
        data = tools.picture(of.layer)
    except StudioError:
        if of.take not in recipes:
            raise
        data = again(recipes[of.take], tools, make).extras[LAYER]
    return deep.decode_layer(data)
