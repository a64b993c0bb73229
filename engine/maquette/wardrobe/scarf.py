"""The wrap: a long scarf, twice round the neck, one end hanging over the chest."""

import numpy as np

from engine.maquette.wardrobe.form import Form
from engine.maquette.wardrobe.mesh import Array, Piece, join
from engine.maquette.wardrobe.sheet import graded, leaf, tube

COLUMNS = 220
AROUND = 60


def scarf(form: Form) -> Piece:
    lower = _loop(
        form,
        slants=(0.145, 0.098, 0.075),
        offsets=(0.036, 0.040, 0.038),
        widths=(0.046, 0.040, 0.040),
        thick=0.021,
        seed=3,
    )
    upper = _loop(
        form,
        slants=(0.062, 0.052, 0.030),
        offsets=(0.026, 0.026, 0.028),
        widths=(0.040, 0.036, 0.034),
        thick=0.018,
        seed=5,
    )
    return join(lower, upper, _end(form))


def _loop(
    form: Form,
    *,
    slants: tuple[float, float, float],
    offsets: tuple[float, float, float],
    widths: tuple[float, float, float],
    thick: float,
    seed: int,
) -> Piece:
    """One turn; the triples hold at the front, at the sides and at the back."""
    rng = np.random.default_rng(seed)
    a = np.linspace(-np.pi, np.pi, COLUMNS, endpoint=False)
    far = (1 - np.cos(a)) / 2

    def by(values: tuple[float, float, float]) -> Array:
        return graded(far, [0, 0.5, 1], list(values))

    sway = 0.006 * np.sin(a + 0.8 * seed) + 0.003 * np.sin(2 * a + seed)
    line = form.at_yoke(a, by(slants) + sway, by(offsets))
    higher = form.at_yoke(a, by(slants) + sway - 0.02, by(offsets))
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    # Lengthwise pleats that drift round the roll as the cloth twists.
    pleat = np.zeros((COLUMNS, AROUND))
    for k, height in ((6, 0.13), (10, 0.10), (16, 0.05)):
        drift = (
            rng.uniform(0, 2 * np.pi)
            + rng.normal(0, 0.9) * np.sin(a + rng.uniform(0, 6))
            + a * rng.integers(-1, 2)
        )
        fade = 0.65 + 0.35 * np.sin(2 * a + rng.uniform(0, 6))
        wave = np.cos(k * turn[None] + drift[:, None])
        pleat += height * fade[:, None] * (1 - 2 * np.sqrt(np.abs(wave) + 0.02))
    wide = by(widths)[:, None] * (1 + 0.6 * pleat)
    deep = thick * (1 + 0.12 * np.sin(3 * a + seed))[:, None] * (1 + 1.7 * pleat)
    section = np.stack([wide * np.cos(turn), deep * np.sin(turn)], -1)
    return tube(line, higher - line, section, closed=True)


def _end(form: Form) -> Piece:
    t = np.linspace(0, 1, 110)[:, None]  # from the hem up to the knot
    u = np.linspace(-1, 1, 70)
    half = graded(t[:, 0], [0, 0.6, 0.9, 1], [0.068, 0.060, 0.046, 0.036])[:, None]
    x = 0.052 + 0.012 * np.sin(3 * t) + half * u
    z = -0.40 + 0.33 * t
    pleats = 0.007 * np.sin(u * 7 + 1.5 * np.sin(2 * t) + 0.6) + 0.004 * np.sin(u * 13 - 2 * t)
    return leaf(form.at_front(x, z + 0 * u, 0.026 + pleats * (0.55 + 0.45 * t)), 0.003)
