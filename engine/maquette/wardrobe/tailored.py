"""Suit and coat: lapels that roll out of the front edge and meet the collar at a notch."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.wardrobe.body_cut import body_cut
from engine.maquette.wardrobe.collar import sheet_through, walk
from engine.maquette.wardrobe.folds import Fold
from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Array, Piece, join
from engine.maquette.wardrobe.neckline import Neckline, round_neck, vee
from engine.maquette.wardrobe.sheet import graded, leaf
from engine.maquette.wardrobe.shirt import button

COLUMNS = 420
FOLDS = (
    Fold((0.168, -0.120), (0.120, -0.060), 0.0030, (0.008, 0.018), 0.008),
    Fold((0.165, -0.165), (0.110, -0.150), 0.0030, (0.009, 0.020), 0.010),
    Fold((0.155, -0.230), (0.060, -0.330), 0.0040, (0.010, 0.026), 0.012),
    Fold((0.140, -0.280), (0.030, -0.330), 0.0036, (0.010, 0.020), 0.006),
    Fold((0.150, -0.150), (0.070, -0.200), 0.0040, (0.010, 0.026), 0.010, front=False),
    Fold((0.205, -0.090), (0.270, -0.150), 0.0034, (0.010, 0.018), 0.010),
    Fold((0.190, -0.050), (0.265, -0.115), 0.0026, (0.010, 0.018), -0.008),
)


@dataclass(frozen=True)
class Cut:
    """A tailor's measures, metres."""

    ease: float  # over the form
    depth: float  # of the opening under the neck's base
    half: float  # half of the opening at the neck's base
    lapel: float  # its greatest width
    gorge: float  # of the notch, under the neck's base
    collar: float  # its width at the back
    stand: float  # how far off the neck the collar stands
    thickness: float
    roll: float  # how round the fold of the lapel is


SUIT = Cut(0.013, 0.300, 0.062, 0.088, 0.080, 0.056, 0.004, 0.0034, 0.004)
COAT = Cut(0.020, 0.250, 0.080, 0.115, 0.080, 0.085, 0.016, 0.0055, 0.008)


def tailored(form: Form, cut: Cut) -> tuple[Piece, Neckline]:
    """Cloth, and the line of the fold."""
    fold = vee(form, round_neck(0.044 + 0.5 * cut.stand, 0.055, 0.030), cut.depth, cut.half, 0.016)
    seam = vee(form, round_neck(0.070, 0.075, 0.064), cut.depth - 0.004, cut.half + 0.008, 0.016)
    body = body_cut(form, seam, cut.ease, FOLDS, seed=4)
    return join(body, _lapels(form, fold, cut), *_front(form, cut)), fold


def _lapels(form: Form, fold: Neckline, cut: Cut) -> Piece:
    path = walk(form, fold, COLUMNS)
    gorge = _run_at(form, path.angle, path.slant, path.run, -cut.gorge)
    back = path.total
    run = path.run
    # The edge walks up the lapel to its corner, in to the notch, out to the collar's corner,
    # and round.
    corner, notch, tip = gorge - 0.012, gorge + 0.004, gorge + 0.030
    knots = [0.0, 0.1 * corner, 0.3 * corner, 0.7 * corner, corner, notch, tip, tip + 0.07, back]
    shares = np.array([0.0, 0.10, 0.36, 0.76, 1.0, 0.46, 0.66, 0.0, 0.0])
    widths = shares * cut.lapel
    widths[-2:] = 0.85 * cut.collar, cut.collar
    width = np.interp(run, knots, widths)
    shift = np.interp(run, [0, 0.7 * corner, corner, notch, tip, tip + 0.05, back],
                      [0, 0.0, 0.018, 0.008, -0.002, 0, 0])  # fmt: skip
    collar = graded(run, [gorge - 0.03, gorge + 0.09], [0, 1])  # 0 lapel, 1 collar
    low = np.clip(run / 0.06, 0, 1)
    e, off = cut.ease, cut.stand * collar
    lie = e + cut.thickness / 2 + 0.0042
    rows = [
        (*path.moved(width, shift), lie + 0.002 * low + 0.25 * off),
        (
            *path.moved(width * 0.72, shift * 0.72),
            lie + (0.0035 + 0.3 * cut.roll) * low + 0.55 * off,
        ),
        (
            *path.moved(width * 0.36, shift * 0.36),
            lie + (0.003 + 0.75 * cut.roll) * low + 0.95 * off,
        ),
        (*path.moved(width * 0.06), lie + 0.001 + 0.8 * cut.roll * low + 0.9 * off),
        (*path.moved(width * 0.0 - 0.002 * low), lie - 0.001 + 0.35 * cut.roll * low + 0.65 * off),
        (*path.moved(0.004 * low), e - 0.003 + 0.35 * off),
        (*path.moved(0.030 * low), e - 0.005 - 0.1 * off),
    ]
    return sheet_through(form, rows, 44, cut.thickness)


def _run_at(form: Form, angle: Array, slant: Array, run: Array, height: float) -> float:
    """How far along the fold its height over the neck's base is reached."""
    half = len(run) // 2
    z = form.at_yoke(angle[:half], slant[:half])[:, 2] - form.neck[2]
    return float(np.interp(height, z, run[:half]))


def _front(form: Form, cut: Cut) -> list[Piece]:
    """The left front laps over the right one, below the lapels, and is buttoned."""
    top = -cut.depth + 0.05
    z = np.linspace(-0.50, top, 80)
    opening = cut.half * np.clip((z + cut.depth) / cut.depth, 0, 1)
    down = np.clip(1 - (z + cut.depth) / 0.02, 0, 1)
    inner = opening - 0.018 * down**2 * (3 - 2 * down)
    across = np.linspace(0, 0.05, 13)
    # Only the edge stands out: the strip sinks into the front behind it.
    sink = np.linspace(0, 1, 13) ** 2 * (cut.thickness + 0.004)
    offset = cut.ease + 0.5 * cut.thickness + 0.0006 - sink
    edge = form.at_front(inner[:, None] + across, z[:, None], offset)
    lower = button(form, 0.002, -cut.depth - 0.014, cut.ease + cut.thickness + 0.001, 0.0095)
    return [leaf(edge, cut.thickness), lower]
