"""The place behind the subject, as this lens blurs it: layers of depth and discs of light.

The plate is computed, not traced: a disc of light is then round and free of noise at any number of
samples. The same thin lens as the tracer's gives the size of every blur.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import affine_transform
from scipy.signal import fftconvolve

from engine.maquette.body import Floats
from engine.maquette.lens import View
from engine.maquette.scenery import Canvas, Layer, layers
from prompts.setup import Backdrop

KERNEL = 9.0  # pixels: a layer is painted so coarsely that its blur has about this radius
COARSEST = 10.0
LAMP_M = 0.05  # diameter of a lamp in the distance
USUAL = 0.07  # blur disc over frame height at which a disc has its stated radiance
CAT_EYE = 0.22  # how far a lens barrel cuts the discs in the corners


@dataclass(frozen=True)
class Point:
    """A lamp in the distance."""

    where: Floats  # (3,)
    radiance: Floats  # (3,) of its disc at the usual blur


def plate(backdrop: Backdrop, view: View, seed: int) -> Floats:
    """The place as the lens sees it, linear (h, w, 3); mid grey is 0.18."""
    width, height = view.size
    out = np.zeros((height, width, 3), np.float32)
    for layer in layers(backdrop):
        rgba = _blurred(layer, view, seed)
        out = out * (1 - rgba[..., 3:]) + rgba[..., :3]
    for point in points(backdrop, view, seed):
        _stamp(out, point, view)
    return out


def glow(plate_: Floats) -> Floats:
    """The mean light of the place, (3,): what it sheds on the subject from behind."""
    return np.minimum(plate_, 2.0).mean(axis=(0, 1))


def points(backdrop: Backdrop, view: View, seed: int) -> list[Point]:
    """Lamps behind the subject, strewn over the frame at several depths."""
    rng = np.random.default_rng(seed * 7 + 11)
    colours = np.array(backdrop.disc_colours, np.float32).reshape(-1, 3)
    made: list[Point] = []
    for i in range(backdrop.discs):
        depth = view.distance + backdrop.distance_m * rng.uniform(0.75, 2.4)
        half = depth * view.half_height
        across = half * view.size[0] / view.size[1] * rng.uniform(-1.15, 1.15)
        upward = half * (rng.beta(2.2, 1.8) * 2 - 1) * 0.98
        where = view.position + view.forward * depth
        where = (where + view.right * across + view.up * upward).astype(np.float32)
        power = 2.0**-backdrop.disc_stops * np.exp(rng.normal(-0.5, 0.55))
        made.append(Point(where, colours[i % len(colours)] * np.float32(power)))
    return made


def _blurred(layer: Layer, view: View, seed: int) -> Floats:
    width, height = view.size
    depth = view.distance + layer.behind
    blur = float(view.blur(depth))
    coarse = float(np.clip(blur / 2 / KERNEL, 1, COARSEST))
    w, h = (int(np.ceil(n / coarse)) for n in (width, height))
    radius = blur / 2 / coarse
    margin = int(np.ceil(radius)) + 2
    span = 2 * depth * view.half_height
    metre = span / height * coarse
    x = (np.arange(-margin, w + margin) + 0.5 - w / 2) * metre
    y = -(np.arange(-margin, h + margin) + 0.5 - h / 2) * metre
    grid = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    painted = layer.paint(Canvas(grid[0], grid[1], span, seed))
    soft = fftconvolve(painted, _disc(radius)[..., None], mode="same", axes=(0, 1))
    soft = np.maximum(soft, 0)[margin - 1 : margin + h + 1, margin - 1 : margin + w + 1]
    return _enlarge(soft.astype(np.float32), width, height, coarse)


def _enlarge(pixels: Floats, width: int, height: int, coarse: float) -> Floats:
    """Bring a coarse layer with one pixel of margin to the frame's size."""
    if coarse == 1:
        return np.ascontiguousarray(pixels[1 : height + 1, 1 : width + 1])
    step = 1 / coarse
    rows, columns = pixels.shape[0] - 2, pixels.shape[1] - 2
    first: Any = [
        (n - 1) / 2 + 1 - (m - 1) / 2 * step for n, m in ((rows, height), (columns, width))
    ]
    planes = [
        affine_transform(
            pixels[..., k], [step, step], first, (height, width), order=1, mode="nearest"
        )
        for k in range(pixels.shape[2])
    ]
    return np.stack(planes, axis=-1).astype(np.float32)


def _disc(radius: float) -> Floats:
    """A disc of this radius in pixels with a smooth edge; its sum is 1."""
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius - np.hypot(x, y) + 0.5, 0, 1)
    return (disc / disc.sum()).astype(np.float32)


def _stamp(out: Floats, point: Point, view: View) -> None:
    """Add one lamp: a disc as wide as the blur, its edge as soft as the lamp is large."""
    width, height = view.size
    x, y, depth = view.project(point.where)[0]
    blur = float(view.blur(depth))
    lamp = LAMP_M / (2 * depth * view.half_height) * height
    radius = max(np.hypot(blur, lamp), 1.5) / 2
    reach = radius + min(lamp, blur) / 2 + 2
    left, right = max(int(x - reach), 0), min(int(x + reach) + 2, width)
    top, bottom = max(int(y - reach), 0), min(int(y + reach) + 2, height)
    if left >= right or top >= bottom:
        return
    v, u = np.mgrid[top:bottom, left:right].astype(np.float32) + 0.5
    edge = max(min(lamp, blur) * 0.5, 1.2)
    off = np.array([x - width / 2, y - height / 2]) / (height / 2) * CAT_EYE * radius
    if blur < lamp:
        off = off * 0
    near = np.hypot(u - x, v - y)
    barrel = np.hypot(u - x + off[0], v - y + off[1])
    shape = np.clip((radius - near) / edge + 0.5, 0, 1)
    shape = shape * np.clip((1.04 * radius - barrel) / (2 * edge) + 0.5, 0, 1)
    rim = 1 + 0.35 * np.clip(near / radius, 0, 1) ** 6  # spherical aberration brightens the edge
    gain = np.clip((USUAL * height / (2 * radius)) ** 2, 0.3, 12)
    stamp = (shape * rim * gain)[..., None].astype(np.float32)
    out[top:bottom, left:right] += stamp * point.radiance
