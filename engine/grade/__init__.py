"""Colour like film: a grade turns a negative into a print, and leaves the negative as it was."""

from engine.grade.board import board
from engine.grade.exchange import cdl_of, cube_of, in_place_of, read_cdl, read_cube, read_grade
from engine.grade.match import MATCHED, match
from engine.grade.printing import graded, toned

__all__ = [
    "MATCHED",
    "board",
    "cdl_of",
    "cube_of",
    "graded",
    "in_place_of",
    "match",
    "read_cdl",
    "read_cube",
    "read_grade",
    "toned",
]
