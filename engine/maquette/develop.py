"""The print: exposure, white balance, a filmic curve, then the grade, to 8 bits."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, zoom

from engine.maquette.body import Floats
from engine.maquette.kelvin import LUMINANCE, balance
from prompts.setup import Grade, Setup

GREY = 0.18
BLACK_STOPS, WHITE_STOPS = -9.0, 5.6  # the film's range around mid grey
SLOPE = 1.28  # of the curve at mid grey, against plain sRGB
LUMA = LUMINANCE.astype(np.float32)
# Bright saturated colours lean to white, as dyes do: a small share of each channel goes to all.
CROSSTALK = 0.06


def develop(linear: Floats, setup: Setup, seed: int = 0) -> NDArray[np.uint8]:
    """Scene-linear Rec. 709 (h, w, 3) to display-ready 8 bits. The seed moves only the grain."""
    gains = balance(setup.white_balance) * 2.0**setup.exposure
    film = np.maximum(linear, 0) * gains.astype(np.float32)
    film = _halation(film, setup.grade.halation)
    film = film * _vignette(film.shape[:2], setup.grade.vignette)
    return to_bytes(grade(curve(film), setup.grade, seed))


def curve(linear: Floats) -> Floats:
    """Scene-linear to display-referred sRGB values in 0..1; mid grey stays mid grey."""
    mean = linear @ LUMA
    mixed = linear * np.float32(1 - CROSSTALK) + (mean * np.float32(CROSSTALK))[..., None]
    stops = np.log2(np.maximum(mixed, 1e-6) / GREY)
    return np.interp(stops, _STOPS, _DISPLAY).astype(np.float32)


def _curve_table() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A straight line through mid grey with a toe and a shoulder, each a power-sigmoid."""
    stops = np.linspace(BLACK_STOPS, WHITE_STOPS, 2048)
    grey = _srgb(np.array([GREY]))[0]
    per_stop = SLOPE * grey * np.log(2) / 2.4  # display values a stop at mid grey

    def bend(x: NDArray[np.float64], room: float, power: float) -> NDArray[np.float64]:
        line = per_stop * x
        return line / (1 + (line / room) ** power) ** (1 / power)

    up = grey + bend(np.maximum(stops, 0), 1 - grey, 1.75)
    down = grey - bend(np.maximum(-stops, 0), grey, 2.6)
    display = np.where(stops > 0, up, down)
    low, high = display[0], display[-1]
    display = np.where(stops > 0, grey + (display - grey) * (1 - grey) / (high - grey), display)
    return stops, np.where(stops > 0, display, grey - (grey - display) * grey / (grey - low))


def grade(display: Floats, wish: Grade, seed: int = 0) -> Floats:
    """ASC CDL, contrast and grain on display-referred values."""
    slope, offset, power = (np.array(v, np.float32) for v in (wish.slope, wish.offset, wish.power))
    out = np.clip(display * slope + offset, 0, 1) ** power
    luma = (out @ LUMA)[..., None]
    out = np.clip(luma + (out - luma) * np.float32(wish.saturation), 0, 1)
    out = _contrast(out.astype(np.float32), wish.contrast)
    if wish.grain > 0:
        out = out + _grain(out, wish.grain, seed)
    return np.clip(out, 0, 1)


def to_bytes(display: Floats) -> NDArray[np.uint8]:
    """0..1 to 0..255."""
    return (np.clip(display, 0, 1) * 255 + 0.5).astype(np.uint8)


def _contrast(display: Floats, amount: float) -> Floats:
    """An S around mid grey that keeps black, grey and white."""
    if amount == 1:
        return display
    grey = np.float32(_srgb(np.array([GREY]))[0])
    low = grey * (np.minimum(display, grey) / grey) ** np.float32(amount)
    high = 1 - (1 - grey) * ((1 - np.maximum(display, grey)) / (1 - grey)) ** np.float32(amount)
    return np.where(display < grey, low, high)


def _grain(display: Floats, amount: float, seed: int) -> Floats:
    """Silver grain: strongest in the mid tones, nearly neutral, as large as on a 35 mm frame."""
    height, width, _ = display.shape
    rng = np.random.default_rng(seed)
    size = max(0.55, height / 1100)
    neutral = gaussian_filter(rng.standard_normal((height, width, 1)), (size, size, 0))
    tint = gaussian_filter(rng.standard_normal((height, width, 3)), (size, size, 0))
    noise = (neutral + 0.35 * tint) / neutral.std()
    luma = (display @ LUMA)[..., None]
    return (0.055 * amount * np.sqrt(np.maximum(4 * luma * (1 - luma), 0.04)) * noise).astype("f4")


def _halation(film: Floats, amount: float) -> Floats:
    """Light that passed the film and came back from its base, red, around what is very bright."""
    if amount == 0:
        return film
    spill = np.maximum(film - 0.9, 0)
    spill = np.minimum(spill, 6.0) @ LUMA
    small = spill[::2, ::2]
    radius = film.shape[0] / 2
    halo = 0.6 * gaussian_filter(small, radius * 0.008) + 0.4 * gaussian_filter(
        small, radius * 0.03
    )
    factors = [f / s for f, s in zip(film.shape[:2], small.shape, strict=True)]
    wide = zoom(halo, factors, order=1)
    colour = np.array([1.0, 0.28, 0.08], np.float32)
    return (film + amount * 0.5 * np.asarray(wide)[..., None] * colour).astype(np.float32)


def _vignette(shape: tuple[int, int], amount: float) -> Floats:
    """Cos^4-like falloff: `amount` 1 loses about 1.6 stops in the corners."""
    height, width = shape
    y, x = np.ogrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    reach = (x**2 + y**2) / 2
    return (2.0 ** (-1.6 * amount * reach**1.3)).astype(np.float32)[..., None]


def _srgb(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


_STOPS, _DISPLAY = _curve_table()
