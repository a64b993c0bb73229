"""The same picture again, closer and finer."""

from collections.abc import Iterator

from engine.models.base import Source
from engine.ops.develop import able, develop
from engine.protocol import Refine
from engine.tools import Take, Tools


def run(order: Refine, tools: Tools, source: Source) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError."""
    if 0 in tools.made:
        return
    family = able(tools, order.model, "reshoot")
    frame = family.reshoot(order, source, tools)
    yield develop(frame, order, index=0, seed=order.seed, family=family, truth=False)
