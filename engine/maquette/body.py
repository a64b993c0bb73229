"""The shapes that the maquette's rooms hand to each other.

Z is up, metres, the subject faces -Y, +X is the subject's left, which is the right of the picture.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Mesh:
    """Triangles: `vertices` (n, 3), `normals` (n, 3), `triangles` (k, 3), `uv` (n, 2) or None."""

    vertices: Floats
    normals: Floats
    triangles: Ints
    uv: Floats | None = None


@dataclass(frozen=True)
class Strands:
    """Hair: `points` (n, k, 3) control points of cubic B-splines, `radii` (n, k) metres."""

    points: Floats
    radii: Floats


@dataclass(frozen=True)
class Surface:
    """The skin's constant topology: the same for every person, so that it is computed once.

    `rest` are the positions on the template (n, 3): paint and grow by them, and what you make
    follows every shape, pose and expression.
    """

    triangles: Ints  # (k, 3) into the split vertices
    uv: Floats  # (n, 2), v up
    rest: Floats  # (n, 3)
    weld: Ints  # (n,) index of each split vertex among the welded ones (UV seams are split)


@dataclass(frozen=True)
class Eye:
    """One eyeball."""

    centre: Floats  # (3,)
    mesh: Mesh
    pupil: Floats  # (3,) on the cornea


@dataclass(frozen=True)
class Body:
    """One person in one pose, subdivided, before hair and wardrobe."""

    cage: Floats  # (m, 3) posed base-mesh vertices
    skin: Mesh  # over Surface's topology, with uv
    surface: Surface
    eyes: dict[str, Eye]  # "l" and "r": the subject's own
    teeth: tuple[Mesh, ...]  # upper, lower, tongue
    head: Floats  # (4, 4) template -> posed transform of the skull
    anchors: dict[str, Floats] = field(default_factory=dict)  # named points (3,), posed
