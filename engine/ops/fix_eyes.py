"""Repair the eyes one at a time, inspect each, and leave as it was what was better before.

An eye that cannot be judged (too small, half hidden) is left to a family that knows its scene.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from engine.eyes import Ask, mend
from engine.face import Face, faces
from engine.models.base import Family, Patch
from engine.ops.develop import able, recipe_of
from engine.ops.retouch import fits, pasted
from engine.ops.source import Parent
from engine.pictures import FULL, Matte, Negative, to_bytes
from engine.protocol import Eye, FixEyes, NothingToMend, StudioError
from engine.tools import Take, Tools

FINE = "Nothing to mend: {which} as in good portraits. The take stays as it is."
BETTER = "Nothing to mend: {which} better before the repair. The take stays as it is."
UNSEEN = (
    "No eye can be made out well enough to be mended: it is closed, turned away, dark or too "
    "small. Choose a closer take."
)


def run(order: FixEyes, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make it, unless it is made.

    Raises NothingToMend where no eye becomes better, StudioError where none is seen or named.
    """
    if not order.eyes:
        raise StudioError("Say which eye to mend: left, right or both, as the camera sees them.")
    if 0 in tools.made:
        return
    family = able(tools, order.model, "inpaint")
    under = parent()
    tools.progress(0, 1)
    work = _Work(order, family, tools, under.negative)
    work.seen()
    work.unseen()
    patch = work.result()
    # What was left as it was, nobody has mended: the recipe says what was done.
    done = order.model_copy(update={"eyes": work.mended})
    yield pasted(patch, under, recipe_of(done, index=0, seed=order.seed, family=family), tools)


@dataclass
class _Work:
    """The eyes of one take, one after the other."""

    order: FixEyes
    family: Family
    tools: Tools
    negative: Negative
    patches: list[Patch] = field(default_factory=list[Patch])
    mended: tuple[Eye, ...] = ()
    notes: list[str] = field(default_factory=list[str])
    asked: dict[Eye, Patch] = field(default_factory=dict[Eye, Patch])
    refused: list[StudioError] = field(default_factory=list[StudioError])

    @property
    def eyes(self) -> tuple[Eye, ...]:
        """Each that was asked for, once."""
        return tuple(dict.fromkeys(self.order.eyes))

    def seen(self) -> None:
        """Mend what can be judged, and judge it."""
        found = faces(to_bytes(self.negative))
        if not found:
            self.notes = [_unseen(eye) for eye in self.eyes]
            return
        order = self.order
        ask = Ask(order.gaze, order.keep_colour, order.catchlight, order.strength)
        made = mend(self.negative, found[0], self.eyes, self._repair, ask)
        self.notes = [note for note in made.notes if note != "nothing-to-mend"]
        if made.mended:
            self.mended = made.mended
            self.patches.append(Patch(made.negative, made.matte))

    def unseen(self) -> None:
        """Let the family do what it can with the others: it may know its scene."""
        for eye in self.eyes:
            if _unseen(eye) not in self.notes:
                continue
            try:
                patch = self._one(eye, self.negative)
            except StudioError as error:  # a profile shows one eye
                self.refused.append(error)
                continue
            if patch.matte.any():
                self.notes.remove(_unseen(eye))
                self.mended = (*self.mended, eye)
                self.patches.append(patch)

    def result(self) -> Patch:
        """What was mended, as one patch. Raises StudioError if it is nothing."""
        if not self.patches:
            raise self._nothing()
        patch = both(*self.patches)
        measures = {"eyes": float(len(self.mended))}
        for eye in self.mended:
            for name, value in self.asked[eye].measures.items():
                if name != "eyes":
                    measures[name] = max(value, measures.get(name, value))
        return Patch(patch.negative, patch.matte, measures, tuple(self.notes))

    def _repair(self, picture: Negative, _face: Face, eye: Eye) -> tuple[Negative, Matte]:
        patch = self._one(eye, picture)
        return patch.negative, patch.matte

    def _one(self, eye: Eye, picture: Negative) -> Patch:
        alone = self.order.model_copy(update={"eyes": (eye,)})
        steps = self.tools.part(len(self.asked), len(self.eyes))
        patch = self.family.inpaint(alone, lambda: picture, steps)
        fits(patch, picture)
        self.asked[eye] = patch
        return patch

    def _nothing(self) -> StudioError:
        unseen = [eye for eye in self.eyes if _unseen(eye) in self.notes]
        if len(unseen) == len(self.eyes):
            return self.refused[0] if self.refused else StudioError(UNSEEN)
        kept = any(note.endswith("-kept") for note in self.notes)
        return NothingToMend((BETTER if kept else FINE).format(which=_which(self.eyes, kept=kept)))


def _unseen(eye: Eye) -> str:
    return f"{eye}-eye-unseen"


def _which(eyes: tuple[Eye, ...], *, kept: bool) -> str:
    match eyes:
        case (eye,):
            return f"the {eye} eye was" if kept else f"the {eye} eye is"
        case _:
            return "the eyes were" if kept else "the eyes are"


def both(*patches: Patch) -> Patch:
    """One patch of several: each later one lies over those before it."""
    return reduce(_over, patches)


def _over(lower: Patch, upper: Patch) -> Patch:
    """Porter and Duff's "over", for two patches that are not premultiplied."""
    above, below = (p.matte.astype(np.float32) / FULL for p in (upper, lower))
    whole = above + below * (1 - above)
    share = np.divide(above, whole, out=np.zeros_like(whole), where=whole > 0)[..., None]
    mixed = lower.negative + share * (upper.negative - lower.negative)
    return Patch(np.asarray(mixed, np.float32), np.rint(whole * FULL).astype(np.uint8))
