"""What film and lens do to light, at the scale of the picture: halation, bloom, vignette, grain."""

import cv2
import numpy as np

from engine.pictures import Floats
from prompts.setup import Grade

LUMA = np.array([0.2126, 0.7152, 0.0722], np.float32)  # Rec. 709
RED = np.array([1.0, 0.28, 0.08], np.float32)  # light that came back through the red layer
BRIGHT, BRIGHTEST = 0.9, 6.0  # light that begins to spill, and the most that one pixel spills


def optical(film: Floats, grade: Grade) -> Floats:
    """Spread and shade light (h, w, 3), mid grey 0.18. The size of spread follows the height."""
    if grade.halation > 0:
        spilt = (0.5 * grade.halation) * _halo(film)[..., None] * RED
        film = film + spilt.astype(np.float32)
    if grade.vignette > 0:
        film = film * _vignette(film.shape[0], film.shape[1], grade.vignette)[..., None]
    return np.asarray(film, np.float32)


def _halo(film: Floats) -> Floats:
    """What very bright light sends into its surroundings (h, w)."""
    height, width = film.shape[:2]
    spill = np.clip(film - BRIGHT, 0, BRIGHTEST) @ LUMA
    small = cv2.resize(spill, (max(width // 2, 1), max(height // 2, 1)), None, 0, 0, cv2.INTER_AREA)
    near = cv2.GaussianBlur(small, (0, 0), height * 0.004)
    wide = cv2.GaussianBlur(small, (0, 0), height * 0.015)
    halo = np.asarray(0.6 * near + 0.4 * wide, np.float32)
    return np.asarray(cv2.resize(halo, (width, height)), np.float32)


def _vignette(height: int, width: int, amount: float) -> Floats:
    """Cos^4-like falloff: `amount` 1 loses about 1.6 stops in the corners."""
    y, x = np.linspace(-1, 1, height)[:, None], np.linspace(-1, 1, width)[None, :]
    reach = (x**2 + y**2) / 2
    return (2.0 ** (-1.6 * amount * reach**1.3)).astype(np.float32)


def grain(display: Floats, amount: float, seed: tuple[int, ...]) -> Floats:
    """Silver grain: strongest in the mid tones, nearly neutral, as large as on a 35 mm frame."""
    height, width, _ = display.shape
    rng = np.random.Generator(np.random.SFC64(seed))
    size = max(0.55, height / 1100)
    noise = rng.standard_normal((height, width, 4), np.float32)
    noise = cv2.GaussianBlur(noise, (0, 0), size)
    mixed = noise[..., 3:] + np.float32(0.35) * noise[..., :3]
    mixed *= np.float32(0.055 * amount / max(float(noise[..., 3].std()), 1e-6))
    luma = display @ LUMA
    mixed *= np.sqrt(np.maximum(4 * luma * (1 - luma), 0.04))[..., None]
    return np.asarray(display + mixed, np.float32)
