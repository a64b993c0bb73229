"""A plausible depth of a person, smooth enough that nothing tears when the camera moves."""

import cv2
import numpy as np

from engine.face import Face
from engine.motion.still.grid import blur, coarse_coordinates, resized
from engine.pictures import Floats

# All in widths of the face; a head is about as deep as its face is wide.
RIM = -0.55  # of the subject's outline, behind the face's front
THICK = 0.45  # what the middle of the subject stands before its outline
ROUND = 0.7  # from the outline to where the subject is thick
SOFT = 0.07
SPREAD = 0.09  # over which the mesh's points are joined


def relief(cover: Floats, face: Face | None, unit: float) -> Floats:
    """How far every cell of the coarse grid stands before the eyes' plane, in pixels.

    `cover` (h, w) is the subject's matte, `unit` the face's width in pixels. The place behind is
    given the depth of the outline nearest to it: what stands there is the plate's affair.
    """
    x, y = coarse_coordinates(cover.shape)
    cell = cover.shape[1] / x.shape[1]
    inside = (resized(cover, (x.shape[1], x.shape[0])) > 0.5).astype(np.uint8)
    if not inside.any():
        return np.zeros_like(x)
    # A border of the frame is no outline: the subject goes on beyond it.
    padded = cv2.copyMakeBorder(inside, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    deep = np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5), np.float32)[1:-1, 1:-1]
    share = np.clip(deep * cell / (ROUND * unit), 0, 1)
    dome = RIM + THICK * np.sqrt(1 - (1 - share) ** 2)
    depth = (dome * unit).astype(np.float32)
    if face is not None:
        known, weight = _joined(face, x, y, unit)
        depth += (known - depth) * weight
    return blur(depth, SOFT * unit / cell)


def _joined(face: Face, x: Floats, y: Floats, unit: float) -> tuple[Floats, Floats]:
    """The mesh as a surface, and how much it is to be believed (0..1)."""
    cell = float(x[0, 1] - x[0, 0])
    eyes = np.mean([face.mesh[i, 2] for i in (33, 133, 362, 263)])
    column = np.rint((face.mesh[:, 0] - x[0, 0]) / cell).astype(int)
    row = np.rint((face.mesh[:, 1] - y[0, 0]) / cell).astype(int)
    here = (column >= 0) & (column < x.shape[1]) & (row >= 0) & (row < x.shape[0])
    total, count = np.zeros_like(x), np.zeros_like(x)
    np.add.at(total, (row[here], column[here]), (eyes - face.mesh[here, 2]).astype(np.float32))
    np.add.at(count, (row[here], column[here]), np.float32(1))
    sigma = SPREAD * unit / cell
    total, count = blur(total, sigma), blur(count, sigma)
    hull = np.zeros(x.shape, np.uint8)
    outline = cv2.convexHull(np.stack([column, row], axis=1).astype(np.int32))
    cv2.fillConvexPoly(hull, outline, 1)
    weight = blur(hull.astype(np.float32), sigma)
    surface = total / np.maximum(count, np.float32(1e-6))
    return np.asarray(surface, np.float32), np.asarray(weight * (count > 1e-6), np.float32)
