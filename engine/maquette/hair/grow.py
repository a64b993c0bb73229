"""A head of hair for a posed body: roots, guides, grooming, and the last check against the skin."""

import numpy as np

from engine.maquette.body import Body, Strands
from engine.maquette.hair.flow import march, trimmed
from engine.maquette.hair.frame import HeadFrame
from engine.maquette.hair.groom import follow, groom, tapered
from engine.maquette.hair.lanes import crowding, lanes
from engine.maquette.hair.noise import smoothstep
from engine.maquette.hair.roots import cap_of, scatter
from engine.maquette.hair.scalp import depth, fullness
from engine.maquette.hair.solid import Solid
from engine.maquette.hair.styles import STYLES
from engine.maquette.person import Person

_PLANTED = 0.001  # metres a root sits under the skin


def none(points: int = 4) -> Strands:
    """No strands at all."""
    return Strands(np.zeros((0, points, 3), np.float32), np.zeros((0, points), np.float32))


def grow(body: Body, person: Person, density: float = 1.0) -> Strands:
    """The hair of the head, posed; `density` 1 for takes, 0.25 for previews (fewer, wider).

    Raises ValueError if `density` is not above 0.
    """
    if density <= 0.0:
        raise ValueError(f"Hair density must be above 0, not {density}; 1 is a full head.")
    if person.hair.style == "bald":
        return none()
    style = STYLES[person.hair.style]
    frame = HeadFrame.of(body)
    solid = Solid.of(body, frame)
    rest = cap_of(body.surface).centres
    inside = depth(rest, person)
    full = fullness(rest, inside, person)
    guides = scatter(body, frame, full, style.guides, person.seed * 2 + 11)
    guide_lanes = lanes(guides, person, style)
    curves = march(guides, solid, style.run(guides, guide_lanes, person, frame.down), style.steps)
    full = full * crowding(rest, inside, person, style)
    roots = scatter(body, frame, full, max(int(style.count * density), 1), person.seed * 2 + 12)
    lane = lanes(roots, person, style)
    points = follow(roots, lane, curves, guides, guide_lanes)
    cut = style.run(roots, lane, person, frame.down).cut
    if cut is not None:
        points = trimmed(points, cut)
    points = groom(roots, lane, points, style.texture, person.seed * 2 + 13)
    points[:, 1:] = solid.cleared(points[:, 1:], 0.0008)
    points[:, 0] = roots.point - roots.normal * _PLANTED
    fine = 0.55 + 0.45 * smoothstep(0.0, 8.0, depth(roots.rest, person))
    wide = style.radius * density**-0.85 * fine * (0.8 + 0.4 * roots.dice[:, 2])
    radii = tapered(len(roots), points.shape[1], wide)
    if style.past_tie is not None:
        more = style.past_tie(solid, person, int(style.count * density), points.shape[1])
        points = np.concatenate([points, more])
        wide = np.full(len(more), style.radius * density**-0.85)
        radii = np.concatenate([radii, tapered(len(more), points.shape[1], wide)])
    return Strands(frame.outward(points), radii)
