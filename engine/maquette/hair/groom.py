"""From guides to hair: interpolation, layers, clumps, waves, curls, frizz and tapering tips."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.hair.flow import outward, resampled
from engine.maquette.hair.neighbours import nearest
from engine.maquette.hair.noise import Array, Index, smoothstep, unit, wander
from engine.maquette.hair.roots import Roots

_RISE = 0.03  # metres of hair over which layers part


@dataclass(frozen=True)
class Clump:
    """Hairs drawn together: how many clumps, how strongly, and how far their tips stay apart."""

    count: int
    strength: float
    spread: float = 0.25  # share of the root's distance left at the tip
    start: float = 0.1  # share of the length where it begins


@dataclass(frozen=True)
class Curl:
    """A helix about each hair's course."""

    radius: float  # metres
    pitch: float  # metres of course a turn
    together: float = 0.9  # 1: a whole clump turns as one ringlet
    start: float = 0.1


@dataclass(frozen=True)
class Rope:
    """Locs: hairs bound into cords."""

    count: int
    radius: float  # metres


@dataclass(frozen=True)
class Texture:
    """The finish of a style."""

    points: int
    bunch: float = 1.0  # over 1: control points closer together near the root
    clumps: tuple[Clump, ...] = ()
    layer: float = 0.002  # metres by which hairs lie above and under their guide
    frizz: float = 0.001  # metres at the tip
    stray: float = 0.02  # share of flyaways
    stray_reach: float = 0.08  # of the length
    uneven: float = 0.12  # spread of lengths
    wave: float = 0.0  # metres
    wavelength: float = 0.065
    curl: Curl | None = None
    rope: Rope | None = None


def _places(roots: Roots, lanes: Array) -> Array:
    """Roots (n, 4) set apart by lane."""
    return np.c_[roots.rest, lanes * 0.08]


def follow(roots: Roots, lanes: Array, guides: Array, at: Roots, guide_lanes: Array) -> Array:
    """Curves (n, k, 3) for all roots, blended from the nearest guides (m, k, 3) of their lane."""
    near, index = nearest(_places(at, guide_lanes), _places(roots, lanes), 3)
    weight = 1.0 / (near + 0.002) ** 2
    weight = (weight / weight.sum(1, keepdims=True)).astype(np.float32)
    course = guides - guides[:, :1]
    out = course[index[:, 0]] * weight[:, 0, None, None]
    for k in (1, 2):
        out += course[index[:, k]] * weight[:, k, None, None]
    return out + roots.point[:, None]


def _centres(roots: Roots, lanes: Array, count: int) -> Index:
    """For each hair the index of the hair that leads its clump (the first `count` lead)."""
    places = _places(roots, lanes)
    return nearest(places[:count], places)[1]


def clumped(curve: Array, leader: Index, clump: Clump, ease: Array) -> Array:
    """Curves drawn to their leaders' by `ease` (n,) of the clump's strength."""
    share = np.linspace(0.0, 1.0, curve.shape[1], dtype=np.float32)
    pull = clump.strength * smoothstep(clump.start, 0.9, share)
    apart = curve[:, :1] - curve[leader, :1]
    keep = (1.0 - (1.0 - clump.spread) * share)[None, :, None]
    target = curve[leader] + apart * keep
    return curve + (target - curve) * (pull[None] * ease[:, None])[..., None]


def _frames(curve: Array) -> tuple[Array, Array]:
    """Two unit vectors (n, k, 3) across each curve."""
    along = unit(np.gradient(curve, axis=1))
    first = unit(np.cross(along, np.array([0.31, 0.52, 0.79], np.float32)))
    return first, np.cross(along, first)


def curled(curve: Array, roots: Roots, leader: Index, curl: Curl, seed: int) -> Array:
    """Curves wound into helices; hairs of one clump turn together."""
    span = np.linalg.norm(np.diff(curve, axis=1), axis=2).sum(1)
    share = np.linspace(0.0, 1.0, curve.shape[1], dtype=np.float32)
    rng = np.random.default_rng(seed)
    phase = rng.uniform(0.0, 2.0 * np.pi, len(curve)).astype(np.float32)
    hand = np.where(rng.random(len(curve)) < 0.5, 1.0, -1.0)[leader]
    tight = rng.uniform(0.8, 1.25, len(curve))[leader]
    own = (roots.dice[:, 3] - 0.5) * 2.0 * np.pi * (1.0 - curl.together)
    turn = span[leader] / curl.pitch * tight * 2.0 * np.pi * hand
    angle = phase[leader][:, None] + own[:, None] + turn[:, None] * share
    wide = curl.radius * smoothstep(0.0, curl.start + 0.05, share) * (0.85 + 0.15 * share)
    first, second = _frames(curve)
    size = (wide[None] * rng.uniform(0.75, 1.2, len(curve))[leader][:, None])[..., None]
    return curve + size * (first * np.cos(angle)[..., None] + second * np.sin(angle)[..., None])


def roped(curve: Array, roots: Roots, leader: Index, rope: Rope) -> Array:
    """Curves bound into cords about their leaders."""
    share = np.linspace(0.0, 1.0, curve.shape[1], dtype=np.float32)
    own = roots.dice[leader]
    knobs = 1.0 + 0.13 * np.sin(share * (30.0 + 25.0 * own[:, 1:2]) + 6.3 * own[:, 2:3])
    taper = np.sqrt(smoothstep(1.04, 0.93, share)) * (1.0 - 0.25 * share)
    wide = rope.radius * (0.75 + 0.5 * own[:, 3:4]) * knobs * taper
    wide = wide * roots.dice[:, :1] ** 0.25
    angle = 6.2832 * roots.dice[:, 5:] + share * (6.0 + 6.0 * own[:, 4:5])
    first, second = _frames(curve[leader])
    around = first * np.cos(angle)[..., None] + second * np.sin(angle)[..., None]
    cord = curve[leader] + around * wide[..., None]
    bound = smoothstep(-0.02, 0.10, share)[None, :, None]
    return curve + (cord - curve) * bound


def _waved(curve: Array, roots: Roots, texture: Texture, seed: int) -> Array:
    """Curves bent into S-waves that neighbours share."""
    step = np.linalg.norm(np.diff(curve, axis=1), axis=2)
    arc = np.concatenate([np.zeros((len(curve), 1), np.float32), np.cumsum(step, 1)], 1)
    slow = wander(roots.rest, wavelength=0.06, seed=seed, channels=2)
    angle = arc / texture.wavelength * 2.0 * np.pi * (1.0 + 0.08 * slow[:, 1:]) + slow[:, :1] * 1.6
    along = unit(np.gradient(curve, axis=1))
    out = outward(curve)
    grown = (texture.wave * smoothstep(0.05, 0.16, arc))[..., None]
    beside = np.cross(along, out)
    return curve + grown * (
        beside * np.sin(angle)[..., None] + 0.7 * out * np.cos(angle + 0.6)[..., None]
    )


def _frizzed(curve: Array, roots: Roots, texture: Texture, rng: np.random.Generator) -> Array:
    """Each hair's own small wandering, larger for the few strays."""
    count, points = curve.shape[:2]
    share = np.linspace(0.0, 1.0, points, dtype=np.float32)
    stray = roots.dice[:, 4] < texture.stray
    span = np.linalg.norm(curve[:, -1] - curve[:, 0], axis=1)
    reach = np.where(stray, texture.stray_reach * span, texture.frizz) * (
        0.4 + 1.2 * roots.dice[:, 5]
    )
    drift = rng.normal(size=(2, count, 1, 3)).astype(np.float32)
    drift[0, stray] += 1.2 * outward(curve[stray, -1])[:, None]
    wobble = np.sin(share * (4.0 + 5.0 * roots.dice[:, 2:3]) + roots.dice[:, 1:2] * 6.3)
    bend = drift[0] * (share**1.7)[None, :, None] + drift[1] * (wobble * share)[..., None] * 0.6
    return curve + bend * reach[:, None, None]


def groom(roots: Roots, lanes: Array, curve: Array, texture: Texture, seed: int) -> Array:
    """Finished curves (n, points, 3) from interpolated ones (n, k, 3)."""
    rng = np.random.default_rng(seed)
    dice = roots.dice
    shorter = 1.0 - texture.uneven * dice[:, 0] ** 2
    curve = resampled(curve, shorter, texture.points, texture.bunch)
    share = np.linspace(0.0, 1.0, texture.points, dtype=np.float32) ** texture.bunch
    span = np.linalg.norm(curve[:, -1] - curve[:, 0], axis=1)
    grown = smoothstep(0.0, _RISE, span[:, None] * share)
    curve = curve + outward(curve) * (texture.layer * (2.0 * dice[:, 1:2] - 1.0) * grown)[..., None]
    if texture.wave > 0.0:
        curve = _waved(curve, roots, texture, seed)
    leader = np.arange(len(curve))
    ease = np.where(dice[:, 4] < texture.stray, 0.25, 0.65 + 0.35 * dice[:, 3])
    for clump in reversed(texture.clumps):
        leader = _centres(roots, lanes, clump.count)
        curve = clumped(curve, leader, clump, ease)
    if texture.curl is not None:
        curve = curled(curve, roots, leader, texture.curl, seed + 5)
    if texture.rope is not None:
        leader = _centres(roots, lanes, texture.rope.count)
        curve = roped(curve, roots, leader, texture.rope)
    return _frizzed(curve, roots, texture, rng).astype(np.float32)


def tapered(count: int, points: int, radius: Array | float, tip: float = 0.3) -> Array:
    """Radii (count, points): even for half the length, then down to `tip` of it."""
    share = np.linspace(0.0, 1.0, points, dtype=np.float32)
    profile = 1.0 - (1.0 - tip) * smoothstep(0.45, 1.0, share)
    wide = np.broadcast_to(np.asarray(radius, np.float32), (count,))
    return (wide[:, None] * profile).astype(np.float32)
