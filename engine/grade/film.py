"""What lens and film do to light, at the scale of the picture: bloom, halation, vignette, grain.

Light is over black, with mid grey at about 0.18 (engine.grade.stock). Every size follows the height
of the picture, so that a preview looks like the print.
"""

from functools import lru_cache

import cv2
import numpy as np

from engine.pictures import LUMA, Floats
from prompts.setup import Grade

RED = np.array([1.0, 0.28, 0.08], np.float32)  # light that came back through the red layer
BRIGHT, BRIGHTEST = 0.9, 6.0  # light that begins to come back, and the most that one pixel sends
GLOWS = 0.35  # light that begins to bloom
SPREAD = 0.5  # share of it that the strongest bloom spreads
NARROW = 4.0  # pixels: the deviation of a blur in the small picture in which it is made
COARSE = 1100  # rows of a 35 mm frame whose grains are a pixel wide
TINT = 0.35  # of the colour of grain, against its lightness
STRONGEST = 0.055  # standard deviation of the coarsest grain in the mid tones


def optical(light: Floats, grade: Grade) -> Floats:
    """Spread and shade light (h, w, 3)."""
    if grade.bloom > 0:
        light = _bloom(light, grade.bloom)
    if grade.halation > 0:
        light = _halation(light, grade.halation)
    if grade.vignette > 0:
        light = light * _vignette(light.shape[0], light.shape[1], grade.vignette)[..., None]
    return np.ascontiguousarray(light, np.float32)


def _bloom(light: Floats, amount: float) -> Floats:
    """A diffusion filter: bright light spreads, and what spreads is missing where it was."""
    glow = np.clip(light - np.float32(GLOWS), 0, BRIGHTEST)
    spread = _blurred(glow, (0.012, 0.5), (0.05, 0.5))
    moved = cv2.addWeighted(spread, SPREAD * amount, glow, -SPREAD * amount, 0)
    return np.asarray(cv2.add(light, moved), np.float32)


def _halation(light: Floats, amount: float) -> Floats:
    """Light that passed the film and came back from its base, red, around what is very bright.

    What is as bright itself hides it.
    """
    spill = _luma(np.clip(light - np.float32(BRIGHT), 0, BRIGHTEST))
    halo = _blurred(spill, (0.004, 0.6), (0.015, 0.4))
    seen = np.asarray(halo / (1 + spill), np.float32)
    return np.asarray(
        cv2.add(light, cv2.transform(seen, RED[:, None] * (0.6 * amount))), np.float32
    )


def _luma(values: Floats) -> Floats:
    return np.asarray(cv2.transform(values, LUMA[None]), np.float32).reshape(values.shape[:2])


def _blurred(values: Floats, *parts: tuple[float, float]) -> Floats:
    """A sum of Gaussian blurs, each (standard deviation in heights, share)."""
    height, width = values.shape[:2]
    blurred = np.zeros_like(values)
    for size, share in parts:
        scale = min(1.0, NARROW / (size * height))
        rows, columns = max(round(height * scale), 1), max(round(width * scale), 1)
        small = cv2.resize(values, (columns, rows), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), rows * size)
        large = small if rows == height else cv2.resize(small, (width, height))
        blurred = cv2.scaleAdd(large, share, blurred)
    return np.asarray(blurred, np.float32)


@lru_cache(maxsize=4)
def _vignette(height: int, width: int, amount: float) -> Floats:
    """Cos^4-like falloff: `amount` 1 loses about 1.6 stops in the corners."""
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    reach = (x**2 + y**2) / 2
    return (2.0 ** (-1.6 * amount * reach**1.3)).astype(np.float32)


def grain(display: Floats, amount: float, seed: tuple[int, ...]) -> Floats:
    """Silver grain on display values (h, w, 3), as a change of density: it multiplies light.

    Strongest in the mid tones, nearly neutral, none in black, as large as on a 35 mm frame.
    """
    height, width, _ = display.shape
    rng = np.random.Generator(np.random.SFC64(seed))
    size = max(0.55, height / COARSE)
    silver = _noise(rng, (height, width, 1), size)
    # Clouds of dye are about twice as wide, so that half as many values tell them.
    dye = _noise(rng, (-(-height // 2), -(-width // 2), 3), size)
    mixed = cv2.resize(dye, (width, height))
    mixed = cv2.scaleAdd(mixed, TINT, cv2.cvtColor(silver, cv2.COLOR_GRAY2RGB))
    luma = np.clip(_luma(display), 0, 1)
    # Display values go as light^(1 / 2.4): a change of density d changes them by a share of d.
    share = np.sqrt(4 * (1 - luma) / np.maximum(luma, 0.04)) * np.float32(STRONGEST * amount)
    mixed = cv2.multiply(mixed, cv2.cvtColor(share, cv2.COLOR_GRAY2RGB))
    return np.asarray(cv2.add(display, cv2.multiply(display, mixed)), np.float32)


def _noise(rng: np.random.Generator, shape: tuple[int, int, int], size: float) -> Floats:
    """Blurred noise (h, w) or (h, w, c), of deviation 1."""
    noise = cv2.GaussianBlur(rng.standard_normal(shape, np.float32), (0, 0), size)
    return np.asarray(noise / np.float32(max(float(noise.std()), 1e-6)), np.float32)
