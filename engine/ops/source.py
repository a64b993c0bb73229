"""The take that is edited: from the vault, or made once more from its recipe."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from engine import deep, png
from engine.ops.develop import Developed
from engine.pictures import to_float
from engine.protocol import (
    NEGATIVE,
    Animate,
    Board,
    Edit,
    Export,
    Order,
    Recipe,
    Review,
    Sha,
    Shoot,
    StudioError,
)
from engine.tools import Take, Tools
from prompts.setup import Grade

Make = Callable[[Order, Tools], Iterator[Take]]

Parent = Callable[[], Developed]
"""Fetches the take that is edited when it is asked for, once."""

STRANGERS = (
    "This take and its recipe do not belong together: they differ in size. "
    "Choose the take again, or shoot its brief once more."
)


def parent(order: Edit, tools: Tools, make: Make) -> Parent:
    """The take that an order edits. Raises StudioError for one that is no picture.

    The vault may have lost it, and a take that is made again elsewhere never had it there.
    """
    still(order.recipe)
    kept: list[Developed] = []

    def fetch() -> Developed:
        if not kept:
            kept.append(fetched(order.take, order.negative, order.recipe, tools, make))
        return kept[0]

    return fetch


def still(recipe: Recipe | None) -> None:
    """Let pass what made a picture. Raises StudioError."""
    match recipe:
        case Recipe(order=Animate()):
            raise StudioError("A clip cannot be edited. Edit the take that it was made from.")
        case Recipe(order=Review() | Board() | Export()):
            raise StudioError("This is no take of its own. Edit the take that it was made from.")
        case _:
            pass


def fetched(
    take: Sha, negative: Sha | None, recipe: Recipe | None, tools: Tools, make: Make
) -> Developed:
    """One take, as it is or made again. Raises StudioError.

    A graded take whose negative nobody kept is made again too: a print is not printed twice.
    """
    pixels, file = None, None
    try:
        pixels = png.decode(tools.picture(take))
        file = tools.picture(negative) if negative else None
    except StudioError:
        if recipe is None:
            raise
    if recipe and file is None and (pixels is None or negative or recipe.grade != Grade()):
        made = again(recipe, tools, make)
        pixels = png.decode(made.data) if pixels is None else pixels
        file = made.extras.get(NEGATIVE)
    assert pixels is not None, "fetched or made again"
    plain = to_float(pixels) if file is None else deep.decode(file)
    if plain.shape != pixels.shape:
        raise StudioError(STRANGERS)
    return Developed(pixels, plain, file)


def again(recipe: Recipe, tools: Tools, make: Make) -> Take:
    """Make the take of a recipe once more; all of it counts as the edit's first step."""
    order = recipe.order
    if isinstance(order, Shoot):
        order = order.model_copy(update={"only": recipe.index, "batch": recipe.batch})

    def tell(_step: int, of: int, preview: bytes | None) -> None:
        tools.tell(0, of, preview)

    quiet = replace(tools, made=frozenset(), tell=tell, look=None, same=None, first=0, parts=1)
    return next(make(order, quiet))
