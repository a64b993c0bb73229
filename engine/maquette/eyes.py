"""Eyeballs: a globe with a cornea, and the texture of iris and white.

The template's globe is larger than life (17 mm in radius, where a real one has 12), so that angles
are chosen for the iris that shows: 6 mm in radius. The cornea stands about 1 mm proud.
"""

from functools import cache, lru_cache

import numpy as np

from engine.maquette import noise, skeleton, subdivide
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Eye, Floats, Mesh
from engine.maquette.person import Person

RINGS, SPOKES = 64, 80
FIT = 0.985  # of the socket's radius, so that the lids lie over it
LIMBUS = 0.365  # radians from the axis to the iris's rim
BULGE = 0.068  # of the radius
PUPIL = 0.34  # of the iris's radius, in a lit studio
SHOWN = 1.5  # radians from the axis: the lids never show more of the white
SPREAD = 0.55  # exponent of the polar layout: the iris gets a fifth of the texture's width

# Linear reflectance: round the pupil, and at the rim.
COLOURS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "brown": ((0.155, 0.070, 0.028), (0.070, 0.031, 0.015)),
    "dark": ((0.075, 0.034, 0.017), (0.030, 0.015, 0.009)),
    "hazel": ((0.25, 0.135, 0.042), (0.135, 0.125, 0.055)),
    "green": ((0.205, 0.190, 0.085), (0.090, 0.150, 0.085)),
    "blue": ((0.28, 0.35, 0.40), (0.110, 0.190, 0.285)),
    "grey": ((0.33, 0.35, 0.35), (0.165, 0.205, 0.24)),
}


def profile(theta: noise.Array) -> Floats:
    """Distance from the centre of a globe of radius 1, by the angle from its axis."""
    cornea = BULGE * np.exp(-((theta / (0.84 * LIMBUS)) ** 4))
    sulcus = 0.006 * np.exp(-(((theta - LIMBUS) / 0.07) ** 2))  # the groove at the iris's rim
    return np.asarray(1 + cornea - sulcus, np.float32)


def globe(anatomy: Anatomy, still: Floats, side: str) -> tuple[Floats, float]:
    """Centre (3,) and radius of an eye in the unposed, expressionless cage."""
    socket = still[np.unique(anatomy.parts[f"eye-{side}"])]
    centre = socket.mean(0)
    return centre, float(np.median(np.linalg.norm(socket - centre, axis=1))) * FIT


@cache
def unit_eye() -> Mesh:
    """An eye of radius 1 that looks along -Y; uv is polar about (0.5, 0.5)."""
    theta = np.pi * np.linspace(0, 1, RINGS) ** 1.4
    phi = np.linspace(0, 2 * np.pi, SPOKES + 1)
    t, p = np.meshgrid(theta, phi, indexing="ij")
    radius = profile(t)
    direction = np.stack([np.sin(t) * np.cos(p), -np.cos(t), np.sin(t) * np.sin(p)], -1)
    flat = (radius[..., None] * direction).reshape(-1, 3).astype(np.float32)
    rho = 0.5 * (t / np.pi) ** SPREAD
    uv = np.stack([0.5 + rho * np.cos(p), 0.5 + rho * np.sin(p)], -1)
    cell = np.arange((RINGS - 1) * SPOKES)
    first = cell // SPOKES * (SPOKES + 1) + cell % SPOKES
    quads = np.stack([first, first + 1, first + SPOKES + 2, first + SPOKES + 1], 1)
    quads = quads.astype(np.int32)
    touching = subdivide.incidence(quads, len(flat))
    normals = subdivide.normals(flat, quads, touching).reshape(RINGS, SPOKES + 1, 3)
    if (normals[RINGS // 2, 0] * direction[RINGS // 2, 0]).sum() < 0:
        normals, quads = -normals, quads[:, ::-1].copy()
    normals[:, 0] = normals[:, -1] = normals[:, 0] + normals[:, -1]
    normals[0], normals[-1] = (0, -1, 0), (0, 1, 0)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    return Mesh(
        flat,
        normals.reshape(-1, 3).astype(np.float32),
        subdivide.triangles(quads),
        uv.reshape(-1, 2).astype(np.float32),
    )


def place(
    anatomy: Anatomy, still: Floats, head: Floats, side: str, gaze: tuple[float, float]
) -> Eye:
    """The eyeball of one side: `still` is the unposed cage, `head` the skull's transform."""
    middle, radius = globe(anatomy, still, side)
    turned = head[:3, :3] @ skeleton.turn(gaze[0], gaze[1], 0)
    centre = (head[:3, :3] @ middle + head[:3, 3]).astype(np.float32)
    unit = unit_eye()
    points = ((unit.vertices * radius) @ turned.T + centre).astype(np.float32)
    normals = (unit.normals @ turned.T).astype(np.float32)
    return Eye(centre, Mesh(points, normals, unit.triangles, unit.uv), points[0])


def iris(person: Person, size: int = 512) -> Floats:
    """The albedo of both eyes (size, size, 3), row 0 at v = 1: pupil, iris, white, veins."""
    return _iris(person.eyes, person.seed, round(person.age / 5) * 5, size)


@lru_cache(maxsize=8)
def _iris(colour: str, seed: int, age: int, size: int) -> Floats:
    rng = np.random.default_rng([seed, 41])
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    x, y = (x + 0.5) / size * 2 - 1, 1 - (y + 0.5) / size * 2
    rho, angle = np.hypot(x, y), np.arctan2(y, x)
    theta = np.pi * np.minimum(rho, 1) ** (1 / SPREAD)
    out = _white(theta, angle, rng, age)
    near = theta < 1.25 * LIMBUS
    r = theta[near] / LIMBUS
    ring = _coloured(r, angle[near], colour, rng, age)
    edge = 1 / (1 + np.exp(-np.clip((r - 1) * 26, -50, 50)))[:, None]
    out[near] = ring * (1 - edge) + out[near] * edge
    return np.clip(out, 0.002, 0.9).astype(np.float32)


def _coloured(r: Floats, angle: Floats, colour: str, rng: np.random.Generator, age: int) -> Floats:
    """The iris: fibres from the collarette outwards, a dark rim, a pupil. `r` is 1 at the rim."""
    inner, outer = (np.array(c, np.float32) for c in COLOURS[colour])
    inner = inner * rng.uniform(0.85, 1.15)
    outer = outer * rng.uniform(0.85, 1.15, 3)
    place = int(rng.integers(1000))
    around = np.stack([np.cos(angle), np.sin(angle), 0.12 * r], 1)
    fibre = noise.smooth(around, 5.5, place) + 0.8 * noise.smooth(around, 17, place + 9)
    crypt = noise.smooth(np.stack([np.cos(angle), np.sin(angle), r], 1), 2.2, place + 5, octaves=2)
    collarette = 0.52 + 0.10 * crypt
    blend = 1 / (1 + np.exp(-(r - collarette) * 11))[:, None]
    ground = inner * (1 - blend) + outer * blend
    light = 1 + 0.85 * fibre + 0.35 * crypt
    light *= 1 + 0.30 * np.exp(-(((r - collarette) / 0.07) ** 2))
    light *= 0.72 + 0.5 * np.clip((r - PUPIL) / 0.4, 0, 1)
    light *= 1 - 0.78 * np.clip((r - 0.80) / 0.20, 0, 1.2) ** 1.6
    arcus = 0.35 * np.clip((age - 60) / 30, 0, 1) * np.exp(-(((r - 0.93) / 0.06) ** 2))[:, None]
    ring = ground * np.clip(light, 0.12, 2.2)[:, None]
    ring = ring * (1 - arcus) + arcus * np.array([0.35, 0.36, 0.36], np.float32)
    pupil = 1 / (1 + np.exp(np.clip((r - PUPIL) * 60, -50, 50)))
    return ring * (1 - pupil)[:, None] + 0.004 * pupil[:, None]


def _white(theta: Floats, angle: Floats, rng: np.random.Generator, age: int) -> Floats:
    """The sclera: never white, redder and veined towards the corners, yellower with age."""
    old = np.clip((age - 40) / 45, 0, 1)
    ground = np.array([0.52, 0.465, 0.425], np.float32) * (1 - old * np.array([0.06, 0.09, 0.17]))
    place = int(rng.integers(1000))
    shown = theta < SHOWN
    t, phi = theta[shown], angle[shown]
    sphere = np.stack([np.sin(t) * np.cos(phi), np.cos(t), np.sin(t) * np.sin(phi)], -1)
    vein = np.ones_like(theta)
    vein[shown] = np.abs(noise.smooth(sphere, 3.2, place, octaves=3))
    aside = np.clip((theta - 0.62) / 0.5, 0, 1) * (0.35 + 0.65 * np.abs(np.cos(angle)))
    thread = np.clip(1 - vein / 0.035, 0, 1) * aside * (0.6 + 0.6 * old)
    out = np.broadcast_to(ground, (*theta.shape, 3)).astype(np.float32)
    out = out * (1 - thread[..., None] * np.array([0.06, 0.30, 0.28], np.float32))
    return out * (1 - aside[..., None] * np.array([0.06, 0.16, 0.17], np.float32))
