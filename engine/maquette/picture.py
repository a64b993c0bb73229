"""From layers of light to a linear picture: denoised, soft under the skin, set in its place."""

from typing import Literal

import numpy as np
from scipy.ndimage import gaussian_filter

from engine.maquette.body import Floats
from engine.maquette.denoise import denoise
from engine.maquette.layers import Layers
from engine.maquette.lens import View
from engine.maquette.subsurface import scatter

Fineness = Literal["fast", "balanced", "high"]


def compose(layers: Layers, plate: Floats, view: View, quality: Fineness) -> Floats:
    """Linear Rec. 709 (h, w, 3), not yet exposed or balanced."""
    cover = layers.cover[..., None]
    behind = plate * (1 - cover)
    light = (layers.light + behind).astype(np.float32)
    guide = (layers.albedo + behind / (1 + behind)).astype(np.float32)
    clean = denoise(light, guide, layers.normal, quality)
    diffuse = clean * _matt(layers) * (layers.skin > 0)[..., None]
    scale = view.size[1] / view.cover
    soft = scatter(diffuse, layers.albedo, layers.skin, scale)
    return np.maximum(clean + soft - diffuse, 0)


def _matt(layers: Layers) -> Floats:
    """Share of diffuse light (h, w, 3). Both carry the same noise, so their ratio has little."""
    near = (0.9, 0.9, 0)
    diffuse, light = gaussian_filter(layers.diffuse, near), gaussian_filter(layers.light, near)
    return np.clip(diffuse / np.maximum(light, 1e-4), 0, 1).astype(np.float32)
