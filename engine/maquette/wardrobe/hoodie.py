"""The hoodie: a heavy hood that lies round the neck and on the back, with drawstrings."""

import numpy as np

from engine.maquette.wardrobe.body_cut import body_cut
from engine.maquette.wardrobe.collar import surface_through
from engine.maquette.wardrobe.folds import Fold
from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.knit import FOLDS as TENSION
from engine.maquette.wardrobe.mesh import Array, Piece, join
from engine.maquette.wardrobe.neckline import Neckline, round_neck
from engine.maquette.wardrobe.sheet import disc, graded, leaf, tube

EASE = 0.014
COLUMNS = 360
CROSS = 0.24  # radians by which each end passes the middle
SEAM = round_neck(0.068, 0.082, 0.060)
FOLDS = tuple(
    Fold(f.start, f.end, 1.5 * f.height, (1.3 * f.width[0], 1.3 * f.width[1]), f.bend, f.front)
    for f in TENSION
)


def hoodie(form: Form) -> tuple[Piece, Piece, Neckline]:
    """Cloth, strings, and the innermost edge."""
    body = body_cut(form, SEAM, EASE, FOLDS, seed=6)
    strings = join(_string(form, 1), _string(form, -1))
    return join(body, _hood(form)), strings, SEAM.inset(0.004)


def _hood(form: Form) -> Piece:
    # From the middle of the front round the back; the ends cross a little.
    a = np.linspace(-CROSS, 2 * np.pi + CROSS, COLUMNS)
    far = np.clip(1 - np.abs(a - np.pi) / np.pi, 0, 1)  # 0 at the front, 1 at the back

    def by(front: float, side: float, quarter: float, back: float) -> Array:
        return graded(far, [0, 0.45, 0.72, 1], [front, side, quarter, back])

    slack = 0.004 * np.sin(a * 5 + 0.6) + 0.003 * np.sin(a * 9 + 2)
    heavy = by(0.15, 0.8, 1, 1)
    over = (
        0.0042 * np.sign(a - np.pi) * np.clip(1 - far / 0.12, 0, 1)
    )  # one end lies over the other
    rows = [
        (a, by(0.090, 0.100, 0.150, 0.205), by(0.016, 0.017, 0.018, 0.018) + 0 * slack),
        (a, by(0.088, 0.104, 0.150, 0.190), by(0.022, 0.032, 0.048, 0.058) + slack * heavy),
        (a, by(0.080, 0.085, 0.110, 0.135), by(0.027, 0.046, 0.066, 0.074) - slack * heavy),
        (a, by(0.068, 0.060, 0.066, 0.070), by(0.028, 0.050, 0.064, 0.066) + 0.5 * slack * heavy),
        (a, by(0.060, 0.040, 0.030, 0.025), by(0.023, 0.040, 0.048, 0.046) + 0.5 * slack * heavy),
        (a, by(0.058, 0.036, 0.026, 0.020), by(0.016, 0.026, 0.032, 0.030)),
        (a, by(0.068, 0.052, 0.045, 0.040), by(0.010, 0.014, 0.014, 0.014)),
        (a, by(0.082, 0.068, 0.062, 0.060), by(0.008, 0.010, 0.010, 0.010)),
    ]
    rows = [(angle, slant, offset + over) for angle, slant, offset in rows]
    return leaf(surface_through(form, rows, 56), 0.0045)


def _string(form: Form, side: int) -> Piece:
    t = np.linspace(0, 1, 60)
    x = side * (0.026 + 0.020 * t + 0.006 * np.sin(3 * t + side))
    z = -0.045 - (0.175 + 0.015 * side) * t
    lift = np.interp(t, [0, 0.15, 0.3, 1], [0.004, 0.010, 0.008, 0.004])
    line = form.at_front(x, z, EASE + lift)
    thick = np.interp(t, [0, 0.9, 0.905, 0.99, 1], [1, 1, 1.25, 1.25, 0.8])
    section = thick[:, None, None] * disc(0.0026, 0.0026, 12)
    return tube(line, np.tile([1.0, 0, 0], (60, 1)), section)
