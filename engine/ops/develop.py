"""From negatives to takes: the print, its recipe, and what is kept, measured and seen with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

import numpy as np

from engine import deep, maps, png, proofs
from engine.grade import graded
from engine.models.base import Capability, Family, Frame
from engine.pictures import Negative, Pixels, to_float
from engine.protocol import (
    LUT,
    NEGATIVE,
    Edit,
    Order,
    Previs,
    Recipe,
    Shoot,
    StudioError,
    shot_of,
)
from engine.tools import Take, Tools

DARKROOM = "darkroom"  # made what no camera made: prints, stacks
REVISION = "1"
LIBRARIES = ("numpy", "opencv-python-headless", "opencolorio")  # that touch every print


@dataclass(frozen=True)
class Developed:
    """A take as the eye sees it, and before its grade."""

    pixels: Pixels
    negative: Negative
    file: bytes | None = None  # of the negative; None: none is kept yet


def able(tools: Tools, model: str, what: Capability) -> Family:
    """The family, if it can do that. Raises StudioError."""
    family = tools.family(model)
    if what not in family.card.can:
        raise StudioError(
            f"{family.card.title} cannot {what}; it can {', '.join(family.card.can)}. "
            "Choose another model."
        )
    return family


def recipe_of(
    order: Order, *, index: int, seed: int, family: Family | None = None, batch: int = 1
) -> Recipe:
    """How to make a take again, by what is installed now; without a family, in the darkroom."""
    return Recipe(
        order=order,
        index=index,
        seed=seed,
        batch=batch,
        model=family.card.id if family else DARKROOM,
        revision=family.revision if family else REVISION,
        versions=(family.versions() if family else {}) | _versions(),
    )


@cache
def _versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def printed(negative: Negative, recipe: Recipe, tools: Tools, *, alive: int = 0) -> Pixels:
    """Print a negative in the take's grade; all takes of a lineage have the same grain."""
    seed = recipe.root.seed
    return graded(negative, recipe.grade, seed=seed, cubes=tools.picture, alive=alive)


def develop(frame: Frame, recipe: Recipe, tools: Tools, *, truth: str | None = None) -> Take:
    """Print a whole picture. `truth` names the family that was asked for it.

    Raises StudioError if truth is asked of a family that knows none.
    """
    if truth and frame.truth is None:
        raise StudioError(
            f"{truth} knows no depth, normals or landmarks. Ask without them, "
            "or shoot with the maquette."
        )
    known = maps.files(frame.truth()) if truth and frame.truth else {}
    negative = deep.settled(frame.negative)
    made = Developed(printed(negative, recipe, tools), negative)
    return take_of(made, recipe, tools, measures=frame.measures, extras=known)


def take_of(
    made: Developed,
    recipe: Recipe,
    tools: Tools,
    *,
    measures: Mapping[str, float] | None = None,
    extras: Mapping[str, bytes] | None = None,
    notes: tuple[str, ...] = (),
) -> Take:
    """A still with its proofs, its negative where that says more, its measures and findings."""
    quick = isinstance(recipe.order, Previs)
    kept = {**(extras or {}), **proofs.files(made.pixels, small=not quick)}
    if not quick and (file := _file(made)):
        kept[NEGATIVE] = file
    if cube := recipe.grade.cube:
        kept[LUT] = tools.picture(cube)  # the file of its bringer may go
    shot = shot_of(recipe.order)
    return Take(
        index=recipe.index,
        data=png.encode(made.pixels, recipe),
        recipe=recipe,
        measures={**(measures or {}), **compared(made.pixels, recipe.order, tools)},
        extras=kept,
        findings=() if quick or not tools.look else tools.look(made.pixels, shot, made.negative),
        notes=notes,
    )


def _file(made: Developed) -> bytes | None:
    if made.file is not None:
        return made.file
    same = np.array_equal(to_float(made.pixels), made.negative)
    return None if same else deep.encode(made.negative)


def compared(pixels: Pixels, order: Order, tools: Tools) -> dict[str, float]:
    """How far the face is from that of the take before, or of the character's portrait.

    Nothing is said where a picture shows no face, or the vault has lost the other one.
    """
    match order:
        case Shoot(portrait=str() as other) | Edit(take=other):
            pass
        case _:
            return {}
    if tools.same is None:
        return {}
    try:
        before = png.decode(tools.picture(other))
    except StudioError:
        return {}
    distance = tools.same(before, pixels)
    return {} if distance is None else {"same_person": round(distance, 3)}
