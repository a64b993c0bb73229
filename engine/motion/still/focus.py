"""Pulling focus: a lens whose plane of focus stands before the subject, and comes onto it."""

import cv2
import numpy as np

from engine.motion.still.grid import resized
from engine.motion.still.scene import Scene
from engine.pictures import Floats, Negative

MOST = 0.004  # of the frame's height: radius of the blur of the eyes, farthest out
LEGIBLE = 0.01  # of the face's width: no more, or nobody knows who it is
PLACE = 2.6  # times as much as of the frame's height, of the place behind
NEAR = 0.55  # share by which a whole face's width nearer is less blurred
FELT = 0.35  # pixels of radius


class Focus:
    """Blurs a frame by its depth, in discs as a lens does, and in light, not in display values."""

    def __init__(self, scene: Scene, force: float) -> None:
        """Find by how much everything blurs."""
        height, width = scene.cover.shape
        deep = resized(scene.depth, (width, height)) / np.float32(scene.unit)
        most = min(1.0, LEGIBLE * scene.unit / max(MOST * height * force, 1e-3))
        subject = most * np.clip(1 - NEAR * deep, 0.3, 1.5)
        share = subject + (PLACE - subject) * (1 - scene.cover)
        self._share = (share / PLACE)[..., None].astype(np.float32)  # of the largest
        self._most = MOST * height * force * PLACE

    def on(self, frame: Negative, defocus: float) -> Negative:
        """The frame with the plane of focus so far (0..1) before the subject."""
        largest = self._most * defocus
        if largest < FELT:
            return frame
        light = np.square(frame)
        middle = _disc(light, largest / 2)
        wide = _disc(light, largest)
        near = light + (middle - light) * np.minimum(2 * self._share, 1)
        out = near + (wide - near) * np.maximum(2 * self._share - 1, 0)
        return np.sqrt(np.maximum(out, 0))


def _disc(light: Floats, radius: float) -> Floats:
    """Every point becomes a disc with a soft rim; `radius` in pixels."""
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    kernel /= kernel.sum()
    return np.asarray(
        cv2.filter2D(light, -1, kernel, borderType=cv2.BORDER_REFLECT_101), np.float32
    )
