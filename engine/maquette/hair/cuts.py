"""How the guides of each cut run: lengths, layers and the combing that shapes them."""

from collections.abc import Callable

import numpy as np

from engine.maquette.hair.aims import (
    BACK,
    before_shoulder,
    cascading,
    combed_back,
    falling,
    fringe,
    front,
    radial,
    swept,
    top,
    towards,
    whorled,
)
from engine.maquette.hair.flow import Flow
from engine.maquette.hair.noise import Array, smoothstep, unit, wander
from engine.maquette.hair.roots import Roots
from engine.maquette.hair.scalp import CRANIUM
from engine.maquette.person import Person

Run = Callable[[Roots, Array, Person, Array], Flow]  # roots, lanes, person, down -> flow
BROW = 0.030  # metres over the eyes at which a fringe is cut


def layered(roots: Roots, low: float, high: float) -> Array:
    """Hair rooted higher lies over hair rooted lower."""
    rank = np.clip((roots.rest[:, 2] + 0.06) / 0.17, 0.0, 1.0)
    return low + (high - low) * rank * (0.85 + 0.3 * roots.dice[:, 2])


def hanging(
    tip: float, thick: float, *, ragged: float = 0.006, reach: float = 0.42, sweep: float = 1.0
) -> Run:
    """Hair that falls from a parting and is cut level `tip` metres under the eyes."""

    def run(roots: Roots, lane: Array, person: Person, down: Array) -> Flow:
        side = np.sign(lane)
        hair = person.hair
        bang = lane > 2.0
        # Beside a fringe hair falls straight; without one it is swept back from the face.
        fall = falling(roots, side, down, sweep=0.1 if hair.fringe else sweep)
        slip = np.where(before_shoulder(roots)[:, None], -BACK, BACK)
        drape = fringe(down)

        def aim(points: Array, normals: Array, share: float) -> Array:
            wanted = fall(points, normals, share)
            if bang.any():
                wanted[bang] = drape(points[bang], normals[bang], share)
            return wanted

        shag = wander(roots.rest, wavelength=0.03, seed=person.seed + 3)[:, 0] * ragged
        level = -tip * hair.length + shag
        arch = BROW - 450.0 * np.abs(roots.point[:, 0]) ** 3.4 + 0.3 * shag
        height = layered(roots, 0.003, thick)
        return Flow(
            aim=aim,
            length=np.where(bang, 0.14, reach * max(hair.length, 0.6)).astype(np.float32),
            height=np.where(bang, 0.006 + 0.2 * height, height),
            rise=0.085,
            stiffness=0.3,
            hug=0.9,
            lift=0.03,
            guard=np.where(bang, 0.0, side).astype(np.float32),
            slip=slip,
            cut=np.where(bang, arch, level).astype(np.float32),
        )

    return run


def curly(roots: Roots, _lane: Array, person: Person, down: Array) -> Flow:
    """Ringlets that spring from the crown all round and over the forehead."""
    ahead = front(roots, 0.045)
    long = (0.125 - 0.062 * ahead) * (0.85 + 0.3 * roots.dice[:, 1]) * person.hair.length
    return Flow(
        aim=cascading(roots, down),
        length=long.astype(np.float32),
        height=layered(roots, 0.006, 0.030),
        rise=0.035,
        stiffness=0.55,
        hug=0.3,
        lift=0.5,
    )


def cropped(crown: float, sides: float, *, lift: float, body: float, ahead: float = 1.0) -> Run:
    """Short hair in its natural growth: `crown` and `sides` metres long."""

    def run(roots: Roots, _lane: Array, person: Person, down: Array) -> Flow:
        share = top(roots)
        long = (sides + (crown - sides) * share) * person.hair.length
        bang = front(roots) if person.hair.fringe else np.zeros(len(roots), np.float32)
        grain = whorled(roots, down, seed=person.seed + 2, ahead=ahead)
        drape = fringe(down, slant=0.35)

        def aim(points: Array, normals: Array, at: float) -> Array:
            return grain(points, normals, at) + 3.0 * bang[:, None] * drape(points, normals, at)

        return Flow(
            aim=aim,
            length=(long * (1.0 + 0.35 * bang)).astype(np.float32),
            height=(body * long * (0.6 + 0.8 * roots.dice[:, 2]) + 0.0005).astype(np.float32),
            rise=0.012,
            stiffness=0.75,
            hug=0.12,
            lift=lift,
        )

    return run


def side_part(roots: Roots, lane: Array, person: Person, _down: Array) -> Flow:
    """A low parting, the top swept over it with some body, the sides short."""
    share = top(roots)
    toward = -1.0 if person.seed % 2 else 1.0
    crossing = (np.sign(lane) == toward) * share
    long = (0.018 + 0.062 * crossing + 0.02 * share) * person.hair.length
    return Flow(
        aim=swept(roots, toward),
        length=long.astype(np.float32),
        height=(0.002 + 0.013 * crossing).astype(np.float32),
        rise=0.02,
        stiffness=0.6,
        hug=0.35,
        lift=0.45,
    )


def slicked(roots: Roots, _lane: Array, person: Person, _down: Array) -> Flow:
    """Combed back wet from the forehead."""
    share = top(roots)
    return Flow(
        aim=combed_back(roots),
        length=((0.085 + 0.035 * share) * person.hair.length).astype(np.float32),
        height=layered(roots, 0.0015, 0.005) + 0.010 * front(roots, 0.09),
        rise=0.022,
        stiffness=0.4,
        hug=0.85,
        lift=0.35,
    )


def afro(roots: Roots, _lane: Array, person: Person, _down: Array) -> Flow:
    """One round cloud, shorter towards the hairline."""
    middle = CRANIUM + np.array([0.0, -0.005, 0.018], np.float32)
    low = smoothstep(-0.05, 0.085, roots.rest[:, 2])
    long = (0.026 + 0.042 * low) * person.hair.length
    return Flow(
        aim=radial(roots, middle),
        length=(long * (0.8 + 0.25 * roots.dice[:, 2])).astype(np.float32),
        height=np.full(len(roots), 0.004, np.float32),
        stiffness=0.3,
        hug=0.0,
        lift=0.3,
    )


def gathered(tie: Array) -> Run:
    """Drawn tight over the skull to where it is tied."""

    def run(roots: Roots, _lane: Array, _person: Person, _down: Array) -> Flow:
        a, b = unit(roots.point - CRANIUM), unit(tie - CRANIUM)
        arc = np.arccos(np.clip(a @ b, -1.0, 1.0)) * 0.108
        return Flow(
            aim=towards(tie),
            length=np.maximum(arc, 0.012).astype(np.float32),
            height=(0.0025 + 0.003 * roots.dice[:, 2]).astype(np.float32),
            rise=0.02,
            stiffness=0.35,
            hug=0.7,
            lift=0.3,
        )

    return run
