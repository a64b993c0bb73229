"""Carry a pattern from the template to a posed person: smoothly, led by points of the skin."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import splu
from scipy.spatial import KDTree

from engine.maquette.body import Body, Floats, Surface
from engine.maquette.wardrobe.form import Form, yoke
from engine.maquette.wardrobe.mesh import Array, unit

REACH = 0.03  # metres: each node has a second point so far out, which carries the normal
AROUND = 14  # nodes that tell one node how the body is turned and stretched there
STIFF = 0.3  # of the cloth, against faith: irons out the body's own bumps
LOOSE = 0.004  # faith over the chest: only shapes wider than about 15 cm come through
LEADERS = 9  # nodes that lead one vertex of cloth


@dataclass(frozen=True)
class Nodes:
    """Means of the skin, about a centimetre apart: smaller anatomy does not move the cloth."""

    mean: sparse.csr_matrix  # (nodes, skin vertices)
    stretch: tuple[
        sparse.csr_matrix, ...
    ]  # three of (nodes, 2 * nodes): columns of the node's gradient
    rest: Array  # (nodes, 3)
    normals: Array  # (nodes, 3) of the template
    faith: Array  # (nodes, 1) how closely the cloth follows the skin's own shape, 0..1
    drape: Callable[[Array], Array]  # smooths what faith does not hold

    def posed(self, body: Body) -> Array:
        """(4 * nodes, 3): where each node is, then its gradient by x, by y and by z."""
        on, outward = self.mean @ body.skin.vertices, unit(self.mean @ body.skin.normals)
        change = np.concatenate([on - self.rest, outward - self.normals], 1)
        smooth = self.drape(self.faith * change)
        # Where the cloth would sink into the body it is held up: it rests on what stands out.
        sunk = np.maximum(((change - smooth)[:, :3] * outward).sum(1, keepdims=True), 0)
        smooth = self.drape(self.faith * (change + np.pad(1.5 * sunk * outward, ((0, 0), (0, 3)))))
        points = _raised(self.rest + smooth[:, :3], self.normals + smooth[:, 3:])
        return np.concatenate([points[: len(self.rest)], *(s @ points for s in self.stretch)])


def _raised(points: Array, normals: Array) -> Array:
    return np.concatenate([points, points + REACH * unit(normals)])


_nodes: dict[tuple[int, float], Nodes] = {}  # by form, which is kept for good, and top


def nodes_of(surface: Surface, form: Form, normals: Array, top: float) -> Nodes:
    """The nodes of `_nodes_of`, shared by all garments over one form."""
    key = (id(form), top)
    if key not in _nodes:
        _nodes[key] = _nodes_of(surface, form, normals, top)
    return _nodes[key]


def _nodes_of(surface: Surface, form: Form, normals: Array, top: float) -> Nodes:
    """Nodes over the form's part of the skin, up to `top` metres above the neck's base.

    `normals` (n, 3) of the template's skin vertices.
    """
    rest_all = surface.rest.astype(np.float64)
    rest = rest_all[form.skin]
    _, slant, height = yoke(rest, form.neck)
    allowed = height < top
    near = slant < 0.13
    centres = np.concatenate(
        [_thinned(rest[allowed & near], 0.009), _thinned(rest[allowed & ~near], 0.014)]
    )
    usable = np.flatnonzero(allowed)
    distance, found = KDTree(rest[usable]).query(centres, k=20)
    size = np.where(yoke(centres, form.neck)[1] < 0.13, 0.005, 0.012)[:, None]
    weight = np.exp(-((distance / size) ** 2)) + 1e-9
    weight /= weight.sum(1, keepdims=True)
    rows = np.repeat(np.arange(len(centres)), 20)
    mean = sparse.csr_matrix(
        (weight.ravel(), (rows, form.skin[usable[found]].ravel())),
        (len(centres), len(surface.rest)),
    )
    on, outward = mean @ rest_all, unit(mean @ normals)
    faith, drape = _draper(on, form.neck)
    return Nodes(mean, _gradients(_raised(on, outward)), on, outward, faith, drape)


def _draper(points: Array, neck: Array) -> tuple[Array, Callable[[Array], Array]]:
    """Cloth follows the neck, the shoulders and the arms; over chest and waist it hangs."""
    _, slant, _ = yoke(points, neck)
    trunk = np.clip((slant - 0.10) / 0.08, 0, 1) * np.clip(
        (0.23 - np.abs(points[:, 0])) / 0.07, 0, 1
    )
    faith = 1 - (1 - LOOSE) * trunk[:, None]
    n = len(points)
    found = np.asarray(KDTree(points).query(points, k=9)[1])
    links = sparse.csr_matrix(
        (np.full(n * 8, 0.125), (np.repeat(np.arange(n), 8), found[:, 1:].ravel())), (n, n)
    )
    bend = sparse.identity(n) - links
    stiff = sparse.csc_matrix(sparse.diags(faith[:, 0]) + STIFF * (bend.T @ bend))
    solve = splu(stiff, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}).solve
    return faith, solve


def _gradients(points: Array) -> tuple[sparse.csr_matrix, ...]:
    """Least squares over each node's neighbours: how posed space changes by template space."""
    n = len(points) // 2
    distance, found = map(np.asarray, KDTree(points[:n]).query(points[:n], k=AROUND))
    weight = np.exp(-((distance / distance[:, -1:]) ** 2))
    found = np.concatenate([found, found + n], 1)
    weight = np.concatenate([weight, weight], 1)
    weight /= weight.sum(1, keepdims=True)
    arm = points[found] - np.einsum("nk,nkd->nd", weight, points[found])[:, None]
    moment = np.einsum("nk,nki,nkj->nij", weight, arm, arm) + 1e-7 * np.eye(3)
    shape = np.einsum("nij,nkj,nk->ink", np.linalg.inv(moment), arm, weight)
    rows = np.repeat(np.arange(n), found.shape[1])
    return tuple(sparse.csr_matrix((s.ravel(), (rows, found.ravel())), (n, 2 * n)) for s in shape)


def _thinned(points: Array, cell: float) -> Array:
    """The mean of the points in each cell of a lattice."""
    key = np.unique(np.floor(points / cell).astype(int), axis=0, return_inverse=True)[1].ravel()
    count = np.bincount(key)
    return np.stack([np.bincount(key, points[:, a]) / count for a in range(3)], 1)


@dataclass(frozen=True)
class Carry:
    """What carries n vertices with the nodes near them; compact, for a wardrobe holds many."""

    leaders: NDArray[np.int16]  # (n, LEADERS)
    weights: Floats  # (n, LEADERS)
    rest: Floats  # (n, 3) the vertices on the template
    origin: Floats  # (nodes, 3) the nodes on the template

    def to(self, posed: Array) -> Floats:
        """The vertices (n, 3) where the nodes are `posed` (4 * nodes, 3)."""
        points, *gradients = np.split(posed.astype(np.float32), 4)
        out = np.einsum("nk,nkd->nd", self.weights, points[self.leaders])
        for axis, gradient in enumerate(gradients):
            arm = self.rest[:, None, axis] - self.origin[self.leaders, axis]
            out += np.einsum("nk,nkd->nd", self.weights * arm, gradient[self.leaders])
        return out


def bind(nodes: Nodes, vertices: Array) -> Carry:
    """Tie `vertices` (n, 3) of the template to the nodes near them."""
    distance, found = map(np.asarray, KDTree(nodes.rest).query(vertices, k=LEADERS + 1))
    share = distance[:, :-1] / distance[:, -1:]
    # Falls smoothly to nothing at the furthest leader, so that a change of leaders never shows.
    weight = (1 - share**2) ** 2
    weight /= weight.sum(1, keepdims=True)
    return Carry(
        found[:, :-1].astype(np.int16),
        weight.astype(np.float32),
        vertices.astype(np.float32),
        nodes.rest.astype(np.float32),
    )
