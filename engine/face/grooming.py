"""Is the head bald, is the chin bearded: what roughness and hue say before anything is coloured in.

Hair is rough at the scale of pixels and skin is smooth; hair is greyer than the skin it grows on,
or of another hue. Zones are compared with other skin of the same face, in the same light.
"""

from dataclasses import dataclass

import numpy as np

from engine.face.frame import Map
from engine.face.tones import Tones, palette
from engine.pictures import Mask

FEW = 12  # pixels that say nothing
# Measured on renders of bald, haired, shaven and bearded heads, and on photographs.
SMOOTH = (0.56, 0.75)  # roughness of the crown in that of the forehead: bald, haired
HUE = (0.08, 0.2)  # how far the crown's hue is from the forehead's: bald, haired
SHADE = (-1.2, -0.6)  # how dark the crown is against the forehead: haired, bald
STUBBLE = (2.0, 2.6)  # roughness of the chin in that of the cheeks: shaven, bearded
KNOWN = (0.45, 0.6)  # how much of the chin has the colours of the crown: shaven, bearded
GREY = 2.0  # what a chin's greyness counts in roughness


@dataclass(frozen=True)
class Grooming:
    """Both 0..1."""

    bald: float
    bearded: float


def grooming(at: Map, seen: Tones, person: Mask) -> Grooming:
    """Judge a head from its tones; `person` is where there surely is one."""
    middle = at.across < 0.6
    crown = (at.up > 1.05) & (at.up < 1.35) & middle & person & ~at.oval
    forehead = (at.up > 0.75) & (at.up < 0.9) & middle & at.oval
    cheeks = (at.up > 0.4) & (at.up < 0.62) & (at.across > 0.3) & (at.across < 0.75)
    below = (at.up > 0) & (at.up < 0.14) & (at.across < 0.45)
    jaws = (at.up > 0.05) & (at.up < 0.3) & (at.across > 0.45) & (at.across < 0.75)
    return Grooming(_bald(seen, crown, forehead), _bearded(seen, below | jaws, cheeks, crown))


def _bald(seen: Tones, crown: Mask, forehead: Mask) -> float:
    if min(crown.sum(), forehead.sum()) < FEW:
        return 0.0
    tone, warm, cold = seen.middle(crown) - seen.middle(forehead)
    rough = seen.roughness(crown) / max(seen.roughness(forehead), 1e-4)
    hue = float(np.hypot(warm, cold))
    return (1 - _ramp(rough, *SMOOTH)) * (1 - _ramp(hue, *HUE)) * _ramp(float(tone), *SHADE)


def _bearded(seen: Tones, chin: Mask, cheeks: Mask, crown: Mask) -> float:
    if min(chin.sum(), cheeks.sum()) < FEW:
        return 0.0
    hair, skin = (palette(seen.index, where.astype(np.float32)) for where in (crown, cheeks))
    like = (hair / (hair + skin + np.float32(1e-6)))[seen.index]
    known = _ramp(float(like[chin].mean() - like[cheeks].mean()), *KNOWN)
    _, warm, cold = seen.middle(chin) - seen.middle(cheeks)
    rough = seen.roughness(chin) / max(seen.roughness(cheeks), 1e-4)
    grey = float(np.clip(min(-warm, cold), -0.15, 0.3))
    return max(_ramp(rough + GREY * grey, *STUBBLE), known)


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0, 1))
