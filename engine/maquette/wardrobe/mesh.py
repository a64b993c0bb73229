"""Pieces of cloth in the template's space, and the few mesh operations that tailoring needs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from engine.maquette.body import Floats, Ints

Array = NDArray[Any]


@dataclass(frozen=True)
class Piece:
    """Cloth before it is worn: `vertices` (n, 3) on the template, `triangles` (k, 3)."""

    vertices: Floats
    triangles: Ints


def piece(vertices: Array, triangles: Array) -> Piece:
    return Piece(
        np.ascontiguousarray(vertices, np.float32), np.ascontiguousarray(triangles, np.int32)
    )


def join(*pieces: Piece) -> Piece:
    starts = np.cumsum([0, *(len(p.vertices) for p in pieces[:-1])])
    return piece(
        np.concatenate([p.vertices for p in pieces]),
        np.concatenate([p.triangles + s for p, s in zip(pieces, starts, strict=True)]),
    )


def grid_triangles(rows: int, columns: int, *, closed: bool = False) -> Array:
    """Triangles of a (rows, columns) grid; `closed` joins the last column to the first."""
    j = np.arange(columns if closed else columns - 1)
    a = (np.arange(rows - 1)[:, None] * columns + j).ravel()
    b = (np.arange(rows - 1)[:, None] * columns + (j + 1) % columns).ravel()
    return np.concatenate(
        [np.stack([a, b, b + columns], 1), np.stack([a, b + columns, a + columns], 1)]
    )


def corners(triangles: Array, count: int) -> sparse.csr_matrix:
    """The matrix (count, k) that sums over the triangles at each vertex."""
    k = len(triangles)
    return sparse.csr_matrix(
        (np.ones(3 * k, np.float32), (triangles.ravel(), np.repeat(np.arange(k), 3))), (count, k)
    )


def normals(vertices: Array, triangles: Array, at: sparse.csr_matrix | None = None) -> Array:
    """Area-weighted unit vertex normals (n, 3); `at` are the triangles' corners, if known."""
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    u, v = b - a, c - a
    face = np.stack(
        [
            u[:, 1] * v[:, 2] - u[:, 2] * v[:, 1],
            u[:, 2] * v[:, 0] - u[:, 0] * v[:, 2],
            u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0],
        ],
        1,
    )
    return unit((corners(triangles, len(vertices)) if at is None else at) @ face)


def unit(vectors: Array) -> Array:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-20)


def neighbours(triangles: Array, count: int) -> sparse.csr_matrix:
    """Row-normalised vertex adjacency: times positions it gives the mean of the neighbours."""
    i = triangles[:, [0, 1, 2, 1, 2, 0]].ravel()
    j = triangles[:, [1, 2, 0, 0, 1, 2]].ravel()
    links = sparse.csr_matrix((np.ones(len(i)), (i, j)), (count, count))
    links.data[:] = 1
    degree = np.maximum(np.asarray(links.sum(1)).ravel(), 1)
    return sparse.csr_matrix(sparse.diags(1 / degree) @ links)


def clip(vertices: Array, triangles: Array, field: Array) -> tuple[Array, sparse.csr_matrix]:
    """Cut along the zero level of `field` and keep where it is positive.

    Returns triangles (k, 3) and the matrix that makes the new vertices out of the old ones, so that
    whatever is known at the old vertices can be carried over.
    """
    f = np.where(np.abs(field) < 1e-9, 1e-9, field)
    inside = f > 0
    n = len(vertices)
    count = inside[triangles].sum(1)
    cut = triangles[(count == 1) | (count == 2)]
    # Turn each cut triangle so that its odd corner comes first.
    odd = np.where(inside[cut].sum(1) == 1, 1, 0)[:, None] == inside[cut]
    shift = odd.argmax(1)
    rows = np.arange(len(cut))[:, None]
    cut = cut[rows, (shift[:, None] + np.arange(3)) % 3]
    lone = inside[cut[:, 0]]
    edges = np.sort(np.concatenate([cut[:, [0, 1]], cut[:, [0, 2]]]), 1)
    unique, where = np.unique(edges, axis=0, return_inverse=True)
    ab, ac = (where.ravel() + n).reshape(2, -1)
    t = f[unique[:, 0]] / (f[unique[:, 0]] - f[unique[:, 1]])
    a, b, c = cut.T
    new = np.concatenate(
        [
            triangles[count == 3],
            np.stack([a, ab, ac], 1)[lone],
            np.stack([ab, b, c], 1)[~lone],
            np.stack([ab, c, ac], 1)[~lone],
        ]
    )
    m = len(unique)
    at_edges = sparse.csr_matrix(
        (
            np.concatenate([1 - t, t]),
            (np.tile(np.arange(m), 2), np.concatenate([unique[:, 0], unique[:, 1]])),
        ),
        (m, n),
    )
    carry = sparse.csr_matrix(sparse.vstack([sparse.identity(n, format="csr"), at_edges]))
    used, new = np.unique(new, return_inverse=True)
    return new.reshape(-1, 3), sparse.csr_matrix(carry[used])
