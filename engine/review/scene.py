"""What a review looks at: a picture, its face, and the few arrays that several measures share."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from engine.eyes.measure import EyeMeasure, both
from engine.face import Face, Side, faces
from engine.face.crop import Crop
from engine.face.face import Indices
from engine.face.mesh import lean
from engine.face.outline import filled
from engine.face.person import person
from engine.pictures import Floats, Mask, Negative, Pixels, to_bytes
from prompts.shot import Shot

SIDE = 256  # pixels of the upright face as most measures see it
ROOM = 1.05  # its square, in sizes of the mesh
SMALLEST = 90.0  # pixels of a face's width: below it skin and light are guesses
WORKING = 320  # pixels of the longer side on which the person is told from the background
# Bare skin, as rings on the mesh: the cheeks, and the forehead's two halves.
SKIN = (
    np.array((50, 101, 36, 205, 187, 123), np.intp),
    np.array((280, 330, 266, 425, 411, 352), np.intp),
    np.array((10, 151, 9, 107, 66, 105, 63, 68, 54, 103, 67, 109), np.intp),
    np.array((10, 151, 9, 336, 296, 334, 293, 298, 284, 332, 297, 338), np.intp),
)


@dataclass(frozen=True, eq=False)
class Scene:
    """One picture under review."""

    pixels: Pixels
    bare: Pixels  # the same without grade and grain, where a negative is kept: else the picture
    shot: Shot | None  # what it should show, where that is known
    face: Face | None  # the largest

    @cached_property
    def large(self) -> Face | None:
        """The face, where it is large enough for its skin and its light to be judged."""
        return self.face if self.face and self.face.width >= SMALLEST else None

    @cached_property
    def eyes(self) -> dict[Side, EyeMeasure]:
        """Its eyes; none without a face."""
        return both(self.pixels, self.face) if self.face else {}

    @cached_property
    def lab(self) -> Floats:
        """(h, w, 3) CIE L* 0..100, a*, b*."""
        return lab(self.pixels)

    @cached_property
    def person(self) -> Floats:
        """How likely each pixel shows a person, 0..1, on at most WORKING pixels."""
        height, width = self.pixels.shape[:2]
        scale = min(WORKING / max(height, width), 1.0)
        return person(self.pixels, (max(round(width * scale), 1), max(round(height * scale), 1)))

    @cached_property
    def chip(self) -> "Chip":
        """The upright face. Only where there is one."""
        assert self.face, "there is a face"
        return chip(self.pixels, self.face, SIDE)

    @cached_property
    def bare_chip(self) -> "Chip":
        """The upright face without grade and grain."""
        assert self.face, "there is a face"
        return self.chip if self.bare is self.pixels else chip(self.bare, self.face, SIDE)


@dataclass(frozen=True, eq=False)
class Chip:
    """The face upright in a square."""

    pixels: Pixels  # (side, side, 3)
    points: Floats  # (468, 2) the mesh in it
    width: float  # of the face in it, pixels

    @cached_property
    def lab(self) -> Floats:
        """CIE L*a*b*."""
        return lab(self.pixels)

    @cached_property
    def skin(self) -> Mask:
        """Cheeks and forehead."""
        return self.inside(SKIN)

    def inside(self, rings: tuple[Indices, ...]) -> Mask:
        """What lies in rings of the mesh."""
        shape = (self.pixels.shape[0], self.pixels.shape[1])
        found = [filled(shape, self.points[ring]) > 0.5 for ring in rings]
        return np.asarray(np.any(found, axis=0), np.bool_)


def chip(pixels: Pixels, face: Face, side: int) -> Chip:
    """Turn a face upright and cut it out."""
    low, high = face.points.min(0), face.points.max(0)
    middle = (low + high) / 2
    square = Crop(
        (float(middle[0]), float(middle[1])), float((high - low).max()) * ROOM, lean(face.mesh)
    )
    affine = square.affine(side)
    there = (face.points - affine[:, 2]) @ np.linalg.inv(affine[:, :2]).T
    points = np.asarray(there, np.float32)
    return Chip(square.cut(pixels, side), points, face.width * side / square.size)


def lab(pixels: Pixels) -> Floats:
    """CIE L* 0..100, a* and b* of sRGB pixels."""
    unit = pixels.astype(np.float32) / np.float32(255)
    return np.asarray(cv2.cvtColor(unit, cv2.COLOR_RGB2Lab), np.float32)


def scene(pixels: Pixels, shot: Shot | None, negative: Negative | None) -> Scene:
    """Look for the face. Raises StudioError if the networks are not installed."""
    seen = faces(pixels)
    usable = negative is not None and negative.shape == pixels.shape
    bare = to_bytes(negative) if negative is not None and usable else pixels
    return Scene(pixels, bare, shot, seen[0] if seen else None)
