"""What ops may ask of a model family, and nothing else of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.pictures import Matte, Negative, Pixels
from engine.protocol import Animate, EditRegion, FixEyes, Model, Previs, Refine, Shoot

Source = Callable[[], Negative]
"""Fetches the take that is edited; a family asks for it before it tells of its first step."""

Capability = Literal["shoot", "reshoot", "inpaint", "edit", "animate", "guided"]
"""shoot: words to picture; reshoot: picture to picture; inpaint: a part of a picture;
edit: with references; guided: by depth."""


class Card(Model):
    """What is known of a family without loading it."""

    id: str
    title: str
    about: str
    licence: str
    commercial: bool  # may its pictures be sold?
    can: tuple[Capability, ...]
    memory_gb: Annotated[float, Field(gt=0)]
    steps: Annotated[int, Field(gt=0)]  # usual number a take


@dataclass(frozen=True)
class Truth:
    """What a renderer knows and a photograph does not say."""

    depth: NDArray[np.float32]  # (h, w) metres along the view; 0 is the background
    normals: NDArray[np.float32]  # (h, w, 3) x right, y up, z to the camera; 0 is the background
    mattes: Pixels  # (h, w) class numbers
    classes: tuple[str, ...]  # their names
    landmarks: dict[str, tuple[float, ...]]  # name -> x, y in pixels (and depth in metres)


@dataclass(frozen=True)
class Frame:
    """One picture, fresh from a family, before its grade."""

    negative: Negative
    measures: dict[str, float] = field(default_factory=dict[str, float])
    truth: Callable[[], Truth] | None = None  # made when asked for; None if nobody knows
    batch: int = 1  # takes made in one pass with it; it changes the noise of diffusion models


@dataclass(frozen=True)
class Patch:
    """A picture of which only a part counts."""

    negative: Negative
    matte: Matte  # 255 where it replaces the take wholly, 0 where nothing may
    measures: dict[str, float] = field(default_factory=dict[str, float])
    notes: tuple[str, ...] = ()  # codes of what the artist should hear


@dataclass(frozen=True)
class Clip:
    """Moving pictures, made while they are asked for; the last leads to the first again."""

    frames: Iterator[Negative]  # of even width and height; the first is the poster
    count: int
    measures: dict[str, float] = field(default_factory=dict[str, float])


class Steps(Protocol):
    """How a family tells how far it is, and gets pictures that an order names."""

    @property
    def picture(self) -> Callable[[str], bytes]:
        """A blob of the vault by its name. Raises StudioError if it is lost."""
        ...

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        """Say that `step` of `of` are done. Raises when the work should stop: let it pass.

        A pass that makes the next takes too says `step` once for each of them, beyond `of`.
        """
        ...


class Family(Protocol):
    """One kind of camera. All of its methods are called on one thread.

    It makes negatives; the order's grade is none of its business.
    """

    @property
    def card(self) -> Card:
        """What it is and can."""
        ...

    @property
    def revision(self) -> str:
        """Which weights or data it uses."""
        ...

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels."""
        ...

    def warm(self) -> None:
        """Load everything, so that the first picture is as quick as the next. Idempotent."""
        ...

    def ahead(self) -> None:
        """Begin, beside other work, on what later pictures may need. Only a lasting worker asks."""
        ...

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Make take `index` of the order; its seed is `order.seed + index`."""
        ...

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Show the light and the framing, quickly."""
        ...

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:
        """Make a take again, closer to what it is and finer."""
        ...

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Make one part of a take again, in a picture of its size."""
        ...

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:
        """Set a take in motion."""
        ...
