"""Where hair grows: the hairline on the template, and the tint of the skin under hair."""

import numpy as np

from engine.maquette.body import Surface
from engine.maquette.hair.frame import TEMPLATE_EYES
from engine.maquette.hair.noise import Array, smoothstep, wander
from engine.maquette.person import Person

# The middle of the cranium, metres from between the eyes.
CRANIUM = np.array([0.0, 0.095, 0.01], np.float32)
# Hairline: azimuth from the front, and the elevation from CRANIUM at which hair begins (degrees).
# A man's retreats at the temples and runs into sideburns; a woman's is rounder and ends higher.
_AZIMUTH = (0, 12, 24, 34, 42, 50, 57, 64, 69, 76, 88, 98, 106, 114, 124, 138, 152, 166, 180)
_MAN = (22, 22.5, 25, 27, 23, 12, -6, -21, -12, -3, 0, -4, -14, -26, -42, -52, -55, -55, -54)
_WOMAN = (22, 22, 22.5, 22, 18, 10, 2, -10, -8, -3, 0, -4, -14, -26, -42, -52, -55, -55, -54)
_FALLOFF = 3.5  # degrees from the first hair to full density
_NAPE = -0.082  # metres under the eyes: no hair of the head below


def angles(rest: Array) -> tuple[Array, Array]:
    """Azimuth from the front (0..180) and elevation (degrees) about the cranium."""
    p = rest - CRANIUM
    azimuth = np.degrees(np.abs(np.arctan2(p[:, 0], -p[:, 1])))
    elevation = np.degrees(np.arctan2(p[:, 2], np.hypot(p[:, 0], p[:, 1])))
    return azimuth, elevation


def _on_ear(rest: Array) -> Array:
    """Positive on the auricle and in the crease behind it."""
    y, z = rest[:, 1] - 0.078, rest[:, 2] + 0.024
    along, over = z + 0.25 * y, y - 0.25 * z
    disc = 1.0 - (over / 0.0215) ** 2 - (along / 0.0355) ** 2
    return np.where(np.abs(rest[:, 0]) > 0.045, disc, -1.0)  # pyright: ignore[reportReturnType]


def depth(rest: Array, person: Person) -> Array:
    """Degrees inside the hairline (negative outside), for points of the template (n, 3)."""
    azimuth, elevation = angles(rest)
    man, woman = (np.interp(azimuth, _AZIMUTH, line) for line in (_MAN, _WOMAN))
    line = man + (woman - man) * person.gender
    retreat = np.clip((person.age - 40.0) / 40.0, 0.0, 1.0) * (1.0 - person.gender)
    line += retreat * 7.0 * np.exp(-(((azimuth - 33.0) / 11.0) ** 2))
    line += wander(rest, wavelength=0.022, seed=person.seed * 7 + 1)[:, 0] * 0.9
    inside = np.minimum(elevation - line, 600.0 * (rest[:, 2] - _NAPE))
    return np.where(_on_ear(rest) > 0.0, -10.0, inside).astype(np.float32)


def fullness(rest: Array, inside: Array, person: Person) -> Array:
    """Share of full density (n,), 0 off the scalp, by `depth`; the crown of an ageing man thins."""
    old = np.clip((person.age - 45.0) / 60.0, 0.0, 0.6) * (1.0 - person.gender)
    crown = np.exp(-(((rest - np.array([0.0, 0.125, 0.12])) / 0.035) ** 2).sum(-1))
    grown = 0.12 * (inside > -1.5) + 0.88 * smoothstep(-0.5, _FALLOFF, inside)
    return (np.where(inside > -1.5, grown, 0.0) * (1.0 - old * crown)).astype(np.float32)


def scalp_tint(surface: Surface, person: Person | None = None) -> Array:
    """How much the skin of each split vertex (n,) lies in the shade of hair, 0..1.

    Mix the skin towards a dark of the hair's own colour by it, so that no pale skin shows between
    hairs. The hairline is this person's, or that of a middling one.
    """
    rest = surface.rest - TEMPLATE_EYES
    weight = np.zeros(len(rest), np.float32)
    near = (rest[:, 2] > -0.10) & (rest[:, 1] < 0.25) & (np.abs(rest[:, 0]) < 0.11)
    inside = depth(rest[near], person or Person())
    weight[near] = smoothstep(-0.5, _FALLOFF + 2.0, inside)
    return weight
