"""Spots of light behind the subject: a lens makes discs of them, and nothing else.

A point of light out of focus is an image of the aperture: a disc, a lens shape towards the frame's
corners, or a polygon of its blades; all of them are convex and close to an ellipse.
"""

import cv2
import numpy as np

from engine.pictures import Floats, Mask
from engine.protocol import Finding
from engine.review.scene import Scene

WORKING = 512  # pixels of the longer side
STANDS = 9.0  # of L* above what is around it
SMALLEST = 30.0  # pixels of area: less is grain, or a lamp that is sharp
LARGEST = 0.03  # of the picture: more is a window or a wall
AWAY = 9  # pixels that a spot keeps from the person and from the frame, to be seen whole
FEWEST = 3  # spots that say something
ROUND = 0.84
"""How much of its ellipse a spot fills and keeps to (overlap over union).

Discs of rendered and of real lenses have 0.9 and more; where two of them touch, 0.7.
"""
LEVELS = (0.35, 0.5, 0.65, 0.8)  # of a spot's height: discs that touch come apart at one of them
MOST = 0.65
"""Share of spots that may be something else: a photograph shows stars, leaves and signs too.

0.55 on the portrait of scikit-image; of spots that were drawn with wavy outlines 0.73 and more.
"""


def background(scene: Scene) -> Finding | None:
    """How many of the bright spots behind the person are no lens's. None with less than three."""
    found = spots(*_seen(scene))
    if len(found) < FEWEST:
        return None
    share = float(np.mean([spot < ROUND for spot in found]))
    good = share <= MOST
    mend = "" if good else "region:background"
    return Finding(what="background", good=good, value=share, high=MOST, mend=mend)


def _seen(scene: Scene) -> tuple[Floats, Mask]:
    """Lightness, and where the person is, both small."""
    light = scene.lab[..., 0]
    scale = min(WORKING / max(light.shape), 1.0)
    size = (max(round(light.shape[1] * scale), 1), max(round(light.shape[0] * scale), 1))
    small = np.asarray(cv2.resize(light, size, interpolation=cv2.INTER_AREA), np.float32)
    body = cv2.resize(scene.person, size, interpolation=cv2.INTER_LINEAR) > 0.3
    return small, np.asarray(body, np.bool_)


def spots(light: Floats, body: Mask) -> list[float]:
    """How round each whole spot of light is, 0..1."""
    smooth = np.asarray(cv2.GaussianBlur(light, (0, 0), 1.2), np.float32)
    around = 2 * (max(light.shape) // 12) + 1
    square = np.ones((around, around), np.uint8)  # its rows and columns are passed apart: quick
    stands = np.asarray(cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, square), np.float32)
    near = cv2.dilate(body.astype(np.uint8), np.ones((2 * AWAY + 1,) * 2, np.uint8)) > 0
    count, labels = cv2.connectedComponents((stands > STANDS).astype(np.uint8))
    found: list[float] = []
    for number in range(1, count):
        area = np.asarray(labels == number, np.bool_)
        if SMALLEST < area.sum() < LARGEST * area.size and not (area & near).any():
            found.extend(_round(area, stands))
    return found


def _round(area: Mask, stands: Floats) -> list[float]:
    """The roundness of a spot, or of the discs into which it falls at a higher level."""
    best: list[float] = []
    for level in LEVELS:
        core = area & (stands > level * stands[area].max())
        parts = _parts(core)
        if not best or (parts and np.mean(parts) > np.mean(best)):
            best = parts
    return best


def _parts(core: Mask) -> list[float]:
    outlines, _ = cv2.findContours(core.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found: list[float] = []
    height, width = core.shape
    for outline in outlines:
        x, y, across, down = cv2.boundingRect(outline)
        whole = x > 1 and y > 1 and x + across < width - 1 and y + down < height - 1
        if whole and len(outline) >= 8 and cv2.contourArea(outline) > SMALLEST / 2:
            found.append(_overlap(outline, (x, y, across, down)))
    return found


def _overlap(outline: cv2.typing.MatLike, box: tuple[int, int, int, int]) -> float:
    """Of a spot with the ellipse of its own moments: what they share over what they cover."""
    x, y, across, down = box
    part = np.zeros((down + 8, across + 8), np.uint8)
    cv2.drawContours(part, [outline], 0, 1, cv2.FILLED, offset=(4 - x, 4 - y))
    rows, columns = np.nonzero(part)
    spread = np.cov(np.stack((columns, rows))) + np.eye(2) / 12
    values, vectors = np.linalg.eigh(spread)
    grid = np.stack(np.meshgrid(np.arange(part.shape[1]), np.arange(part.shape[0])), -1)
    off = (grid - (columns.mean(), rows.mean())) @ vectors
    # A filled ellipse's variance along an axis is a quarter of the half axis squared.
    inside = (off**2 / (4 * np.maximum(values, 1e-3))).sum(-1) <= 1
    shared = float((inside & (part > 0)).sum())
    return shared / max(float((inside | (part > 0)).sum()), 1.0)
