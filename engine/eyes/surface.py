"""An eye taken apart: the white alone, the iris alone, and the shadow of the upper lid on both.

So an iris can lie elsewhere without bending lids: where it lay the white goes on, and what the lid
hid of it is drawn as the part that was seen.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.eyes.crop import Closeup
from engine.eyes.lids import Lids
from engine.eyes.limbus import LUMA, Limbus
from engine.pictures import Floats, Mask

RIM = 1.16  # radii where the white begins for certain
FADE = 1.05, 1.17  # radii over which an iris fades into the white
SHADE = 0.45  # of the opening's height: how far down the lid's shadow reaches
RINGS, SPOKES = 48, 180  # of the drawing of an iris, out to RIM
LEVELS = 6  # of the pyramid that fills holes


@dataclass(frozen=True, eq=False)
class Surface:
    """The parts of one eye in a close-up, without the lid's shadow."""

    closeup: Closeup
    rim: Limbus
    opening: Floats  # (h, w) 0..1
    white: Floats  # (h, w, 3) the whole white, also behind the iris
    shade: Floats  # (h, w) what the upper lid leaves of the light, 0..1
    drawing: Floats  # (SPOKES, RINGS, 3) the whole iris by angle and radius, also behind the lids
    seen: Floats  # (h, w) 0..1 where the picture shows iris or rim itself

    def eye(self, rim: Limbus) -> Floats:
        """(h, w, 3): the eye with its iris at another place, of another size or shape."""
        rho, angle = rim.reach(self.closeup.size)
        cos, sin = np.cos(self.rim.tilt), np.sin(self.rim.tilt)
        u = rho * np.cos(angle) * self.rim.across
        v = rho * np.sin(angle) * self.rim.down
        x = np.asarray(self.rim.x + cos * u - sin * v - 0.5, np.float32)
        y = np.asarray(self.rim.y + sin * u + cos * v - 0.5, np.float32)
        bare = self.closeup.pixels / self.shade[..., None]
        moved = np.asarray(cv2.remap(bare, x, y, cv2.INTER_CUBIC), np.float32)
        clear = np.asarray(cv2.remap(self.seen, x, y, cv2.INTER_LINEAR), np.float32)[..., None]
        iris = clear * moved + (1 - clear) * unrolled(self.drawing, rho, angle)
        share = _fade(rho, *FADE)[..., None]
        made = (self.white * (1 - share) + iris * share) * self.shade[..., None]
        return np.asarray(made, np.float32)


def part(closeup: Closeup, rim: Limbus, lids: Lids, hide: Mask) -> Surface:
    """Take an eye apart. `hide` (h, w) is what its iris mirrors and should not."""
    height = closeup.size[0]
    pixel = max(closeup.scale, 1.0)
    opening = lids.inside(height, 1.2 * pixel)
    core = np.asarray(lids.inside(height, 2.2 * pixel) > 0.95, np.bool_)
    rho, _ = rim.reach(closeup.size)
    trusted = core & (rho > RIM + 0.6 * pixel / rim.radius)
    shade = _shade(closeup, lids, trusted)
    bare = closeup.pixels / shade[..., None]
    weight = trusted.astype(np.float32)
    filled = filled_in(bare, weight)
    own = np.clip(np.asarray(cv2.GaussianBlur(weight, (0, 0), pixel), np.float32) * 2 - 1, 0, 1)
    white = np.asarray(own[..., None] * bare + (1 - own[..., None]) * filled, np.float32)
    beyond = np.asarray(cv2.GaussianBlur(hide.astype(np.float32), (0, 0), 0.7 * pixel), np.float32)
    shown = lids.inside(height, 3 * pixel) * np.clip(1 - 3 * beyond, 0, 1)
    drawing = _drawing(bare, shown, rim)
    return Surface(closeup, rim, opening, white, shade, drawing, np.asarray(shown, np.float32))


def filled_in(pixels: Floats, weight: Floats) -> Floats:
    """(h, w, 3): what has weight keeps its colour, and holes get that of their surroundings.

    Push and pull over a pyramid (Gortler et al., The Lumigraph, 1996).
    """
    sums, weights = [pixels * weight[..., None]], [weight]
    for _ in range(LEVELS):
        sums.append(np.asarray(cv2.pyrDown(sums[-1]), np.float32))
        weights.append(np.asarray(cv2.pyrDown(weights[-1]), np.float32))
    out = sums[-1] / np.maximum(weights[-1], 1e-4)[..., None]
    for level in range(LEVELS - 1, -1, -1):
        height, width = weights[level].shape
        coarse = np.asarray(cv2.pyrUp(out, dstsize=(width, height)), np.float32)
        share = np.clip(weights[level] * 2, 0, 1)[..., None]
        fine = sums[level] / np.maximum(weights[level], 1e-4)[..., None]
        out = share * fine + (1 - share) * coarse
    return np.asarray(out, np.float32)


def unrolled(drawing: Floats, rho: Floats, angle: Floats) -> Floats:
    """(h, w, 3) a drawing (SPOKES, RINGS, 3) laid out on a disc."""
    rounded = np.concatenate((drawing[-1:], drawing, drawing[:1]))
    ring = np.clip(rho / RIM * (RINGS - 1), 0, RINGS - 1)
    spoke = (angle % (2 * np.pi)) / (2 * np.pi) * SPOKES + 0.5
    found = cv2.remap(rounded, ring.astype(np.float32), spoke.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(found, np.float32)


def _drawing(bare: Floats, shown: Floats, rim: Limbus) -> Floats:
    """The iris by angle and radius; where it is hidden, as on its other side, or as its rings."""
    spoke = (np.arange(SPOKES, dtype=np.float32)[:, None] + 0.5) / SPOKES * 2 * np.pi
    ring = np.linspace(0, RIM, RINGS, dtype=np.float32)[None]
    u, v = ring * np.cos(spoke) * rim.across, ring * np.sin(spoke) * rim.down
    cos, sin = np.cos(rim.tilt), np.sin(rim.tilt)
    x = np.asarray(rim.x + cos * u - sin * v - 0.5, np.float32)
    y = np.asarray(rim.y + sin * u + cos * v - 0.5, np.float32)
    drawn = np.asarray(cv2.remap(bare, x, y, cv2.INTER_LINEAR), np.float32)
    clear = np.asarray(cv2.remap(shown, x, y, cv2.INTER_LINEAR), np.float32)
    mean = (drawn * clear[..., None]).sum(0) / np.maximum(clear.sum(0), 1e-3)[:, None]
    known = clear.sum(0) > 0.04 * SPOKES
    if known.any() and not known.all():
        at = np.arange(RINGS)
        for channel in range(3):
            mean[~known, channel] = np.interp(at[~known], at[known], mean[known, channel])
    order = (SPOKES // 2 - 1 - np.arange(SPOKES)) % SPOKES  # mirrored left to right
    rings = np.broadcast_to(mean[None], drawn.shape)
    across = clear[order][..., None]
    elsewhere = across * drawn[order] + (1 - across) * rings
    return np.asarray(clear[..., None] * drawn + (1 - clear[..., None]) * elsewhere, np.float32)


def _shade(closeup: Closeup, lids: Lids, trusted: Mask) -> Floats:
    """(h, w) 0.35..1: how the white darkens towards the upper lid."""
    height, width = closeup.size
    flat = np.ones((height, width), np.float32)
    if trusted.sum() < 60:
        return flat
    y = np.arange(height, dtype=np.float32)[:, None] + 0.5
    tall = np.maximum(np.nan_to_num(lids.lower - lids.upper, nan=1.0), 1.0)[None]
    deep = np.clip(np.nan_to_num((y - lids.upper[None]) / tall, nan=1.0), 0, 1)
    luma = closeup.pixels @ LUMA
    edges = np.linspace(0, 1, 11)
    level = np.full(10, np.nan)
    for i in range(10):
        there = trusted & (deep >= edges[i]) & (deep < edges[i + 1])
        if there.sum() > 8:
            level[i] = np.median(luma[there])
    known = np.flatnonzero(~np.isnan(level))
    if len(known) < 4:
        return flat
    level = np.interp(np.arange(10), known, level[known])
    full = float(np.percentile(level[3:], 70))
    curve = np.clip(level / max(full, 1e-3), 0.35, 1)
    curve = np.maximum.accumulate(np.where(np.arange(10) / 10 > SHADE, 1, curve))
    found = np.interp(deep, (edges[:-1] + edges[1:]) / 2, curve).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(found, (0, 0), 0.02 * closeup.width), np.float32)


def _fade(rho: Floats, first: float, last: float) -> Floats:
    """1 within `first` radii, 0 beyond `last`."""
    t = np.clip((last - rho) / (last - first), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
