"""One portrait for all tests of eyes."""

import cv2
import numpy as np
import pytest
import skimage.data

from engine.face import Face, faces
from engine.pictures import Pixels


@pytest.fixture(scope="session")
def portrait() -> Pixels:
    """NASA, public domain: her eyes are 45 pixels wide here."""
    part = np.ascontiguousarray(skimage.data.astronaut()[0:300, 90:360])
    return np.asarray(cv2.resize(part, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture(scope="session")
def face(portrait) -> Face:
    (face,) = faces(portrait)
    return face
