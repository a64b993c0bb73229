"""What the retoucher works on: a picture, what lies where in it, and how the work is told of."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from engine.face.face import Face
from engine.pictures import FULL, Floats, Matte, Negative, to_float
from engine.retouch import colour
from engine.retouch.colour import Values
from engine.retouch.soft import smooth
from prompts.setup import Setup

LIKELY = (0.2, 0.75)  # of a soft matte: hardly a part, and certainly
EDGE = 0.02  # of a matte: less is nothing


class Mattes(Protocol):
    """Where each part of a person is."""

    def of(self, name: str) -> Floats:
        """(h, w) 0..1."""
        ...


class Steps(Protocol):
    """Who is told how far the work is."""

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        """Say that `step` of `of` are done. Raises when the work should stop: let it pass."""
        ...


@dataclass
class Told:
    """Counts the steps of one piece of work. Each is short, so that a stop is soon obeyed."""

    steps: Steps
    of: int
    done: int = 0

    def step(self) -> None:
        """Tell that one more step is done."""
        self.done = min(self.done + 1, self.of)
        self.steps.progress(self.done, self.of)


@dataclass(frozen=True)
class Seen:
    """A picture and what is known of it."""

    negative: Negative
    mattes: Mattes
    face: Face | None
    setup: Setup | None = None  # light and lens, where a brief or a recipe says them
    seed: int = 0

    @cached_property
    def light(self) -> Floats:
        """The picture in linear light, (h, w, 3)."""
        return colour.linear(self.negative)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.negative.shape[:2]
        return width, height

    @property
    def scale(self) -> float:
        """Pixels from ear to ear, or what they would be in a usual portrait."""
        return self.face.width if self.face else min(self.size) * 0.35

    def of(self, name: str) -> Floats:
        """The matte of a part, (h, w) 0..1."""
        return self.mattes.of(name)

    def firm(self, name: str) -> Floats:
        """The matte of a part, (h, w) 0..1, without what is hardly likely to belong to it."""
        return smooth(*LIKELY, self.of(name))


@dataclass(frozen=True)
class Edited:
    """A picture of which only a part counts."""

    pixels: Negative
    matte: Matte
    measures: dict[str, float] = field(default_factory=dict[str, float])


def laid(seen: Seen, light: Values, matte: Floats, strength: float = 1.0) -> Edited:
    """An edit in linear light, mixed in by its matte (h, w) 0..1 times its strength.

    The matte that is handed on is whole wherever anything changes: the picture is mixed already,
    in linear light, as a lens mixes.
    """
    share = np.where(matte > EDGE, matte * np.float32(strength), 0).astype(np.float32)[..., None]
    mixed = seen.light + (light - seen.light) * share
    return Edited(
        np.where(share > 0, colour.display(mixed), seen.negative).astype(np.float32),
        np.where(matte > EDGE, FULL, 0).astype(np.uint8),
    )


def exact(matte: Matte) -> Floats:
    """A matte of 0..255 as 0..1, (h, w)."""
    return to_float(matte)
