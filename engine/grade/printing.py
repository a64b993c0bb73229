"""A print: a negative, what lens and film do to its light, its colour, grain; dithered once."""

import numpy as np

from engine.grade.film import grain, optical
from engine.grade.processor import Cubes, light, processor
from engine.grade.stock import squeezed
from engine.pictures import Floats, Negative, Pixels, to_bytes
from prompts.setup import Grade


def graded(
    negative: Negative, grade: Grade, *, seed: int = 0, cubes: Cubes | None = None, alive: int = 0
) -> Pixels:
    """Print a negative (h, w, 3). `Grade()` prints k / 255 as k.

    The seed moves only grain and dither; `alive` is the frame of a clip, whose grain lives.
    `cubes` fetches the LUT file that a grade names by its sha256. Raises StudioError.
    """
    picture = toned(negative, grade, cubes=cubes)
    if grade.grain > 0:
        picture = grain(picture, grade.grain, (seed, alive))
    return to_bytes(picture, seed)


def toned(negative: Floats, grade: Grade, *, cubes: Cubes | None = None) -> Floats:
    """The print in floats, without grain: light, then colour. Raises StudioError."""
    picture = np.array(np.clip(negative, 0, 1), np.float32, order="C")
    lit = grade.halation > 0 or grade.vignette > 0 or grade.bloom > 0
    if lit:
        picture = squeezed(optical(light().into(picture), grade))
    if colour := processor(grade, lit=lit, cubes=cubes):
        picture = colour.into(picture)
    return picture
