"""A photograph to set in motion."""

import cv2
import numpy as np
import pytest
from skimage.data import astronaut

from engine.motion.still.scene import Scene, look
from engine.pictures import Negative, to_float


@pytest.fixture(scope="session")
def photograph() -> Negative:
    """A face of 70 pixels in 240 x 300."""
    picture = cv2.resize(astronaut()[0:400, 62:382], (240, 300), interpolation=cv2.INTER_AREA)
    return to_float(picture)


@pytest.fixture(scope="session")
def close() -> Negative:
    """The same face, 130 pixels wide: eyes that one can look into."""
    picture = cv2.resize(astronaut()[30:230, 142:302], (240, 300), interpolation=cv2.INTER_CUBIC)
    return to_float(picture)


@pytest.fixture(scope="session")
def landscape() -> Negative:
    """Nobody."""
    y, x = np.mgrid[0:120, 0:160].astype(np.float32)
    hills = 0.5 + 0.2 * np.sin(x / 20) + 0.2 * np.cos(y / 13)
    return np.stack([hills, hills * 0.8, 0.3 + y / 300], -1).astype(np.float32)


@pytest.fixture(scope="session")
def person(photograph: Negative) -> Scene:
    return look(photograph, ())


@pytest.fixture(scope="session")
def scene(close: Negative) -> Scene:
    return look(close, ("blink", "glance"))
