"""From a picture to its faces: the whole frame, then closer, then with the head held aslant."""

import math
from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from engine.face.crop import Crop
from engine.face.detect import SIDE, Found, best, detect
from engine.face.face import SIDES, Face
from engine.face.iris import eye
from engine.face.mesh import breadth, lean, mesh, turned
from engine.pictures import Floats, Pixels

PRESENT = 0.5  # of the mesh's presence: lower are cats and lamps
# Of the second look. Measured on portraits upright, turned, small and dark: 0.85 and more; where
# the mesh lay aslant on a face 0.6 to 0.88; on a cat, a cup, a helmet and coins 0.62 and less.
LIKELY, SURE = 0.75, 0.9
STEEP = 12.0  # degrees: a mesh that leans less than this is sure enough when it is likely
ROOM = 3.0  # the second look's square in sizes of the mesh: a head with its shoulders
NEAR = 0.25  # of the mesh's size: how far its middle may lie from what the second look finds
ALIKE = 0.5  # of the smaller box inside the larger one: two meshes of one face
# How the picture is looked at until everybody is seen surely: degrees that heads lean, and the
# frame's longer side in squares. Of faces of 5 to 6 % two squares find 93 %, three find 100 %.
LOOKS = (
    (0.0, (1, 2)),
    (0.0, (3,)),
    *((lean, (1, 2)) for lean in (-45.0, 45.0, -90.0, 90.0)),
)
STRIDE = 3 * SIDE // 4  # what two squares share holds any face that only they can see


def faces(pixels: Pixels) -> tuple[Face, ...]:
    """Every face that is at least 5 % of the frame's longer side, largest first.

    Raises StudioError if the networks are not installed.
    """
    found: list[Face] = []
    for angle, closer in LOOKS:
        found = _apart([*found, *_seen(pixels, angle, closer)])
        if found and all(face.score >= SURE or abs(face.roll) < STEEP for face in found):
            break
    return tuple(sorted(found, key=lambda face: -face.width))


def _seen(pixels: Pixels, angle: float, closer: tuple[int, ...]) -> Iterator[Face]:
    """Faces that lean by about `angle` degrees; one may come twice."""
    for place in best([found for each in closer for found in _looked(pixels, each, angle)]):
        across = place.eyes[1] - place.eyes[0]
        points, presence = mesh(pixels, place.centre, place.size, math.atan2(across[1], across[0]))
        if presence > PRESENT and (score := _again(pixels, points)) > LIKELY:
            yield _face(pixels, points, score, presence)


def _again(pixels: Pixels, points: Floats) -> float:
    """Does the detector agree, when it sees the head as the mesh says that it stands?"""
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    middle, size = (low + high) / 2, float((high - low).max())
    square = Crop((float(middle[0]), float(middle[1])), max(size, 1.0) * ROOM, lean(points))
    scores = [
        found.score
        for found in detect(square.cut(pixels, SIDE))
        if float(np.linalg.norm(found.centre - SIDE / 2)) < NEAR * SIDE / ROOM
    ]
    return max(scores, default=0.0)


def _apart(found: list[Face]) -> list[Face]:
    """Of those that lie on one face, the surest."""
    kept: list[Face] = []
    for face in sorted(found, key=lambda each: -each.score):
        if all(_shared(face, other) < ALIKE for other in kept):
            kept.append(face)
    return kept


def _looked(pixels: Pixels, closer: int, angle: float) -> Iterator[Found]:
    """What the detector finds in squares of the longer side / `closer`, in the picture's pixels."""
    height, width = pixels.shape[:2]
    scale = SIDE * closer / max(height, width)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = np.asarray(cv2.resize(pixels, size, interpolation=way), np.uint8)
    level, turn = _upright(small, math.radians(angle))
    for top in _starts(level.shape[0]):
        for left in _starts(level.shape[1]):
            for found in detect(_window(level, left, top)):
                back = turn[:, 2] + turn[:, :2] @ np.array((left, top), np.float32)
                larger = np.float32(max(height, width) / (SIDE * closer))
                yield replace(
                    found,
                    centre=(turn[:, :2] @ found.centre + back) * larger,
                    eyes=(found.eyes @ turn[:, :2].T + back) * larger,
                    size=found.size * float(larger),
                )


def _upright(small: Pixels, angle: float) -> tuple[Pixels, Floats]:
    """Turn the picture so that heads that lean by `angle` stand, and the way back (2, 3)."""
    if not angle:
        return small, np.eye(2, 3, dtype=np.float32)
    height, width = small.shape[:2]
    cos, sin = math.cos(angle), math.sin(angle)
    across = round(width * abs(cos) + height * abs(sin))
    down = round(width * abs(sin) + height * abs(cos))
    turn = np.array(((cos, -sin), (sin, cos)))
    middle = np.array((width, height)) / 2 - turn @ (across / 2, down / 2)
    # OpenCV counts from the middle of the first pixel.
    affine = np.c_[turn, middle + turn @ (0.5, 0.5) - 0.5]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    level = cv2.warpAffine(small, affine, (across, down), flags=flags)
    return np.asarray(level, np.uint8), np.c_[turn, middle].astype(np.float32)


def _starts(length: int) -> list[int]:
    """Where squares begin that cover a length, sharing parts; one that is too long is centred."""
    if length <= SIDE:
        return [(length - SIDE) // 2]
    steps = math.ceil((length - SIDE) / STRIDE)
    return [round(i * (length - SIDE) / steps) for i in range(steps + 1)]


def _window(level: Pixels, left: int, top: int) -> Pixels:
    """A square of the detector's size; black beyond the picture."""
    part = level[max(top, 0) : top + SIDE, max(left, 0) : left + SIDE]
    square = np.zeros((SIDE, SIDE, 3), np.uint8)
    down, across = max(-top, 0), max(-left, 0)
    square[down : down + part.shape[0], across : across + part.shape[1]] = part
    return square


def _face(pixels: Pixels, points: Floats, score: float, presence: float) -> Face:
    low, high = points[:, :2].min(0), points[:, :2].max(0)
    yaw, pitch, roll = turned(points)
    return Face(
        box=(float(low[0]), float(low[1]), float(high[0]), float(high[1])),
        score=score,
        presence=presence,
        mesh=points,
        eyes={side: eye(pixels, points, side) for side in SIDES},
        yaw=yaw,
        pitch=pitch,
        roll=roll,
        width=breadth(points),
    )


def _shared(one: Face, other: Face) -> float:
    """How much of the smaller box lies inside the larger one."""
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    smaller = min((f.box[2] - f.box[0]) * (f.box[3] - f.box[1]) for f in (one, other))
    return max(across, 0.0) * max(down, 0.0) / max(smaller, 1e-6)
