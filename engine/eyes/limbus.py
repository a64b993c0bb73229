"""The rim of an iris, found in pixels: an ellipse between the lids.

The landmarks hardly see that an iris is a third too large, so they only say where to begin. What
follows is the integro-differential idea of Daugman (1993): of many ellipses the one is right along
which iris turns to white most clearly. Only the sides of the rim and its foot count, for the upper
lid hides the top. Dark pupils and limbal rings are no darker here than the iris itself, so that a
pupil in a pale iris is not taken for it.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.eyes.crop import LOOKED, Closeup
from engine.eyes.lids import trace
from engine.pictures import Floats, Mask

USUAL = 0.215  # iris radius in widths of the eye: the mean of 40 rendered portraits, +- 0.02
SPREAD = 0.04
PULL, ROUND, UPRIGHT = 0.02, 0.012, 0.03  # weights of: the usual radius, roundness, no tilt
BLUR = 0.010  # of the eye's width
LUMA = np.array((0.3, 0.5, 0.2), np.float32)
SIDES = np.radians(np.arange(-38, 52, 5, dtype=np.float32))  # of the rim; 0 level, + down
TOP = np.radians(np.array((-60, -75, -90, -105, -120), np.float32))
FOOT = np.radians(np.array((60, 75, 90, 105, 120), np.float32))
WITHIN = np.radians(np.array((20, 45, 70, 110, 135, 160), np.float32))
IN, OUT, BEYOND = 0.87, 1.13, 1.3  # of the radius: iris, white, still white
HIDDEN = 3.0  # pixels within the lids' edge that count as half hidden
ROUNDS, TRIED = 9, 240
NEAR = 0.1  # widths of the eye
ENOUGH = 14  # pixels of seven columns
LAMP = 0.11  # widths of the eye: the broadest catchlight that is filled
LIT = 0.02  # of full white: a darker eye cannot be judged


@dataclass(frozen=True)
class Limbus:
    """An ellipse in a close-up, in its pixels."""

    x: float
    y: float
    across: float  # half its width
    down: float  # half its height
    tilt: float  # radians, clockwise
    clear: float  # how clearly it is seen: over 1 is plain, under 0.5 a guess

    @property
    def radius(self) -> float:
        """Of the circle that it would be: lids hide its height, so its width counts most."""
        return self.across ** (2 / 3) * self.down ** (1 / 3)

    def reach(self, size: tuple[int, int]) -> tuple[Floats, Floats]:
        """(h, w) distance from the centre in radii, and angle on the disc (0 right, + down)."""
        height, width = size
        y, x = np.mgrid[0:height, 0:width].astype(np.float32) + np.float32(0.5)
        dx, dy = x - self.x, y - self.y
        cos, sin = np.cos(self.tilt), np.sin(self.tilt)
        u, v = (cos * dx + sin * dy) / self.across, (cos * dy - sin * dx) / self.down
        return np.hypot(u, v).astype(np.float32), np.arctan2(v, u).astype(np.float32)

    def scaled(self, by: float) -> "Limbus":
        """The same in a close-up `by` times as large."""
        return replace(
            self, x=self.x * by, y=self.y * by, across=self.across * by, down=self.down * by
        )


def fit(closeup: Closeup, centre: Floats, radius: float, *, near: bool = False) -> Limbus | None:
    """The rim about a guess in a close-up LOOKED wide; None where no eye can be made out.

    With `near`, only a rim that is about where and as large as the guess counts.
    """
    unit = closeup.width
    assert abs(unit - LOOKED) < 1, "constants are for a close-up of that width"
    smooth = np.asarray(cv2.GaussianBlur(closeup.pixels, (0, 0), BLUR * unit), np.float32)
    inside = opening_mask(closeup)
    x, y = float(centre[0]), float(centre[1])
    r = radius if near else float(np.clip(radius, USUAL * unit, 0.3 * unit))
    dark = darkness(smooth, inside, Limbus(x, y, r, r, 0, 0))
    for _ in range(0 if near else 2):
        if dark is None:
            return None
        x, y, r = _roughly(dark, x, y, unit)
        dark = darkness(smooth, inside, Limbus(x, y, r, r, 0, 0))
    if dark is None:
        return None
    seen = trace(closeup, dark, x, r).inside(closeup.size[0], HIDDEN)
    start = np.array((x, y, r, r, 0.0), np.float32)
    best, clear = _refine((dark, seen), start, unit, near=near)
    x, y, across, down, tilt = (float(each) for each in best)
    return Limbus(x, y, across, down, tilt, clear)


def _roughly(dark: Floats, x: float, y: float, unit: float) -> tuple[float, float, float]:
    """The best circle of a grid: x, y, radius."""
    grid = np.meshgrid(
        x + np.arange(-30, 31, 3, dtype=np.float32),
        y + np.arange(-14, 15, 3.5, dtype=np.float32),
        np.arange(20, 42, 2, dtype=np.float32),
        indexing="ij",
    )
    xs, ys, rs = (each.ravel() for each in grid)
    tries = np.stack((xs, ys, rs, rs, np.zeros_like(xs)), 1)
    everywhere = np.ones_like(dark)
    found = tries[int(_score((dark, everywhere), tries, unit).argmax())]
    return float(found[0]), float(found[1]), float(found[2])


def dark_of(closeup: Closeup, rim: Limbus) -> Floats:
    """(h, w): 0 is the white of an eye whose rim is known, 1 its iris."""
    smooth = np.asarray(cv2.GaussianBlur(closeup.pixels, (0, 0), BLUR * closeup.width), np.float32)
    dark = darkness(smooth, opening_mask(closeup), rim)
    return np.zeros(closeup.size, np.float32) if dark is None else dark


def opening_mask(closeup: Closeup) -> Mask:
    """(h, w) between the lids, as the landmarks have them."""
    mask = np.zeros(closeup.size, np.uint8)
    cv2.fillPoly(mask, [np.rint(closeup.lids - 0.5).astype(np.int32)], (1,))
    return np.asarray(mask > 0, np.bool_)


def darkness(smooth: Floats, inside: Mask, guess: Limbus) -> Floats | None:
    """(h, w): 0 is the white of this eye, 1 its iris, whatever the light and the colours are.

    Of the colours those count in which both differ. The white is measured along the eye, so that
    a shadow over half of it does not matter. None where nothing can be told.
    """
    width = smooth.shape[1]
    core = np.asarray(cv2.erode(inside.astype(np.uint8), np.ones((5, 5))) > 0, np.bool_)
    rho, _ = guess.reach((smooth.shape[0], width))
    iris, white = core & (rho > 0.45) & (rho < 0.85), inside & (rho > 1.2)
    if iris.sum() < 20 or white.sum() < 20:
        return None
    luma = smooth @ LUMA
    bright = white & (luma >= np.percentile(luma[white], 60))
    of_iris, of_white = np.median(smooth[iris], 0), np.median(smooth[bright], 0)
    if of_white.max() < LIT:
        return None
    weight = np.maximum((of_white - of_iris) / np.maximum(of_white, LIT), 0) ** 2 + 1e-3
    seen = smooth @ np.asarray(weight / weight.sum(), np.float32)
    level = 1 - seen / np.maximum(_white(seen, inside & (rho > 0.9)), LIT)
    deep = max(float(np.percentile(level[iris], 45)), 0.05)
    dark = np.clip(level / deep, -0.3, 1).astype(np.float32)
    across = round(LAMP * LOOKED) | 1  # what the iris mirrors is no hole in it
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    filled = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, disc)
    return np.where(rho < 0.9, filled, dark).astype(np.float32)


def _white(seen: Floats, inside: Mask) -> Floats:
    """(1, w): how bright the white is along the eye; where the iris hides it, as beside it."""
    width = seen.shape[1]
    columns = np.flatnonzero(inside.any(0))
    found: list[tuple[int, float]] = []
    for x in columns:
        near = slice(max(x - 3, 0), x + 4)
        values = seen[:, near][inside[:, near]]
        if len(values) > ENOUGH:
            found.append((int(x), float(np.percentile(values, 88))))
    if not found:
        return np.ones((1, width), np.float32)
    at, level = zip(*found, strict=True)
    row = np.interp(np.arange(width), at, level).astype(np.float32)[None]
    reach = round(0.24 * LOOKED)
    wide = cv2.dilate(row, np.ones((1, 2 * reach + 1), np.uint8))
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), reach / 2), np.float32)


def _refine(
    maps: tuple[Floats, Floats], start: Floats, unit: float, *, near: bool
) -> tuple[Floats, float]:
    """A narrowing random search from the best circle; it is the same every time."""
    wide, least, most = (NEAR, 0.85, 1.18) if near else (np.inf, 0.0, np.inf)
    low = np.maximum(start[2] * least, 0.12 * unit)
    high = np.minimum(start[2] * most, 0.36 * unit)
    rng = np.random.default_rng(0)
    best, step = start, np.array((2, 2, 1.5, 1.5, 0.25), np.float32)
    clear = -np.inf
    for _ in range(ROUNDS):
        tries = np.asarray(
            best + rng.standard_normal((TRIED, 5)).astype(np.float32) * step, np.float32
        )
        tries[: TRIED // 4, 3] = tries[: TRIED // 4, 2]
        tries[: TRIED // 2, 4] = best[4]
        tries[0] = best
        tries[:, 4] = np.clip(tries[:, 4], -0.6, 0.6)
        tries[:, :2] = np.clip(tries[:, :2], start[:2] - wide * unit, start[:2] + wide * unit)
        tries[:, 2:4] = np.clip(tries[:, 2:4], low, high)
        scores = _score(maps, tries, unit)
        best, clear = tries[int(scores.argmax())], float(scores.max())
        step *= 0.7
    return best, clear


def _score(maps: tuple[Floats, Floats], tries: Floats, unit: float) -> Floats:
    """(n,) how clearly the ellipses (n, 5) part iris from white, where lids do not hide them."""
    dark, seen = maps

    def at(of: Floats, angles: Floats, share: float) -> Floats:
        u = share * np.cos(angles)[None] * tries[:, 2:3]
        v = share * np.sin(angles)[None] * tries[:, 3:4]
        cos, sin = np.cos(tries[:, 4:]), np.sin(tries[:, 4:])
        x, y = tries[:, :1] + cos * u - sin * v, tries[:, 1:2] + sin * u + cos * v
        found = cv2.remap(of, x - 0.5, y - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float32)

    def edge(angles: Floats) -> tuple[Floats, Floats]:
        """How clear an arc is, and how much of it is seen."""
        weight = at(seen, angles, OUT) + 0.02
        turn = np.clip(at(dark, angles, IN) - at(dark, angles, OUT), -0.2, 0.9)
        return (weight * turn).sum(1) / weight.sum(1), np.clip(weight.mean(1) / 0.5, 0, 1)

    left = np.asarray(np.pi - SIDES, np.float32)
    arcs = [
        (edge(angles), share) for angles, share in ((SIDES, 1), (left, 1), (FOOT, 0.4), (TOP, 0.4))
    ]
    sides = sum(clear * part * share for (clear, part), share in arcs)
    sides /= sum(part * share for (_, part), share in arcs)
    rings = [np.clip(at(dark, WITHIN, share), 0, 1) for share in (0.3, 0.55, 0.8)]
    within = np.median(np.concatenate(rings, 1), 1)
    level = np.asarray(np.concatenate((SIDES[5:13], left[5:13])), np.float32)
    beyond = np.clip(at(dark, level, BEYOND), 0, 1).mean(1)
    score = 1.2 * sides + 0.3 * within - 0.15 * beyond
    score -= PULL * ((tries[:, 2] / unit - USUAL) / SPREAD) ** 2
    score -= ROUND * (np.log(tries[:, 3] / tries[:, 2]) / 0.15) ** 2
    score -= UPRIGHT * (tries[:, 4] / 0.3) ** 2
    return np.asarray(score, np.float32)
