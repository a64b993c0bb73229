"""Several prints of one take, small, in one picture: to choose from."""

from collections.abc import Iterator

from engine import png, proofs
from engine.grade import board
from engine.ops.develop import recipe_of
from engine.ops.source import Parent
from engine.protocol import Board
from engine.tools import Take, Tools


def run(order: Board, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Print them, unless it is done. Raises StudioError."""
    if 0 in tools.made:
        return
    tools.progress(0, 1)
    pixels = board(parent().negative, order.grades, cubes=tools.picture)
    tools.progress(1, 1)
    recipe = recipe_of(order, index=0, seed=order.seed)
    yield Take(0, png.encode(pixels, recipe), recipe, extras=proofs.files(pixels))
