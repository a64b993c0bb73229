"""The film's curve: from light to the values of a display, and the light that values came from.

One curve serves every picture. A maquette's negative is made with it; of a photograph or of a
diffusion take it is the best guess, which halation, bloom, vignette and exposure need.
"""

import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats

GREY = 0.18
BLACK_STOPS, WHITE_STOPS = -9.0, 5.6  # the film's range around mid grey
SLOPE = 1.28  # of the curve at mid grey, against plain sRGB

BLACK = GREY * 2.0**BLACK_STOPS  # the light that prints as black
MOST = 16.0  # light that is more than white, whatever is added to it

Doubles = NDArray[np.float64]


def encode(linear: Doubles) -> Doubles:
    """Linear 0..1 to sRGB. Source: IEC 61966-2-1."""
    bright = 1.055 * np.maximum(linear, 0.0031308) ** (1 / 2.4) - 0.055
    return np.where(linear <= 0.0031308, 12.92 * linear, bright)


def decode(display: Doubles) -> Doubles:
    """Linear light of sRGB values in 0..1."""
    return np.where(display <= 0.04045, display / 12.92, ((display + 0.055) / 1.055) ** 2.4)


def film(light: Doubles) -> Doubles:
    """Light (mid grey is GREY) to display values in 0..1; mid grey stays mid grey."""
    return np.interp(np.log2(np.maximum(light, 1e-6) / GREY), _STOPS, _DISPLAY)


def develop(light: Doubles) -> Doubles:
    """The same of light over black."""
    return film(light + BLACK)


def squeezed(light: Floats) -> Floats:
    """Light for `unsqueezed`: its fourth root over 0..1, in which a curve of even steps is fine."""
    share = np.clip(light * np.float32(1 / MOST), 0, 1)
    return np.asarray(np.sqrt(np.sqrt(share)), np.float32)


def unsqueezed(values: Doubles) -> Doubles:
    """The light again."""
    return MOST * values**4


def light_of(display: Doubles) -> Doubles:
    """The light over black that `develop` turns into these display values; black has none."""
    return GREY * 2.0 ** np.interp(display, _DISPLAY, _STOPS) - BLACK


def _curve_table() -> tuple[Doubles, Doubles]:
    """A straight line through mid grey with a toe and a shoulder, each a power-sigmoid."""
    stops = np.linspace(BLACK_STOPS, WHITE_STOPS, 2048)
    grey = float(encode(np.array(GREY)))
    per_stop = SLOPE * grey * np.log(2) / 2.4  # display values a stop at mid grey

    def bend(x: Doubles, room: float, power: float) -> Doubles:
        line = per_stop * x
        return line / (1 + (line / room) ** power) ** (1 / power)

    up = grey + bend(np.maximum(stops, 0), 1 - grey, 1.75)
    down = grey - bend(np.maximum(-stops, 0), grey, 2.6)
    display = np.where(stops > 0, up, down)
    low, high = display[0], display[-1]
    display = np.where(stops > 0, grey + (display - grey) * (1 - grey) / (high - grey), display)
    return stops, np.where(stops > 0, display, grey - (grey - display) * grey / (grey - low))


_STOPS, _DISPLAY = _curve_table()
