"""Hair past its tie: a bun on the crown, a tail that falls over a shoulder."""

from collections.abc import Callable

import numpy as np
from scipy.interpolate import CubicSpline

from engine.maquette.hair.noise import Array, smoothstep, unit
from engine.maquette.hair.solid import Solid
from engine.maquette.person import Person

# body, person, hairs of the whole style, points a hair -> (n, points, 3) in the head's frame
Extra = Callable[[Solid, Person, int, int], Array]

BUN = np.array([0.0, 0.118, 0.122], np.float32)  # where a bun sits, in the head's frame
TIE = np.array([0.0, 0.142, 0.104], np.float32)  # where a tail is tied
_RING, _TUBE = 0.0185, 0.0215  # metres: a bun is a fat ring
_COILS = 11  # locks that a bun is wound of


def _tied(solid: Solid, tie: Array) -> tuple[Array, Array]:
    """The tie brought to 5 mm over this person's skin, and the direction out of it."""
    out = solid.outward(tie[None])[0]
    return tie + out * (0.005 - solid.distance(tie[None])[0]), out


def bun(solid: Solid, person: Person, count: int, points: int) -> Array:
    """Locks wound about an axis out of the crown; its size follows the hair's length."""
    rng = np.random.default_rng(person.seed * 2 + 31)
    count = int(0.36 * count)
    size = np.clip(person.hair.length, 0.6, 1.4) ** 0.5
    tie, out = _tied(solid, BUN)
    beside = unit(np.cross(out, np.array([0.0, 1.0, 0.0], np.float32)))
    ahead = np.cross(beside, out)
    share = np.linspace(0.0, 1.0, points)[None]
    lock = rng.integers(0, _COILS, count)[:, None]
    start = rng.uniform(0.0, 2.0 * np.pi, (count, 1))
    lay = lock / _COILS * 2.0 * np.pi + rng.normal(0.0, 0.16, (count, 1))
    around = start + share * rng.uniform(1.6, 2.6, (count, 1))
    tube = lay + 1.1 * (around - start) + 0.55 * np.sin(around + lock)
    ridge = 1.0 + 0.09 * np.cos(_COILS * 0.5 * (tube - 1.1 * around))
    deep = 1.0 - 0.3 * rng.random((count, 1)) ** 2
    wide = size * _TUBE * ridge * deep
    ring = size * _RING + wide * np.cos(tube)
    rise = size * _TUBE * 0.86 + wide * np.sin(tube) * 0.92
    course = (
        np.cos(around)[..., None] * ring[..., None] * beside
        + np.sin(around)[..., None] * ring[..., None] * ahead
        + rise[..., None] * out
    )
    loose = (rng.random((count, 1, 1)) < 0.04) * rng.normal(0.0, 0.004, (count, 1, 3))
    return (tie + course + loose * share[..., None] ** 2).astype(np.float32)


def tail(solid: Solid, person: Person, count: int, points: int) -> Array:
    """A tail that springs from its tie and comes forward over one shoulder."""
    rng = np.random.default_rng(person.seed * 2 + 37)
    count = int(0.42 * count)
    tie, out = _tied(solid, TIE)
    side = 1.0 if person.seed % 2 else -1.0
    reach = np.array([[0.004, 0.045, 0.030], [0.016, 0.078, 0.012], [0.032, 0.082, -0.05],
                      [0.062, 0.045, -0.135], [0.088, -0.02, -0.20], [0.100, -0.10, -0.245],
                      [0.096, -0.155, -0.305], [0.088, -0.165, -0.37]])  # fmt: skip
    knots = np.vstack([tie, tie + out * 0.012, tie + reach * [side, 1.0, 1.0]])
    spine = CubicSpline(np.linspace(0.0, 1.0, len(knots)), knots)
    long = np.clip(0.95 * person.hair.length, 0.35, 1.0)
    lengths = long * (1.0 - 0.22 * rng.random((count, 1)) ** 2)
    at = lengths * np.linspace(0.0, 1.0, points)[None]
    axis = spine(np.linspace(0.0, 1.0, 64)).astype(np.float32)
    axis = solid.cleared(axis, np.linspace(0.004, 0.02, 64, dtype=np.float32))
    axis = CubicSpline(np.linspace(0.0, 1.0, 64), axis)
    middle, along = axis(at), unit(axis(at, 1).astype(np.float32))
    first = unit(np.cross(along, np.array([0.9, 0.1, 0.42], np.float32)))
    second = np.cross(along, first)
    lock = rng.integers(0, 60, count)
    wide = np.interp(
        at, (0.0, 0.03, 0.10, 0.35, 0.75, 1.0), (0.008, 0.008, 0.017, 0.024, 0.020, 0.012)
    )
    wide = wide * (1.0 - 0.45 * smoothstep(0.75, 1.0, at / long))
    centre = rng.uniform(0.0, 1.0, (60, 2))[lock] + rng.normal(0.0, 0.06, (count, 2))
    radius = np.sqrt(np.clip(centre[:, :1], 0.0, 1.15)) * wide
    angle = centre[:, 1:] * 2.0 * np.pi + 0.9 * at + 0.12 * np.sin(at * 22.0 + lock[:, None])
    body = first * np.cos(angle)[..., None] + second * np.sin(angle)[..., None]
    course = (middle + body * radius[..., None]).astype(np.float32)
    drift = rng.normal(0.0, 0.0012, (count, 1, 3)) * (at / long)[..., None] ** 2
    return solid.cleared((course + drift).astype(np.float32), 0.001)
