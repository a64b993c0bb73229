"""From layers of light to a linear picture: denoised, soft under the skin, set in its place."""

from dataclasses import replace
from typing import Literal

import numpy as np
from scipy.ndimage import gaussian_filter

from engine.maquette.body import Floats
from engine.maquette.denoise import denoise
from engine.maquette.layers import Layers
from engine.maquette.lens import View
from engine.maquette.subsurface import scatter

Fineness = Literal["fast", "balanced", "high"]

CALM = 4.5  # times the mean around a pixel, beyond which it counts as a stray sample
CALM_REACH = 1.5  # pixels of that mean: a pixel alone in the dark is 14 times its own


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


def alone(layers: Layers, view: View, quality: Fineness) -> Floats:
    """The subject before nothing, (h, w, 4): premultiplied light, and the share it covers.

    Single bright samples are dimmed: in moving pictures they would sparkle.
    """
    layers = replace(layers, light=_calmed(layers.light))
    shares = np.repeat(layers.cover[..., None], 3, axis=2)
    cover = denoise(shares, layers.albedo, layers.normal, quality)[..., :1]
    light = compose(layers, np.zeros_like(layers.light), view, quality)
    return np.concatenate([light, np.clip(cover, 0, 1)], axis=2).astype(np.float32)


def _calmed(light: Floats) -> Floats:
    """No pixel much brighter than those around it on average."""
    brightness = light.max(axis=2)
    most = CALM * gaussian_filter(brightness, CALM_REACH) / np.maximum(brightness, 1e-6)
    return np.asarray(light * np.minimum(most, 1)[..., None], np.float32)


def _matt(layers: Layers) -> Floats:
    """Share of diffuse light (h, w, 3). Both carry the same noise, so their ratio has little."""
    near = (0.9, 0.9, 0)
    diffuse, light = gaussian_filter(layers.diffuse, near), gaussian_filter(layers.light, near)
    return np.clip(diffuse / np.maximum(light, 1e-4), 0, 1).astype(np.float32)
