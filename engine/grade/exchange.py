"""Grades as files of other programs: which kind one is, and a grade baked into a LUT."""

import hashlib
import json
from functools import lru_cache

import numpy as np
from pydantic import ValidationError

from engine.grade.cdl import MINE, cdl_of, read_cdl
from engine.grade.cubes import Cube, read_cube, write_cube
from engine.grade.processor import SPATIAL, Cubes, processor
from engine.pictures import Floats
from prompts.setup import Grade

POINTS = 33
SLIPS = 1e-4  # of a value: what digits and other processors may differ by

__all__ = ["cdl_of", "cube_of", "in_place_of", "read_cdl", "read_cube", "read_grade"]


def read_grade(data: bytes) -> Grade:
    """The grade that a .cube, .cdl, .cc or .ccc file asks for. Raises StudioError.

    A LUT that was a grade of ours, and still is what that grade bakes, becomes that grade again.
    Of any other the grade names the file by its sha256, and `graded` asks `cubes` for it.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return read_cdl(data)
    found = read_cube(data)
    told = _told(found.remarks)
    if told.cube is None and _same(found, told):
        return told
    film = told.model_dump(include=set(SPATIAL))
    return Grade(cube=hashlib.sha256(data).hexdigest()).model_copy(update=film)


def in_place_of(base: Grade, asked: Grade) -> Grade:
    """A grade from a file in place of another: its colour, and the film of whichever has some."""
    own = any(getattr(asked, name) for name in SPATIAL)
    return asked if own else asked.model_copy(update=base.model_dump(include=set(SPATIAL)))


def cube_of(grade: Grade, *, title: str = "Chiaroscuro", cubes: Cubes | None = None) -> bytes:
    """A grade's colour as a .cube file of 33 points a side. Same grade, same bytes.

    A LUT knows no neighbours: halation, bloom, vignette and grain are left to a remark, which
    says the whole grade for `read_grade`. Raises StudioError where the grade's own LUT is lost.
    """
    told = json.dumps(grade.model_dump(exclude_defaults=True))
    return write_cube(
        Cube(
            baked(grade, cubes=cubes),
            title=title,
            remarks=(
                "From and to sRGB display values, for the ungraded master",
                MINE + told,
            ),
        )
    )


def baked(grade: Grade, points: int = POINTS, *, cubes: Cubes | None = None) -> Floats:
    """A grade's colour on a grid (n, n, n, 3), indexed [red][green][blue]."""
    values = _grid(points).copy()
    if found := processor(grade, cubes=cubes):
        found.into(values)
    return np.clip(values, 0, 1)


@lru_cache(maxsize=4)
def _grid(points: int) -> Floats:
    axis = np.linspace(0, 1, points, dtype=np.float32)
    return np.ascontiguousarray(np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), axis=-1))


def _told(remarks: tuple[str, ...]) -> Grade:
    """The grade that a remark of ours says; a plain one where none says anything sound."""
    for remark in remarks:
        if remark.startswith(MINE):
            try:
                return Grade.model_validate_json(remark.removeprefix(MINE))
            except ValidationError:
                break
    return Grade()


def _same(found: Cube, told: Grade) -> bool:
    """Whether a file is what `cube_of` writes of this grade."""
    plain = found.low == (0, 0, 0) and found.high == (1, 1, 1)
    if not plain or found.table.shape != (POINTS, POINTS, POINTS, 3):
        return False
    return float(np.abs(found.table - baked(told)).max()) < SLIPS
