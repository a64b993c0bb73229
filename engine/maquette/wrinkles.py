"""Where a face folds as it ages: lines on the template, in millimetres from between the eyes.

Each line is a half width, a depth and a polyline of (x, z); one that starts at or left of the
midline (x >= 0) is mirrored. Order and places follow the surgeon's map of static facial lines:
forehead, glabella and crow's feet, nasolabial fold and tear trough first; marionette, lip and neck
lines late.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree

from engine.maquette import noise
from engine.maquette.body import Floats
from engine.maquette.noise import Array

MM = 1e-3
STEP = 0.5  # millimetres between samples of a line
GROWN = 1.45  # times the depths below
WOBBLE = 2.2  # millimetres, before smoothing


@dataclass(frozen=True)
class Line:
    """One crease; `late` lines come after 50."""

    width: float
    depth: float
    points: tuple[tuple[float, float], ...]
    late: bool = False


FOREHEAD = tuple(
    Line(
        1.1,
        depth,
        ((-44 + 2 * k, z - 2), (-26, z + 2.5), (0, z), (26, z + 2.5), (44 - 2 * k, z - 2)),
    )
    for k, (z, depth) in enumerate(((29, 0.20), (36, 0.30), (43.5, 0.30), (51, 0.22)))
)
GLABELLA = (
    Line(0.9, 0.30, ((6.5, 10), (5.5, 17), (7, 25))),
    Line(0.8, 0.14, ((9.5, 12), (9, 19), (11, 24)), late=True),
    Line(0.9, 0.16, ((-7, 3), (0, 1.5), (7, 3)), late=True),
)
CROW = (
    Line(0.7, 0.22, ((50, 3), (57, 9), (64, 16))),
    Line(0.7, 0.26, ((51, 0), (60, 2.5), (69, 5))),
    Line(0.7, 0.24, ((51, -3), (60, -5), (68, -8))),
    Line(0.7, 0.16, ((49, -6), (56, -11), (62, -17))),
    Line(0.6, 0.14, ((52, -8), (60, -14), (65, -21)), late=True),
    Line(0.6, 0.14, ((52, 6), (58, 14), (62, 22)), late=True),
)
UNDER_EYE = (
    Line(0.7, 0.16, ((20, -7), (27, -10.5), (36, -11), (44, -7))),
    Line(1.6, 0.34, ((17, -9), (22, -15), (30, -20), (38, -22))),
    Line(0.6, 0.12, ((21, -9), (29, -13.5), (38, -14), (47, -9)), late=True),
    Line(0.6, 0.10, ((33, -17), (42, -16), (50, -12)), late=True),
)
MOUTH = (
    Line(2.1, 0.52, ((18, -37), (22, -44), (27, -52), (31, -61), (33, -69))),
    Line(1.7, 0.34, ((28, -69), (30.5, -76), (30, -84), (27, -91)), late=True),
    Line(1.5, 0.22, ((0, -85), (9, -84), (16, -81))),
    Line(0.9, 0.16, ((38, -58), (42, -68), (41, -78)), late=True),
)
LIPS = tuple(
    Line(0.5, 0.16, ((x, -50.5 - abs(x) * 0.05), (x * 0.95, -58 - abs(x) * 0.12)), late=True)
    for x in (3.2, 7, 10.5, 14, 18)
) + tuple(Line(0.5, 0.10, ((x, -79), (x * 1.03, -84)), late=True) for x in (4, 9, 14))
CHEEK = (
    Line(0.7, 0.12, ((52, -22), (53, -38), (49, -54)), late=True),
    Line(0.7, 0.14, ((60, -20), (61, -40), (56, -60)), late=True),
    Line(0.7, 0.10, ((44, -30), (45, -44), (42, -56)), late=True),
)
NECK = (
    Line(1.6, 0.26, ((-50, -112), (-26, -121), (0, -124), (26, -121), (50, -112))),
    Line(1.5, 0.24, ((-54, -128), (-28, -141), (0, -146), (28, -141), (54, -128))),
    Line(1.2, 0.16, ((-40, -121), (-24, -131), (0, -134)), late=True),
    Line(1.2, 0.18, ((4, -156), (28, -155), (52, -143)), late=True),
    Line(3.2, -0.28, ((14, -112), (15, -132), (20, -158)), late=True),  # platysma: a cord
)
LINES = FOREHEAD + GLABELLA + CROW + UNDER_EYE + MOUTH + LIPS + CHEEK + NECK


def _samples(line: Line, sign: int, rng: np.random.Generator) -> Array:
    points = np.array(line.points, np.float64) * (sign, 1)
    along = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    at = np.linspace(0, along[-1], max(3, int(along[-1] / STEP)))
    dense = np.stack([np.interp(at, along, points[:, k]) for k in (0, 1)], 1)
    wobble = rng.normal(0, WOBBLE, dense.shape)
    for _ in range(14):  # a running mean rounds the corners and the wobble
        dense[1:-1] = (dense[:-2] + 2 * dense[1:-1] + dense[2:]) / 4
        wobble[1:-1] = (wobble[:-2] + 2 * wobble[1:-1] + wobble[2:]) / 4
    return (dense + wobble) * MM


def _onto(front: KDTree, surface: Floats, flat: Array, eyes: Floats) -> Array:
    """Lift (x, z) points to the foremost skin there: (n, 3)."""
    at = flat + eyes[[0, 2]]
    _, near = front.query(at, k=6)
    y = surface[near][:, :, 1]
    foremost = y.min(1, keepdims=True)
    weight = np.exp(-(((y - foremost) / 0.004) ** 2))
    return np.stack([at[:, 0], (y * weight).sum(1) / weight.sum(1), at[:, 1]], 1)


def creases(points: Array, surface: Floats, eyes: Floats) -> tuple[Floats, Floats]:
    """Height in metres at points (n, 3) of the early and of the late lines, fully grown.

    `surface` are skin vertices on the template, `eyes` the point between the eyes.
    """
    shown = surface[surface[:, 1] < eyes[1] + 0.10]
    front = KDTree(shown[:, [0, 2]])
    early, late = np.zeros(len(points), np.float32), np.zeros(len(points), np.float32)
    near = (points[:, 1] < eyes[1] + 0.10) & (np.abs(points[:, 0]) < 0.08)
    near &= (points[:, 2] < eyes[2] + 0.08) & (points[:, 2] > eyes[2] - 0.18)
    index = np.nonzero(near)[0]
    here = points[index]
    slow = np.stack([noise.smooth(here, 55, 300 + k) for k in range(3)], 1)
    quick = np.stack([noise.smooth(here, 220, 304 + k) for k in range(3)], 1)
    tree = KDTree(here + slow * 1.7 * MM + quick * 0.6 * MM)
    broken = np.clip(0.75 + 1.9 * noise.smooth(here, 60, 310, octaves=2), 0.05, 1.3)
    rng = np.random.default_rng(320)
    for line in LINES:
        mirrored = line.points[0][0] >= 0  # others run across the midline
        for sign in (1, -1) if mirrored else (1,):
            path = _onto(front, shown, _samples(line, sign, rng), eyes)
            out = late if line.late else early
            out[index] += _groove(tree, len(here), path, line) * broken
    return early, late


def _groove(tree: KDTree, count: int, path: Array, line: Line) -> Floats:
    """A valley along `path` with raised banks, fading out at both ends."""
    out = np.zeros(count, np.float32)
    reach = 4 * line.width * MM
    close = np.unique(
        np.concatenate([np.array(c, int) for c in tree.query_ball_point(path, reach)])
    )
    if not len(close):
        return out
    distance, at = KDTree(path).query(tree.data[close])
    x = distance / (line.width * MM)
    share = at / (len(path) - 1)
    fade = np.clip(np.minimum(share, 1 - share) * 5, 0, 1)
    taper = fade * fade * (3 - 2 * fade)
    profile = -np.exp(-(x * x)) + 0.4 * np.exp(-(((x - 2.1) / 0.9) ** 2))
    out[close] = profile * taper * line.depth * GROWN * MM
    return out
