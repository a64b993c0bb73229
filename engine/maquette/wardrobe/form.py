"""The dress form: the template's torso, smoothed as cloth does, and its charts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu
from scipy.spatial import KDTree

from engine.maquette.body import Surface
from engine.maquette.wardrobe.mesh import Array, neighbours, normals, unit

# Measured on the template, metres from its crown: (x, y, z) of the middle of the neck's base.
NECK = np.array([0.0, 0.041, -0.2875])
AXIS = np.array([0.0, -0.242, 0.9703])  # necklines lie 14 degrees down to the front
FRONT = np.cross([1.0, 0.0, 0.0], AXIS)  # in the plane of the neck's base, towards the chest
NECK_TOP = 0.075  # above it: jaw and skull, which no cloth follows
UNDERSIDE = -0.6  # z of the normal of skin under the chin
COLLAR = 0.03  # slant to which such skin is the chin's
YOKE_END = 0.75  # slant to which patterns can be drawn on the yoke
ARMPIT = 0.19  # |x| to which they can
CHEST = -0.17  # z from the neck's base: below it cloth hangs
HANG = 0.8  # how freely, 0..1
SOFT = 0.025  # metres over which `Form.soft` is averaged
WRIST = 0.43  # |x| on the template, arms out


def neck_of(rest: Array) -> Array:
    """The middle of the neck's base in the template's coordinates."""
    return rest[rest[:, 2].argmax()] * np.array([0, 1, 1]) + NECK


def yoke(points: Array, neck: Array) -> tuple[Array, Array, Array]:
    """Round the neck: angle (0 at the front, + to the subject's left), slant distance, height.

    The slant distance shrinks up the neck and grows over the shoulders: its levels are
    necklines.
    """
    d = points - neck
    height = d @ AXIS
    # Under the neck's base the axis bends down into the middle of the chest.
    below = np.minimum(height, 0) ** 2 / (np.abs(height) + 0.02)
    x, front = d[..., 0], d @ FRONT + below * (FRONT[2] / AXIS[2])
    return np.arctan2(x, front), np.hypot(x, front) - height, height


@dataclass(frozen=True)
class Form:
    """A smoothed torso on the template. `skin` are indices of the surface's (split) vertices."""

    vertices: Array  # (n, 3)
    triangles: Array  # (k, 3)
    skin: Array  # (n,)
    neck: Array  # (3,)
    soft: Array  # (n, 3) normals without detail: along them even thick cloth does not cross itself

    @cached_property
    def normals(self) -> Array:
        return normals(self.vertices, self.triangles)

    @cached_property
    def angle(self) -> Array:
        return yoke(self.vertices, self.neck)[0]

    @cached_property
    def slant(self) -> Array:
        return yoke(self.vertices, self.neck)[1]

    @cached_property
    def _yoke_chart(self) -> "Chart":
        angle, slant, _ = yoke(self.vertices, self.neck)
        # Under the chin the slant grows again: there the chart would lie over itself.
        hangs = (slant < COLLAR) & (self.normals[:, 2] < UNDERSIDE)
        drawn = (slant < YOKE_END) & (np.abs(self.vertices[:, 0]) < ARMPIT) & ~hangs
        near = drawn[self.triangles].all(1)
        # In polar coordinates round the neck the chart has no seam; 0.2 keeps the pole away.
        plane = (slant + 0.2)[:, None] * np.stack([np.sin(angle), np.cos(angle)], 1)
        return Chart.over(self, plane, self.triangles[near])

    @cached_property
    def _front_chart(self) -> "Chart":
        facing = (self.normals[:, 1] < 0.1)[self.triangles].all(1)
        return Chart.over(self, self.vertices[:, [0, 2]], self.triangles[facing])

    def at_yoke(self, angle: Array, slant: Array, offset: Array | float = 0.0) -> Array:
        """Points (..., 3) over the form by angle (radians) and slant distance (metres)."""
        angle, slant = np.broadcast_arrays(angle, slant)
        plane = (slant + 0.2)[..., None] * np.stack([np.sin(angle), np.cos(angle)], -1)
        return self._yoke_chart.points(plane, offset)

    def at_front(self, x: Array, z: Array, offset: Array | float = 0.0) -> Array:
        """Points (..., 3) over the chest by x and by z from the neck's base (metres)."""
        return self._front_chart.points(
            np.stack(np.broadcast_arrays(x, z + self.neck[2]), -1), offset
        )


@dataclass(frozen=True)
class Chart:
    """A flattened part of a form: from the plane back onto the form."""

    form: Form
    plane: Array  # (n, 2)
    triangles: Array  # (k, 3)
    tree: KDTree

    @classmethod
    def over(cls, form: Form, plane: Array, triangles: Array) -> "Chart":
        return cls(form, plane, triangles, KDTree(plane[triangles].mean(1)))

    def points(self, at: Array, offset: Array | float) -> Array:
        flat = at.reshape(-1, 2)
        corners, weights = self._locate(flat)
        position = np.einsum("nk,nkd->nd", weights, self.form.vertices[corners])
        normal = unit(np.einsum("nk,nkd->nd", weights, self.form.soft[corners]))
        out = np.broadcast_to(offset, at.shape[:-1]).reshape(-1, 1)
        return (position + out * normal).reshape(*at.shape[:-1], 3)

    def _locate(self, at: Array) -> tuple[Array, Array]:
        """The triangle under each point, with barycentric coordinates (or the nearest)."""
        _, candidates = self.tree.query(at, k=16)
        corners = self.triangles[candidates]
        a, b, c = (self.plane[corners[..., k]] for k in range(3))
        u, v, w = b - a, c - a, at[:, None] - a
        area = u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]
        area = np.where(np.abs(area) < 1e-14, 1e-14, area)
        s = (w[..., 0] * v[..., 1] - w[..., 1] * v[..., 0]) / area
        t = (u[..., 0] * w[..., 1] - u[..., 1] * w[..., 0]) / area
        weights = np.stack([1 - s - t, s, t], -1)
        best = weights.min(-1).argmax(1)
        rows = np.arange(len(at))
        chosen = np.clip(weights[rows, best], 0, 1)
        return corners[rows, best], chosen / chosen.sum(1, keepdims=True)


def _cotangent(vertices: Array, triangles: Array) -> tuple[sparse.csr_matrix, Array]:
    """The cotangent stiffness (positive) and each vertex's area."""
    n = len(vertices)
    stiffness = sparse.csr_matrix((n, n))
    area = np.zeros(n)
    for k in range(3):
        i, j, o = (triangles[:, (k + s) % 3] for s in (1, 2, 0))
        u, v = vertices[i] - vertices[o], vertices[j] - vertices[o]
        double = np.maximum(np.linalg.norm(np.cross(u, v), axis=1), 1e-12)
        half = np.clip(0.5 * (u * v).sum(1) / double, 0.02, 5)
        stiffness = stiffness + sparse.csr_matrix((half, (i, j)), (n, n))
        area += np.bincount(o, double / 6, n)
    symmetric = stiffness + stiffness.T
    return sparse.diags(np.asarray(symmetric.sum(1)).ravel()) - symmetric, area


def _outside(surface: Surface, triangles: Array) -> Array:
    """Only the largest connected part: the throat's inside hangs within the neck."""
    welded = surface.weld[triangles]
    n = int(surface.weld.max()) + 1
    _, label = connected_components(neighbours(welded, n), directed=False)
    part = label[welded[:, 0]]
    return triangles[part == np.bincount(part).argmax()]


def _curtain(body: Array, neck: Array) -> Array:
    """The trunk hangs from the chest: under it each side is as far out as what is above."""
    z = body[:, 2] - neck[2]
    trunk = (z < CHEST) & (np.abs(body[:, 0]) < ARMPIT)
    x, y = body[trunk, 0], body[trunk, 1] - neck[1]
    turn = np.round((np.arctan2(x, -y) / np.pi + 1) * 24).astype(int) % 48
    level = np.round((CHEST - z[trunk]) / 0.012).astype(int)
    reach = np.hypot(x, y)
    widest = np.zeros((48, level.max() + 1))
    np.maximum.at(widest, (turn, level), reach)
    widest = np.maximum.accumulate(widest, axis=1)
    fall = np.clip((CHEST - z[trunk]) / 0.10, 0, 1)
    out = 1 + HANG * fall * (widest[turn, level] / reach - 1)
    hung = body.copy()
    hung[trunk, :2] = np.stack([x, y], 1) * out[:, None] + neck[:2]
    return hung


_forms: dict[tuple[float, int, float], Form] = {}


def dress_form(surface: Surface, ease: float) -> Form:
    """`smoothed`, made once: the surface is the same for every person."""
    key = (ease, len(surface.rest), float(surface.rest.sum()))
    if key not in _forms:
        _forms[key] = smoothed(surface, ease)
    return _forms[key]


def smoothed(surface: Surface, ease: float) -> Form:
    """The template's torso under cloth; `ease` (metres) is the size of what is ironed out.

    The cloth spans hollows and rests on what stands out; at the neck none is under the skin.
    """
    rest = surface.rest.astype(np.float64)
    neck = neck_of(rest)
    _, slant, height = yoke(rest, neck)
    region = (height < NECK_TOP) & (np.abs(rest[:, 0]) < WRIST)
    kept = _outside(surface, surface.triangles[region[surface.triangles].all(1)])
    weld, first = np.unique(surface.weld[np.unique(kept)], return_index=True)
    skin = np.unique(kept)[first]
    index = np.full(surface.weld.max() + 1, -1)
    index[weld] = np.arange(len(weld))
    triangles = index[surface.weld[kept]]
    stiffness, area = _cotangent(rest[skin], triangles)
    bend = ease**2 * stiffness
    cloth = _ironed(rest[skin], triangles, slant=slant[skin], neck=neck, bend=bend, area=area)
    blur = _factor(sparse.diags(area) + SOFT**2 * stiffness)
    soft = unit(blur(area[:, None] * blur(area[:, None] * normals(cloth, triangles))))
    return Form(cloth, triangles, skin, neck, soft)


def _ironed(
    body: Array,
    triangles: Array,
    *,
    slant: Array,
    neck: Array,
    bend: sparse.csr_matrix,
    area: Array,
) -> Array:
    outward = normals(body, triangles)
    # The neck keeps its shape, the rest is free.
    mass = sparse.diags(area / np.clip((slant - 0.03) / 0.08, 0.02, 1))
    solve = _factor(mass + bend)
    target = _curtain(body, neck)
    cloth = target
    for _ in range(4):
        cloth = solve(mass @ solve(mass @ target))
        under = np.maximum(((body - cloth) * outward).sum(1), 0)
        target = target + under[:, None] * outward
    # At the neck nothing may lie under the skin; over the chest the skin is never seen.
    seen = np.clip((0.13 - slant) / 0.04, 0, 1)
    under = seen * np.maximum(((body - cloth) * outward).sum(1), 0)
    return cloth + under[:, None] * outward


def _factor(matrix: sparse.csr_matrix) -> Callable[[Array], Array]:
    """Solves with a symmetric positive matrix, which needs no pivots: half the default's fill."""
    options = {"SymmetricMode": True}
    solver = splu(
        sparse.csc_matrix(matrix),
        permc_spec="MMD_AT_PLUS_A",
        diag_pivot_thresh=0.0,
        options=options,
    )
    return solver.solve
