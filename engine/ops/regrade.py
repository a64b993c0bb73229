"""Another print of the same negative."""

from collections.abc import Iterator

from engine.models.base import Source
from engine.ops.develop import able, develop
from engine.protocol import Regrade
from engine.tools import Take, Tools


def run(order: Regrade, tools: Tools, source: Source) -> Iterator[Take]:
    """Print it, unless it is printed. Raises StudioError."""
    if 0 in tools.made:
        return
    family = able(tools, order.model, "regrade")
    frame = family.regrade(order, source, tools)
    yield develop(frame, order, index=0, seed=order.seed, family=family, truth=False)
