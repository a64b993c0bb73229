"""All colour of a grade as one OpenColorIO processor."""

from functools import lru_cache
from typing import Any

import numpy as np

from engine.grade.colour_io import CURVE_POINTS, Processor, curve, curve_of_light, halves, ocio
from engine.grade.stock import Doubles, develop
from engine.grade.stock import light as light_of
from prompts.setup import Grade

SPATIAL = {"bloom": 0.0, "halation": 0.0, "vignette": 0.0, "grain": 0.0}
PLAIN = Grade()


def colour_of(grade: Grade) -> Grade:
    """The grade without what depends on where a pixel is."""
    return grade.model_copy(update=SPATIAL)


@lru_cache(maxsize=1)
def light() -> Processor:
    """From display values to the light that the film saw."""
    return Processor([curve(light_of(np.linspace(0, 1, CURVE_POINTS)))])


def processor(grade: Grade, *, lit: bool = False) -> Processor | None:
    """What turns a negative, or light (`lit`), into a print; None where that is nothing."""
    return _made(colour_of(grade).model_dump_json(), lit)


@lru_cache(maxsize=64)
def _made(grade: str, lit: bool) -> Processor | None:  # noqa: FBT001 - a key of the cache
    steps = [*_film(lit=lit), *transforms(Grade.model_validate_json(grade))]
    return Processor(steps) if steps else None


def _film(*, lit: bool) -> list[Any]:
    return [curve_of_light(develop(halves()))] if lit else []


def transforms(grade: Grade) -> list[Any]:
    """Every colour step of a grade that does something, in order."""
    steps: list[Any] = []
    if (grade.slope, grade.offset, grade.power, grade.saturation) != (
        PLAIN.slope,
        PLAIN.offset,
        PLAIN.power,
        PLAIN.saturation,
    ):
        steps.append(_cdl(grade))
    if grade.contrast != 1:
        steps.append(curve(contrasted(np.linspace(0, 1, CURVE_POINTS), grade)))
    return steps


def _cdl(grade: Grade) -> Any:
    made = ocio.CDLTransform(
        slope=list(grade.slope),
        offset=list(grade.offset),
        power=list(grade.power),
        sat=grade.saturation,
    )
    made.setStyle(ocio.CDL_ASC)  # clips to 0..1 before power and at the end
    return made


def contrasted(display: Doubles, grade: Grade) -> Doubles:
    """An S about the pivot that keeps black, pivot and white."""
    pivot, amount = grade.pivot, grade.contrast
    low = pivot * (np.minimum(display, pivot) / pivot) ** amount
    high = 1 - (1 - pivot) * ((1 - np.maximum(display, pivot)) / (1 - pivot)) ** amount
    return np.where(display < pivot, low, high)
