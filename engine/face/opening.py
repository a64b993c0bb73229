"""Where the eyeball shows between the lids, from the picture's own colours.

The iris network draws an opening that is right within some tenths of an eye's height. In a straight
view of the eye, each pixel is weighed: is it of the white's or the iris's colours, or of the skin's
above and below? Among openings like the network's, the one that holds the most weight is taken.
"""

from dataclasses import dataclass

import numpy as np

from engine.face.crop import Crop
from engine.face.face import EyePoints, Side
from engine.face.outline import filled
from engine.face.tones import GAMMA
from engine.pictures import LUMA, Floats, Mask, Pixels

VIEW = 96  # pixels of the square view's side
ROOM = 2.0  # sides of the view in widths of the eye
UNIT = VIEW / ROOM  # pixels an eye's width
# How far inside the network's corners and lids the eyeball begins, in eyes' widths: the inner
# corner holds the caruncle, the upper lid the roots of the lashes. Medians over renders.
INNER, OUTER, UPPER, LOWER = 0.1, -0.02, 0.05, 0.02
# The openings that are tried: ends (x, y) outer side first in the picture, height and slant of the
# upper and of the lower lid; how far each strays, in eyes' widths.
STRAY = np.array((0.045, 0.035, 0.045, 0.035, 0.045, 0.2, 0.045, 0.2))
TRIES, ROUNDS, FEW = 400, 4, 10
TRUST = 0.02  # of a pixel's weight against the network's word
SURE = 3.0  # the most that one pixel may weigh
LASHES = 0.9  # how much darker than the white, in logarithms, lashes are
STEPS = 24  # points on each lid


@dataclass(frozen=True, eq=False)
class _View:
    """An eye seen straight: everything in eyes' widths from its middle."""

    logs: Floats  # (VIEW, VIEW, 3)
    lids: Floats  # (16, 2)
    from_iris: Floats  # (VIEW, VIEW) distance from its middle, in its radii


def opening(pixels: Pixels, eye: EyePoints, side: Side) -> Floats:
    """The outline (48, 2) of the visible eyeball, in the picture's pixels."""
    crop = _crop(eye)
    weights = _weights(_view(pixels, eye, crop))
    best = _search(weights, _expected(_local(eye.lids, crop), side))
    along = np.linspace(best[0], best[2], STEPS, dtype=np.float32)
    upper, lower, _ = _lids(best[None], along)
    ring = np.r_[np.c_[along, upper[0]], np.c_[along[::-1], lower[0][::-1]]]
    return crop.back((ring * UNIT + VIEW / 2).astype(np.float32), VIEW)


def _crop(eye: EyePoints) -> Crop:
    left, right = sorted(eye.corners, key=lambda corner: float(corner[0]))
    middle, across = (left + right) / 2, right - left
    angle = float(np.arctan2(across[1], across[0]))
    return Crop((float(middle[0]), float(middle[1])), max(eye.width, 1.0) * ROOM, angle)


def _local(points: Floats, crop: Crop) -> Floats:
    """Points of the picture in eyes' widths from the view's middle."""
    affine = crop.affine(VIEW)
    there = (points - affine[:, 2]) @ np.linalg.inv(affine[:, :2]).T
    return np.asarray((there - VIEW / 2) / UNIT, np.float32)


def _view(pixels: Pixels, eye: EyePoints, crop: Crop) -> _View:
    light = (crop.cut(pixels, VIEW).astype(np.float32) / np.float32(255)) ** np.float32(GAMMA)
    shine = light @ LUMA
    usual = float(np.median(shine))
    least = np.float32(0.06 * usual + 0.0015)
    red, green, blue = np.moveaxis(np.log(light + least), -1, 0)
    tone = np.log((shine + least) / (usual + least))
    (iris,) = _local(eye.centre[None], crop)
    down, across = _grid()
    radius = max(eye.radius / max(eye.width, 1.0), 0.05)
    away = np.hypot(across - iris[0], down - iris[1]) / radius
    logs = np.stack((tone, red - green, blue - green), -1)
    return _View(logs, _local(eye.lids, crop), np.asarray(away, np.float32))


def _grid() -> tuple[Floats, Floats]:
    steps = ((np.arange(VIEW) + 0.5 - VIEW / 2) / UNIT).astype(np.float32)
    return steps[:, None], steps[None]


def _weights(view: _View) -> Floats:
    """(VIEW, VIEW) positive where the eyeball is likelier than the skin around."""
    down, across = _grid()
    away = view.from_iris
    inside = _within(view.lids, 0.75, 0.7)
    around = ~_within(view.lids, 1.2, 1.7) & (np.abs(down) < 0.55) & (np.abs(across) < 0.85)
    white, iris = inside & (away > 1.2), inside & (away < 0.85)
    white = white if white.sum() > 20 else inside
    iris = iris if iris.sum() > 20 else inside
    skin = np.maximum(
        _likely(view.logs, around & (down > 0)), _likely(view.logs, around & (down < 0))
    )
    disc = _likely(view.logs, iris) - 40 * np.maximum(away - 1, 0) ** 2
    eye = np.maximum(_likely(view.logs, white), disc)
    weights = np.clip(eye - skin, -SURE, SURE)
    # Lashes and the line of the lid are as dark as an iris, and are none.
    darker = np.median(view.logs[white][:, 0]) - view.logs[..., 0]
    lashes = np.clip(darker / LASHES - 0.5, 0, 1) * np.clip((away - 1) / 0.15, 0, 1)
    return np.asarray(weights * (1 - lashes) - 2 * lashes, np.float32)


def _within(lids: Floats, wide: float, high: float) -> Mask:
    scaled = lids * np.array((wide, high), np.float32) * np.float32(UNIT) + np.float32(VIEW / 2)
    return filled((VIEW, VIEW), scaled) > 0.5


def _likely(logs: Floats, where: Mask) -> Floats:
    """The logarithm of a normal distribution of what lies there."""
    found = logs[where]
    spread = np.cov(found.T) + np.diag((0.0256, 0.0064, 0.0064))  # 0.16 and 0.08 squared
    off = logs - np.median(found, axis=0)
    distance = ((off @ np.linalg.inv(spread)) * off).sum(-1)
    return np.asarray(-0.5 * (distance + np.log(np.linalg.det(spread))), np.float32)


def _expected(lids: Floats, side: Side) -> Floats:
    left, right = (OUTER, INNER) if side == "left" else (INNER, OUTER)
    upper = max(-float(lids[:, 1].min()) - UPPER, 0.02)
    lower = max(float(lids[:, 1].max()) - LOWER, 0.02)
    return np.array((left - 0.5, 0, 0.5 - right, 0, upper, 0, lower, 0), np.float32)


def _lids(openings: Floats, across: Floats) -> tuple[Floats, Floats, Mask]:
    """Upper and lower lid of openings (n, 8) at these places (m,), and which lie between ends."""
    x0, y0, x1, y1, upper, upper_slant, lower, lower_slant = openings.T[..., None]
    along = np.clip((across - x0) / np.maximum(x1 - x0, 0.1), 0, 1)
    line = y0 + (y1 - y0) * along
    bow = 4 * along * (1 - along)
    bow = 0.25 * bow + 0.75 * np.sqrt(bow)  # rounder than a parabola, flatter than a circle
    lean = 2 * along - 1
    high = line - upper * bow * (1 + upper_slant * lean)
    low = line + lower * bow * (1 + lower_slant * lean)
    between = (across > x0) & (across < x1)
    return high.astype(np.float32), low.astype(np.float32), between


def _search(weights: Floats, expected: Floats) -> Floats:
    """The best opening (8,) near the expected one: the cross-entropy method, with a fixed seed."""
    sums = np.vstack((np.zeros((1, VIEW)), np.cumsum(weights, axis=0)))
    columns = np.arange(VIEW)
    across = _grid()[1][0]

    def until(lid: Floats) -> Floats:
        place = np.clip(lid * UNIT + VIEW / 2, 0, VIEW - 1e-3)
        row = place.astype(np.intp)
        whole, more = sums[row, columns], sums[row + 1, columns]
        return np.asarray(whole + (place - row) * (more - whole), np.float32)

    rng = np.random.default_rng(0)
    best, stray = expected.astype(np.float64), STRAY
    for _ in range(ROUNDS):
        tried = best + rng.normal(size=(TRIES, 8)) * stray
        tried[0] = best
        tried[:, (4, 6)] = np.maximum(tried[:, (4, 6)], 0.02)
        upper, lower, between = _lids(tried.astype(np.float32), across)
        held = ((until(lower) - until(upper)) * between).sum(-1)
        score = TRUST * held - 0.5 * (((tried - expected) / STRAY) ** 2).sum(-1)
        order = np.argsort(-score)[:FEW]
        share = np.exp(score[order] - score[order[0]])
        best = (tried[order] * share[:, None]).sum(0) / share.sum()
        stray = stray / 2
    return np.asarray(best, np.float32)
