"""Catchlights: what an eye mirrors of the lamps, as small bright spots on its iris."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.eyes.crop import Closeup
from engine.eyes.limbus import LUMA, Limbus, opening_mask
from engine.pictures import Floats, Mask

WIDEST = 0.85  # radii: what is broader is a sky or a window that fills the eye, no spot
STANDS = 0.2  # of the white's brightness that a spot stands above the iris around it
BRIGHT = 0.5  # of the white's brightness that a spot reaches at least
LONGEST = 3.2  # times as long as broad: longer are lids and lashes
SMALLEST = 0.07  # radii of a spot: less is grain
FARTHEST = 0.92  # radii from the centre; beyond it the white shines in


@dataclass(frozen=True)
class Spot:
    """One catchlight, seen on the disc of the iris."""

    x: float  # radii to the right of the iris's centre
    y: float  # radii below it
    size: float  # radius of a disc of its area, in radii of the iris
    strength: float  # above the iris around it, in brightnesses of the white

    @property
    def clock(self) -> float:
        """Degrees: 0 at twelve, 90 at three o'clock."""
        return float(np.degrees(np.arctan2(self.x, -self.y)) % 360)

    def apart(self, other: "Spot") -> float:
        """Radii between two spots."""
        return float(np.hypot(self.x - other.x, self.y - other.y))


def white_level(closeup: Closeup, rim: Limbus) -> float:
    """How bright the white of the eye is, 0..1 as encoded; of its brighter side."""
    rho, _ = rim.reach(closeup.size)
    white = opening_mask(closeup) & (rho > 1.15)
    if not white.any():
        return float((closeup.pixels @ LUMA).max())
    return float(np.percentile((closeup.pixels @ LUMA)[white], 75))


def spots(closeup: Closeup, rim: Limbus) -> tuple[tuple[Spot, Mask], ...]:
    """The catchlights with their masks (h, w), the strongest first."""
    rho, _ = rim.reach(closeup.size)
    bare = _bare(closeup, rim)
    across = max(round(WIDEST * rim.radius) | 1, 3)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (across, across))
    stands = np.asarray(cv2.morphologyEx(bare, cv2.MORPH_TOPHAT, disc), np.float32)
    edge = np.ones((round(0.05 * closeup.width) | 1,) * 2, np.uint8)
    core = np.asarray(cv2.erode(opening_mask(closeup).astype(np.uint8), edge) > 0, np.bool_)
    mask = (stands > STANDS) & core & (rho < 1)
    count, labels = cv2.connectedComponents(mask.astype(np.uint8))
    found: list[tuple[Spot, Mask]] = []
    for number in range(1, count):
        area = np.asarray(labels == number, np.bool_)
        peak = float(stands[area].max())
        # Two lamps may shine into each other at their feet.
        cores = area & (stands > max(STANDS, peak / 2))
        several, parts = cv2.connectedComponents(cores.astype(np.uint8))
        for each in range(1, several):
            core = np.asarray(parts == each, np.bool_)
            spot = _spot(core, stands, rim)
            far = np.hypot(spot.x, spot.y) > FARTHEST
            if spot.size > SMALLEST and bare[core].max() > BRIGHT and _compact(core) and not far:
                found.append((spot, area if several == 2 else _grown(core) & area))
    return tuple(sorted(found, key=lambda each: -each[0].strength * each[0].size))


def _bare(closeup: Closeup, rim: Limbus) -> Floats:
    """(h, w) the share of light that has the lamp's own colour, 1 is the white of the eye.

    An iris's fibres may be as bright as what it mirrors, but they are coloured.
    """
    rho, _ = rim.reach(closeup.size)
    white = opening_mask(closeup) & (rho > 1.15)
    if not white.any():
        white = np.ones(closeup.size, np.bool_)
    luma = closeup.pixels @ LUMA
    bright = white & (luma >= np.percentile(luma[white], 60))
    of_white = np.maximum(np.median(closeup.pixels[bright], 0), 0.02)
    smooth = np.asarray(cv2.GaussianBlur(closeup.pixels, (0, 0), 0.008 * closeup.width), np.float32)
    return np.asarray((smooth / of_white).min(2), np.float32)


def _grown(core: Mask) -> Mask:
    return np.asarray(cv2.dilate(core.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0, np.bool_)


def _compact(core: Mask) -> bool:
    """Is it about as long as broad?"""
    y, x = np.nonzero(core)
    if len(x) < 4:
        return False
    small, large = np.linalg.eigvalsh(np.cov(np.stack((x, y))) + np.eye(2) / 12)
    return bool(large < small * LONGEST**2)


def _spot(core: Mask, stands: Floats, rim: Limbus) -> Spot:
    rho, angle = rim.reach((core.shape[0], core.shape[1]))
    weight = stands[core]
    x = float((weight * rho[core] * np.cos(angle[core])).sum() / weight.sum())
    y = float((weight * rho[core] * np.sin(angle[core])).sum() / weight.sum())
    size = float(np.sqrt(core.sum() / np.pi)) / rim.radius
    return Spot(x, y, size, float(weight.max()))
