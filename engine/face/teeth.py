"""Teeth in an open mouth: lighter than the lips and less red than they are."""

import numpy as np

from engine.face.face import Face
from engine.face.frame import ramp
from engine.face.outline import LIPS, MOUTH, blurred, filled
from engine.face.tones import GAMMA, power
from engine.pictures import LUMA, Floats, Pixels

OPEN = 0.025  # of the face's width: the least height of an opening that can show teeth
MARGIN = 4  # pixels around the lips


def teeth(pixels: Pixels, face: Face, soft: float) -> Floats:
    """(h, w) 0..1 where teeth show; `soft` pixels of edge."""
    shape = (pixels.shape[0], pixels.shape[1])
    out = np.zeros(shape, np.float32)
    points = face.points
    ring, lips = points[MOUTH], points[LIPS]
    low = np.clip(np.floor(lips.min(0)).astype(int) - MARGIN, 0, None)
    high = np.ceil(lips.max(0)).astype(int) + MARGIN
    part = pixels[low[1] : high[1], low[0] : high[0]]
    inside = filled((part.shape[0], part.shape[1]), ring - low) if part.size else out[:0]
    if inside.sum() < OPEN * face.width * np.ptp(ring[:, 0]):
        return out
    red = (filled((part.shape[0], part.shape[1]), lips - low) > 0.5) & (inside < 0.1)
    if not red.any():
        return out
    light = power(part, GAMMA)
    shine = light @ LUMA
    usual = np.median(shine[red])
    least = np.float32(0.05 * usual + 0.001)
    tone = np.log((shine + least) / (usual + least))
    warm = np.log((light[..., 0] + least) / (light[..., 1] + least))
    white = ramp(tone, 0.1, 0.7) * ramp(np.median(warm[red]) - warm, 0.05, 0.25)
    out[low[1] : high[1], low[0] : high[0]] = blurred(
        np.asarray(inside * white, np.float32), soft / 2
    )
    return out
