"""The edge that a subject stands behind where the frame would show the cut of the body."""

from itertools import pairwise

import numpy as np

from engine.maquette.body import Mesh
from engine.maquette.lens import View, between_eyes
from engine.maquette.sitter import BEHIND, Sitter

SAFE = 0.14  # metres of cloth left below the edge: the lens looks over it from above
HIGHEST = 0.42  # metres under the eyes
REACH = 0.2  # metres around the cut where the belly is looked for
DEPTH, HALF_WIDTH, BEVEL = 0.55, 4.0, 0.012


def parapet(view: View, sitter: Sitter) -> Mesh:
    """Build a counter before the subject; far away if the frame ends above the cut of the body."""
    eyes, cloth = between_eyes(sitter.body), sitter.cloth.vertices
    cut = float(cloth[:, 2].min()) + SAFE
    low = float((view.target - view.up * (view.cover / 2))[2])
    if low > cut:
        return _box(BEHIND, BEHIND, BEHIND)
    belly = cloth[np.abs(cloth[:, 2] - cut) < REACH]
    top = min(max(cut, low + 0.16 * view.cover), float(eyes[2]) - HIGHEST)
    return _box(float(eyes[0]), float(belly[:, 1].min()) - 0.03, top)


def _box(x: float, back: float, top: float) -> Mesh:
    """A slab with a bevelled front edge, flat-shaded; always the same topology."""
    front = back - DEPTH
    profile = [
        (back, top - 1.5),
        (back, top),
        (front + BEVEL, top),
        (front, top - BEVEL),
        (front, top - 1.5),
    ]
    left, right = x - HALF_WIDTH, x + HALF_WIDTH
    vertices: list[list[float]] = []
    normals: list[list[float]] = []
    for (y0, z0), (y1, z1) in pairwise(profile):
        vertices += [[left, y0, z0], [right, y0, z0], [right, y1, z1], [left, y1, z1]]
        length = float(np.hypot(y1 - y0, z1 - z0))
        normals += [[0.0, (z1 - z0) / length, (y0 - y1) / length]] * 4
    first = np.arange(0, len(vertices), 4)[:, None]
    triangles = np.concatenate([first + np.array([0, 1, 2]), first + np.array([0, 2, 3])]).astype(
        np.int32
    )
    return Mesh(np.array(vertices, np.float32), np.array(normals, np.float32), triangles)
