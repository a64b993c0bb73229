"""The same picture again, closer and finer."""

from collections.abc import Iterator

from engine.ops.develop import able, develop, recipe_of
from engine.ops.source import Parent
from engine.protocol import Refine
from engine.tools import Take, Tools


def run(order: Refine, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError."""
    if 0 in tools.made:
        return
    family = able(tools, order.model, "reshoot")
    frame = family.reshoot(order, lambda: parent().negative, tools)
    yield develop(frame, recipe_of(order, index=0, seed=order.seed, family=family), tools)
