"""Nearest neighbours, with the types that the tree does not give."""

import numpy as np
from scipy.spatial import KDTree

from engine.maquette.hair.noise import Array, Index


def nearest(
    places: Array, points: Array, count: int = 1, reach: float = np.inf
) -> tuple[Array, Index]:
    """Distances and indices of the `count` nearest `places`, (n,) or (n, count).

    Beyond `reach` the distance is infinite and the index `len(places)`.
    """
    found = KDTree(places).query(points, k=count, distance_upper_bound=reach)
    return np.asarray(found[0], np.float32), np.asarray(found[1], np.int64)
