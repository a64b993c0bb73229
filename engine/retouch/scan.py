"""A first look at a picture: who is in it, and what lies where."""

from functools import cached_property

import numpy as np

from engine.face.face import Face
from engine.face.mattes import mattes
from engine.face.person import person
from engine.face.seeing import faces
from engine.pictures import Floats, Negative, Pixels, to_bytes
from engine.retouch.seen import Mattes, Seen
from engine.retouch.soft import resized
from prompts.setup import Setup

WORKING = 384  # pixels of the longer side on which somebody without a face is looked for


class Scan:
    """Looks at one picture when it is asked to, and once."""

    def __init__(self, negative: Negative) -> None:
        """Keep the picture to look at."""
        self.pixels: Pixels = to_bytes(negative)

    @cached_property
    def face(self) -> Face | None:
        """The largest face, if any is seen. Raises StudioError if the networks are missing."""
        found = faces(self.pixels)
        return found[0] if found else None

    @cached_property
    def mattes(self) -> Mattes:
        """Where its parts are."""
        return _Somebody(self.pixels) if self.face is None else mattes(self.pixels, self.face)

    def of(self, name: str) -> Floats:
        """The matte of a part, (h, w) 0..1."""
        return self.mattes.of(name)


class _Somebody:
    """A person whose face is turned away, or nobody: only the background is told apart."""

    def __init__(self, pixels: Pixels) -> None:
        height, width = pixels.shape[:2]
        scale = min(WORKING / max(height, width), 1.0)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        self._there = np.clip(resized(person(pixels, size), (width, height)), 0, 1)

    def of(self, name: str) -> Floats:
        """The person, what is behind, and nothing of any other part."""
        match name:
            case "person":
                return self._there
            case "background":
                return 1 - self._there
            case _:
                return np.zeros_like(self._there)


def seen(negative: Negative, setup: Setup | None, seed: int) -> Seen:
    """What the retoucher works on."""
    scan = Scan(negative)
    return Seen(negative, scan, scan.face, setup, seed)
