"""Show the light and the framing before anything is spent."""

from collections.abc import Iterator

from engine.ops.develop import able, develop, recipe_of
from engine.protocol import Previs
from engine.tools import Take, Tools

MODEL = "maquette"  # on every machine, in seconds


def run(order: Previs, tools: Tools) -> Iterator[Take]:
    """Make one quick picture, unless it is made."""
    if 0 in tools.made:
        return
    family = able(tools, MODEL, "shoot")
    frame = family.previs(order, tools)
    recipe = recipe_of(order, index=0, seed=order.seed, family=family)
    yield develop(frame, recipe, tools, truth=family.card.title if order.truth else None)
