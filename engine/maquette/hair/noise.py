"""Smooth random fields over space, and the small vector helpers that grooming needs."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Index = NDArray[np.integer[Any]]
Mask = NDArray[np.bool_]

_WAVES = 10


def wander(points: Array, *, wavelength: float, seed: int, channels: int = 1) -> Array:
    """A smooth random field: `points` (n, 3) metres -> (n, channels), mean 0, deviation about 1.

    A sum of plane waves: cheaper than lattice noise and without its grid.
    """
    rng = np.random.default_rng(seed)
    axes = rng.normal(size=(3, channels * _WAVES)) / wavelength * 3.0
    phases = rng.uniform(0.0, 2.0 * np.pi, channels * _WAVES)
    waves = np.sin(points @ axes.astype(np.float32) + phases.astype(np.float32))
    summed = waves.reshape(len(points), channels, _WAVES).sum(-1)
    return (summed * np.sqrt(2.0 / _WAVES)).astype(np.float32)


def unit(vectors: Array) -> Array:
    """Vectors (..., 3) scaled to length one; the zero vector stays zero."""
    length = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))
    return vectors / np.maximum(length, 1e-9)[..., None]


def smoothstep(low: float, high: float, x: Array) -> Array:
    """Zero below `low`, one above `high`, smooth between (either order)."""
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def across(vectors: Array, normals: Array) -> Array:
    """The part of `vectors` that lies along the surface."""
    return vectors - np.einsum("...i,...i->...", vectors, normals)[..., None] * normals
