"""Collars: sheets that rise from a seam, fold over and lie on the shoulders."""

from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.ndimage import gaussian_filter1d

from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Array, Piece, unit
from engine.maquette.wardrobe.neckline import TURN, Neckline
from engine.maquette.wardrobe.sheet import leaf

Row = tuple[Array, Array, Array]  # angle, slant, offset from the form, one of each for each column


def sheet_through(form: Form, rows: list[Row], count: int, thickness: float) -> Piece:
    """A leaf through rows of points over the form; between the rows it spans hollows as cloth does.

    The first row is the outer edge, the last is the hidden one.
    """
    return leaf(surface_through(form, rows, count), thickness)


def surface_through(form: Form, rows: list[Row], count: int) -> Array:
    knots = np.stack([form.at_yoke(a, s, o) for a, s, o in rows])
    step = np.linalg.norm(np.diff(knots, axis=0), axis=2).mean(1)
    along = np.concatenate([[0], np.cumsum(np.sqrt(np.maximum(step, 1e-6)))])
    return CubicSpline(along, knots)(np.linspace(0, along[-1], count))


@dataclass(frozen=True)
class Path:
    """A neckline walked from its lowest point at the front, round the back, to the front again."""

    angle: Array  # (n,)
    slant: Array  # (n,)
    out: Array  # (n, 2) angle and slant of a metre outwards, square to the path
    back: Array  # (n, 2) the same of a metre along the path, towards the back
    run: Array  # (n,) metres from the nearer front end
    total: float  # metres from the front end to the middle of the back

    def moved(self, width: Array, along: Array | float = 0.0) -> tuple[Array, Array]:
        """Angle and slant of the points `width` metres outside, moved `along` towards the back."""
        step = width[:, None] * self.out + np.broadcast_to(along, width.shape)[:, None] * self.back
        return self.angle + step[:, 0], np.maximum(self.slant + step[:, 1], -0.04)


def walk(form: Form, line: Neckline, columns: int, *, gap: float = 0.0) -> Path:
    """`gap` metres are left open at the front."""
    angle = np.concatenate([TURN[360:], TURN[:360] + 2 * np.pi, [2 * np.pi]])
    slant = gaussian_filter1d(line.slant, 2, mode="wrap")
    slant = np.interp(angle, TURN, slant, period=2 * np.pi)
    points = form.at_yoke(angle, slant)
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(gap / 2, run[-1] - gap / 2, columns)
    a, s = np.interp(at, run, angle), np.interp(at, run, slant)
    step = 0.004
    by_angle = (form.at_yoke(a + 0.05, s) - form.at_yoke(a - 0.05, s)) / 0.1
    by_slant = (form.at_yoke(a, s + step) - form.at_yoke(a, s - step)) / (2 * step)
    ahead = np.gradient(form.at_yoke(a, s), axis=0)
    up = np.cross(by_slant, by_angle)
    out = np.cross(ahead, up)
    out *= np.sign((out * by_slant).sum(1).mean())
    half = np.sign(columns / 2 - 0.5 - np.arange(columns))[:, None]
    basis = np.stack([by_angle, by_slant], -1)
    steps = [
        gaussian_filter1d(
            np.einsum("nij,nj->ni", np.linalg.pinv(basis), unit(v)),
            columns / 70,
            axis=0,
            mode="nearest",
        )
        for v in (out, ahead * half)
    ]
    near = np.minimum(at, run[-1] - at)
    return Path(a, s, steps[0], steps[1], near, float(run[-1] / 2))
