"""Repair the eyes one at a time; everything around them keeps every byte."""

from collections.abc import Iterator

import numpy as np

from engine.models.base import Family, Patch
from engine.ops.develop import able, recipe_of
from engine.ops.retouch import pasted
from engine.ops.source import Parent
from engine.pictures import FULL
from engine.protocol import Eye, FixEyes, StudioError
from engine.tools import Take, Tools


def run(order: FixEyes, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError, also if no eye is named."""
    if not order.eyes:
        raise StudioError("Say which eye to mend: left, right or both, as the camera sees them.")
    if 0 in tools.made:
        return
    family = able(tools, order.model, "inpaint")
    eyes = tuple(dict.fromkeys(order.eyes))
    patches = [
        _eye(order, eye, family, tools.part(place, len(eyes)), parent)
        for place, eye in enumerate(eyes)
    ]
    recipe = recipe_of(order, index=0, seed=order.seed, family=family)
    yield pasted(both(patches), parent(), recipe, tools)


def _eye(order: FixEyes, eye: Eye, family: Family, tools: Tools, parent: Parent) -> Patch:
    alone = order.model_copy(update={"eyes": (eye,)})
    return family.inpaint(alone, lambda: parent().negative, tools)


def both(patches: list[Patch]) -> Patch:
    """One patch of several: each later one lies over those before it."""
    first, *later = patches
    for patch in later:
        first = _over(patch, first)
    return first


def _over(upper: Patch, lower: Patch) -> Patch:
    """Porter and Duff's "over", for two patches that are not premultiplied."""
    above, below = (p.matte.astype(np.float32) / FULL for p in (upper, lower))
    under = below * (1 - above)
    whole = above + under
    share = np.divide(above, whole, out=np.zeros_like(whole), where=whole > 0)[..., None]
    return Patch(
        negative=np.asarray(lower.negative + share * (upper.negative - lower.negative), np.float32),
        matte=np.rint(whole * FULL).astype(np.uint8),
        measures={
            name: lower.measures.get(name, 0) + upper.measures.get(name, 0)
            for name in lower.measures | upper.measures
        },
        notes=lower.notes + upper.notes,
    )
