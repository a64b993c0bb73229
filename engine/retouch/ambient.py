"""The light of a picture as its sitter shows it: how bright white is in it, and what tints it."""

from dataclasses import dataclass

import numpy as np

from engine.pictures import LUMA, Floats
from engine.retouch.colour import from_oklab, oklab
from engine.retouch.seen import Seen

# Skin, whatever its depth, has nearly one hue under white light. Oklab a, b at lightness 0.6, and
# how far a sitter's may lie from it before it is the light that is coloured; from the skin of the
# 24-patch chart (dark and light skin) and our own renders under white light.
SKIN = (0.026, 0.036)
OWN = 0.022
TINTED = 0.85  # share of the rest that is taken for the light's
SHOWN = 0.36  # linear: lit skin of middle depth in a picture that is exposed for it
DIM, BRIGHT = 0.35, 1.15  # bounds of a white's brightness
LIT = 85  # percentile of the skin that counts as lit


@dataclass(frozen=True)
class Ambient:
    """The light that falls on the sitter."""

    white: float  # linear: how bright a white thing in the key light would be
    tint: Floats  # (3,) linear, of luminance 1
    fill: float = 1.0  # how much of the face's lit side its middle has, 0..1: little is low-key


def ambient(seen: Seen) -> Ambient:
    """Read the light from the sitter's skin; where none is seen it is full and white."""
    face = seen.of("face")
    there = face > 0.6
    if int(there.sum()) < 64:
        return Ambient(1.0, np.ones(3, np.float32))
    skin = seen.light[there]
    lit = float(np.percentile(skin @ LUMA, LIT))
    white = float(np.clip((lit / SHOWN) ** 0.6, DIM, BRIGHT))  # dark skin is exposed darker
    usual = float(np.median(skin @ LUMA))
    return Ambient(white, _tint(skin), min(1.0, 1.3 * usual / max(lit, 1e-4)))


def _tint(skin: Floats) -> Floats:
    bright = skin[skin @ LUMA >= np.percentile(skin @ LUMA, 40)]
    mean = bright.mean(0)
    found = oklab(mean.reshape(1, 1, 3))[0, 0]
    off = found[1:] / max(float(found[0]), 0.1) * 0.6 - np.array(SKIN, np.float32)
    far = float(np.hypot(*off))
    if far <= OWN:
        return np.ones(3, np.float32)
    off = off * (far - OWN) / far * TINTED
    usual = _rgb(np.array(SKIN, np.float32))
    tint = np.clip(_rgb(np.array(SKIN, np.float32) + off) / usual, 0.05, 4)
    return (tint / float(tint @ LUMA)).astype(np.float32)


def _rgb(ab: Floats) -> Floats:
    return np.maximum(from_oklab(np.array([[[0.6, ab[0], ab[1]]]], np.float32))[0, 0], 1e-3)
