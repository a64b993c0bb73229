"""A smooth skin over a head of hair, for maps that single strands would stipple."""

import numpy as np
from scipy.ndimage import gaussian_filter, map_coordinates

from engine.maquette.body import Body, Mesh
from engine.maquette.hair.grow import grow
from engine.maquette.hair.noise import Array, Index, Mask, unit
from engine.maquette.person import Person

_CELL = 0.006  # metres
_BLUR = 1.1  # cells
_LEVEL = 0.36  # of the hair's usual crowding: where its surface is taken to be
_DENSITY = 0.25  # of the hairs that are counted
_FLAT = ("bald", "buzz")  # too short to stand off the skull
# The four cells around a grid edge along each axis, in turning order.
_RINGS = (
    ((0, 0, 0), (0, -1, 0), (0, -1, -1), (0, 0, -1)),
    ((0, 0, 0), (0, 0, -1), (-1, 0, -1), (-1, 0, 0)),
    ((0, 0, 0), (-1, 0, 0), (-1, -1, 0), (0, -1, 0)),
)


def shell(body: Body, person: Person) -> Mesh | None:
    """The hair's outer surface, closed and posed; None where hair hardly stands off the skin."""
    if person.hair.style in _FLAT:
        return None
    points = grow(body, person, _DENSITY).points
    crowd, low = _crowding(points)
    usual = np.percentile(crowd[crowd > crowd.max() * 0.05], 60)
    return _surface(crowd - np.float32(_LEVEL * usual), low)


def _crowding(points: Array) -> tuple[Array, Array]:
    """Hair per cell, blurred, and the grid's low corner."""
    between = [points[:, :-1] * (1 - t) + points[:, 1:] * t for t in (0.0, 0.25, 0.5, 0.75)]
    along = np.concatenate([part.reshape(-1, 3) for part in between])
    length = np.linalg.norm(np.diff(points, axis=1), axis=2).ravel()
    low = np.percentile(along, 0.2, axis=0) - 5 * _CELL
    high = np.percentile(along, 99.8, axis=0) + 5 * _CELL
    shape = np.ceil((high - low) / _CELL).astype(int)
    cell = np.clip(((along - low) / _CELL).astype(int), 0, shape - 1)
    flat = np.ravel_multi_index(tuple(cell.T), tuple(shape))
    crowd = np.bincount(flat, np.tile(length, 4), int(shape.prod())).reshape(shape)
    crowd[[0, -1]] = crowd[:, [0, -1]] = crowd[:, :, [0, -1]] = 0.0  # strays outside the box
    # The root brings tight buns and loose ends to one scale.
    return gaussian_filter(np.sqrt(crowd.astype(np.float32)), _BLUR), low.astype(np.float32)


def _surface(field: Array, low: Array) -> Mesh:
    """The zero surface of a grid, by surface nets; inside is positive."""
    inside = field > 0.0
    corner = np.stack([inside[_shifted(k, field.shape)] for k in range(8)])
    mixed = np.asarray(corner.any(0) & ~corner.all(0))
    number = np.full(mixed.shape, -1, np.int32)
    number[mixed] = np.arange(mixed.sum())
    start = np.argwhere(mixed).astype(np.float32)
    at = start + _crossing(field, mixed)
    quads = np.concatenate([_quads(inside, number, axis) for axis in range(3)])
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    slopes = np.stack([map_coordinates(g, at.T, order=1) for g in np.gradient(field)], 1)
    return Mesh(
        vertices=(low + (at + 0.5) * _CELL).astype(np.float32),
        normals=unit(-slopes.astype(np.float32)),
        triangles=triangles.astype(np.int32),
    )


def _shifted(k: int, shape: tuple[int, ...]) -> tuple[slice, ...]:
    """The view of a grid whose entries are corner `k` (0..7) of every cell."""
    bits = (k >> 2 & 1, k >> 1 & 1, k & 1)
    return tuple(slice(bit, size - 1 + bit) for bit, size in zip(bits, shape, strict=True))


def _crossing(field: Array, mixed: Mask) -> Array:
    """Where in each mixed cell the surface passes: the mean of its edges' crossings, 0..1."""
    values = np.stack([field[_shifted(k, field.shape)][mixed] for k in range(8)], 1)
    total = np.zeros((len(values), 3), np.float32)
    count = np.zeros((len(values), 1), np.float32)
    for a in range(8):
        for axis in range(3):
            b = a | (4 >> axis)
            if b == a:
                continue
            cross = (values[:, a] > 0.0) != (values[:, b] > 0.0)
            gap = values[:, a] - values[:, b]
            part = np.where(cross, values[:, a] / np.where(cross, gap, 1.0), 0.0)
            place = np.repeat([[a >> 2 & 1, a >> 1 & 1, a & 1]], len(values), 0).astype(np.float32)
            place[:, axis] = part
            total += place * cross[:, None]
            count += cross[:, None]
    return total / np.maximum(count, 1.0)


def _quads(inside: Mask, number: Index, axis: int) -> Index:
    """A quad across every grid edge along `axis` that the surface cuts, facing outwards."""
    one = np.moveaxis(inside, axis, 0)
    leave = np.moveaxis(one[:-1] & ~one[1:], 0, axis)
    enter = np.moveaxis(~one[:-1] & one[1:], 0, axis)
    ring = np.array(_RINGS[axis])
    parts = []
    for edges, order in ((leave, ring), (enter, ring[::-1])):
        start = np.argwhere(edges)
        cells = start[:, None] + order[None]
        parts.append(number[cells[..., 0], cells[..., 1], cells[..., 2]])
    return np.concatenate(parts)
