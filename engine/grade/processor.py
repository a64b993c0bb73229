"""All colour of a grade as one OpenColorIO processor.

In order: from light to display values where the picture comes as light, white balance, exposure,
ASC CDL, contrast and split tone, colour by hue (a LUT of our own), somebody's LUT.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from engine.grade.balance import NEUTRAL, matrix
from engine.grade.colour_io import (
    CURVE_POINTS,
    Processor,
    Step,
    cdl,
    cube,
    curve,
    linear,
    matrix_of,
)
from engine.grade.cubes import Cube, read_cube
from engine.grade.hues import has, table
from engine.grade.stock import Doubles, develop, light_of, unsqueezed
from engine.grade.tones import contrasted, toned
from engine.protocol import StudioError
from prompts.setup import Grade

Cubes = Callable[[str], bytes]
"""Fetches a file by its sha256."""

PLAIN = Grade()
SPATIAL: dict[str, object] = {"bloom": 0.0, "halation": 0.0, "vignette": 0.0, "grain": 0.0}
LOST = "The LUT of this grade is not here any more. Send its .cube file again."


@dataclass(frozen=True)
class _Fetch:
    """All are equal: a name of a file says what is in it, whoever fetches it."""

    cubes: Cubes | None = field(compare=False)


@lru_cache(maxsize=1)
def light() -> Processor:
    """From display values to the light that the film saw."""
    return Processor([curve(light_of(np.linspace(0, 1, CURVE_POINTS)))])


def processor(grade: Grade, *, lit: bool = False, cubes: Cubes | None = None) -> Processor | None:
    """What turns a negative, or squeezed light (`lit`), into a print; None where that is nothing.

    Raises StudioError where the LUT of the grade is lost or broken.
    """
    colour = grade.model_copy(update=SPATIAL)
    return _made(colour.model_dump_json(exclude_defaults=True), lit, _Fetch(cubes))


@lru_cache(maxsize=64)
def _made(spec: str, lit: bool, fetch: _Fetch) -> Processor | None:  # noqa: FBT001 - keys
    found = steps(Grade.model_validate_json(spec), fetch.cubes)
    if lit:
        found.insert(0, curve(develop(unsqueezed(_axis()))))
    return Processor(found) if found else None


def steps(grade: Grade, cubes: Cubes | None = None) -> list[Step]:
    """Every step of a grade that does something. Raises StudioError for its LUT."""
    found = balanced(grade)
    if grade.exposure:
        lit = light_of(_axis()) * 2.0**grade.exposure
        found.append(curve(develop(lit)))
    if not plain(grade, "slope", "offset", "power", "saturation"):
        found.append(cdl(grade))
    if not plain(grade, "contrast", "shadows", "highlights"):
        found.append(curve(toned(contrasted(_axis(), grade), grade)))
    if has(grade):
        found.append(cube(table(grade)))
    if grade.cube:
        found += of_cube(_fetched(grade.cube, cubes))
    return found


def plain(grade: Grade, *names: str) -> bool:
    """Whether all these fields are as `Grade()` has them."""
    return all(getattr(grade, name) == getattr(PLAIN, name) for name in names)


def balanced(grade: Grade) -> list[Step]:
    """The white balance alone; values beyond 0..1 are kept."""
    kelvin = grade.kelvin or NEUTRAL
    if kelvin == NEUTRAL and not grade.tint:
        return []
    turn = matrix_of(matrix(kelvin, grade.tint))
    return [linear(), turn, linear(back=True)]


def of_cube(found: Cube) -> list[Step]:
    """Somebody's LUT, from its own domain."""
    low, high = np.array(found.low), np.array(found.high)
    moved: list[Step] = []
    if low.any() or (high != 1).any():
        scale = 1 / (high - low)
        moved.append(matrix_of(np.diag(scale), -low * scale))
    values = found.table
    return [*moved, cube(values) if values.ndim == 4 else curve(values.astype(np.float64))]


def _fetched(name: str, cubes: Cubes | None) -> Cube:
    try:
        if cubes:
            return read_cube(cubes(name))
    except (KeyError, OSError) as error:
        raise StudioError(LOST) from error
    raise StudioError(LOST)


def _axis() -> Doubles:
    return np.linspace(0, 1, CURVE_POINTS)
