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

RIM = 1.2  # radii where the white begins for certain
FADE = 1.05, 1.17  # radii over which an iris fades into the white
LENT = 0.93, 1.07  # the same of one that is lent: around it is another eye's white
SHADE = 0.45  # of the opening's height: how far down the lid's shadow reaches
WITHIN = 0.96  # radii that count where a lamp is taken out of an iris
EDGE = 0.1  # radii beyond it over which what is seen takes over
FINE = 0.8  # rings and spokes of an iris's drawing a pixel of its rim
SPILT = 1.4, 1.55  # radii within which a dark spot of the white may be of the iris
DOUBTED = 0.02  # weight of a white that may be an iris, beside 1 of one that is not
LITTLE = 0.12  # of the iris's radius, squared: less white than this is none
LEVELS = 6  # of the pyramid that fills holes


@dataclass(frozen=True, eq=False)
class Surface:
    """The parts of one eye in a close-up, without the lid's shadow."""

    closeup: Closeup
    rim: Limbus
    opening: Floats  # (h, w) 0..1
    white: Floats  # (h, w, 3) the whole white, also behind the iris
    bare: Floats  # (h, w, 3) the eye as it is, but for what it should not mirror
    shade: Floats  # (h, w) what the upper lid leaves of the light, 0..1
    drawing: Floats  # (spokes, rings, 3) the whole iris by angle and radius, also behind the lids
    seen: Floats  # (h, w) 0..1 where the picture shows iris or rim itself
    hidden: Floats  # (h, w) 0..1 where it mirrors what it should not

    def eye(self, rim: Limbus, lent: Floats | None = None) -> Floats:
        """(h, w, 3): the eye with its iris at another place, of another size, shape or drawing."""
        rho, angle = rim.reach(self.closeup.size)
        if lent is None:
            x, y = _laid(self.rim, rho, angle)
            moved = np.asarray(cv2.remap(self.bare, x, y, cv2.INTER_CUBIC), np.float32)
            clear = np.asarray(cv2.remap(self.seen, x, y, cv2.INTER_LINEAR), np.float32)
            hidden = unrolled(self.drawing, rho, angle)
            iris = hidden + clear[..., None] * (moved - hidden)
        else:
            iris = unrolled(lent, rho, angle)
        share = _fade(rho, *(FADE if lent is None else LENT))[..., None]
        if rim == self.rim and lent is None:
            return np.asarray(self.bare * self.shade[..., None], np.float32)
        made = (self.white * (1 - share) + iris * share) * self.shade[..., None]
        return np.asarray(made, np.float32)


@dataclass(frozen=True, eq=False)
class Maps:
    """(h, w) 0..1 what is known of the pixels of a close-up."""

    white: Floats  # is this as bright as the white of the eye?
    iris: Floats  # is this iris that lies over the edge of a lid?
    lamps: Floats  # does the iris mirror a lamp here?
    hide: Floats  # and one that it should not?


def part(closeup: Closeup, rim: Limbus, lids: Lids, maps: Maps) -> Surface:
    """Take an eye apart."""
    height = closeup.size[0]
    pixel = max(closeup.scale, 1.0)
    opening = np.maximum(lids.inside(height, 1.2 * pixel), maps.iris)
    sure = np.asarray(lids.inside(height, 2.2 * pixel) > 0.95, np.bool_)
    core = sure & (maps.white > 0.5)
    rho, _ = rim.reach(closeup.size)
    trusted = core & (rho > RIM + 0.6 * pixel / rim.radius)
    if trusted.sum() < LITTLE * rim.radius**2:  # nothing but iris: its brightest surroundings
        luma = closeup.pixels @ LUMA
        around = sure & (rho > 0.95)
        if around.any():
            trusted = around & (luma >= np.percentile(luma[around], 60))
    shade = _shade(closeup, lids, trusted)
    hidden = np.clip(3 * _soft(maps.hide, 0.7 * pixel), 0, 1)
    beside = filled_in(closeup.pixels, np.clip(1 - 2 * hidden, 0, 1) * (rho < WITHIN))
    clean = closeup.pixels + hidden[..., None] * (beside - closeup.pixels)
    bare = np.asarray(clean / shade[..., None], np.float32)
    # In a shadow the white is as dark as an iris elsewhere: it counts where there is no better.
    weight = np.maximum(trusted, DOUBTED * (sure & (rho > RIM))).astype(np.float32)
    filled = filled_in(bare, weight)
    # Beyond the rim the eye is as it is, lashes and all; but a dark spot near it may be iris.
    left_over = (1 - maps.white) * _fade(rho, *SPILT)
    own = ((1 - _fade(rho, RIM, RIM + EDGE)) * (1 - left_over))[..., None]
    white = np.asarray(filled + own * (bare - filled), np.float32)
    shown = lids.inside(height, 3 * pixel)
    plain = np.minimum(shown, 1 - np.clip(3 * _soft(maps.lamps, 0.7 * pixel), 0, 1))
    drawing = _drawing(bare, shown, plain, rim)
    return Surface(closeup, rim, opening, white, bare, shade, drawing, shown, hidden)


def iris_colour(surface: Surface) -> Floats:
    """(3,) of the iris between pupil and rim, as far as it is seen."""
    rho, _ = surface.rim.reach(surface.closeup.size)
    ring = (rho > 0.45) & (rho < 0.85) & (surface.seen > 0.8)
    if ring.sum() < 20:
        return np.ones(3, np.float32)
    return np.asarray(np.median(surface.bare[ring], 0), np.float32)


def white_colour(surface: Surface) -> Floats:
    """(3,) of the white, of its brighter half."""
    bright = surface.white[surface.opening > 0.9]
    if not len(bright):
        return np.ones(3, np.float32)
    return np.asarray(np.percentile(bright, 70, axis=0), np.float32)


def _soft(mask: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), sigma), np.float32)


def filled_in(pixels: Floats, weight: Floats) -> Floats:
    """(h, w, 3): what has weight keeps its colour, and holes get that of their surroundings.

    Push and pull over a pyramid (Gortler et al., The Lumigraph, 1996).
    """
    sums, weights = [pixels * weight[..., None]], [weight]
    for _ in range(LEVELS):
        sums.append(np.asarray(cv2.pyrDown(sums[-1]), np.float32))
        weights.append(np.asarray(cv2.pyrDown(weights[-1]), np.float32))
    out = sums[-1] / np.maximum(weights[-1], 1e-8)[..., None]
    for level in range(LEVELS - 1, -1, -1):
        height, width = weights[level].shape
        coarse = np.asarray(cv2.pyrUp(out, dstsize=(width, height)), np.float32)
        share = np.clip(weights[level] * 2, 0, 1)[..., None]
        fine = sums[level] / np.maximum(weights[level], 1e-8)[..., None]
        out = share * fine + (1 - share) * coarse
    return np.asarray(out, np.float32)


def unrolled(drawing: Floats, rho: Floats, angle: Floats) -> Floats:
    """(h, w, 3) a drawing (spokes, rings, 3) laid out on a disc."""
    spokes, rings = drawing.shape[:2]
    rounded = np.concatenate((drawing[-1:], drawing, drawing[:1]))
    ring = np.clip(rho / RIM * (rings - 1), 0, rings - 1)
    spoke = (angle % (2 * np.pi)) / (2 * np.pi) * spokes + 0.5
    found = cv2.remap(rounded, ring.astype(np.float32), spoke.astype(np.float32), cv2.INTER_LINEAR)
    return np.asarray(found, np.float32)


def _drawing(bare: Floats, shown: Floats, plain: Floats, rim: Limbus) -> Floats:
    """The iris by angle and radius; where it is hidden, as on its other side, or as its rings.

    What it mirrors is its own side's only: elsewhere it would be a second lamp.
    """
    rings = max(round(FINE * RIM * rim.radius), 24)
    spokes = 2 * max(round(FINE * np.pi * rim.radius), 48)
    turn = (np.arange(spokes)[:, None] + 0.5) / spokes * 2 * np.pi
    angle = turn.astype(np.float32)
    rho = np.linspace(0, RIM, rings, dtype=np.float32)[None]
    x, y = _laid(rim, np.repeat(rho, spokes, 0), np.repeat(angle, rings, 1))
    drawn = np.asarray(cv2.remap(bare, x, y, cv2.INTER_LINEAR), np.float32)
    clear = np.asarray(cv2.remap(shown, x, y, cv2.INTER_LINEAR), np.float32)
    bare_of = np.asarray(cv2.remap(plain, x, y, cv2.INTER_LINEAR), np.float32)
    mean = (drawn * bare_of[..., None]).sum(0) / np.maximum(bare_of.sum(0), 1e-3)[:, None]
    known = bare_of.sum(0) > 0.04 * spokes
    if known.any() and not known.all():
        at = np.arange(rings)
        for channel in range(3):
            mean[~known, channel] = np.interp(at[~known], at[known], mean[known, channel])
    order = (spokes // 2 - 1 - np.arange(spokes)) % spokes  # mirrored left to right
    around = np.broadcast_to(mean[None], drawn.shape)
    across = bare_of[order][..., None]
    elsewhere = across * drawn[order] + (1 - across) * around
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


def _laid(rim: Limbus, rho: Floats, angle: Floats) -> tuple[Floats, Floats]:
    """Where points of the disc lie in the close-up, as OpenCV counts."""
    u, v = rho * np.cos(angle) * rim.across, rho * np.sin(angle) * rim.down
    cos, sin = np.cos(rim.tilt), np.sin(rim.tilt)
    x, y = rim.x + cos * u - sin * v - 0.5, rim.y + sin * u + cos * v - 0.5
    return np.asarray(x, np.float32), np.asarray(y, np.float32)


def _fade(rho: Floats, first: float, last: float) -> Floats:
    """1 within `first` radii, 0 beyond `last`."""
    t = np.clip((last - rho) / (last - first), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), np.float32)
