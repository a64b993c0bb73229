"""The mesh of a face: 468 points, and where it looks.

The network was made for upright faces that fill two thirds of its square.
"""

import math

import numpy as np

from engine.face.crop import Crop
from engine.face.face import Indices
from engine.face.nets import CARDS, run
from engine.pictures import Floats, Pixels

ROOM = 1.5  # the square in sizes of the face: MediaPipe's face_detection_front_detection_to_roi
SIDE = CARDS["mesh"].size
EYES = (33, 263)  # the outer corners, left and right
# Pairs of points that mirror each other: eye corners, cheeks, nostrils, mouth, jaw, temples.
LEFT: Indices = np.array((33, 133, 50, 129, 61, 172, 127, 234, 70), np.intp)
RIGHT: Indices = np.array((263, 362, 280, 358, 291, 397, 356, 454, 300), np.intp)
TOP, BOTTOM = 10, 152  # the middle of the forehead's upper edge, and the chin


def mesh(pixels: Pixels, centre: Floats, size: float, angle: float) -> tuple[Floats, float]:
    """468 points (x, y, z) in pixels and how surely there is a face (0..1).

    The face is `size` pixels large around `centre` and leans by `angle` radians.
    """
    points, _ = _pass(pixels, centre, size, angle)
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    # The second pass stands exactly where the first found the face; its answer is the better one.
    return _pass(pixels, (low + high) / 2, float((high - low).max()), lean(points))


def lean(points: Floats) -> float:
    """Radians by which the line of the eyes falls to the right."""
    across = points[EYES[1]] - points[EYES[0]]
    return math.atan2(across[1], across[0])


def _pass(pixels: Pixels, centre: Floats, size: float, angle: float) -> tuple[Floats, float]:
    square = Crop((float(centre[0]), float(centre[1])), max(size, 1.0) * ROOM, angle)
    flat, logit = run("mesh", square.cut(pixels, SIDE))
    points = flat.reshape(468, 3)
    placed = square.back(points[:, :2], SIDE)
    deep = points[:, 2] * np.float32(square.size / SIDE)
    return np.c_[placed, deep], sigmoid(float(logit.ravel()[0]))


def sigmoid(logit: float) -> float:
    """From a network's number to a probability."""
    return 1 / (1 + math.exp(-min(max(logit, -80.0), 80.0)))


def turned(points: Floats) -> tuple[float, float, float]:
    """Yaw, pitch and roll of a mesh in degrees, see Face."""
    across = (points[RIGHT] - points[LEFT]).mean(0)
    across /= np.linalg.norm(across)
    down = points[BOTTOM] - points[TOP]
    down -= across * (down @ across)
    down /= np.linalg.norm(down)
    away = np.cross(across, down)
    yaw = math.degrees(math.atan2(-away[0], away[2]))
    pitch = math.degrees(math.asin(min(max(float(away[1]), -1.0), 1.0)))
    roll = math.degrees(math.atan2(across[1], across[0]))
    return yaw, pitch, roll


def breadth(points: Floats) -> float:
    """Pixels from ear to ear along the face's own width, as it lies in the picture."""
    angle = lean(points)
    along = points[:, 0] * math.cos(angle) + points[:, 1] * math.sin(angle)
    return float(np.ptp(along))
