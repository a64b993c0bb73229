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
    return Vista(backdrop, view, seed).plate(view)


class Vista:
    """A place painted for one view, and seen from others near it: what is far moves less."""

    def __init__(self, backdrop: Backdrop, view: View, seed: int, spare: float = 0.0) -> None:
        """Paint `spare` of the frame's height more on every side, for views from aside."""
        self._view = view
        self._layers = [_softened(layer, view, seed, spare) for layer in layers(backdrop)]
        self._points = points(backdrop, view, seed)

    def plate(self, seen: View) -> Floats:
        """The place from `seen`, a view of the same size, linear (h, w, 3)."""
        width, height = seen.size
        out = np.zeros((height, width, 3), np.float32)
        for layer in self._layers:
            rgba = _enlarged(layer, seen.size, self._shift(layer.depth, seen))
            out = out * (1 - rgba[..., 3:]) + rgba[..., :3]
        for point in self._points:
            _stamp(out, point, seen)
        return out

    def _shift(self, depth: float, seen: View) -> tuple[float, float]:
        """How far what is in the middle at this depth has moved, in pixels right and down."""
        if seen is self._view:
            return 0.0, 0.0
        middle = self._view.position + self._view.forward * depth
        x, y, _ = seen.project(middle)[0]
        return float(x) - seen.size[0] / 2, float(y) - seen.size[1] / 2


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


@dataclass(frozen=True)
class _Soft:
    """A layer after its blur, as coarse as the blur allows."""

    pixels: Floats  # (h, w, 4) premultiplied, with a margin on every side
    margin: int
    coarse: float  # pixels of the frame in one of these
    depth: float  # metres from the lens


def _softened(layer: Layer, view: View, seed: int, spare: float) -> _Soft:
    width, height = view.size
    depth = view.distance + layer.behind
    blur = float(view.blur(depth))
    coarse = float(np.clip(blur / 2 / KERNEL, 1, COARSEST))
    w, h = (int(np.ceil(n / coarse)) for n in (width, height))
    radius = blur / 2 / coarse
    kept = 1 + int(np.ceil(spare * h))
    margin = int(np.ceil(radius)) + 1 + kept
    span = 2 * depth * view.half_height
    metre = span / height * coarse
    x = (np.arange(-margin, w + margin) + 0.5 - w / 2) * metre
    y = -(np.arange(-margin, h + margin) + 0.5 - h / 2) * metre
    grid = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    painted = layer.paint(Canvas(grid[0], grid[1], span, seed))
    soft = fftconvolve(painted, _disc(radius)[..., None], mode="same", axes=(0, 1))
    cut = margin - kept
    soft = np.maximum(soft, 0)[cut : cut + h + 2 * kept, cut : cut + w + 2 * kept]
    return _Soft(soft.astype(np.float32), kept, coarse, depth)


def _enlarged(layer: _Soft, size: tuple[int, int], shift: tuple[float, float]) -> Floats:
    """Bring a layer to the frame's size, moved by `shift` pixels to the right and down."""
    (width, height), margin, pixels = size, layer.margin, layer.pixels
    if layer.coarse == 1 and shift == (0.0, 0.0):
        return np.ascontiguousarray(pixels[margin : height + margin, margin : width + margin])
    step = 1 / layer.coarse
    rows, columns = pixels.shape[0] - 2 * margin, pixels.shape[1] - 2 * margin
    first: Any = [
        (n - 1) / 2 + margin - ((m - 1) / 2 + moved) * step
        for n, m, moved in ((rows, height, shift[1]), (columns, width, shift[0]))
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
