"""The networks that see a face: four small ones by Google, Apache-2.0, run by OpenCV.

They lie in the wheel of mediapipe 0.10.21, which is installed for its files alone and never
imported. Each file is checked by its SHA-256 when it is first used.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from threading import Lock
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats
from engine.protocol import StudioError

Name = Literal["detector", "mesh", "iris", "person"]

CARRIER = "mediapipe"
INSTALL = "Install it: pip install --no-deps mediapipe==0.10.21"


@dataclass(frozen=True)
class Card:
    """One network: where it lies, what it takes and what it gives."""

    file: str  # under the carrier's modules/
    sha256: str
    size: int  # pixels a side of the square it looks at
    low: float  # what black becomes; white becomes 1
    outputs: tuple[str, ...]  # OpenCV's classic engine knows several outputs by their names only


CARDS: dict[Name, Card] = {
    "detector": Card(
        "face_detection/face_detection_short_range.tflite",
        "bbff11cebd1eb27a1e004cae0b0e63ec8c551cbf34a4451148b4908b8db3eca8",
        128,
        -1.0,
        ("regressors", "classificators"),  # (896, 16) boxes and six points, (896, 1) logits
    ),
    "mesh": Card(
        "face_landmark/face_landmark.tflite",
        "1055cb9d4a9ca8b8c688902a3a5194311138ba256bcc94e336d8373a5f30c814",
        192,
        0.0,
        ("conv2d_21", "conv2d_31"),  # 468 points of x, y, z; one logit of presence
    ),
    "iris": Card(
        "iris_landmark/iris_landmark.tflite",
        "d1744d2a09c25f501d39eba4faff47e53ecca8852c5ce19bce8eeac39357521f",
        64,
        0.0,
        ("output_iris", "output_eyes_contours_and_brows"),  # 5 and 71 points of x, y, z
    ),
    "person": Card(
        "selfie_segmentation/selfie_segmentation.tflite",
        "9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
        256,
        0.0,
        ("activation_10",),  # (256, 256) 0..1
    ),
}

_LOCK = Lock()  # a network keeps its layers' results inside itself: one caller at a time


def run(name: Name, square: NDArray[np.uint8] | Floats) -> tuple[Floats, ...]:
    """What a network says of a square picture: its raw outputs in the order of its card.

    The square is (size, size, 3), RGB 0..255. Raises StudioError if the network is not installed.
    """
    card = CARDS[name]
    assert square.shape == (card.size, card.size, 3), f"{name} looks at {card.size} x {card.size}"
    scale = (1 - card.low) / 255
    blob = np.asarray(square, np.float32).transpose(2, 0, 1)[None] * np.float32(scale)
    with _LOCK:
        net = _net(name)
        net.setInput(np.ascontiguousarray(blob + np.float32(card.low)))
        return tuple(np.array(given, np.float32) for given in net.forward(list(card.outputs)))


@cache
def _net(name: Name) -> cv2.dnn.Net:
    path = carried(CARRIER, f"mediapipe/modules/{CARDS[name].file}", CARDS[name].sha256, INSTALL)
    # The new engine gives one output alone; the classic one agrees with LiteRT to 1e-4.
    return cv2.dnn.readNetFromTFLite(str(path), engine=cv2.dnn.ENGINE_CLASSIC)


def carried(package: str, file: str, sha256: str, install: str) -> Path:
    """Where a file of an installed package lies. Raises StudioError if it is not that file.

    The package is not imported. `install` is the sentence that says how to get it.
    """
    try:
        path = Path(str(metadata.distribution(package).locate_file(file)))
        data = path.read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise StudioError(f"Faces cannot be seen: {package} is not installed. {install}") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise StudioError(f"Faces cannot be seen: {path.name} is not the right file. {install}")
    return path
