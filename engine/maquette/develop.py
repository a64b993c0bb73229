"""The negative: exposure, white balance and a filmic curve, before any grade."""

import numpy as np

from engine.grade.stock import film
from engine.maquette.body import Floats
from engine.maquette.kelvin import LUMINANCE, balance
from engine.pictures import Negative
from prompts.setup import Setup

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
    return film(np.asarray(mixed, np.float64)).astype(np.float32)
