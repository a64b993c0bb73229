"""Folds: where gravity and tension crease cloth, as heights over the template."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.wardrobe.mesh import Array


@dataclass(frozen=True)
class Fold:
    """A crease from `start` to `end` (metres from the neck's base, the subject's left side).

    `height` metres, `width` at start and at end, `front` or back of the body.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    height: float
    width: tuple[float, float] = (0.008, 0.016)
    bend: float = 0.0
    front: bool = True


def relief(points: Array, normals: Array, folds: tuple[Fold, ...], seed: int) -> Array:
    """The height (n,) of all folds on both sides of the body, a little different on each side.

    `points` (n, 3) from the neck's base, arms out as on the template.
    """
    rng = np.random.default_rng(seed)
    total = np.zeros(len(points))
    for fold in folds:
        for side in (1, -1):
            jitter = rng.normal(0, 1, 6)
            total += _one(points, normals, fold, side, jitter)
    return total


def _one(points: Array, normals: Array, fold: Fold, side: int, jitter: Array) -> Array:
    flat = points[:, [0, 2]] * np.array([side, 1])
    start = np.array(fold.start) + 0.007 * jitter[:2]
    along = np.array(fold.end) + 0.010 * jitter[2:4] - start
    length = float(np.hypot(*along))
    ahead = along / length
    t = (flat - start) @ ahead / length
    bow = (fold.bend + 0.006 * jitter[4]) * 4 * t * (1 - t)
    across = (flat - start) @ np.array([-ahead[1], ahead[0]]) - bow
    width = np.interp(t, [0, 1], fold.width) * (1 + 0.15 * jitter[5])
    # A ridge with a shallower valley to each side: the cloth of the ridge is taken from there.
    u2 = (across / width) ** 2
    ridge = (1 - 0.6 * u2) * np.exp(-0.5 * u2)
    inside = np.clip(t, 0, 1)
    taper = np.where(
        (t > -0.2) & (t < 1.2), np.sin(np.pi * np.clip((t + 0.2) / 1.4, 0, 1)) ** 1.5, 0
    )
    taper *= 1 - 0.35 * inside
    facing = np.clip(0.5 - (1 if fold.front else -1) * normals[:, 1] * 1.6, 0, 1)
    return fold.height * ridge * taper * facing
