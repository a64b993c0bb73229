"""Another print of the same negative, of any picture: no camera is asked."""

from collections.abc import Iterator

from engine import png
from engine.grade import MATCHED, in_place_of, match, read_grade
from engine.ops.develop import Developed, printed, recipe_of, take_of
from engine.ops.source import Parent
from engine.pictures import Negative, to_float
from engine.protocol import Regrade
from engine.tools import Take, Tools


def run(order: Regrade, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Print it, unless it is printed. Raises StudioError, also for a broken file of a grade."""
    if 0 in tools.made:
        return
    tools.progress(0, 1)
    under = parent()
    recipe = recipe_of(found(order, under.negative, tools), index=0, seed=order.seed)
    pixels = printed(under.negative, recipe, tools)
    tools.progress(1, 1)
    yield take_of(Developed(pixels, under.negative, under.file), recipe, tools)


def found(order: Regrade, negative: Negative, tools: Tools) -> Regrade:
    """The order with its grade alone: read from a file, found for a reference, or as it says."""
    wish = order.grade
    if order.file:
        wish = in_place_of(wish, read_grade(tools.picture(order.file)))
    if order.like:
        asked = match(negative, to_float(png.decode(tools.picture(order.like))))
        wish = wish.model_copy(update=asked.model_dump(include=set(MATCHED)))
    return order.model_copy(update={"grade": wish, "file": None, "like": None})
