"""Beard: from sparse stubble on jaw, lip and neck to a full trimmed beard with a moustache."""

import numpy as np

from engine.maquette.body import Body, Strands
from engine.maquette.hair.frame import HeadFrame
from engine.maquette.hair.groom import Clump, clumped, tapered
from engine.maquette.hair.neighbours import nearest
from engine.maquette.hair.noise import Array, smoothstep, unit, wander
from engine.maquette.hair.roots import Roots, cap_of, scatter
from engine.maquette.person import Person

_POINTS = 7
_RADIUS = 0.000075
_STUBBLE, _FULL = 10000, 15000  # hairs
_MOUTH = -0.0675  # metres: the lips' line under the eyes
# The cheek line: height by distance from the middle; it runs from the moustache up to the sideburn.
_CHEEK_X = (0.0, 0.012, 0.026, 0.036, 0.046, 0.056, 0.064, 0.070, 0.080)
_CHEEK_Z = (-0.046, -0.046, -0.053, -0.059, -0.060, -0.052, -0.036, -0.012, -0.008)
_THROAT = -0.132  # where the neck's part ends


def _lips(rest: Array) -> Array:
    """Below one on the red of the lips."""
    x, z = rest[:, 0] / 0.029, (rest[:, 2] + 0.0683) / 0.0102
    return np.where(rest[:, 1] < 0.01, np.abs(x) ** 2.5 + np.abs(z) ** 2, 9.0)  # pyright: ignore[reportReturnType]


def area(rest: Array, person: Person) -> Array:
    """How much beard grows at points of the template (n, 3); 1 on the jaw."""
    x, y, z = np.abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    ragged = wander(rest, wavelength=0.012, seed=person.seed * 2 + 61)[:, 0]
    cheek = np.interp(x, _CHEEK_X, _CHEEK_Z) - z + 0.0016 * ragged
    soft = np.interp(x, (0.022, 0.036), (0.0035, 0.011))  # the moustache's edge is sharper
    below = smoothstep(0.0, 1.0, (cheek + 0.001) / soft)
    # Under the jaw it thins towards the throat; behind the jaw's angle there is none.
    throat = smoothstep(
        _THROAT, _THROAT + 0.016, z + 0.003 * ragged + 0.1 * np.maximum(y - 0.02, 0.0)
    )
    ear = smoothstep(0.060, 0.050, y - 0.35 * np.minimum(z + 0.05, 0.0))
    # Sparse beside the chin, where moustache and beard meet, and under the lip but for the tuft.
    corner = 1.0 - 0.45 * np.exp(-(((x - 0.024) / 0.006) ** 2) - (((z + 0.083) / 0.007) ** 2))
    tuft = 1.0 - 0.6 * np.exp(-(((x - 0.011) / 0.006) ** 2) - (((z + 0.084) / 0.005) ** 2))
    groove = 1.0 - 0.5 * np.exp(-((x / 0.0025) ** 2)) * (z > _MOUTH)
    off_lips = smoothstep(0.92, 1.15, _lips(rest))
    lip = 1.0 + 1.3 * (z > _MOUTH) * smoothstep(0.04, 0.025, x) * (y < 0.0)
    return (lip * below * throat * ear * corner * tuft * groove * off_lips).astype(np.float32)


def _lengths(roots: Roots, grown: float) -> Array:
    """Metres: even stubble, or a trim that is longest on the chin and shortest on the cheeks."""
    x, z = np.abs(roots.rest[:, 0]), roots.rest[:, 2]
    chin = np.exp(-((x / 0.03) ** 2)) * smoothstep(-0.075, -0.10, z)
    lip = smoothstep(_MOUTH - 0.004, _MOUTH + 0.004, z) * smoothstep(0.035, 0.02, x)
    side = smoothstep(-0.03, -0.075, z)
    full = 0.0055 + 0.0045 * side + 0.0115 * chin + 0.0025 * lip
    return (0.0017 + (full - 0.0017) * grown) * (0.7 + 0.5 * roots.dice[:, 0])


def _directions(roots: Roots) -> Array:
    """The lie: down the cheeks, outwards on the lip, down and forward on the chin and the neck."""
    x, z = roots.rest[:, 0], roots.rest[:, 2]
    lip = (smoothstep(_MOUTH - 0.003, _MOUTH + 0.003, z) * smoothstep(0.04, 0.02, np.abs(x)))[
        :, None
    ]
    neck = smoothstep(-0.105, -0.120, z)[:, None]
    cheek = np.stack([0.0 * x, 0.12 + 0.0 * x, -1.0 + 0.0 * x], 1)
    over = np.stack([np.tanh(x / 0.006) * 1.15, 0.15 + 0.0 * x, -0.75 + 0.0 * x], 1)
    under = np.stack([0.0 * x, -0.7 + 0.0 * x, -0.6 + 0.0 * x], 1)
    return unit((cheek * (1 - lip) * (1 - neck) + over * lip + under * neck).astype(np.float32))


def beard(body: Body, person: Person, density: float = 1.0) -> Strands:
    """`person.beard` 0 shaven (no strands), 0.3 stubble, 1 a full beard."""
    frame = HeadFrame.of(body)
    grown = float(smoothstep(0.25, 1.0, np.float32(person.beard)))  # pyright: ignore[reportArgumentType]
    count = _STUBBLE * min(person.beard / 0.3, 1.0) + (_FULL - _STUBBLE) * grown
    weight = area(cap_of(body.surface).centres, person)
    roots = scatter(body, frame, weight, int(count * density), person.seed * 2 + 62)
    rng = np.random.default_rng(person.seed * 2 + 63)
    lie = _directions(roots) + rng.normal(0.0, 0.16, (len(roots), 3)).astype(np.float32)
    lie = unit(lie + 0.3 * wander(roots.rest, wavelength=0.012, seed=person.seed + 9, channels=3))
    share = np.linspace(0.0, 1.0, _POINTS, dtype=np.float32)[None, :, None]
    flat = unit(lie - np.minimum((lie * roots.normal).sum(1, keepdims=True), 0.2) * roots.normal)
    rise = 0.75 - 0.25 * grown
    first = unit(flat * (1.0 - rise) + roots.normal * rise)
    course = first[:, None] * share + (flat - first)[:, None] * 0.75 * share**2
    long = _lengths(roots, grown).astype(np.float32)[:, None, None]
    points = (roots.point[:, None] + course * long).astype(np.float32)
    if len(roots):
        phase = roots.dice[:, 3, None, None] * 6.3
        bend = np.sin(share * 5.0 + phase) * rng.normal(0.0, 0.0006, (len(roots), 1, 3))
        points += (bend * share * grown).astype(np.float32)
        leader = nearest(roots.rest[: 1 + len(roots) // 14], roots.rest)[1]
        ease = grown * (0.5 + 0.5 * roots.dice[:, 4])
        points = clumped(points, leader, Clump(0, 0.6, 0.5, 0.0), ease)  # pyright: ignore[reportArgumentType]
    points[:, 0] -= roots.normal * 0.0004
    soft = 0.6 + 0.4 * smoothstep(0.2, 0.9, area(roots.rest, person))
    radius = _RADIUS * soft * (0.75 + 0.5 * roots.dice[:, 2]) * density**-0.85
    return Strands(
        frame.outward(points.astype(np.float32)), tapered(len(roots), _POINTS, radius, tip=0.35)
    )
