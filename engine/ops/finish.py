"""The delivery file of a signed-off take: larger, its detail kept, its grain laid on last."""

from collections.abc import Iterator

from engine.models.base import Frame
from engine.ops.develop import develop, recipe_of
from engine.ops.source import Parent
from engine.protocol import Finish
from engine.retouch.refine import finish
from engine.retouch.scan import seen
from engine.tools import Take, Tools


def run(order: Finish, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError, also for what is large enough."""
    if 0 in tools.made:
        return
    under = parent().negative
    tools.progress(0, 1)
    known = seen(under, None, order.seed)
    mattes = known.mattes if known.face else None
    made = finish(under, order.scale, tools, sharpen=order.sharpen, mattes=mattes)
    yield develop(Frame(made), recipe_of(order, index=0, seed=order.seed), tools)
