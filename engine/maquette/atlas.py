"""Where the skin lies in its textures: the face gets most of the room.

The source's own layout gives the face 3 % of the texture. Here every island is spread by a radial
asinh about its centre of interest, which keeps it free of overlaps (the map is monotone along every
ray), and is then fitted into its box.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, sparse

from engine.maquette.body import Floats, Ints

Doubles = NDArray[np.float64]
RIM = 0.35  # of a triangle, drawn over its edge: no gap where no texel centre falls
TINY = 1e-12
AT_ONCE = 4_000_000  # texels tested together: bounds the memory


@dataclass(frozen=True)
class Island:
    """One patch: how it is known in the source's layout, and where it goes."""

    inside: tuple[float, float, float, float]  # u0, v0, u1, v1: holds the patch's mean
    centre: tuple[float, float]  # in the source's layout; what is worth detail
    strength: float  # of the spread; 0 is none
    box: tuple[float, float, float, float]  # u0, v0, u1, v1 in the new layout
    turned: bool = False  # lies on its side in the source


ISLANDS = (
    Island(
        (0.80, 0.30, 1.0, 0.70), (0.868, 0.4835), 9.0, (0.004, 0.246, 0.996, 0.996), turned=True
    ),
    Island((0.20, 0.40, 0.60, 0.95), (0.380, 0.930), 4.0, (0.004, 0.004, 0.60, 0.236)),
    Island((0.75, 0.00, 0.93, 0.14), (0.841, 0.074), 0.0, (0.62, 0.004, 0.77, 0.236)),
    Island((0.00, 0.50, 0.08, 0.70), (0.044, 0.590), 0.0, (0.79, 0.130, 0.88, 0.236)),
    Island((0.08, 0.50, 0.16, 0.70), (0.118, 0.590), 0.0, (0.90, 0.130, 0.99, 0.236)),
    Island((0.36, 0.00, 0.56, 0.20), (0.458, 0.105), 0.0, (0.79, 0.004, 0.88, 0.110)),
    Island((0.56, 0.00, 0.75, 0.20), (0.667, 0.105), 0.0, (0.90, 0.004, 0.99, 0.110)),
)


def unfold(uv: Doubles, quads: NDArray[np.int64]) -> Doubles:
    """The new layout (t, 2) of texture coordinates `uv` joined by `quads`."""
    pairs = np.concatenate([quads[:, [0, 1]], quads[:, [1, 2]], quads[:, [2, 3]]])
    graph = sparse.csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), (len(uv),) * 2)
    patch = sparse.csgraph.connected_components(graph, directed=False)[1]
    out = np.zeros_like(uv)
    for label in np.unique(patch[quads[:, 0]]):
        mine = patch == label
        out[mine] = _place(uv[mine])
    return out


def _place(uv: Doubles) -> Doubles:
    u, v = uv.mean(0)
    for island in ISLANDS:
        left, low, right, high = island.inside
        if left <= u <= right and low <= v <= high:
            return _fit(uv, island)
    raise ValueError(f"a patch of skin at {u:.2f}, {v:.2f} has no place in the atlas")


def _fit(uv: Doubles, island: Island) -> Doubles:
    offset = uv - np.array(island.centre)
    if island.turned:
        offset = np.stack([-offset[:, 1], -offset[:, 0]], 1)
    radius = np.hypot(offset[:, 0], offset[:, 1])
    if island.strength:
        x = radius / radius.max()
        offset *= (np.arcsinh(island.strength * x) / np.maximum(x, 1e-9))[:, None]
    low, high = offset.min(0), offset.max(0)
    start, end = np.array(island.box[:2]), np.array(island.box[2:])
    return start + (offset - low) / (high - low) * (end - start)


def rasterise(uv: Floats, tris: Ints, values: Floats, size: int) -> Floats:
    """Draw `values` (n, c) over the atlas: (size, size, c), row 0 at v = 1.

    Texels beside an island take the nearest covered texel's value, so that filtering finds no seam.
    """
    corner = np.stack([uv[:, 0] * size - 0.5, (1 - uv[:, 1]) * size - 0.5], 1)[tris].astype(
        np.float64
    )
    low = np.floor(corner.min(1)).astype(np.int64) - 1
    span = (np.ceil(corner.max(1)).astype(np.int64) + 2 - low).max(1)
    canvas = _Canvas(
        np.zeros((size, size, values.shape[1]), np.float32), np.zeros((size, size), np.bool_)
    )
    for rim in (RIM, 0.0):  # what lies well inside a triangle is drawn over another's rim
        start, reach = 0, 4
        while start < span.max():
            mine = np.nonzero((span > start) & (span <= reach))[0]
            for part in np.array_split(mine, max(1, len(mine) * reach * reach // AT_ONCE)):
                found = _inside(corner[part], low[part], reach, rim)
                canvas.draw(found, low[part], values[tris[part]])
            start, reach = reach, reach * 2
    return canvas.filled()


def nearest(covered: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of the nearest covered texel, for every texel."""
    found = ndimage.distance_transform_edt(~covered, return_distances=False, return_indices=True)
    row, column = np.asarray(found)
    return row, column


@dataclass(frozen=True)
class _Found:
    """Texels inside triangles: which triangle, offset in its box, barycentric coordinates."""

    face: NDArray[np.int64]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    s: Doubles
    t: Doubles


def _inside(corner: Doubles, low: NDArray[np.int64], reach: int, rim: float) -> _Found:
    """What lies in triangles whose boxes are at most `reach` texels wide, and `rim` around."""
    step = np.arange(reach)
    a, b, c = (corner[:, k] for k in range(3))
    u, v = b - a, c - a
    area = u[:, 0] * v[:, 1] - v[:, 0] * u[:, 1]
    area = np.where(np.abs(area) < TINY, np.inf, area)[:, None]
    x = (low[:, 0] - a[:, 0])[:, None] + step
    y = (low[:, 1] - a[:, 1])[:, None] + step
    # barycentric coordinates are affine: a part from the column, a part from the row
    s = (x * v[:, 1:] / area)[:, None, :] - (y * v[:, :1] / area)[:, :, None]
    t = (y * u[:, :1] / area)[:, :, None] - (x * u[:, 1:] / area)[:, None, :]
    face, row, column = np.nonzero((s >= -rim) & (t >= -rim) & (s + t <= 1 + rim))
    return _Found(face, row, column, s[face, row, column], t[face, row, column])


@dataclass(frozen=True)
class _Canvas:
    picture: Floats
    covered: NDArray[np.bool_]

    def draw(self, found: _Found, low: NDArray[np.int64], values: Floats) -> None:
        size = len(self.picture)
        x, y = low[found.face, 0] + found.column, low[found.face, 1] + found.row
        fits = (x >= 0) & (y >= 0) & (x < size) & (y < size)
        x, y, v = x[fits], y[fits], values[found.face[fits]]
        s, t = found.s[fits][:, None], found.t[fits][:, None]
        self.picture[y, x] = v[:, 0] + s * (v[:, 1] - v[:, 0]) + t * (v[:, 2] - v[:, 0])
        self.covered[y, x] = True

    def filled(self) -> Floats:
        """The picture with every bare texel given its nearest neighbour's value."""
        return self.picture[nearest(self.covered)]
