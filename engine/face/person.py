"""Who is no background: the selfie network's matte of the people in a picture."""

import cv2
import numpy as np

from engine.face.nets import CARDS, run
from engine.pictures import Floats, Pixels

SIDE = CARDS["person"].size


def person(pixels: Pixels, size: tuple[int, int]) -> Floats:
    """How likely each pixel shows a person, 0..1, as (height, width) of `size` (width, height).

    The network looks at the whole picture, squeezed into its square: so it was trained. Raises
    StudioError if it is not installed.
    """
    small = cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    (likely,) = run("person", np.asarray(small, np.uint8))
    matte = cv2.resize(likely.reshape(SIDE, SIDE), size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(matte, 0, 1), np.float32)
