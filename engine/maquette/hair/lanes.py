"""Groups of hair that never mix, and the lines along which their roots crowd."""

import numpy as np

from engine.maquette.hair.aims import sides
from engine.maquette.hair.noise import Array, smoothstep
from engine.maquette.hair.roots import Roots
from engine.maquette.hair.styles import Style
from engine.maquette.person import Person

_FRINGE_DEPTH, _FRINGE_WIDTH = 0.030, 0.054  # metres behind the eyes, and to either side


def lanes(roots: Roots, person: Person, style: Style) -> Array:
    """Groups of hair that never mix: the two sides of a parting, and the fringe."""
    lane = np.zeros(len(roots), np.float32)
    if style.parting is not None:
        lane = sides(roots, style.parting * (1.0 if person.seed % 2 else -1.0))
        if person.hair.fringe:
            near = (roots.rest[:, 1] < _FRINGE_DEPTH) & (np.abs(roots.rest[:, 0]) < _FRINGE_WIDTH)
            lane[near & (roots.rest[:, 2] > 0.045)] = 3.0
    return lane


def crowding(rest: Array, inside: Array, person: Person, style: Style) -> Array:
    """How much denser than evenly hairs are set (n,), by their depth `inside` the hairline.

    Along a line that all hair leaves to one side it must cover the skin at once.
    """
    crowd = 1.0 + style.crowd * np.exp(-np.maximum(inside, 0.0) / 4.0)
    if style.parting is not None:
        parting = style.parting * (1.0 if person.seed % 2 else -1.0)
        off = (rest[:, 0] - parting) / 0.005
        crowd = crowd + 6.0 * np.exp(-(off**2)) * smoothstep(0.15, 0.12, rest[:, 1])
        if person.hair.fringe:
            beside = np.abs(rest[:, 0]) - _FRINGE_WIDTH
            behind = np.abs(rest[:, 1] - _FRINGE_DEPTH) + 9.0 * np.maximum(beside, 0.0)
            crowd = crowd + 4.0 * np.exp(-((behind / 0.005) ** 2))
            edge = np.abs(beside) + 9.0 * np.maximum(rest[:, 1] - _FRINGE_DEPTH, 0.0)
            crowd = crowd + 4.0 * np.exp(-((edge / 0.005) ** 2))
    return crowd.astype(np.float32)
