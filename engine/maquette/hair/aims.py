"""Combing: the directions in which hair is wanted to run, as fields over the head."""

import numpy as np
from numpy.typing import NDArray

from engine.maquette.hair.flow import Aim
from engine.maquette.hair.noise import Array, across, smoothstep, unit, wander
from engine.maquette.hair.roots import Roots

LEFT = np.array([1.0, 0.0, 0.0], np.float32)
BACK = np.array([0.0, 1.0, 0.0], np.float32)
UP = np.array([0.0, 0.0, 1.0], np.float32)
CROSSING = 0.004  # metres to either side of a parting where hairs fall over it


def top(roots: Roots) -> Array:
    """One on the top of the head, zero on the sides and the back."""
    z, y = roots.rest[:, 2], roots.rest[:, 1]
    return smoothstep(0.045, 0.085, z + 0.12 * np.minimum(0.10 - y, 0.0))


def front(roots: Roots, reach: float = 0.05) -> Array:
    """One at the front hairline, zero `reach` metres behind it."""
    return smoothstep(reach - 0.015, -0.01, roots.rest[:, 1]) * smoothstep(
        0.03, 0.055, roots.rest[:, 2]
    )


def sides(roots: Roots, parting: float) -> Array:
    """The side of the parting a hair falls to: 1 the subject's left, -1 the right."""
    line = parting * smoothstep(0.16, 0.10, roots.rest[:, 1])
    # Nobody's comb is a ruler: hairs cross, and the skin between the sides is seldom seen.
    line = line + CROSSING * (2.0 * roots.dice[:, 3] - 1.0)
    line = line + 0.0015 * wander(roots.rest, wavelength=0.012, seed=5)[:, 0]
    return np.where(roots.rest[:, 0] > line, 1.0, -1.0).astype(np.float32)


def before_shoulder(roots: Roots) -> NDArray[np.bool_]:
    """Whether long hair comes to lie before the shoulder: from before the ear it does."""
    return roots.rest[:, 1] < 0.08


def falling(
    roots: Roots, side: Array, down: Array, *, part: float = 1.0, sweep: float = 1.0
) -> Aim:
    """From a parting over the temples, then straight down; `sweep` back from the face."""
    behind = smoothstep(0.09, 0.14, roots.rest[:, 1])
    beside = side[:, None] * LEFT
    before = before_shoulder(roots)[:, None]
    lie = np.where(before, -0.005, 0.19).astype(np.float32)
    spread = (
        np.where(before, 0.062 + 0.5 * np.clip(roots.rest[:, 1:2], 0.0, 0.08), 0.05) * beside[:, :1]
    )

    def aim(points: Array, normals: Array, _share: float) -> Array:
        over = smoothstep(0.25, 0.9, normals[:, 2])[:, None]
        ahead = (smoothstep(0.05, 0.0, points[:, 1]) * smoothstep(0.0, 0.04, points[:, 2]))[:, None]
        lateral = part * beside * (over * (1.0 - behind[:, None]) + 0.9 * ahead)
        back = BACK * (0.25 * over + over * behind[:, None] + 0.75 * sweep * ahead)
        drop = down * (1.0 - 0.75 * ahead) * (1.0 - 0.8 * over)
        combed = across(lateral + back + drop, normals)
        held = smoothstep(-0.07, 0.0, points[:, 2])[:, None]
        under = smoothstep(0.03, -0.05, points[:, 2])[:, None]
        to = np.clip(6.0 * (lie - points[:, 1:2]), -1.0, 1.0)
        near = np.clip(6.0 * (spread - points[:, :1]), -0.6, 0.6)
        apart = (BACK * to + LEFT * near) * under
        return unit(combed) * held + (down + apart) * (1.0 - held)

    return aim


def fringe(down: Array, slant: Array | float = 0.0) -> Aim:
    """Forward over the hairline and down the forehead."""

    def aim(points: Array, normals: Array, _share: float) -> Array:
        fan = LEFT * (3.0 * points[:, :1] + np.reshape(slant, (-1, 1)))
        return across(-BACK + 0.9 * down + fan, normals)

    return aim


def cascading(roots: Roots, down: Array) -> Aim:
    """Away from the crown on all sides, then down."""
    away = unit(
        (roots.rest - np.array([0.0, 0.085, 0.0], np.float32)) * np.array([1, 1, 0], np.float32)
    )

    def aim(_points: Array, normals: Array, share: float) -> Array:
        over = smoothstep(0.1, 0.9, normals[:, 2])[:, None]
        return unit(away * over + down * (1.1 - over) * (0.5 + share))

    return aim


def whorled(roots: Roots, down: Array, *, seed: int, ahead: float = 1.0) -> Aim:
    """As short hair grows: from a whorl at the crown, forward on top, down sides and nape."""
    heart = np.array([0.008, 0.135, 0.10], np.float32)
    turn = wander(roots.rest, wavelength=0.035, seed=seed, channels=3)
    lead = top(roots)[:, None]

    def aim(_points: Array, normals: Array, _share: float) -> Array:
        away = unit(roots.rest - heart)
        grain = away * 0.8 + lead * (-BACK * ahead + LEFT * 0.25) + (1.0 - lead) * (down * 0.9)
        return across(grain + 0.25 * turn, normals)

    return aim


def swept(roots: Roots, side: float) -> Aim:
    """From a low parting across the top to `side` and back, the rest down."""

    def aim(points: Array, normals: Array, _share: float) -> Array:
        lead = top(roots)[:, None]
        past = smoothstep(0.03, 0.07, side * points[:, 0])[:, None]
        over = side * LEFT * (1.0 - 0.5 * past) + BACK * 0.75 - UP * 0.8 * past
        beside = -UP + BACK * 0.45
        return across(over * lead + beside * (1.0 - lead), normals)

    return aim


def combed_back(roots: Roots) -> Aim:
    """Straight back from the face, behind the ears and down the nape."""
    above = smoothstep(0.0, 0.05, roots.rest[:, 2])[:, None]

    def aim(points: Array, normals: Array, _share: float) -> Array:
        behind = smoothstep(0.09, 0.16, points[:, 1])[:, None]
        spread = LEFT * np.sign(points[:, :1]) * 0.12 * (1.0 - behind)
        over_ear = (smoothstep(0.03, 0.0, points[:, 2]) * smoothstep(0.11, 0.09, points[:, 1]))[
            :, None
        ]
        drop = -UP * (0.10 + 0.15 * (1.0 - above) + 1.1 * behind) + 0.5 * UP * over_ear
        return across(BACK * (1.15 - behind) + spread + drop, normals)

    return aim


def towards(target: Array) -> Aim:
    """Over the skull towards one point."""

    def aim(points: Array, normals: Array, _share: float) -> Array:
        return across(unit(target - points), normals) + 0.3 * unit(target - points)

    return aim


def radial(roots: Roots, centre: Array) -> Aim:
    """Outwards from a point."""
    out = unit(roots.point - centre)

    def aim(_points: Array, _normals: Array, _share: float) -> Array:
        return out

    return aim
