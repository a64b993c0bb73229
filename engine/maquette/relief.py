"""The fine fields of the skin: pores, grain, lines, freckles, spots, folds of the lips."""

import numpy as np

from engine.maquette import noise, wrinkles
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.noise import Array
from engine.maquette.zones import picture, zone

CREPE = {"under": 1.5, "socket": 1.0, "cheek": 0.6, "throat": 0.8, "temple": 0.35}


def _shaped(flat: dict[str, Array], position: Floats) -> dict[str, Floats]:
    shape = position.shape[:2]
    return {name: np.asarray(field, np.float32).reshape(shape) for name, field in flat.items()}


def drawn(anatomy: Anatomy, position: Floats, eyes: Floats) -> dict[str, Floats]:
    """Fields that 0.3 mm texels carry well: lines in mm, crepe, freckles, spots, lips."""
    p = position.reshape(-1, 3)
    early, late = wrinkles.creases(p, anatomy.surface.rest, eyes)
    thin = np.clip(0.16 - np.abs(noise.smooth(p * np.array([0.55, 0.7, 1.25]), 330, 47)), 0, 1)
    loose = sum((share * zone(p, eyes, name) for name, share in CREPE.items()), np.zeros(len(p)))
    spot, _, spot_rank = noise.cells(p + 0.5e-3 * _wander(p), 2.8e-3, 51)
    stain, _, stain_rank = noise.cells(p + 2e-3 * _wander(p), 14e-3, 61)
    lips = picture(anatomy, "lips", len(position), 3)
    flat: dict[str, Array] = {
        "early": early * 1e3,
        "late": late * 1e3,
        "crepe": -6 * thin * np.clip(loose, 0, 1),
        "freckle": np.clip(1.4 - 1.4 * spot / (0.22 + 0.30 * np.mod(spot_rank * 7, 1)), 0, 1),
        "freckle_rank": spot_rank,
        "blotch": np.clip((0.13 + 0.2 * np.mod(stain_rank * 7, 1) - stain) * 9, 0, 1),
        "blotch_rank": stain_rank,
        "lips": np.clip((lips - 0.5) * 3.2 + 0.5, 0, 1),
    }
    return _shaped(flat, position)


def textured(anatomy: Anatomy, position: Floats, eyes: Floats) -> dict[str, Floats]:
    """Fields that need every texel: pores, relief, grain, stubble, the folds of the lips."""
    p = position.reshape(-1, 3)
    size = len(position)
    first, _, rank = noise.cells(p, 1.25e-3, 21)
    porous = 0.35 + 0.3 * zone(p, eyes, "forehead")
    for name in ("nose", "wing", "cheek"):
        porous = porous + 0.9 * zone(p, eyes, name)
    near, second, _ = noise.cells(p, 0.9e-3, 22)
    polygons = np.clip((second - near) / 0.35, 0, 1) - 0.8  # between the skin's finest lines
    face = np.clip(picture(anatomy, "face", size, 12) + 0.35, 0, 1)
    stretched = (p - eyes) * np.array([2.6, 1.0, 0.35])  # lips fold along their height
    lips = picture(anatomy, "lips", size, 3)
    dimples = np.clip(1 - first / (0.22 + 0.2 * rank), 0, 1)
    hairs, _, hair_rank = noise.cells(p, 0.85e-3, 71)
    flat: dict[str, Array] = {
        "pores": -(dimples**1.5) * np.clip(porous, 0, 1.4),
        "relief": polygons * face.ravel(),
        "grain": noise.smooth(p, 900, 31, octaves=2),
        "folds": -2.2 * np.abs(noise.smooth(stretched, 330, 41, octaves=2)) * (lips.ravel() > 0.3),
        "dots": np.clip(1 - hairs / 0.33, 0, 1) * (0.4 + 0.6 * hair_rank),
    }
    return _shaped(flat, position)


def _wander(p: Array) -> Array:
    return np.stack([noise.smooth(p, 160, 65 + k, octaves=2) for k in range(3)], 1)
