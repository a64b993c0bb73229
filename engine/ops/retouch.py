"""The pixel law, for every edit of a part: outside the matte each byte is the source's."""

from collections.abc import Iterator

import numpy as np

from engine import deep
from engine.models.base import Patch
from engine.models.reword import Unheard
from engine.ops.develop import Developed, able, printed, recipe_of, take_of
from engine.ops.source import STRANGERS, Parent
from engine.paste import firm, laid, paste
from engine.pictures import FULL, Matte, Negative, to_float
from engine.protocol import LAYER, EditRegion, Recipe, StudioError
from engine.tools import Take, Tools
from prompts.setup import Grade

RETOUCHER = "retouch"  # the family that edits any picture


def retouch(order: EditRegion, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Let the family paint, and paste what it painted. Raises StudioError."""
    if 0 in tools.made:
        return
    order, patch = _painted(order, tools, parent)
    family = tools.family(order.model)
    recipe = recipe_of(order, index=0, seed=order.seed, family=family)
    yield pasted(patch, parent(), recipe, tools)


def _painted(order: EditRegion, tools: Tools, parent: Parent) -> tuple[EditRegion, Patch]:
    """What was painted, and the order as it was done: by the retoucher if a camera knew no way."""

    def by(one: EditRegion) -> Patch:
        return able(tools, one.model, "inpaint").inpaint(one, lambda: parent().negative, tools)

    try:
        return order, by(order)
    except Unheard as unheard:
        if order.model == RETOUCHER:
            raise
        other = order.model_copy(update={"model": RETOUCHER, "shot": None})
        try:
            return other, by(other)
        except StudioError:
            raise unheard from None  # who was asked first says what it could do


def fits(patch: Patch, under: Negative) -> None:
    """Raise StudioError for a patch of another size."""
    if patch.negative.shape != under.shape or patch.matte.shape != under.shape[:2]:
        raise StudioError(STRANGERS)


def _seam(matte: Matte, grade: Grade) -> Matte:
    """Where the new print is seen: all of the edit.

    Bright light that a grade spreads ends with the edit, and must not end suddenly.
    """
    spreads = grade.halation > 0 or grade.bloom > 0
    return firm(matte) if spreads else np.where(matte > 0, FULL, 0).astype(np.uint8)


def pasted(patch: Patch, under: Developed, recipe: Recipe, tools: Tools) -> Take:
    """Paste a patch into a take: into its negative, and what is printed of that into its print.

    Raises StudioError for a patch of another size.
    """
    fits(patch, under.negative)
    layer = deep.settled(patch.negative)
    negative = deep.settled(laid(under.negative, layer, patch.matte))
    whole = printed(negative, recipe, tools)
    pixels = paste(under.pixels, whole, _seam(patch.matte, recipe.grade))
    if under.file is None and recipe.grade == Grade():
        negative = to_float(pixels)  # the print was the negative, and it still is
    touched = {"touched": round(float((patch.matte > 0).mean()), 4)}  # share of the picture
    return take_of(
        Developed(pixels, negative),
        recipe,
        tools,
        measures=patch.measures | touched,
        extras={LAYER: deep.encode_layer(layer, patch.matte)},
        notes=patch.notes,
    )
