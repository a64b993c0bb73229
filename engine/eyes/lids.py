"""The edges of the lids, found in pixels near where the landmarks have them.

Along each lid the edge is the cheapest path through the pixels a few places inwards and outwards:
where the white of the eye ends it must turn darker. Before the iris nothing is asked, for its rim
may be there or a lid, and the path goes on as it does beside it.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.eyes.crop import LOOKED, Closeup
from engine.pictures import Floats

SEARCHED = 13  # pixels of a close-up LOOKED wide, inwards and outwards
# Pixels inwards of the landmarks where the edges usually are, and how far from there: against the
# true mattes of 40 rendered portraits.
UPPER, LOWER, SPREAD = 3.0, -2.0, 5.5
STIFF = 0.08  # what a step of one pixel from a column to the next costs
PULL = 0.015  # what lying a SPREAD from the usual costs
CORNER = 14  # columns near a corner in which the edges meet
BLUR = 1.2  # pixels
STEP = 2  # pixels up and down over which the edge is felt
CLEAR_OF = 0.86, 1.16  # radii: nearer columns are the iris's, farther the white's


@dataclass(frozen=True, eq=False)
class Lids:
    """Where the opening begins and ends in each column of a close-up; NaN beside the eye."""

    upper: Floats  # (w,) y of the upper lid's edge
    lower: Floats  # (w,) of the lower lid's

    def inside(self, height: int, soft: float = 1.0) -> Floats:
        """(h, w) 0..1: between the lids. The edge is `soft` pixels wide and lies within."""
        y = np.arange(height, dtype=np.float32)[:, None] + 0.5
        deep = np.minimum(y - self.upper[None], self.lower[None] - y)
        return np.clip(np.nan_to_num(deep, nan=-1.0) / max(soft, 1e-3), 0, 1).astype(np.float32)

    def arched(self, most: float) -> "Lids":
        """The same under an upper lid without dents: it is raised where it sags, by `most`."""
        known = np.flatnonzero(~np.isnan(self.upper))
        y = self.upper[known]
        hull: list[int] = []
        for i in range(len(known)):  # Andrew's monotone chain, of the side that is up
            while len(hull) > 1 and _sags(known, y, (hull[-2], hull[-1], i)):
                hull.pop()
            hull.append(i)
        arch = np.interp(known, known[hull], y[hull])
        upper = self.upper.copy()
        upper[known] = np.maximum(np.minimum(arch, y), y - most)
        return Lids(upper, self.lower)

    def onwards(self) -> "Lids":
        """The edges carried on level beside the eye, from a little before its corners."""
        known = np.flatnonzero(~np.isnan(self.upper))
        inset = min(CORNER, (len(known) - 1) // 2)
        known = known[inset : len(known) - inset]
        at = np.arange(len(self.upper))
        upper, lower = (np.interp(at, known, edge[known]) for edge in (self.upper, self.lower))
        return Lids(upper.astype(np.float32), lower.astype(np.float32))

    def scaled(self, by: float, width: int) -> "Lids":
        """The same in a close-up `by` times as large and `width` pixels wide."""
        at = (np.arange(width, dtype=np.float32) + 0.5) / by - 0.5
        known = np.flatnonzero(~np.isnan(self.upper))
        first, last = known[0] - 0.5, known[-1] + 0.5
        beside = (at < first) | (at > last)
        edges: list[Floats] = []
        for edge in (self.upper, self.lower):
            line = np.interp(at, known, edge[known]) * by
            edges.append(np.where(beside, np.nan, line).astype(np.float32))
        return Lids(*edges)


def _sags(x: np.ndarray[tuple[int], np.dtype[np.intp]], y: Floats, at: tuple[int, ...]) -> bool:
    """Does the middle of three points lie below the line of the others? y goes down."""
    first, middle, last = at
    along = (x[middle] - x[first]) / (x[last] - x[first])
    return bool(y[middle] >= y[first] + along * (y[last] - y[first]))


def landmarks(closeup: Closeup) -> Lids:
    """The lids as the landmarks have them."""
    width = closeup.size[1]
    columns = np.arange(width, dtype=np.float32) + 0.5
    edges: list[Floats] = []
    first, last = closeup.lids[0], closeup.lids[8]
    for part in (closeup.lids[[0, *range(15, 7, -1)]], closeup.lids[:9]):
        order = np.argsort(part[:, 0])
        line = np.interp(columns, part[order, 0], part[order, 1], left=np.nan, right=np.nan)
        edges.append(line.astype(np.float32))
    beside = (columns < min(first[0], last[0])) | (columns > max(first[0], last[0]))
    upper, lower = (np.where(beside, np.nan, edge).astype(np.float32) for edge in edges)
    return Lids(np.minimum(upper, lower), np.maximum(upper, lower))


def trace(closeup: Closeup, dark: Floats, x: float, radius: float) -> Lids:
    """The lids as the pixels have them, around an iris at `x`; `dark` is 0 in its white, 1 in it.

    The close-up is LOOKED wide.
    """
    assert abs(closeup.width - LOOKED) < 1, "constants are for a close-up of that width"
    rough = landmarks(closeup)
    columns = np.flatnonzero(~np.isnan(rough.upper))
    if len(columns) < 8:
        return rough
    smooth = np.asarray(cv2.GaussianBlur(dark, (0, 0), BLUR), np.float32)
    away = np.abs(columns + 0.5 - x) / radius
    iris = np.clip((CLEAR_OF[1] - away) / (CLEAR_OF[1] - CLEAR_OF[0]), 0, 1)
    offsets = np.arange(-SEARCHED, SEARCHED + 1, dtype=np.float32)
    edges: list[Floats] = []
    for rough_edge, inwards, usual in ((rough.upper, 1.0, UPPER), (rough.lower, -1.0, LOWER)):
        y = np.asarray(rough_edge[columns][:, None] + inwards * offsets[None], np.float32)
        step = np.float32(inwards * STEP)
        turn = _at(smooth, columns, y - step) - _at(smooth, columns, y + step)
        cost = PULL * ((offsets - usual) / SPREAD) ** 2 - turn * (1 - iris)[:, None]
        path = _cheapest(np.asarray(cost, np.float32))
        edge = np.full(closeup.size[1], np.nan, np.float32)
        edge[columns] = cv2.GaussianBlur(
            y[np.arange(len(columns)), path].astype(np.float32)[:, None], (1, 9), 2.0
        )[:, 0]
        edges.append(edge)
    upper, lower = edges
    return Lids(upper, np.maximum(upper, lower))


def _at(dark: Floats, columns: np.ndarray[tuple[int], np.dtype[np.intp]], y: Floats) -> Floats:
    x = np.repeat(columns.astype(np.float32)[:, None], y.shape[1], 1)
    found = cv2.remap(dark, x, np.asarray(y - 0.5, np.float32), cv2.INTER_LINEAR)
    return np.asarray(found, np.float32)


def _cheapest(cost: Floats) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """The path (n,) through (n, m) costs whose steps are cheap too: Viterbi."""
    count, choices = cost.shape
    step = STIFF * (np.arange(choices)[:, None] - np.arange(choices)[None]) ** 2
    came = np.zeros((count, choices), np.intp)
    total = cost[0].astype(np.float64)
    for i in range(1, count):
        ways = total[:, None] + step
        came[i] = ways.argmin(0)
        total = ways.min(0) + cost[i]
    path = np.zeros(count, np.intp)
    path[-1] = total.argmin()
    for i in range(count - 1, 0, -1):
        path[i - 1] = came[i, path[i]]
    return path
