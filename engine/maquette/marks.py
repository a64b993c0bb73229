"""Moles and a scar: small things painted where the person's seed says, over the finished skin."""

import numpy as np

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.noise import Array
from engine.maquette.person import Person

TEXEL = 0.33e-3 * 1024  # metres of face across one texel, times the texture's size
MOLE = np.array([0.42, 0.34, 0.30], np.float32)
# A scar's ends, in millimetres (x, z) from between the eyes.
SCARS = (
    ((40.0, -18.0), (50.0, -46.0)),  # down the cheek
    ((33.0, 30.0), (38.0, 8.0)),  # through the brow
    ((12.0, -82.0), (20.0, -97.0)),  # on the chin
    ((24.0, -46.0), (14.0, -58.0)),  # over the lip
)


def apply(albedo: Floats, bump: Floats, anatomy: Anatomy, person: Person) -> None:
    """Paint the person's marks in place."""
    rng = np.random.default_rng([person.seed, 33])
    size = len(albedo)
    for _ in range(int(rng.integers(1, 6))):
        x, z = rng.uniform(-58, 58), rng.uniform(-135, 45)
        radius = rng.uniform(0.5, 1.3) * 1e-3 / TEXEL * size
        strength = rng.uniform(0.35, 0.9)
        _mole(albedo, bump, _texel(anatomy, x, z, size), radius, strength)
    side = 1 if rng.random() < 0.5 else -1
    scar = SCARS[int(rng.integers(len(SCARS)))]
    if person.scar:
        ends = [_texel(anatomy, side * x, z, size) for x, z in scar]
        _scar(albedo, bump, ends[0], ends[1], rng)


def _texel(anatomy: Anatomy, x: float, z: float, size: int) -> Array:
    """The texel (column, row) of the foremost skin at x, z millimetres from between the eyes."""
    rest = anatomy.surface.rest
    eyes = (anatomy.rest["eye_l"] + anatomy.rest["eye_r"]) / 2
    off = np.hypot(rest[:, 0] - eyes[0] - x * 1e-3, rest[:, 2] - eyes[2] - z * 1e-3)
    vertex = int(np.argmin(off + 0.3 * (rest[:, 1] - rest[:, 1].min())))
    u, v = anatomy.surface.uv[vertex]
    return np.array([u * size, (1 - v) * size], np.float32)


def _patch(centre: Array, reach: float, size: int) -> tuple[slice, slice, Array, Array]:
    low = np.clip(np.floor(centre - reach).astype(int), 0, size - 1)
    high = np.clip(np.ceil(centre + reach).astype(int) + 1, 1, size)
    rows, columns = slice(low[1], high[1]), slice(low[0], high[0])
    y, x = np.mgrid[rows, columns]
    return rows, columns, x + 0.5, y + 0.5


def _mole(albedo: Floats, bump: Floats, at: Array, radius: float, strength: float) -> None:
    rows, columns, x, y = _patch(at, 2 * radius + 2, len(albedo))
    inside = np.exp(-((np.hypot(x - at[0], y - at[1]) / max(radius, 0.8)) ** 4)) * strength
    albedo[rows, columns] *= 1 - inside[..., None] * (1 - MOLE)
    bump[rows, columns] += (inside * 1.5e-4).astype(np.float32)


def _scar(albedo: Floats, bump: Floats, start: Array, end: Array, rng: np.random.Generator) -> None:
    size = len(albedo)
    middle, reach = (start + end) / 2, float(np.linalg.norm(end - start)) / 2 + 6
    rows, columns, x, y = _patch(middle, reach, size)
    along = end - start
    t = np.clip(((x - start[0]) * along[0] + (y - start[1]) * along[1]) / (along @ along), 0, 1)
    phase = rng.uniform(0, 6)
    bow = reach * 0.08 * np.sin(np.pi * t) + reach * 0.03 * np.sin(9 * t + phase)
    normal = np.array([-along[1], along[0]]) / np.linalg.norm(along)
    distance = np.hypot(
        x - start[0] - t * along[0] - bow * normal[0], y - start[1] - t * along[1] - bow * normal[1]
    )
    width = 1.0e-3 / TEXEL * size * (0.55 + 0.45 * np.sin(np.pi * t))
    line = np.exp(-((distance / width) ** 2)).astype(np.float32)
    pale = np.array([1.12, 0.98, 0.96], np.float32)
    halo = np.exp(-((distance / (3 * width)) ** 2)).astype(np.float32) * 0.5
    albedo[rows, columns] *= (
        1 + line[..., None] * (pale - 1) - halo[..., None] * np.array([0.0, 0.10, 0.08], np.float32)
    )
    bump[rows, columns] -= line * 2.2e-4
