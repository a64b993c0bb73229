"""A frame becomes a take: its PNG with the recipe, its measures, its proofs and truth maps."""

from engine import maps, png, proofs
from engine.models.base import Capability, Family, Frame
from engine.protocol import Order, Previs, Recipe, StudioError
from engine.tools import Take, Tools


def able(tools: Tools, model: str, what: Capability) -> Family:
    """The family, if it can do that. Raises StudioError."""
    family = tools.family(model)
    if what not in family.card.can:
        raise StudioError(
            f"{family.card.title} cannot {what}; it can {', '.join(family.card.can)}. "
            "Choose another model."
        )
    return family


def recipe_of(order: Order, *, index: int, seed: int, family: Family) -> Recipe:
    """How to make a take again, by what is installed now."""
    return Recipe(
        order=order,
        index=index,
        seed=seed,
        model=family.card.id,
        revision=family.revision,
        versions=family.versions(),
    )


def develop(
    frame: Frame, order: Order, *, index: int, seed: int, family: Family, truth: bool
) -> Take:
    """Make the take. Raises StudioError if truth is asked of a family that knows none."""
    recipe = recipe_of(order, index=index, seed=seed, family=family)
    if truth and frame.truth is None:
        raise StudioError(
            f"{family.card.title} knows no depth, normals or landmarks. Ask without them, "
            "or shoot with the maquette."
        )
    known = maps.files(frame.truth()) if truth and frame.truth else {}
    extras = proofs.files(frame.pixels, small=not isinstance(order, Previs)) | known
    return Take(index, png.encode(frame.pixels, recipe), recipe, frame.measures, extras)
