"""Where a head has its hair, its skin and its clothes, before any colour is looked at.

The numbers are proportions of heads as painters teach them, loosened: colours have the last word.
"""

import cv2
import numpy as np

from engine.face.frame import Map, certain, ramp
from engine.face.grooming import Grooming
from engine.pictures import Floats

BACKGROUND, HAIR, WARDROBE, SKIN, BEARD = range(5)
LABELS = 5
CROWN = 0.9  # of the crown's skin that is not there on a head that is not bald
LINK = (0.25, 0.6)  # how surely hair goes on: a gap up to the first
BEARD_ENDS, HAIR_ENDS = (0.05, 0.35), (1.2, 3.0)  # heights of the face below the chin
SLANT = np.ones((1, 5), np.uint8)  # pixels to the side that hanging hair may move with each row


def chances(at: Map, person: Floats, worn: Grooming) -> Floats:
    """(h, w, LABELS) how likely each pixel is of each label; sums to 1."""
    bare = 1 - 0.95 * worn.bald
    chin = (
        (1 - ramp(at.across, 0.8, 1.15))
        * (1 - ramp(-at.up, *BEARD_ENDS))
        * (1 - ramp(at.up, 0.25, 0.42))
    )
    inside = 0.02 + 0.35 * ramp(at.up, 0.72, 1) + 0.2 * ramp(at.across, 0.7, 1) + 0.1 * chin
    hair = np.where(at.oval, inside, _hair(at, person)) * np.float32(bare)
    cloth = np.where(at.oval, 0.005, _cloth(at))
    skin = np.where(at.oval, 1 - inside * bare, _skin(at, worn.bald))
    beard = 0.6 * worn.bearded * chin
    found = np.stack((np.zeros_like(hair), hair, cloth, skin, beard), -1)
    found *= (person / found.sum(-1))[..., None]
    found[..., BACKGROUND] = 1 - person
    return np.asarray(found, np.float32)


def _head(at: Map) -> Floats:
    """Near the skull: an ellipse around the face's upper half."""
    off = np.maximum(np.hypot(at.across / 1.35, (at.up - 0.72) / 0.85) - 0.75, 0)
    return np.asarray(np.exp(-8 * off * off), np.float32)


def _hair(at: Map, person: Floats) -> Floats:
    """Around the skull, and beside the neck where something hangs; hardly on the throat."""
    across, up = at.across, at.up
    curtain = ramp(across, 0.55, 0.9) * (1 - ramp(across, 1.6, 2.4)) * (1 - ramp(-up, *HAIR_ENDS))
    curtain *= (1 - ramp(up, 0.3, 0.7)) * _beside(at, person)
    throat = (1 - ramp(across, 0.6, 0.9)) * (1 - ramp(up, -0.1, 0.05))
    found = 0.02 + 0.75 * _head(at) * ramp(up, 0, 0.5) + 0.35 * curtain
    return np.asarray(found * (1 - 0.98 * throat), np.float32)


def _skin(at: Map, bald: float) -> Floats:
    """Neck, ears, hands and, of a bald head, the crown."""
    across, up = at.across, at.up
    neck = (1 - ramp(across, 0.6, 1)) * ramp(-up, -0.15, 0) * (1 - ramp(-up, 0.35, 0.9))
    crown = _head(at) * (1 - ramp(across, 1.05, 1.25)) * ramp(up, 0, 0.2)
    crown *= 1 - CROWN * (1 - bald) * ramp(up, 1.05, 1.15)
    ears = (1 - ramp(across, 1.15, 1.3)) * ramp(up, 0.1, 0.2) * (1 - ramp(up, 0.65, 0.8))
    hands = 0.1 * (up < -0.5)
    return np.asarray(0.03 + hands + 0.45 * (crown + ears) + 0.7 * neck, np.float32)


def _cloth(at: Map) -> Floats:
    """Below the chin, and sooner beside the neck; a collar may stand higher."""
    shoulders = ramp(-at.up, -0.1, 0.25) * ramp(at.across, 0.5, 1.2)
    collar = 0.15 * ramp(at.across, 1.1, 1.4) * (1 - ramp(at.up, 0.2, 0.35))
    return np.asarray(0.01 + ramp(-at.up, -0.02, 0.9) + 0.5 * shoulders + collar, np.float32)


def _beside(at: Map, person: Floats) -> Floats:
    """(h, w) by side: is there anything beside the jaw that could be hanging hair?"""
    beside = (at.across > 1.05) & (at.across < 1.5) & (at.up > -0.15) & (at.up < 0.2)
    out = np.ones_like(at.up)
    for half in (at.right, ~at.right):
        zone = beside & half
        share = float(person[zone].mean()) if zone.any() else 1.0
        out[half] = np.clip((share - 0.1) / 0.4, 0.1, 1)
    return out


def hung(at: Map, hair: Floats) -> Floats:
    """(h, w) how far hair reaches down without a gap: what hangs, hangs on something."""
    sure = np.where(at.up > 0.25, 1, ramp(np.asarray(cv2.blur(hair, (3, 3)), np.float32), *LINK))
    out = np.ones_like(hair)
    above = out[:1]
    for row in range(1, len(out)):
        out[row] = np.minimum(sure[row], cv2.dilate(above, SLANT)[0])
        above = out[row : row + 1]
    return out


def seeds(at: Map, person: Floats, worn: Grooming) -> Floats:
    """(h, w, LABELS) weights where each of them is to be seen almost surely, or not at all."""
    across, up = at.across, at.up
    bearded = worn.bearded > 0.2
    found = np.zeros((*up.shape, LABELS), np.float32)
    found[..., BACKGROUND] = person < 0.05
    crown = (up > 1.02) & (up < 1.6) & (across < 1.4)
    sides = (up > 0.5) & (up <= 1.02) & (across > 1.12) & (across < 1.5)
    found[..., HAIR] = ((person > 0.7) & crown) + 0.5 * ((person > 0.8) & sides)
    found[..., HAIR][at.oval] = 0
    chest = (up < -0.55) * (0.3 + 0.7 * ramp(-up, 0.5, 1.5))
    shoulders = ((up < -0.1) & (across > 1.2)) * 0.5
    found[..., WARDROBE] = (person > 0.8) * np.maximum(chest, shoulders)
    found[..., SKIN] = certain(at) & (up > (0.42 if bearded else 0.2))
    found[..., BEARD] = (up < 0.2) & (up > -0.1) & (across < 0.75) & bearded
    return found
