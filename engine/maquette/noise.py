"""Noise in space, read from small periodic volumes: the same point always gets the same value.

A volume is made once (NumPy's PCG64 is stable by its own promise) and read by trilinear
interpolation, ten times faster than hashing every lattice corner. A seed moves the reader to
another place in it.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.spatial import KDTree

from engine.maquette.body import Floats

Array = NDArray[np.floating[Any]]

SIDE = 96  # voxels of a volume
FEATURES = 24  # of smooth noise across it
BLUR = 1.5  # voxels
SEEDS = 16  # seeded points across the cellular volume
_SMOOTH, _CELLS = 1, 2  # seeds of the volumes

# A turn by awkward angles, so that the lattice never lines up with the face.
_TURN = np.linalg.qr(np.array([[0.83, 0.31, 0.47], [-0.42, 0.88, 0.21], [-0.35, -0.36, 0.86]]))[0]


@cache
def _smooth_volume() -> Floats:
    white = np.random.default_rng(_SMOOTH).standard_normal((SIDE,) * 3).astype(np.float32)
    fine = np.asarray(ndimage.gaussian_filter(white, BLUR, mode="wrap"))
    return np.asarray(fine / (fine.std() * 4), np.float32)


@cache
def _cell_volumes() -> tuple[Floats, Floats, Floats]:
    """Of cellular noise: distance to the nearest seed, to the second nearest, a number per cell."""
    rng = np.random.default_rng(_CELLS)
    axis = np.arange(SEEDS)
    grid = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    points = (grid + rng.random(grid.shape)) % SEEDS
    rank = rng.random(len(grid)).astype(np.float32)
    centre = (np.arange(SIDE) + 0.5) * SEEDS / SIDE
    voxels = np.stack(np.meshgrid(centre, centre, centre, indexing="ij"), -1).reshape(-1, 3)
    found = KDTree(points, boxsize=SEEDS).query(voxels, k=2)
    distance, index = (np.asarray(part) for part in found)
    shape = (SIDE,) * 3
    first, second = (distance[:, k].reshape(shape).astype(np.float32) for k in (0, 1))
    return first, second, rank[index[:, 0]].reshape(shape)


def _voxels(points: Array, per_metre: float, seed: int) -> NDArray[np.float32]:
    start = np.random.default_rng(seed).uniform(0, SIDE, 3)
    turn = (_TURN.T * per_metre).astype(np.float32)
    return turn @ np.ascontiguousarray(points.T, np.float32) + start[:, None].astype(np.float32)


def _read(volume: Floats, at: Array, order: int = 1) -> Floats:
    read = ndimage.map_coordinates(volume, at, order=order, mode="grid-wrap", output=np.float32)
    return np.asarray(read, np.float32)


def smooth(points: Array, frequency: float, seed: int, octaves: int = 1) -> Floats:
    """Fractal noise at points (n, 3) metres, about -0.5..0.5; `frequency` in features a metre."""
    total = np.zeros(len(points), np.float32)
    weight = 0.0
    for k in range(octaves):
        at = _voxels(points, frequency * 2**k * SIDE / FEATURES, seed + k)
        total += _read(_smooth_volume(), at) * 0.5**k
        weight += 0.25**k
    return np.asarray(total / np.sqrt(weight), np.float32)


def cells(points: Array, size: float, seed: int) -> tuple[Floats, Floats, Floats]:
    """Cells `size` metres wide: distance to the nearest and the second seed, a number per cell.

    Distances are in cells, the number is 0..1.
    """
    first, second, rank = _cell_volumes()
    at = _voxels(points, SIDE / SEEDS / size, seed)
    return _read(first, at), _read(second, at), _read(rank, at, order=0)
