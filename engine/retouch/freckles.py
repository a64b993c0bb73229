"""Freckles, strewn as the sun strews them: over nose and cheeks, few on brow and chin."""

import numpy as np

from engine.pictures import Floats
from engine.retouch.ambient import Ambient
from engine.retouch.seen import Seen
from engine.retouch.soft import smooth

MANY = 260  # of a plain "freckles"
SIZES = 0.0045, 0.011  # of a face's width: radii
MELANIN = np.array([0.42, 0.80, 1.15], np.float32)  # what a freckle swallows, by channel
NOSE, CHEEKS = 4, (50, 280)  # points of the face mesh


def freckled(light: Floats, seen: Seen, mask: Floats, amount: float, air: Ambient) -> Floats:
    """Linear light with freckles where `mask` is skin; without a face's mesh there are none."""
    del air
    if seen.face is None:
        return light
    mesh = seen.face.mesh[:, :2]
    height, width = mask.shape
    rng = np.random.default_rng([seen.seed, 13])
    homes = np.stack([mesh[NOSE], *(mesh[point] for point in CHEEKS)])
    spread = np.array([0.10, 0.13, 0.13]) * seen.scale
    ink = np.zeros_like(mask)
    for _ in range(round(MANY * min(amount, 2.0))):
        home = int(rng.integers(3))
        x, y = homes[home] + rng.normal(0, spread[home], 2) * (1.3, 0.8)
        radius = max(seen.scale * rng.uniform(*SIZES) * rng.uniform(0.6, 1.0), 0.5)
        dark = rng.uniform(0.15, 0.75)
        reach = int(2.5 * radius) + 1
        top, bottom = max(int(y) - reach, 0), min(int(y) + reach + 1, height)
        left, right = max(int(x) - reach, 0), min(int(x) + reach + 1, width)
        if top >= bottom or left >= right:
            continue
        v, u = np.mgrid[top:bottom, left:right].astype(np.float32) + 0.5
        turn, long = rng.uniform(0, np.pi), rng.uniform(0.75, 1.3)
        along = (u - x) * np.cos(turn) + (v - y) * np.sin(turn)
        across = (v - y) * np.cos(turn) - (u - x) * np.sin(turn)
        away = np.hypot(along / long, across * long).astype(np.float32)
        spot = dark * (1 - smooth(0.35 * radius, 1.35 * radius, away))
        ink[top:bottom, left:right] = np.maximum(ink[top:bottom, left:right], spot)
    swallowed = (0.75 * ink * mask)[..., None] * MELANIN
    return (light * np.exp(-swallowed)).astype(np.float32)
