"""Eyelashes: rows along the lids' rims that spring forward and curl away from the eye."""

from weakref import ReferenceType, ref

import numpy as np

from engine.maquette.body import Body, Strands, Surface
from engine.maquette.hair.frame import TEMPLATE_EYES
from engine.maquette.hair.groom import tapered
from engine.maquette.hair.noise import Array, Index, unit
from engine.maquette.person import Person

_EYE = np.array(
    [0.0308, 0.0, 0.0], np.float32
)  # the template's left eyeball, from between the eyes
_BINS = 26  # places along a rim
_POINTS = 6
_RADIUS = 0.00007
_UPPER, _LOWER = 0.0088, 0.0048  # metres, the longest of a woman's

_rims: dict[int, tuple[ReferenceType[Index], dict[str, Index]]] = {}


def _rim(rest: Array, side: float, upper: float) -> Index:
    """Vertices along one rim from the inner to the outer corner, on the template."""
    offset = rest * np.array([side, 1.0, 1.0], np.float32) - _EYE
    reach = np.linalg.norm(offset, axis=1)
    near = np.nonzero((offset[:, 1] < 0.0) & (reach > 0.0153) & (reach < 0.0175))[0]
    offset = offset[near]
    radius = np.hypot(offset[:, 0], offset[:, 2])
    angle = np.degrees(np.arctan2(upper * offset[:, 2], offset[:, 0]))  # 0 outer, 180 inner
    found: list[int] = []
    for middle in np.linspace(172.0, 4.0, _BINS):
        inside = np.nonzero(np.abs(angle - middle) < 5.0)[0]
        if len(inside) == 0:
            continue
        lip = inside[radius[inside] < radius[inside].min() + 0.0006]
        found.append(int(near[lip[offset[lip, 1].argmin()]]))
    return np.array(list(dict.fromkeys(found)), np.int32)


def rims(surface: Surface) -> dict[str, Index]:
    """The four rims' vertices, "upper-l" to "lower-r"; found once per topology."""
    known = _rims.get(id(surface.triangles))
    if known is not None and known[0]() is surface.triangles:
        return known[1]
    rest = surface.rest - TEMPLATE_EYES
    found = {
        f"{name}-{eye}": _rim(rest, side, upper)
        for name, upper in (("upper", 1.0), ("lower", -1.0))
        for eye, side in (("l", 1.0), ("r", -1.0))
    }
    _rims.clear()
    _rims[id(surface.triangles)] = (ref(surface.triangles), found)
    return found


def _smooth(line: Array, at: Array) -> tuple[Array, Array]:
    """Points and directions at shares `at` of a polyline, by a fifth-degree fit."""
    arc = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    arc = arc / arc[-1]
    fits = [np.polynomial.Polynomial.fit(arc, line[:, axis], 5) for axis in range(3)]
    place = np.stack([fit(at) for fit in fits], 1)
    along = np.stack([fit.deriv()(at) for fit in fits], 1)
    return place.astype(np.float32), unit(along.astype(np.float32))


def _row(
    line: Array, eye: Array, *, upper: float, length: float, count: int, rng: np.random.Generator
) -> Array:
    """Lashes (count, k, 3) along one rim, posed."""
    at = np.sort((np.arange(count) + rng.random(count)) / count) * 0.95 + 0.03
    root, along = _smooth(line, at)
    out = unit(root - eye)
    # Away from the opening, across the rim.
    away = np.cross(along, out) * (-upper if along[0, 0] > 0 else upper)
    away = unit(away * np.sign(away[:, 2:3].mean() * upper + 1e-9) * 1.0)
    tuft = np.round(at * count / 3.0) * 3.0 / count - at  # lashes lean together by threes
    fan = (at - 0.45)[:, None] * along * 0.9 + tuft[:, None] * along * 9.0
    fan = fan + rng.normal(0.0, 0.07, (count, 3))
    size = np.interp(at, (0.0, 0.15, 0.6, 0.85, 1.0), (0.35, 0.65, 1.0, 0.95, 0.6))
    size = length * size * rng.uniform(0.75, 1.05, count)
    share = np.linspace(0.0, 1.0, _POINTS)[None, :, None]
    start = unit((out - 0.1 * away + fan).astype(np.float32))[:, None]
    course = start * (share - 0.30 * share**2) + away[:, None] * 0.62 * share**2
    return (root[:, None] + course * size[:, None, None]).astype(np.float32)


def lashes(body: Body, person: Person, density: float = 1.0) -> Strands:
    """All four rows; longer and denser on a woman."""
    rng = np.random.default_rng(person.seed * 2 + 51)
    woman = person.gender
    rows: list[Array] = []
    for name, index in rims(body.surface).items():
        upper = name.startswith("upper")
        count = int((95 + 45 * woman if upper else 48 + 16 * woman) * min(1.0, density + 0.3))
        length = (_UPPER if upper else _LOWER) * (0.74 + 0.26 * woman)
        line = body.skin.vertices[index]
        eye = body.eyes[name[-1]].centre
        rows.append(
            _row(line, eye, upper=1.0 if upper else -1.0, length=length, count=count, rng=rng)
        )
    points = np.concatenate(rows)
    radius = _RADIUS * (0.85 + 0.3 * woman) * rng.uniform(0.8, 1.1, len(points))
    return Strands(points, tapered(len(points), _POINTS, radius, tip=0.25))
