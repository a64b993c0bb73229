"""A necktie: the knot between the collar's points and the blade under it."""

import numpy as np

from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Piece, join
from engine.maquette.wardrobe.sheet import graded, leaf

KNOT = 0.042  # metres high


def tie(form: Form, top: float, offset: float) -> Piece:
    """`top` metres (z from the neck's base) of the knot, `offset` metres over the form."""
    v = np.linspace(0, 1, 24)[:, None]
    u = np.linspace(-1, 1, 21)
    half = graded(v[:, 0], [0, 0.35, 0.85, 1], [0.0085, 0.0125, 0.0185, 0.0175])[:, None]
    belly = 0.010 * np.sqrt(np.clip(1 - (np.abs(u) ** 3), 0, 1)) * np.sin(np.pi * (0.12 + 0.76 * v))
    crease = -0.0016 * np.exp(-(((u * 0.9 + (v - 0.5) * 0.5) / 0.16) ** 2))
    knot = form.at_front(half * u, top - KNOT * (1 - v), offset + belly + crease)
    w = np.linspace(0, 1, 70)[:, None]
    width = graded(w[:, 0], [0, 0.75, 0.96, 1], [0.036, 0.0145, 0.0125, 0.0115])[:, None]
    dimple = -0.0035 * np.exp(-((u / 0.28) ** 2)) * np.clip((w - 0.72) / 0.28, 0, 1)
    dome = 0.004 * (1 - u**2) * (0.4 + 0.6 * w)
    blade = form.at_front(
        width * u, top - KNOT + 0.006 - 0.44 * (1 - w), offset - 0.002 + dome + dimple
    )
    return join(leaf(knot, 0.002), leaf(blade, 0.002))
