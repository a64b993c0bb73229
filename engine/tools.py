"""What an op may touch: the families, the vault's pictures, a way to say how far it is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from engine.grade import graded
from engine.models.base import Family
from engine.pictures import Negative, Pixels
from engine.png import PREVIEW
from engine.png import preview as encode_preview
from engine.protocol import Finding, Media, Recipe
from prompts.setup import Grade
from prompts.shot import Shot

Tell = Callable[[int, int, bytes | None], None]
"""Reports (step, of, preview). Raises when the work should stop."""

Look = Callable[[Pixels, Shot | None, Negative], tuple[Finding, ...]]
"""Reviews a still: its print, what it should show, its negative."""

Same = Callable[[Pixels, Pixels], float | None]
"""How far two faces are from being one person's; None if a picture shows none."""

Faces = Callable[[Pixels], int | None]
"""How many faces a picture shows; None if nobody can tell."""


class Cancelled(Exception):  # noqa: N818 - no error
    """Somebody asked for a stop. Only the worker catches it."""


@dataclass(frozen=True)
class Take:
    """One result of an op, ready for the vault."""

    index: int
    data: bytes
    recipe: Recipe
    measures: dict[str, float] = field(default_factory=dict[str, float])
    extras: dict[str, bytes] = field(default_factory=dict[str, bytes])  # by file name
    media: Media = "image/png"
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tools:
    """Handed to an op with its order. It knows no queue, and its vault can only be read."""

    family: Callable[[str], Family]  # by id, warm
    picture: Callable[[str], bytes]  # by blob
    tell: Tell
    made: frozenset[int] = frozenset()  # takes that need not be made again
    look: Look | None = None  # None: nothing is reviewed
    same: Same | None = None  # None: nobody is compared
    faces: Faces | None = None  # None: nobody counts faces in what is brought
    grade: Grade = field(default_factory=Grade)  # of the takes that are made
    first: int = 0
    parts: int = 1

    def part(self, index: int, of: int) -> "Tools":
        """The same tools for one of `of` equal parts of the work."""
        return replace(self, first=index, parts=of)

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        """Say that `step` of `of` are done. Raises when the work should stop: let it pass."""
        small = None if preview is None else encode_preview(self._small(preview))
        self.tell(self.first * of + step, self.parts * of, small)

    def _small(self, negative: Negative) -> Pixels:
        """A print of the size of a preview: quicker than the whole one."""
        height, width, _ = negative.shape
        scale = min(1.0, PREVIEW / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.resize(negative, size, interpolation=cv2.INTER_AREA)
        return graded(np.asarray(small, np.float32), self.grade, cubes=self.picture)
