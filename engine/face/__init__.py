"""Faces in a picture: where they are, their eyes, who they might be, and what belongs to them."""

from engine.face.face import SIDES, EyePoints, Face, Side
from engine.face.identity import LIMIT, apart, descriptor, distance
from engine.face.mattes import NAMES, Mattes, mattes
from engine.face.seeing import faces

__all__ = (
    "LIMIT",
    "NAMES",
    "SIDES",
    "EyePoints",
    "Face",
    "Mattes",
    "Side",
    "apart",
    "descriptor",
    "distance",
    "faces",
    "mattes",
)
