"""Cut pieces of cloth as grids of points: bands, leaves with thickness, tubes."""

from itertools import pairwise

import numpy as np
from scipy.interpolate import CubicSpline, PchipInterpolator

from engine.maquette.wardrobe.mesh import Array, Piece, grid_triangles, normals, piece, unit


def profile(points: list[tuple[float, ...]], rows: int) -> Array:
    """A smooth line through the given points (k, d), sampled at `rows` places of equal chord."""
    p = np.array(points, float)
    along = np.concatenate(
        [[0], np.cumsum(np.maximum(np.linalg.norm(np.diff(p, axis=0), axis=1), 1e-6))]
    )
    return CubicSpline(along, p)(np.linspace(0, along[-1], rows))


def graded(x: Array, knots: list[float], values: list[float]) -> Array:
    """Values without overshoot between knots."""
    return PchipInterpolator(knots, values)(np.clip(x, knots[0], knots[-1]))


def loft(grid: Array, *, closed: bool = False) -> Piece:
    """One layer of cloth over a grid of points (rows, columns, 3)."""
    rows, columns, _ = grid.shape
    return piece(grid.reshape(-1, 3), grid_triangles(rows, columns, closed=closed))


def leaf(grid: Array, thickness: float, rim: int = 3) -> Piece:
    """A sheet (rows, columns, 3) with two faces and a round rim; `thickness` in metres."""
    rows, columns, _ = grid.shape
    normal = normals(grid.reshape(-1, 3), grid_triangles(rows, columns)).reshape(grid.shape)
    border = _border(rows, columns)
    half = thickness / 2
    faces = [grid + half * normal, grid - half * normal]
    ring_out = _outwards(grid, normal, border)
    edge, up = grid.reshape(-1, 3)[border], normal.reshape(-1, 3)[border]
    turns = np.linspace(np.pi / 2, -np.pi / 2, rim + 2)[1:-1]
    rims = [edge + half * (np.sin(t) * up + np.cos(t) * ring_out) for t in turns]
    size, ring = rows * columns, len(border)
    triangles = [grid_triangles(rows, columns), grid_triangles(rows, columns)[:, ::-1] + size]
    loops = [border, *(2 * size + k * ring + np.arange(ring) for k in range(rim)), border + size]
    for above, below in pairwise(loops):
        nxt, under = np.roll(above, -1), np.roll(below, -1)
        triangles += [np.stack([above, below, under], 1), np.stack([above, under, nxt], 1)]
    vertices = np.concatenate([*(f.reshape(-1, 3) for f in faces), *rims])
    return piece(vertices, np.concatenate(triangles))


def _border(rows: int, columns: int) -> Array:
    index = np.arange(rows * columns).reshape(rows, columns)
    return np.concatenate([index[0, :-1], index[:-1, -1], index[-1, :0:-1], index[:0:-1, 0]])


def _outwards(grid: Array, normal: Array, border: Array) -> Array:
    """In the sheet's plane, square to its border."""
    edge = grid.reshape(-1, 3)[border]
    along = unit(np.roll(edge, -1, 0) - np.roll(edge, 1, 0))
    out = unit(np.cross(along, normal.reshape(-1, 3)[border]))
    inner = grid.reshape(-1, 3).mean(0)
    return out if ((edge - inner) * out).sum() > 0 else -out


def tube(line: Array, across: Array, section: Array, *, closed: bool = False) -> Piece:
    """Sweep `section` (m, 2) or (n, m, 2) along `line` (n, 3); `across` (n, 3) is its side."""
    ahead = np.roll(line, -1, 0) - np.roll(line, 1, 0)
    if not closed:
        ahead[0], ahead[-1] = line[1] - line[0], line[-1] - line[-2]
    ahead = unit(ahead)
    side = unit(across - (across * ahead).sum(1, keepdims=True) * ahead)
    up = np.cross(ahead, side)
    section = np.broadcast_to(section, (len(line), *section.shape[-2:]))
    rings = line[:, None] + section[..., :1] * side[:, None] + section[..., 1:] * up[:, None]
    if not closed:  # close the ends with a point
        rings = np.concatenate(
            [
                rings[:1].mean(1, keepdims=True).repeat(rings.shape[1], 1),
                rings,
                rings[-1:].mean(1, keepdims=True).repeat(rings.shape[1], 1),
            ]
        )
    grid = rings if not closed else np.concatenate([rings, rings[:1]])
    return loft(grid, closed=True)


def disc(radius: float, bulge: float, points: int = 16) -> Array:
    """A rounded section (points, 2), radius across and bulge thick."""
    a = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return np.stack([radius * np.cos(a), bulge * np.sin(a)], 1)
