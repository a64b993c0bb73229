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
    return to_bytes(_toned(negative, grade, seed, cubes, alive), seed)


def _toned(negative: Negative, grade: Grade, seed: int, cubes: Cubes | None, alive: int) -> Floats:
    picture = np.array(np.clip(negative, 0, 1), np.float32, order="C")
    lit = grade.halation > 0 or grade.vignette > 0 or grade.bloom > 0
    if lit:
        picture = squeezed(optical(light().into(picture), grade))
    if colour := processor(grade, lit=lit, cubes=cubes):
        picture = colour.into(picture)
    if grade.grain > 0:
        picture = grain(picture, grade.grain, (seed, alive))
    return picture
