"""Skin: albedo, bump and roughness of one person, composed from the constant fields.

Colour is composed in the logarithm, where pigments add: every zone, spot and line multiplies the
person's tone by a colour of its own.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.maquette import complexion, fields, marks, tint
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.person import Person

DARKEST, LIGHTEST = 0.012, 0.92
ROWS = 64  # texture rows composed at a time: they stay in the processor's cache
THREADS = 2
USUAL = 1024  # a texel is 0.32 mm of face: finer than a pixel of any close-up under 900 pixels


@dataclass(frozen=True)
class SkinMaps:
    """Textures with row 0 at v = 1."""

    albedo: Floats  # (s, s, 3) linear reflectance
    bump: Floats  # (s, s) metres
    roughness: Floats  # (s, s) 0..1


@lru_cache(maxsize=2)
def _fields(anatomy: Anatomy, size: int) -> fields.Fields:
    return fields.load(anatomy, size)


def warm(anatomy: Anatomy, size: int) -> None:
    """Make or read the constant fields of one texture size, so that the first picture is quick."""
    _fields(anatomy, size)


def paint(anatomy: Anatomy, person: Person, size: int = USUAL) -> SkinMaps:
    """The skin of a person: the same for the same person and size."""
    constant = _fields(anatomy, size)
    look = complexion.of(person)
    broad = tint.broad(constant, look, person, anatomy.surface)
    maps = SkinMaps(
        np.empty((size, size, 3), np.float32),
        np.empty((size, size), np.float32),
        np.empty((size, size), np.float32),
    )
    at = _Upsample.of(len(broad), size)

    def compose(start: int) -> None:
        rows = slice(start, min(start + ROWS, size))
        _compose(maps, rows, at.rows(broad, rows), constant, look)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(compose, range(0, size, ROWS)))
    marks.apply(maps.albedo, maps.bump, anatomy, person)
    return maps


@dataclass(frozen=True)
class _Upsample:
    """Linear interpolation from a small texture to a large one, some rows at a time."""

    low: np.ndarray
    high: np.ndarray
    weight: Floats

    @staticmethod
    def of(small: int, size: int) -> "_Upsample":
        at = np.clip((np.arange(size) + 0.5) * small / size - 0.5, 0, small - 1)
        low = at.astype(np.int64)
        return _Upsample(low, np.minimum(low + 1, small - 1), (at - low).astype(np.float32))

    def rows(self, picture: Floats, rows: slice) -> Floats:
        """(rows, size, channels)."""
        w = self.weight[rows, None, None]
        part = picture[self.low[rows]] * (1 - w) + picture[self.high[rows]] * w
        v = self.weight[None, :, None]
        whole = part[:, self.low] * (1 - v) + part[:, self.high] * v
        return np.asarray(whole, np.float32)


def _compose(
    maps: SkinMaps, rows: slice, broad: Floats, constant: fields.Fields, look: complexion.Look
) -> None:
    fine = {name: field[rows].astype(np.float32) for name, field in constant.fine.items()}
    freckled, stained, bearded = (broad[..., k] for k in (tint.SUN, tint.SPOTS, tint.BEARD))
    creases = fine["early"] * look.early + fine["late"] * look.late
    chance = np.mod(fine["freckle_rank"] + look.shuffle, 1)
    freckle = fine["freckle"] * np.clip((freckled - chance) * 5, 0, 1)
    chance = np.mod(fine["blotch_rank"] + look.shuffle, 1)
    blotch = fine["blotch"] * np.clip((stained - chance) * 5, 0, 1)
    dots = fine["dots"] * bearded
    inked = (
        (creases, look.crease),
        (freckle, look.freckle),
        (blotch, look.blotch),
        (dots, look.stubble),
        (fine["grain"], look.grain),
        (fine["pores"], look.pore),
    )
    lips, folds = fine["lips"] * look.lip_cover, fine["folds"]
    bare = 1 - lips
    for channel in range(3):
        total = broad[..., channel].copy()
        for field, ink in inked:
            total += field * ink[channel]
        total *= bare
        total += lips * (look.lips[channel] + 0.13 * folds)
        maps.albedo[rows, :, channel] = np.clip(np.exp(total), DARKEST, LIGHTEST)
    maps.bump[rows] = (
        fine["pores"] * look.pore_depth
        + fine["relief"] * look.relief_depth
        + fine["grain"] * 2.6e-5
        + fine["folds"] * 1.2e-4
        + creases * 1e-3
        + fine["crepe"] * look.crepe_depth
        + dots * 3.5e-5
    )
    rough = broad[..., tint.ROUGH] + 0.05 * fine["grain"] - 0.03 * fine["pores"]
    maps.roughness[rows] = np.clip(rough * (1 - lips) + lips * look.lip_rough, 0.2, 0.8)
