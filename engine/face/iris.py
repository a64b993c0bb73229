"""Iris and lids of one eye, from a close look at it."""

import math

import numpy as np

from engine.face.crop import Crop
from engine.face.face import EyePoints, Indices, Side
from engine.face.nets import CARDS, run
from engine.pictures import Floats, Pixels

ROOM = 2.3  # the square in widths of the eye: MediaPipe's iris_landmark_landmarks_to_roi
SIDE = CARDS["iris"].size
CORNERS: dict[Side, tuple[int, int]] = {"left": (33, 133), "right": (263, 362)}  # outer, inner
# Of the 71 points the first nine are the lower lid from the outer corner to the inner one, the
# next seven the upper lid the same way; here in turn around the opening.
OPENING: Indices = np.array((*range(9), *range(15, 8, -1)), np.intp)


def eye(pixels: Pixels, mesh: Floats, side: Side) -> EyePoints:
    """Look closely at one eye of a mesh."""
    outer, inner = (mesh[i, :2] for i in CORNERS[side])
    # The network knows the left eye only: the right one is shown to it in a mirror.
    mirrored = side == "right"
    across = outer - inner if mirrored else inner - outer
    middle = (outer + inner) / 2
    square = Crop(
        centre=(float(middle[0]), float(middle[1])),
        size=max(float(np.linalg.norm(across)), 1.0) * ROOM,
        angle=math.atan2(across[1], across[0]),
        mirrored=mirrored,
    )
    rims, outlines = run("iris", square.cut(pixels, SIDE))
    iris = square.back(rims.reshape(5, 3)[:, :2], SIDE)
    lids = square.back(outlines.reshape(71, 3)[OPENING, :2], SIDE)
    across_it = float(np.linalg.norm(iris[1] - iris[3]) + np.linalg.norm(iris[2] - iris[4]))
    return EyePoints(
        corners=np.stack((lids[0], lids[8])),
        lids=lids,
        centre=iris[0],
        radius=across_it / 4,
        iris=iris,
    )
