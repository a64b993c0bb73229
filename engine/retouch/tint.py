"""Another colour for a thing, in the light that falls on it: its folds and strands stay.

What is seen is the thing's own colour times the light at each place. The light is what varies in
luminance around the thing's middle, and in colour where the thing itself has little colour; it is
kept, and the colour exchanged.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.pictures import LUMA, Floats
from engine.retouch.ambient import Ambient
from engine.retouch.colour import Values, luminance, reachable
from engine.retouch.soft import blur, filled, shrunk, smooth, within

FLOOR = 6e-4  # linear: what is darker has no shading left to tell
GAIN = 5.0  # times brighter, above which noise is calmed
RIM, RIMMED = 2.0, 1.25  # pixels, and times the brightness further inside
HOLLOW = 0.45  # share of light that the rim of a lifted thing loses
TELLING = (0.01, 0.03)  # linear luminance
GREY = 0.12  # spread of a colour's channels: under it the thing shows the colour of the light


@dataclass(frozen=True)
class Coat:
    """A colour for a thing, and how it takes light."""

    colour: Floats  # (3,) linear reflectance
    bright: float  # linear: the luminance of its middle
    shade: float = 1.0  # power of its shading: less is flatter
    depth: float = 0.0  # how much more colour its dark places have, as dyed fibres do
    sheen: float = 0.0  # share of white in what shines


def middle(light: Floats, weight: Floats, percentile: float = 50) -> float:
    """The luminance of a thing, (h, w, 3) where its matte is nearly whole."""
    there = weight > 0.6
    value = luminance(light)[there] if there.any() else luminance(light)[weight >= weight.max()]
    return float(max(np.percentile(value, percentile), FLOOR))


def painted(light: Floats, weight: Floats, coat: Coat, ambient: Ambient, reach: float) -> Floats:
    """Linear light (h, w, 3) with the coat everywhere; `reach` in pixels is the finest tint."""
    usual = middle(light, weight)
    ratio = np.maximum(_level(light, weight, coat.bright / usual, reach), FLOOR / 4) / usual
    shade = _calmed(ratio, coat.bright / usual) ** np.float32(coat.shade)
    hue = coat.colour / np.maximum(coat.colour @ LUMA, 1e-4)
    tinted = hue * _lit(light, weight, ambient, reach)
    if coat.depth:
        power = np.clip(1 - coat.depth * np.log2(np.maximum(ratio, 1e-2)), 0.6, 1.6)[..., None]
        tinted = np.maximum(tinted, 1e-3) ** power.astype(np.float32)
    if coat.sheen:
        shine = (coat.sheen * smooth(1.6, 5, ratio))[..., None]
        tinted = tinted + (1 - tinted) * shine
    tinted = tinted / np.maximum(luminance(tinted), 1e-4)[..., None]
    bright = _shoulder(np.float32(coat.bright) * shade)
    return reachable((tinted * bright[..., None]).astype(np.float32))


def _level(light: Floats, weight: Floats, gain: float, reach: float) -> Floats:
    """The luminance that tells of the shading, (h, w)."""
    level = luminance(light)
    inside = shrunk(weight > 0.9, RIM)
    if inside.any():  # at its rim a thing is mixed with its neighbour, which may be brighter
        local = filled(
            within(level, inside.astype(np.float32), reach)[..., None], inside * np.float32(1)
        )
        level = np.where(inside, level, np.minimum(level, RIMMED * local[..., 0]))
    if gain > GAIN:
        far = float(np.log2(gain / GAIN))
        calm = blur(level, 0.5 + 0.4 * far)  # what is lifted far shows its noise
        level = level + (calm - level) * np.float32(min(1.0, far / 2))
        # A black thing shows only what shines on it: give its body some roundness.
        deep = cv2.distanceTransform((weight > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
        level = level * (
            1
            - np.float32(HOLLOW * min(1.0, far / 2)) * (1 - smooth(0, 3 * reach, np.asarray(deep)))
        )
    return level.astype(np.float32)


def _calmed(ratio: Values, gain: float) -> Floats:
    """Shading whose highlights are held back where they would be lifted with the rest."""
    most = np.float32(3 if gain > GAIN else 8)
    over = np.maximum(ratio / most, 1)
    held = np.where(ratio > most, most * (1 + np.log(over) * 0.5), np.maximum(ratio, 1e-3))
    return held.astype(np.float32)


def _lit(light: Floats, weight: Floats, ambient: Ambient, reach: float) -> Floats:
    """The colour of the light at each place, (h, w, 3), of luminance about 1."""
    there = np.maximum(weight, 1e-3)
    own = (light * there[..., None]).sum((0, 1)) / there.sum()
    own = own / max(float(own @ LUMA), 1e-5)
    spread = float(np.std(own / max(float(own.max()), 1e-5)))
    plain = 1 - float(smooth(GREY, 2.2 * GREY, np.float32(spread)))
    plain *= float(smooth(*TELLING, own @ LUMA))  # what is nearly black tells no colour
    if plain < 0.02:
        return np.broadcast_to(ambient.tint, light.shape)
    soft = within(light, there.astype(np.float32), reach)
    local = soft / np.maximum(luminance(soft), 1e-4)[..., None]
    varied = np.clip(local / np.maximum(own, 0.05), 0.4, 2.2)
    # A grey thing shows the light itself; what it shows beyond its middle is kept in any case.
    return (ambient.tint * (1 + (varied - 1) * np.float32(plain))).astype(np.float32)


def _shoulder(value: Floats) -> Floats:
    """Up to 0.7 as it is, then more slowly towards white."""
    over = np.maximum(value - 0.7, 0)
    return np.where(value > 0.7, 0.7 + 0.28 * (1 - np.exp(-over / 0.28)), value).astype(np.float32)
