"""Where faces may be: the short-range BlazeFace detector on one square of 128 pixels.

Source of anchors, layout and threshold: Bazarevsky et al., BlazeFace (2019), and MediaPipe's
face_detection_short_range graph. It sees upright faces from about a tenth of its square.
"""

from dataclasses import dataclass

import numpy as np

from engine.face.nets import CARDS, run
from engine.pictures import Floats, Pixels

SIDE = CARDS["detector"].size
LEAST = 0.4  # of the score; the mesh judges what passes
SAME = 0.3  # overlap over union of two boxes that are one face


@dataclass(frozen=True, eq=False)
class Found:
    """A place that looks like a face, in pixels of what was looked at."""

    score: float
    centre: Floats  # (2,)
    size: float  # of a square around it
    eyes: Floats  # (2, 2) left, right


def _anchors() -> Floats:
    """(896, 2) centres: two on each of 16 x 16 cells, six on each of 8 x 8."""
    centres = [
        ((x + 0.5) / cells, (y + 0.5) / cells)
        for cells, each in ((16, 2), (8, 6))
        for y in range(cells)
        for x in range(cells)
        for _ in range(each)
    ]
    return np.array(centres, np.float32)


ANCHORS = _anchors()


def detect(square: Pixels, least: float = LEAST) -> list[Found]:
    """Faces in a square of 128 x 128 pixels, surest first."""
    boxes, logits = run("detector", square)
    scores = 1 / (1 + np.exp(-np.clip(logits.ravel(), -80, 80)))
    likely = np.flatnonzero(scores > least)
    found: list[Found] = []
    for i in likely[np.argsort(-scores[likely])]:
        box = boxes.reshape(-1, 16)[i]  # in pixels from the anchor
        anchor = ANCHORS[i] * np.float32(SIDE)
        found.append(
            Found(
                score=float(scores[i]),
                centre=np.asarray(box[:2] + anchor, np.float32),
                size=float(box[2:4].max()),
                eyes=np.asarray(box[4:8].reshape(2, 2) + anchor, np.float32),
            )
        )
    return best(found)


def best(found: list[Found]) -> list[Found]:
    """The surest of those that are one face."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda each: -each.score):
        if all(overlap(one, other) < SAME for other in kept):
            kept.append(one)
    return kept


def overlap(one: Found, other: Found) -> float:
    """Of two squares: what they share over what they cover."""
    low = np.maximum(one.centre - one.size / 2, other.centre - other.size / 2)
    high = np.minimum(one.centre + one.size / 2, other.centre + other.size / 2)
    shared = float(np.prod(np.clip(high - low, 0, None)))
    return shared / max(one.size**2 + other.size**2 - shared, 1e-6)
