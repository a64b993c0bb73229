"""Where a cornea mirrors a lamp, how large, and what that looks like.

The cornea is a convex mirror: it shows a lamp where its surface stands halfway between the lamp and
the lens. Lengths are the schematic eye's (Gullstrand): the cornea's radius is 7.8 mm, the visible
iris's 5.9 mm, and the cornea's centre lies 5.1 mm behind the plane of its rim.
"""

import math

import numpy as np

from engine.eyes.lights import Spot
from engine.pictures import Floats
from prompts.setup import Beam

CORNEA, IRIS, BEHIND = 7.8, 5.9, 5.1  # mm
EYE = 25.0  # mm from corner to corner that are seen, so that a gaze in widths becomes an angle
FARTHEST = 0.8  # radii of the iris: beyond it the curve of the cornea ends
POINT, BROAD = 0.085, 0.3  # radii: no spot is drawn smaller or larger


def of_beam(beam: Beam, gaze: tuple[float, float]) -> Spot | None:
    """The catchlight of a lamp in an eye with this gaze; None if the lamp is off or behind."""
    if not beam.on:
        return None
    azimuth, elevation = math.radians(beam.azimuth), math.radians(beam.elevation)
    towards = np.array(
        (
            math.sin(azimuth) * math.cos(elevation),
            -math.sin(elevation),
            math.cos(azimuth) * math.cos(elevation),
        )
    )
    half = towards + np.array((0, 0, 1))
    half /= max(float(np.linalg.norm(half)), 1e-6)
    x, y = (CORNEA * half[:2] - BEHIND * np.array(gaze) * EYE / 12) / IRIS
    far = math.hypot(x, y)
    if half[2] < 0.6 or far > 1.15:  # more than 106 degrees from the lens: it lights no cornea
        return None
    if far > FARTHEST:
        x, y = x * FARTHEST / far, y * FARTHEST / far
    # A convex mirror of focal length R / 2 shows a lamp as its angle times that.
    size = beam.diameter_m / beam.distance_m / 2 * (CORNEA / 2) / IRIS
    return Spot(float(x), float(y), float(np.clip(size, POINT, BROAD)), 1.0)


def weight(rho: Floats, angle: Floats, spot: Spot, soft: float) -> Floats:
    """(h, w) 0..1: a round spot whose edge is `soft` radii of the iris wide."""
    away = np.hypot(rho * np.cos(angle) - spot.x, rho * np.sin(angle) - spot.y)
    edge = np.clip((spot.size + soft / 2 - away) / max(soft, 1e-3), 0, 1)
    return np.asarray(edge * edge * (3 - 2 * edge), np.float32)
