"""Another print of the same negative, of any picture: no camera is asked."""

from collections.abc import Iterator

from engine.ops.develop import Developed, printed, recipe_of, take_of
from engine.ops.source import Parent
from engine.protocol import Regrade
from engine.tools import Take, Tools


def run(order: Regrade, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Print it, unless it is printed. Raises StudioError."""
    if 0 in tools.made:
        return
    tools.progress(0, 1)
    under = parent()
    recipe = recipe_of(order, index=0, seed=order.seed)
    pixels = printed(under.negative, recipe, tools)
    tools.progress(1, 1)
    yield take_of(Developed(pixels, under.negative, under.file), recipe, tools)
