"""What an op may touch: the families, the vault's pictures, a way to say how far it is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.models.base import Family, Pixels
from engine.png import preview as encode_preview
from engine.protocol import Media, Recipe

Tell = Callable[[int, int, bytes | None], None]
"""Reports (step, of, preview). Raises when the work should stop."""


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


@dataclass(frozen=True)
class Tools:
    """Handed to an op with its order. It knows no queue, and its vault can only be read."""

    family: Callable[[str], Family]  # by id, warm
    picture: Callable[[str], bytes]  # by blob
    tell: Tell
    made: frozenset[int] = frozenset()  # takes that need not be made again
    first: int = 0
    parts: int = 1

    def part(self, index: int, of: int) -> "Tools":
        """The same tools for one of `of` equal parts of the work."""
        return replace(self, first=index, parts=of)

    def progress(self, step: int, of: int, preview: Pixels | None = None) -> None:
        """Say that `step` of `of` are done. Raises when the work should stop: let it pass."""
        small = None if preview is None else encode_preview(preview)
        self.tell(self.first * of + step, self.parts * of, small)
