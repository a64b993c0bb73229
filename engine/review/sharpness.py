"""Is the picture sharp where a portrait must be: at the nearer eye?"""

import cv2
import numpy as np

from engine.face import SIDES
from engine.face.crop import Crop
from engine.pictures import Floats
from engine.protocol import Finding
from engine.review.scene import Scene, lab

SIDE = 64  # pixels of the square around an eye
ROOM = 2.0  # of it in widths of the eye
SMALLEST = 16.0  # pixels of an eye's width, below which no lash is seen in any picture
AGAIN = 9  # pixels of the blur that is tried
BLURRED = 0.55
"""Of the perceptual blur, 0 sharp to 1.

Source of the measure: Crete, Dolmiere, Ladret, Nicolas, The blur effect, 2007. Measured on 40
rendered portraits: 0.29 to 0.48, the portrait of scikit-image 0.50; after a gaussian of 2 pixels
on eyes of 25 to 50: 0.53 to 0.77.
"""


def sharpness(scene: Scene) -> Finding | None:
    """Is the sharper eye sharp? None where both are too small to say."""
    if scene.face is None:
        return None
    eyes = [scene.face.eyes[side] for side in SIDES]
    found: list[float] = []
    for eye in eyes:
        if eye.width >= SMALLEST:
            middle = eye.corners.mean(0)
            square = Crop((float(middle[0]), float(middle[1])), ROOM * eye.width, 0.0)
            found.append(blur(lab(square.cut(scene.pixels, SIDE))[..., 0]))
    if not found:
        return None
    value = min(found)
    good = value < BLURRED
    return Finding(
        what="sharpness", good=good, value=value, high=BLURRED, mend="" if good else "refine"
    )


def blur(light: Floats) -> float:
    """How little a further blur takes away, along the axis that suffers least."""
    return max(_along(light), _along(np.ascontiguousarray(light.T)))


def _along(light: Floats) -> float:
    further = cv2.blur(light, (1, AGAIN))
    steps = np.abs(np.diff(light, axis=0))
    lost = np.maximum(steps - np.abs(np.diff(further, axis=0)), 0)
    whole = float(steps.sum())
    return (whole - float(lost.sum())) / max(whole, 1e-6)
