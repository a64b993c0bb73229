"""A take's grade as files for other programs; the take itself need not be seen."""

from collections.abc import Iterator

from engine.grade import cdl_of, cube_of
from engine.ops.develop import recipe_of
from engine.protocol import GRADE_CDL, Export
from engine.tools import Take, Tools


def run(order: Export, tools: Tools) -> Iterator[Take]:
    """Write them, unless they are written. Raises StudioError where a LUT is lost."""
    if 0 in tools.made:
        return
    tools.progress(0, 1)
    recipe = recipe_of(order, index=0, seed=order.seed)
    cube = cube_of(recipe.grade, cubes=tools.picture)
    tools.progress(1, 1)
    yield Take(0, cube, recipe, extras={GRADE_CDL: cdl_of(recipe.grade)}, media="text/plain")
