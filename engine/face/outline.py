"""Outlines on the mesh of a face, and how they become mattes with smooth edges.

The indices are those of the MediaPipe face mesh (canonical_face_model, Apache-2.0).
"""

import cv2
import numpy as np

from engine.face.face import Indices
from engine.pictures import Floats


def _ring(*indices: int) -> Indices:
    return np.array(indices, np.intp)


OVAL = _ring(
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
    152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
LIPS = _ring(
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146
)
MOUTH = _ring(
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95
)
"""What is between the lips."""
BROWS = (
    _ring(70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    _ring(300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)
STEPS = 4  # bits of a pixel to which OpenCV places a corner


def filled(shape: tuple[int, int], points: Floats, soft: float = 0.0) -> Floats:
    """The inside of a closed outline (n, 2): 1 within, and an edge of some `soft` pixels."""
    ink = np.zeros(shape, np.uint8)
    # OpenCV counts from the middle of the first pixel.
    corners = np.rint((points - 0.5) * 2**STEPS).astype(np.int32)
    cv2.fillPoly(ink, [corners], 255, lineType=cv2.LINE_AA, shift=STEPS)
    matte = ink.astype(np.float32) / np.float32(255)
    return blurred(matte, soft / 2) if soft > 0.5 else matte


def blurred(matte: Floats, sigma: float) -> Floats:
    """Softened, the border of the picture going on."""
    return np.asarray(
        cv2.GaussianBlur(matte, (0, 0), max(sigma, 0.1), borderType=cv2.BORDER_REPLICATE),
        np.float32,
    )
