"""Is skin skin: does it have the fine grain that pores, hairs and film give it?"""

import cv2
import numpy as np

from engine.protocol import Finding
from engine.review.scene import Scene

PORES = 1.2  # pixels of the upright face of 256: what is finer than this is texture
DARKEST, BRIGHTEST = 8.0, 97.0  # L*: beyond, nothing is printed
FEWEST = 400  # pixels of bare skin that can be judged
DEVIATION = 1.4826  # of a normal distribution in median absolute deviations
PLASTIC = 0.19
"""Deviation of L* below PORES, by the median, which lets wrinkles and edges of light pass.

Measured on 40 rendered portraits and the portrait of scikit-image: 0.20 to 1.96; on six negatives,
without grain: 0.21 to 0.37. Smoothed twice by a bilateral filter of 40 codes, as plastic skin is,
they have 0.09 to 0.18, prints with coarse grain up to 0.27. 8 bits alone make 0.09.
"""


def skin(scene: Scene) -> Finding | None:
    """Is the skin's texture there? None where the face is small or the skin dark."""
    if scene.large is None:
        return None
    light = scene.bare_chip.lab[..., 0]
    fine = np.abs(light - cv2.GaussianBlur(light, (0, 0), PORES))
    bare = scene.bare_chip.skin & (light > DARKEST) & (light < BRIGHTEST)
    if bare.sum() < FEWEST:
        return None
    value = float(np.median(fine[bare])) * DEVIATION
    good = value > PLASTIC
    return Finding(
        what="skin-texture",
        good=good,
        value=value,
        low=PLASTIC,
        mend="" if good else "region:skin",
    )
