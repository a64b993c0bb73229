"""What lens and film do to light, at the scale of the picture: bloom, halation, vignette, grain.

Light is over black, with mid grey at about 0.18 (engine.grade.stock). Every size follows the height
of the picture, so that a preview looks like the print.
"""

import cv2
import numpy as np

from engine.pictures import Floats
from prompts.setup import Grade

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)  # Rec. 709
RED = np.array([1.0, 0.28, 0.08], np.float32)  # light that came back through the red layer
BRIGHT, BRIGHTEST = 0.9, 6.0  # light that begins to come back, and the most that one pixel sends
GLOWS = 0.35  # light that begins to bloom
SPREAD = 0.5  # share of it that the strongest bloom spreads
WORK = 320  # rows of the small picture in which wide blurs are made
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
    moved = (SPREAD * amount) * (spread - glow)
    return np.asarray(np.maximum(light + moved, 0), np.float32)


def _halation(light: Floats, amount: float) -> Floats:
    """Light that passed the film and came back from its base, red, around what is very bright.

    What is as bright itself hides it.
    """
    spill = np.asarray(np.clip(light - np.float32(BRIGHT), 0, BRIGHTEST) @ LUMA, np.float32)
    halo = _blurred(spill, (0.004, 0.6), (0.015, 0.4))
    seen = (0.6 * amount) * halo / (1 + spill)
    return np.asarray(light + seen[..., None] * RED, np.float32)


def _blurred(values: Floats, *parts: tuple[float, float]) -> Floats:
    """A sum of Gaussian blurs, each (standard deviation in heights, share)."""
    height, width = values.shape[:2]
    scale = min(1.0, WORK / height)
    rows, columns = max(round(height * scale), 1), max(round(width * scale), 1)
    small = cv2.resize(values, (columns, rows), interpolation=cv2.INTER_AREA)
    wide = sum(
        np.float32(share) * cv2.GaussianBlur(small, (0, 0), rows * size) for size, share in parts
    )
    return np.asarray(cv2.resize(np.asarray(wide), (width, height)), np.float32)


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
    noise = cv2.GaussianBlur(rng.standard_normal((height, width, 4), np.float32), (0, 0), size)
    mixed = noise[..., 3:] + np.float32(TINT) * noise[..., :3]
    unit = max(float(noise[..., 3].std()), 1e-6)
    luma = np.clip(display @ LUMA, 0, 1)
    # Display values go as light^(1 / 2.4): a change of density d changes them by a share of d.
    share = (STRONGEST * amount / unit) * np.sqrt(4 * (1 - luma) / np.maximum(luma, 0.04))
    return np.asarray(display * (1 + share[..., None] * mixed), np.float32)
