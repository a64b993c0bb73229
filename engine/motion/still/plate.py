"""The place behind the subject, where the subject hides it."""

import cv2
import numpy as np

from engine.motion.still.grid import blur, resized, smoothstep
from engine.pictures import Floats, Negative

SMALL = 180  # pixels of the longer side on which the hole is filled: more detail would be invented
ROOM = 0.012  # of the longer side: how far beyond its matte the subject still tints the place
PLACE = 0.03  # of the frame: smaller pieces of it are gaps in the matte, unless they touch its top
REACH = 0.006  # of the longer side over which the filling begins


def whole(cover: Floats) -> Floats:
    """The subject's matte (h, w) without gaps: a hole in a coat would slide with the place."""
    gap = (cover < 0.5).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(gap, connectivity=4)
    out = cover
    for label in range(1, count):
        _, top, _, _, area = stats[label].tolist()
        if top > 0 and area < PLACE * cover.size:
            hole = (labels == label).astype(np.uint8)
            near = np.asarray(cv2.dilate(hole, np.ones((7, 7), np.uint8)), np.float32)
            out = np.maximum(out, blur(near, 1.5))
    return np.clip(out, 0, 1)


def behind(still: Negative, cover: Floats) -> Negative:
    """The still with the subject taken out: `cover` (h, w) says how much of each pixel it is.

    What is filled in is soft. Only a few pixels beside the subject are ever seen.
    """
    height, width = cover.shape
    longest = max(height, width)
    room = 2 * round(ROOM * longest) + 1
    round_brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (room, room))
    hidden = np.asarray(cv2.dilate(cover, round_brush), np.float32)
    scale = min(1.0, SMALL / longest)
    size = max(round(width * scale), 2), max(round(height * scale), 2)
    hole = (resized(hidden, size) > 0.02).astype(np.uint8)
    if hole.all():
        return still
    seen = 1 - (resized(hidden, size) > 0.02).astype(np.float32)
    # Each cell of the small picture is the mean of what is seen in it, not of the subject's edge.
    known = (hidden < 0.02).astype(np.float32)
    mean = (
        resized(still * known[..., None], size) / np.maximum(resized(known, size), 1e-3)[..., None]
    )
    small = np.clip(mean, 0, 1)
    small = np.where(seen[..., None] > 0, small, 0)
    code = (small * 255 + 0.5).astype(np.uint8)
    filled = np.asarray(cv2.inpaint(code, hole, 5, cv2.INPAINT_TELEA), np.float32) / 255
    filled = np.where(hole[..., None] > 0, filled, small).astype(np.float32)
    filled = np.where(hole[..., None] > 0, blur(filled, 2.0), filled).astype(np.float32)
    wide = resized(filled, (width, height))
    share = smoothstep(0.0, 0.6, blur(hidden, REACH * longest))
    return np.asarray(still + (wide - still) * share[..., None], np.float32)
