"""Where single hairs leave the skin: even, seeded sampling of the posed head by a weight."""

from dataclasses import dataclass
from weakref import ReferenceType, ref

import numpy as np

from engine.maquette.body import Body, Surface
from engine.maquette.hair.frame import TEMPLATE_EYES, HeadFrame
from engine.maquette.hair.noise import Array, Index, unit


@dataclass(frozen=True)
class Roots:
    """n hairs' beginnings, in the head's frame except `rest`."""

    rest: Array  # (n, 3) on the template, from between its eyes
    point: Array  # (n, 3)
    normal: Array  # (n, 3)
    dice: Array  # (n, 6) uniform numbers of each hair's own

    def __len__(self) -> int:
        """How many hairs."""
        return len(self.point)

    def take(self, index: Index) -> "Roots":
        """Some of them, by index or mask."""
        return Roots(self.rest[index], self.point[index], self.normal[index], self.dice[index])


@dataclass(frozen=True)
class Cap:
    """The head's triangles in an order in which neighbours follow each other."""

    triangles: Index
    centres: Array  # (k, 3) on the template, from between the eyes
    area: Array


_caps: dict[int, tuple[ReferenceType[Index], Cap]] = {}  # by topology, which a process has one of


def _morton(cells: Index) -> Index:
    """Interleaved bits of 10-bit cells (n, 3): a space-filling order."""
    code = np.zeros(len(cells), np.int64)
    for bit in range(10):
        for axis in range(3):
            code |= ((cells[:, axis] >> bit) & 1) << (3 * bit + axis)
    return code  # pyright: ignore[reportReturnType]


def cap_of(surface: Surface) -> Cap:
    """The part of the body that hair, brows and beard can grow on."""
    known = _caps.get(id(surface.triangles))
    if known is not None and known[0]() is surface.triangles:
        return known[1]
    rest = surface.rest - TEMPLATE_EYES
    head = (rest[:, 2] > -0.16) & (rest[:, 1] < 0.25) & (np.abs(rest[:, 0]) < 0.11)
    triangles = surface.triangles[head[surface.triangles].all(1)]
    a, b, c = (rest[triangles[:, k]] for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    centres = (a + b + c) / 3.0
    order = np.argsort(_morton(((centres + 0.3) / 0.6 * 1023.0).astype(np.int64)))  # pyright: ignore[reportArgumentType]
    cap = Cap(triangles[order], centres[order], area[order].astype(np.float32))
    _caps.clear()
    _caps[id(surface.triangles)] = (ref(surface.triangles), cap)
    return cap


def scatter(body: Body, frame: HeadFrame, weight: Array, count: int, seed: int) -> Roots:
    """`count` roots spread evenly by `weight`, one a triangle of the cap; none if it is zero."""
    cap = cap_of(body.surface)
    mass = np.cumsum(cap.area.astype(np.float64) * np.maximum(weight, 0.0))
    rng = np.random.default_rng(seed)
    if mass[-1] <= 0.0:
        count = 0
    at = (np.arange(count) + rng.random(count)) / max(count, 1) * mass[-1]
    corners = cap.triangles[np.minimum(np.searchsorted(mass, at), len(mass) - 1)]
    u, v = rng.random((2, count, 1)).astype(np.float32)
    fold = u + v > 1.0
    u, v = np.where(fold, 1.0 - u, u), np.where(fold, 1.0 - v, v)
    shuffle = rng.permutation(count)
    corners, u, v = corners[shuffle], u[shuffle], v[shuffle]

    def blend(values: Array) -> Array:
        a, b, c = (values[corners[:, k]] for k in range(3))
        return a + u * (b - a) + v * (c - a)

    return Roots(
        rest=blend(body.surface.rest) - TEMPLATE_EYES,
        point=frame.inward(blend(body.skin.vertices)),
        normal=unit(blend(body.skin.normals) @ frame.rotation),
        dice=rng.random((count, 6), dtype=np.float32),
    )
