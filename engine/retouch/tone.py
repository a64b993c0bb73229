"""Darker, warmer, muted: a thing's tone moved, in linear light and Oklab."""

import numpy as np

from engine.pictures import Floats
from engine.retouch.colour import Values, from_oklab, luminance, oklab, reachable
from prompts.retouching import Axis, Wish

TONES: tuple[Axis, ...] = ("light", "warmth", "chroma", "contrast", "grey")
STOP = 0.8  # stops that a plain "darker" or "lighter" moves
WARM = 0.022  # Oklab, at lightness 0.7: along blue to yellow, and a third of it to red
VIVID = 0.45  # powers of two of chroma
PUNCH = 0.30
GREY = 0.18


def toned(light: Values, asked: Wish) -> Floats:
    """Light, warmth, colour and contrast of linear light (h, w, 3) as the wish says."""
    if stops := asked.of("light") * STOP:
        light = light * np.float32(2**stops) if stops < 0 else _lifted(light, stops)
    if contrast := asked.of("contrast") * PUNCH:
        level = np.maximum(luminance(light), 1e-5)[..., None]
        usual = max(float(np.median(level)), 1e-3)
        light = light * np.clip((level / usual) ** np.float32(contrast), 0.3, 3)
    warmth, chroma = asked.of("warmth"), asked.of("chroma")
    if asked.of("grey") > 0:
        chroma = -99.0
    if not warmth and not chroma:
        return reachable(light)
    lab = oklab(np.clip(light, 0, 1))
    lab[..., 1:] *= np.float32(2 ** (VIVID * chroma * (1 if chroma > 0 else 1.6)))
    if warmth:
        size = np.float32(WARM * warmth) * np.minimum(lab[..., 0] / 0.7, 1.2)
        lab[..., 2] += size
        lab[..., 1] += size * np.float32(0.3)
    return reachable(from_oklab(lab))


def _lifted(light: Values, stops: float) -> Values:
    """Brighter, white kept: the middle moves by `stops`, what is bright by less."""
    gain = 2**stops
    level = np.maximum(luminance(light), 1e-6)[..., None]
    return light * (gain / (1 + (gain - 1) * level))
