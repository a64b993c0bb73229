"""Where the light on a face comes from, beside where the brief has it.

Lambert's law on the normals of the mesh: what a matt face sends out rises with the cosine of the
angle to the lamp. How deep a mesh is is guessed, so light is judged from left to right and from
below to above only, never from front to back.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay

from engine.pictures import Floats, Pixels
from engine.protocol import Finding
from engine.review.scene import Scene
from prompts.setup import Beam, Setup

SMOOTH = 2.5  # pixels of the chip: pores and hairs are no light
ROUNDS = 6  # of the robust fit: brows, nostrils and beards fall out
ASIDE = 0.2  # a slope, in mean brightnesses, from which a side is the brighter one
SHARE = 0.25
"""How much of a meant slope must be seen, at least.

Measured on 28 rendered portraits lit from a side: 0.6 to 1.5. Mirrored they have -0.6 to -1.5.
"""
EVEN = 0.45  # of a slope where none is meant: 0.1 at most there, and 0.2 and more with a side
BELOW, ABOVE = -0.1, 0.25  # slopes of light from below and from above, which are not mixed up


@dataclass(frozen=True)
class Slopes:
    """How brightness rises over a face, in mean brightnesses for a normal turned wholly there."""

    right: float  # + is brighter on the right
    above: float  # + is brighter from above


def light(scene: Scene) -> Finding | None:
    """Does the light come from where the brief has it? None without a brief or a large face."""
    if scene.large is None or scene.shot is None:
        return None
    normals, at = facets(scene.large.mesh)
    seen = slopes(normals, brightness(scene.bare, at, scene.large.width))
    meant = slopes(normals, expected(normals, scene.shot.setup))
    if meant.above > ABOVE and seen.above < BELOW:
        return _finding(seen.above, BELOW, None, good=False)
    if meant.above < BELOW and seen.above > ABOVE:
        return _finding(seen.above, None, ABOVE, good=False)
    if abs(meant.right) > ASIDE:
        share = seen.right / meant.right
        return _finding(share, SHARE, None, good=share > SHARE)
    return _finding(seen.right, -EVEN, EVEN, good=abs(seen.right) < EVEN)


def _finding(value: float, low: float | None, high: float | None, *, good: bool) -> Finding:
    mend = "" if good else "refine"
    return Finding(what="light-direction", good=good, value=value, low=low, high=high, mend=mend)


def facets(mesh: Floats) -> tuple[Floats, Floats]:
    """Unit normals (n, 3), x right, y up, z to the camera; and where they lie in the picture."""
    corners = mesh[np.asarray(Delaunay(mesh[:, :2]).simplices)]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(cross, axis=1)
    kept = length > 1e-6
    towards = cross[kept] / length[kept][:, None]
    towards *= -np.sign(towards[:, 2:]) + (towards[:, 2:] == 0)
    normals = towards * (1, -1, -1)
    return np.asarray(normals, np.float32), np.asarray(corners[kept, :, :2].mean(1), np.float32)


def brightness(pixels: Pixels, at: Floats, width: float) -> Floats:
    """Linear luminance of places in a picture, smoothed on the scale of a face."""
    low = np.maximum(np.floor(at.min(0)).astype(int) - 8, 0)
    high = np.ceil(at.max(0)).astype(int) + 8
    part = pixels[low[1] : high[1], low[0] : high[0]].astype(np.float32) / np.float32(255)
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    luma = np.asarray(linear @ np.array((0.2126, 0.7152, 0.0722)), np.float32)
    smooth = cv2.GaussianBlur(luma, (0, 0), SMOOTH * width / 256)
    x, y = ((at[:, i] - low[i] - 0.5).astype(np.float32) for i in (0, 1))
    found = cv2.remap(smooth, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(found, np.float32).ravel()


def expected(normals: Floats, setup: Setup) -> Floats:
    """What the lamps of a shot send onto a matt face that nothing shades."""
    lamps = [lamp for lamp in (setup.key, setup.fill, setup.rim, setup.kicker) if lamp.on]
    sent = np.full(len(normals), float(np.mean(setup.ambient)))
    for lamp in lamps:
        sent += 2.0**-lamp.stops * np.clip(normals @ direction(lamp), 0, None)
    return sent.astype(np.float32)


def direction(lamp: Beam) -> NDArray[np.float64]:
    """Towards a lamp from the face: x right, y up, z to the camera."""
    azimuth, elevation = np.radians(lamp.azimuth), np.radians(lamp.elevation)
    level = np.cos(elevation)
    return np.array((np.sin(azimuth) * level, np.sin(elevation), np.cos(azimuth) * level))


def slopes(normals: Floats, bright: Floats) -> Slopes:
    """Fit brightness = a + b . normal, robustly."""
    columns = np.c_[normals, np.ones(len(normals))].astype(np.float64)
    weight = np.ones(len(bright))
    found = np.zeros(4)
    for _ in range(ROUNDS):
        found = np.linalg.lstsq(columns * weight[:, None], bright * weight, rcond=None)[0]
        gap = np.abs(bright - columns @ found)
        weight = 1 / np.sqrt(1 + (gap / (1.5 * np.median(gap) + 1e-6)) ** 2)
    mean = max(float(bright.mean()), 1e-4)
    return Slopes(float(found[0]) / mean, float(found[1]) / mean)
