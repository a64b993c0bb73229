"""Necklines: closed curves round the neck, and curves at a distance from them."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.spatial import KDTree

from engine.maquette.wardrobe.form import Form, yoke
from engine.maquette.wardrobe.mesh import Array

FADE = (0.95, 1.45)  # radians from the front: where a vee has to end
TURN = np.linspace(-np.pi, np.pi, 720, endpoint=False)


@dataclass(frozen=True)
class Neckline:
    """The slant distance (720,) over the angles TURN."""

    slant: Array

    def at(self, angle: Array) -> Array:
        return np.interp(angle, TURN, self.slant, period=2 * np.pi)

    def inset(self, distance: float) -> "Neckline":
        """The parallel curve `distance` metres nearer to the neck (further away where negative)."""
        if distance == 0:
            return self
        here = self.slant[:, None] * np.stack([np.sin(TURN), np.cos(TURN)], 1)
        steps = np.linspace(0, np.abs(distance) * 6, 31)[1:]
        trial = np.maximum(self.slant[:, None] - np.sign(distance) * steps, 0.0)
        rays = trial[..., None] * np.stack([np.sin(TURN), np.cos(TURN)], 1)[:, None]
        gap = KDTree(here).query(rays.reshape(-1, 2), workers=-1)[0].reshape(trial.shape)
        beyond = (gap >= abs(distance)).argmax(1)
        rows = np.arange(len(TURN))
        before = np.maximum(beyond - 1, 0)
        g0, g1 = gap[rows, before], gap[rows, beyond]
        t = np.clip((abs(distance) - g0) / np.maximum(g1 - g0, 1e-9), 0, 1)
        slant = trial[rows, before] * (1 - t) + trial[rows, beyond] * t
        return Neckline(gaussian_filter1d(slant, 2, mode="wrap"))


def round_neck(side: float, front: float, back: float) -> Neckline:
    """A smooth neckline by its slant distance at the sides, at the front and at the back."""
    c = np.cos(TURN)
    return Neckline(side + np.where(c > 0, front - side, back - side) * c**2)


def scoop(form: Form, base: Neckline, depth: float) -> Neckline:
    """`base` with a half-ellipse, seen from the front, `depth` metres under its sides.

    A level of slant alone would be drawn to a point by the pit of the neck.
    """
    front = np.abs(TURN) < np.pi / 2
    steps = np.linspace(0.03, 0.16, 120)
    points = form.at_yoke(TURN[front][:, None], np.broadcast_to(steps, (front.sum(), 120)))
    side = form.at_yoke(np.array([np.pi / 2]), base.at(np.array([np.pi / 2])))[0]
    drop = np.maximum(side[2] - points[..., 2], 0) / depth
    outside = (points[..., 0] / side[0]) ** 2 + drop**2 > 1
    slant = base.slant.copy()
    slant[front] = steps[outside.argmax(1)]
    return Neckline(gaussian_filter1d(slant, 12, mode="wrap"))


def vee(form: Form, base: Neckline, depth: float, half: float, blend: float = 0.008) -> Neckline:
    """`base` cut down the front to a point `depth` metres under the neck's base.

    The straight sides start `half` metres from the middle, at the height of the neck's base;
    `blend` metres round the corner where they leave `base`.
    """
    t = np.linspace(-0.6, 1, 240)[:, None] * np.array([[1.0, -1.0]])
    points = form.at_front(half * t, -depth * (1 - np.abs(t)))
    angle, slant, _ = yoke(points.reshape(-1, 3), form.neck)
    keep = np.abs(angle) < FADE[1]
    order = np.argsort(angle[keep])
    line = np.interp(TURN, angle[keep][order], slant[keep][order])
    line = line * np.clip((FADE[1] - np.abs(TURN)) / (FADE[1] - FADE[0]), 0, 1)
    line = gaussian_filter1d(line, 2.5, mode="wrap")
    over = line - base.slant
    return Neckline(base.slant + 0.5 * (over + np.sqrt(over**2 + blend**2)) - 0.25 * blend)
