"""Where a head has its hair, its skin and its clothes, before any colour is looked at.

Everything is measured in the face's own frame: `across` in half widths of the face from its middle
line, `up` in heights of the face from the chin (0) to the forehead's upper edge (1).
"""

from dataclasses import dataclass

import numpy as np

from engine.face.mesh import BOTTOM, TOP
from engine.face.outline import OVAL, filled
from engine.pictures import Floats, Mask

BACKGROUND, HAIR, WARDROBE, SKIN = range(4)


@dataclass(frozen=True, eq=False)
class Map:
    """A picture's pixels in the face's frame, each (h, w)."""

    across: Floats  # never negative
    up: Floats
    oval: Mask  # inside the face's outline


def survey(points: Floats, shape: tuple[int, int]) -> Map:
    """Lay the frame of a mesh (468, 2) over a picture of this (height, width)."""
    chin = points[BOTTOM]
    axis = points[TOP] - chin
    height = max(float(np.linalg.norm(axis)), 1e-3)
    axis = axis / height
    side = np.array((-axis[1], axis[0]))
    reach = (points[OVAL] - chin) @ side
    middle, half = (reach.max() + reach.min()) / 2, max(float(np.ptp(reach)) / 2, 1e-3)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) + 0.5
    x, y = x - np.float32(chin[0]), y - np.float32(chin[1])
    across = np.abs(x * side[0] + y * side[1] - middle) / half
    up = (x * axis[0] + y * axis[1]) / height
    oval = filled(shape, points[OVAL]) > 0.5
    return Map(across.astype(np.float32), up.astype(np.float32), oval)


def ramp(values: Floats, low: float, high: float) -> Floats:
    """0 up to `low`, 1 from `high` on."""
    return np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1)


def chances(at: Map, person: Floats) -> Floats:
    """(h, w, 4) how likely each pixel is background, hair, wardrobe or skin; sums to 1."""
    across, up = at.across, at.up
    off = np.maximum(np.hypot(across / 1.35, (up - 0.72) / 0.85) - 0.75, 0)
    head = np.exp(-8 * off * off)
    curtain = ramp(across, 0.55, 0.9) * (1 - ramp(across, 1.6, 2.4)) * (1 - ramp(-up, 0.6, 2.2))
    neck = (1 - ramp(across, 0.6, 1.0)) * ramp(-up, -0.15, 0) * (1 - ramp(-up, 0.35, 0.9))
    ears = head * (1 - ramp(across, 1.05, 1.25)) * ramp(up, 0, 0.2)
    hair = 0.02 + 0.75 * head * ramp(up, -0.1, 0.5) + 0.35 * curtain * (1 - ramp(up, 0.3, 0.7))
    skin = 0.03 + 0.45 * ears + 0.7 * neck
    cloth = 0.01 + ramp(-up, -0.02, 0.9) + 0.5 * ramp(-up, -0.1, 0.25) * ramp(across, 0.5, 1.2)
    beard, fringe, temples = 1 - ramp(up, 0.25, 0.42), ramp(up, 0.72, 1), ramp(across, 0.7, 1)
    inside = 0.02 + 0.25 * beard + 0.35 * fringe + 0.2 * temples
    found = np.stack(
        (
            np.zeros_like(up),
            np.where(at.oval, inside, hair),
            np.where(at.oval, 0.005, cloth),
            np.where(at.oval, 1 - inside, skin),
        ),
        -1,
    )
    found *= (person / found.sum(-1))[..., None]
    found[..., BACKGROUND] = 1 - person
    return np.asarray(found, np.float32)


def seeds(at: Map, person: Floats) -> Floats:
    """(h, w, 4) where each of them is to be seen almost surely, or not at all."""
    across, up = at.across, at.up
    found = np.zeros((*up.shape, 4), np.float32)
    found[..., BACKGROUND] = person < 0.05
    crown = (up > 1.02) & (up < 1.6) & (across < 1.4)
    sides = (up > 0.5) & (up <= 1.02) & (across > 1.12) & (across < 1.5)
    found[..., HAIR] = ((person > 0.7) & crown) + 0.5 * ((person > 0.8) & sides)
    found[..., HAIR][at.oval] = 0
    found[..., WARDROBE] = ((person > 0.8) & (up < -0.55)) * (0.3 + 0.7 * ramp(-up, 0.5, 1.5))
    found[..., SKIN] = certain(at)
    return found


def certain(at: Map) -> Mask:
    """The middle of the face: skin on everybody."""
    return at.oval & (at.up > 0.2) & (at.up < 0.9) & (at.across < 0.85)
