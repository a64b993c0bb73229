"""Light that wanders under the skin: the diffuse part is blurred in millimetres, red widest."""

import numpy as np
from scipy.ndimage import gaussian_filter

from engine.maquette.body import Floats

# Two Gaussians for each of red, green, blue: (wide, narrow) millimetres and the share of the wide.
# Shape after d'Eon and Luebke, "Advanced Techniques for Realistic Real-Time Skin Rendering", 2007.
PROFILE = (((3.4, 0.9), 0.50), ((1.3, 0.45), 0.42), ((0.75, 0.3), 0.38))
DARKEST = 0.02
SHARED = 0.6  # share of skin in a pixel below which it counts as an edge


def scatter(diffuse: Floats, albedo: Floats, skin: Floats, pixels_per_metre: float) -> Floats:
    """Diffuse light on skin (h, w, 3) after scattering. `skin` (h, w) is the share of skin."""
    # A pixel that skin shares with cloth or air has no albedo of its own: it is left alone.
    weight = np.clip((skin - SHARED) / (1 - SHARED), 0, 1).astype(np.float32)
    if not weight.any():
        return diffuse
    box = _bounds(weight > 0, margin=int(0.012 * pixels_per_metre) + 2)
    out = diffuse.copy()
    out[box] = _scatter(diffuse[box], albedo[box], weight[box], pixels_per_metre)
    return out


def _scatter(diffuse: Floats, albedo: Floats, weight: Floats, scale: float) -> Floats:
    base = np.maximum(albedo, DARKEST)
    # Half of the albedo acts before the light enters and half after it leaves.
    root = np.sqrt(base)
    light = diffuse / root * weight[..., None]
    out = diffuse.copy()
    for channel, (sigmas, wide) in enumerate(PROFILE):
        spread = np.zeros(weight.shape, np.float32)
        for sigma, share in zip(sigmas, (wide, 1 - wide), strict=True):
            pixels = max(sigma * 1e-3 * scale, 0.25)
            blurred = gaussian_filter(light[..., channel], pixels, truncate=3)
            covered = gaussian_filter(weight, pixels, truncate=3)
            spread += share * blurred / np.maximum(covered, 1e-3)
        soft = spread * root[..., channel]
        out[..., channel] += (soft - diffuse[..., channel]) * weight
    return out


def _bounds(mask: np.ndarray, margin: int) -> tuple[slice, slice]:
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    top, left = max(rows[0] - margin, 0), max(columns[0] - margin, 0)
    return slice(top, rows[-1] + margin + 1), slice(left, columns[-1] + margin + 1)
