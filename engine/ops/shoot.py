"""Shoot a contact sheet, take by take."""

from collections.abc import Iterator

from engine.ops.develop import able, develop, recipe_of
from engine.protocol import Shoot
from engine.tools import Take, Tools


def run(order: Shoot, tools: Tools) -> Iterator[Take]:
    """Make what is not made yet. Raises StudioError if the model cannot shoot."""
    family = able(tools, order.model, "shoot")
    whole = order.model_copy(update={"only": None, "batch": None})  # made again: the same recipe
    wanted = range(order.takes) if order.only is None else (order.only,)
    for place, index in enumerate(wanted):
        steps = tools.part(place, len(wanted))
        if index in tools.made:
            continue
        frame = family.shoot(order, index, steps)
        seed = order.seed + index
        recipe = recipe_of(whole, index=index, seed=seed, family=family, batch=frame.batch)
        yield develop(frame, recipe, tools, truth=family.card.title if order.truth else None)
