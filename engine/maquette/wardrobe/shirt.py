"""The shirt: a collar on its stand, a placket with buttons; open, or closed for a tie."""

import numpy as np

from engine.maquette.wardrobe.body_cut import body_cut
from engine.maquette.wardrobe.collar import sheet_through, walk
from engine.maquette.wardrobe.folds import Fold
from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.knit import FOLDS as TENSION
from engine.maquette.wardrobe.mesh import Array, Piece, grid_triangles, join, piece
from engine.maquette.wardrobe.neckline import Neckline, round_neck, vee
from engine.maquette.wardrobe.sheet import graded, leaf

EASE = 0.0085
SEAM = round_neck(0.056, 0.060, 0.050)
FOLDS = (
    *TENSION,
    Fold((0.060, -0.050), (0.040, -0.190), 0.0034, (0.006, 0.018), 0.010),
    Fold((0.100, -0.035), (0.078, -0.170), 0.0030, (0.007, 0.018), -0.006),
    Fold((0.050, -0.260), (0.012, -0.330), 0.0030, (0.008, 0.014), 0.006),
    Fold((0.100, -0.050), (0.050, -0.210), 0.0034, (0.010, 0.022), 0.006, front=False),
)
COLUMNS = 260


def shirt(
    form: Form, *, closed: bool, lift: float = 0.0, field: Array | None = None
) -> tuple[Piece, Piece, Neckline]:
    """Cloth, buttons, and the innermost edge."""
    ease = EASE + lift
    depth, half = (0.035, 0.004) if closed else (0.110, 0.036)
    opening = vee(form, SEAM, depth, half)
    body = body_cut(form, opening, ease, FOLDS, seed=2, field=field)
    edge = _placket(form, depth, half, ease)
    parts = [body, *edge, _collar(form, ease, closed=closed)]
    buttons = join(
        *(button(form, 0.0, -z, ease + 0.0030) for z in np.arange(depth + 0.004, 0.47, 0.085))
    )
    return join(*parts), buttons, opening


def _placket(form: Form, depth: float, half: float, ease: float) -> list[Piece]:
    """The left front over the right one: subject's left, as in a man's shirt."""
    z = np.concatenate(
        [np.linspace(-0.48, -depth - 0.03, 60), np.linspace(-depth - 0.025, 0.004, 40)]
    )
    vee_x = half * np.clip((z + depth) / depth, 0, 2)
    down = np.clip(0.7 - (z + depth) / 0.09, 0, 1)
    over = vee_x - 0.016 * down**2 * (3 - 2 * down)
    across = np.linspace(0, 0.032, 9)
    left = form.at_front(over[:, None] + across, z[:, None], ease + 0.0020)
    under = z > -depth - 0.05
    right = form.at_front(-vee_x[under, None] - across[::-1], z[under, None], ease + 0.0004)
    return [leaf(left, 0.0018), leaf(right, 0.0012)]


def _collar(form: Form, ease: float, *, closed: bool) -> Piece:
    path = walk(form, SEAM, COLUMNS, gap=0.006 if closed else 0.050)
    far = path.run / path.total  # 0 at the front, 1 at the back
    stand = graded(far, [0, 0.3, 1], [0.022, 0.030, 0.033])
    drop = graded(far, [0, 0.06, 0.2, 0.45, 1], [0.048, 0.047, 0.030, 0.020, 0.015])
    spread = graded(far, [0, 0.12, 0.4], [0.024, 0.012, 0.0])
    zero = np.zeros(COLUMNS)
    lean = zero if closed else graded(far, [0, 0.3, 1], [0.004, 0.001, 0])
    top, seam = path.moved(-stand), path.moved(zero)
    edge = path.moved(drop, spread)
    middle = path.moved(0.45 * (drop - stand) - 0.2 * stand, spread * 0.45)
    wave = 0.0012 * np.sin(far * 9)
    rows = [
        (*edge, zero + ease + 0.0058 + wave),
        (*middle, zero + ease + 0.0090),
        (*path.moved(-stand - 0.001), ease + 0.0050 + lean),
        (*path.moved(-stand - 0.0022), ease + 0.0022 + lean),
        (*top, ease - 0.0004 + lean),
        (*path.moved(-0.5 * stand), ease - 0.0004 + 0.5 * lean),
        (*seam, zero + ease - 0.001),
    ]
    return sheet_through(form, rows, 40, 0.0022)


def button(form: Form, x: float, z: float, offset: float, radius: float = 0.0055) -> Piece:
    """A disc with a rim and a sunken middle."""
    r = radius * np.array([1.0, 1.02, 0.98, 0.86, 0.74, 0.66, 0.0])
    lift = np.array([-0.002, 0.0004, 0.0012, 0.0015, 0.0011, 0.0007, 0.0007])
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    # Rows run inwards: the turn goes against the clock as the viewer sees it.
    grid = form.at_front(
        x + r[:, None] * np.cos(turn), z + r[:, None] * np.sin(turn), offset + lift[:, None]
    )
    return piece(grid.reshape(-1, 3), grid_triangles(len(r), len(turn), closed=True))
