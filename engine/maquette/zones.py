"""The broad zones of the skin: flush, shadow, beard; where each lies on the template."""

import numpy as np
from scipy import ndimage

from engine.maquette import noise
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Floats
from engine.maquette.noise import Array

SIDED = ("cheek", "under", "socket", "temple", "wing")  # zones that come in pairs

# Zones: centre and radii in millimetres from between the eyes (x is mirrored for pairs).
ZONES: dict[str, tuple[tuple[float, float, float], tuple[float, float, float]]] = {
    "cheek": ((43, -8, -38), (25, 45, 21)),
    "nose": ((0, -42, -38), (17, 26, 14)),
    "chin": ((0, -24, -92), (20, 40, 15)),
    "forehead": ((0, -15, 45), (46, 60, 20)),
    "under": ((27, -14, -13), (15, 22, 6.5)),
    "socket": ((31, -10, 9), (19, 22, 8)),
    "temple": ((66, 25, 14), (14, 40, 20)),
    "wing": ((16, -28, -41), (6, 14, 7)),
    "throat": ((0, 30, -150), (70, 70, 42)),
    "chest": ((0, 40, -240), (120, 120, 60)),
}


def zone(p: Array, eyes: Array, name: str) -> Floats:
    """How much points (n, 3) of the template belong to a zone, 0..1."""
    centre, radius = (np.array(v) * 1e-3 for v in ZONES[name])
    q = p - eyes
    if name in SIDED:
        q = np.concatenate([np.abs(q[:, :1]), q[:, 1:]], 1)
    return np.exp(-(((q - centre) / radius) ** 2).sum(1)).astype(np.float32)


def _beard(p: Array, eyes: Array) -> Floats:
    """Where a beard grows: jaw, chin, upper lip and throat; bare lips and high cheeks."""
    q = (p - eyes) * 1e3
    x, y, z = np.abs(q[:, 0]), q[:, 1], q[:, 2]
    edge = np.interp(
        x, [0, 20, 34, 48, 60, 72, 80], [-47, -47, -72, -66, -48, -22, -12]
    )  # from below
    low = np.interp(x, [0, 30, 60, 80], [-128, -125, -110, -85])
    soft = 9 + 0.08 * x
    grown = np.clip((edge - z) / soft + 0.5, 0, 1) * np.clip((z - low) / 14, 0, 1)
    behind = np.clip((62 - y) / 16, 0, 1)  # before the ear
    under_nose = np.clip((-z - 47) / 4, 0, 1)
    corner = np.exp(-(((x - 31) / 7) ** 2) - ((z + 62) / 8) ** 2)
    soul = 1 - 0.6 * np.exp(-(((x - 11) / 6) ** 2) - ((z + 82) / 4) ** 2)
    return (grown * behind * under_nose * (1 - 0.7 * corner) * soul).astype(np.float32)


def picture(anatomy: Anatomy, name: str, size: int, blur: float) -> Floats:
    """A painted mask at another size, blurred by `blur` texels of a 1024 texture."""
    mask = anatomy.masks[name].astype(np.float32) / 255
    mask = ndimage.gaussian_filter(mask, blur * len(mask) / 1024)
    scaled = ndimage.zoom(mask, size / len(mask), order=1, mode="nearest", grid_mode=True)
    return np.asarray(scaled, np.float32)


def broad(anatomy: Anatomy, position: Floats, eyes: Floats) -> dict[str, Floats]:
    """Every broad field (s, s) for the texels' places on the template (s, s, 3)."""
    p = position.reshape(-1, 3)
    shape = position.shape[:2]
    flat: dict[str, Array] = {name: zone(p, eyes, name) for name in ZONES}
    flat["beard"] = _beard(p, eyes)
    flat["low"] = noise.smooth(p, 24, 1, octaves=3)
    flat["mid"] = noise.smooth(p, 130, 7, octaves=2)
    veins = np.clip(1 - np.abs(noise.smooth(p, 40, 11, octaves=2)) * 9, 0, 1)
    flat["temple-veins"] = veins * flat["temple"]
    for name in ("eyelids", "ears", "inside-mouth"):
        flat[name] = picture(anatomy, name, len(position), 2)
    bare = np.clip(picture(anatomy, "lips", len(position), 5) * 2.2, 0, 1)
    flat["beard"] = flat["beard"] * (1 - bare.ravel())
    return {name: np.asarray(field, np.float32).reshape(shape) for name, field in flat.items()}
