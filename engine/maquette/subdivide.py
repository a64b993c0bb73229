"""Catmull-Clark subdivision as sparse matrices, and vertex normals by one product.

Source: Catmull and Clark, Recursively generated B-spline surfaces on arbitrary topological meshes,
Computer-Aided Design 10 (1978); creased boundary after DeRose, Kass and Truong, SIGGRAPH 1998.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from engine.maquette.body import Floats, Ints

Matrix = sparse.csr_matrix


@dataclass(frozen=True)
class Refined:
    """`matrix` (fine, coarse) makes fine points from coarse ones; `quads` (k, 4) join them."""

    matrix: Matrix
    quads: Ints
    count: int  # of fine points


def unchanged(count: int) -> Matrix:
    """The matrix that leaves `count` points as they are."""
    return sparse.csr_matrix(sparse.diags(np.ones(count, np.float32)))


def _rows(columns: NDArray[np.int64], values: float, height: int, width: int) -> Matrix:
    """A matrix whose row i has `values` at columns[i]."""
    each = columns.shape[1]
    pointers = np.arange(0, height * each + 1, each)
    data = np.full(height * each, values)
    return sparse.csr_matrix((data, columns.ravel(), pointers), (height, width))


def _edges(quads: Ints, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The unique edges (e, 2), and for each quad the number of its four edges (k, 4)."""
    ends = np.stack([quads, np.roll(quads, -1, 1)], -1).reshape(-1, 2).astype(np.int64)
    ends.sort(axis=1)
    keys, inverse = np.unique(ends[:, 0] * count + ends[:, 1], return_inverse=True)
    return np.stack([keys // count, keys % count], 1), inverse.reshape(-1, 4)


def _split(quads: Ints, edge_of: NDArray[np.int64], count: int, edges: int) -> Ints:
    """Every quad becomes four: corner, edge point, face point, edge point."""
    faces = np.arange(len(quads))
    parts = [
        np.stack(
            [
                quads[:, k],
                count + edge_of[:, k],
                count + edges + faces,
                count + edge_of[:, k - 1],
            ],
            -1,
        )
        for k in range(4)
    ]
    return np.stack(parts, 1).reshape(-1, 4).astype(np.int32)


def smooth(quads: Ints, count: int) -> Refined:
    """One level of Catmull-Clark over `count` points. Points of no quad stay where they are."""
    edges, edge_of = _edges(quads, count)
    faces, links = len(quads), len(edges)
    centre = _rows(quads.astype(np.int64), 0.25, faces, count)
    middle = _rows(edges, 0.5, links, count)
    sides = np.bincount(edge_of.ravel(), minlength=links)
    inner = sides == 2
    beside = sparse.csr_matrix(
        (np.ones(faces * 4), (edge_of.ravel(), np.repeat(np.arange(faces), 4))), (links, faces)
    )
    edge_points = sparse.diags(np.where(inner, 0.5, 1.0)) @ middle
    edge_points = edge_points + sparse.diags(inner * 0.5 / sides) @ beside @ centre

    valence = np.bincount(edges.ravel(), minlength=count)
    around = np.bincount(quads.ravel(), minlength=count)
    rim = np.zeros(count, bool)
    rim[edges[~inner].ravel()] = True
    body = (~rim) & (valence > 0)
    n = np.maximum(valence, 1)
    to_faces = sparse.csr_matrix(
        (np.ones(faces * 4), (quads.ravel(), np.repeat(np.arange(faces), 4))), (count, faces)
    )
    ends = np.repeat(np.arange(links), 2)
    to_edges = sparse.csr_matrix((np.ones(links * 2), (edges.ravel(), ends)), (count, links))
    outer = np.repeat(np.nonzero(~inner)[0], 2)
    to_rim = sparse.csr_matrix(
        (np.ones(len(outer)), (edges[~inner].ravel(), outer)), (count, links)
    )
    points = (
        sparse.diags(body / n / np.maximum(around, 1)) @ (to_faces @ centre)
        + sparse.diags(body * 2 / n**2) @ (to_edges @ middle)
        + sparse.diags(np.where(body, (n - 3) / n, np.where(rim, 0.5, 1.0)))
        + sparse.diags(rim * 0.25) @ (to_rim @ middle)
    )
    stacked = sparse.vstack([points, edge_points, centre])
    matrix = sparse.csr_matrix(stacked, dtype=np.float32)
    return Refined(matrix, _split(quads, edge_of, count, links), count + links + faces)


def linear(quads: Ints, count: int) -> Refined:
    """One level of plain bilinear refinement, for texture coordinates."""
    edges, edge_of = _edges(quads, count)
    matrix = sparse.vstack(
        [
            sparse.identity(count),
            _rows(edges, 0.5, len(edges), count),
            _rows(quads.astype(np.int64), 0.25, len(quads), count),
        ]
    )
    fine = _split(quads, edge_of, count, len(edges))
    count += len(edges) + len(quads)
    return Refined(sparse.csr_matrix(matrix, dtype=np.float32), fine, count)


def triangles(quads: Ints) -> Ints:
    """Two triangles a quad: the first half of the result, then the second."""
    return np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.int32)


def incidence(quads: Ints, count: int) -> Matrix:
    """(count, quads) ones where a quad touches a point: sums face normals to vertex normals."""
    faces = np.repeat(np.arange(len(quads)), 4)
    ones = np.ones(quads.size, np.float32)
    return sparse.csr_matrix((ones, (quads.ravel(), faces)), (count, len(quads)))


def normals(points: Floats, quads: Ints, touching: Matrix) -> Floats:
    """Area-weighted unit normals (n, 3) of a quad mesh."""
    a, b, c, d = (points[quads[:, k]] for k in range(4))
    p, q = c - a, d - b
    face = np.empty_like(p)  # numpy's cross is several times slower
    face[:, 0] = p[:, 1] * q[:, 2] - p[:, 2] * q[:, 1]
    face[:, 1] = p[:, 2] * q[:, 0] - p[:, 0] * q[:, 2]
    face[:, 2] = p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]
    total = np.asarray(touching @ face, np.float32)
    length = np.sqrt(np.einsum("ij,ij->i", total, total))
    return total / np.maximum(length, 1e-12)[:, None]
