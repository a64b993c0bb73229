"""The negative: exposure, white balance and a filmic curve, before any grade."""

import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Floats
from engine.maquette.kelvin import LUMINANCE, balance
from engine.pictures import Negative
from prompts.setup import Setup

GREY = 0.18
BLACK_STOPS, WHITE_STOPS = -9.0, 5.6  # the film's range around mid grey
SLOPE = 1.28  # of the curve at mid grey, against plain sRGB
LUMA = LUMINANCE.astype(np.float32)
# Bright saturated colours lean to white, as dyes do: a small share of each channel goes to all.
CROSSTALK = 0.06


def develop(linear: Floats, setup: Setup) -> Negative:
    """Scene-linear Rec. 709 (h, w, 3) to a picture that wants only its grade."""
    gains = balance(setup.white_balance) * 2.0**setup.exposure
    return curve(np.maximum(linear, 0) * gains.astype(np.float32))


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


def _srgb(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


_STOPS, _DISPLAY = _curve_table()
