"""A still taken apart: the subject, the place behind it, and how far away everything is."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.face import Face, faces, mattes
from engine.face.person import person
from engine.motion.still.grain import Grain, parted
from engine.motion.still.plate import behind, whole
from engine.motion.still.relief import relief
from engine.pictures import Floats, Negative, to_bytes
from engine.protocol import Move, StudioError

MOST = 720 * 900  # pixels of a frame
LEAST = 64  # of the shorter side
LARGEST = 1280  # of the longer side
NOBODY = 0.3  # of the shorter side: what stands for the face's width where there is no face
FACELESS: frozenset[Move] = frozenset({"breath", "blink", "glance", "wind"})
VERBS = {"breath": "breathe", "wind": "have wind in its hair"}
SOME_HAIR = 0.004  # of the frame


@dataclass(frozen=True, eq=False)
class Scene:
    """Layers of one still. Laid over each other they are the still, to the last bit of a float."""

    still: Negative  # (h, w, 3) without its own grain
    subject: Floats  # (h, w, 4): what is added to the plate, and how much of the plate it hides
    plate: Negative  # (h, w, 3) the place behind
    hair: Floats  # (h, w)
    skin: Floats  # (h, w) of the face
    depth: Floats  # coarse: pixels before the eyes' plane
    unit: float  # pixels: the width of the face
    centre: tuple[float, float]  # the camera turns around this
    face: Face | None
    grain: Grain | None

    @property
    def cover(self) -> Floats:
        """The subject's matte."""
        return self.subject[..., 3]


def fitted(negative: Negative) -> Negative:
    """The still at the size of the clip: even sides, not too many pixels. Raises StudioError."""
    height, width = negative.shape[:2]
    if min(height, width) < LEAST:
        raise StudioError(
            f"This picture has only {width} x {height} pixels, too few for a clip. "
            f"Choose one of at least {LEAST} x {LEAST}."
        )
    scale = min(1.0, (MOST / (width * height)) ** 0.5, LARGEST / max(width, height))
    even = [max(2 * round(side * scale / 2), LEAST) for side in (width, height)]
    if scale == 1:
        even = [width - width % 2, height - height % 2]
        return np.ascontiguousarray(negative[: even[1], : even[0]], np.float32)
    return np.asarray(cv2.resize(negative, even, interpolation=cv2.INTER_AREA), np.float32)


def look(negative: Negative, moves: tuple[Move, ...]) -> Scene:
    """Take a still of the clip's size apart. Raises StudioError if it cannot move like that."""
    pixels = to_bytes(negative)
    face = next(iter(faces(pixels)), None)
    if face is None:
        _refuse(moves)
        cover = person(pixels, (pixels.shape[1], pixels.shape[0]))
        nothing = np.zeros_like(cover)
        return taken_apart(negative, cover, nothing, nothing, None)
    found = mattes(pixels, face)
    hair = found.of("hair")
    if "wind" in moves and hair.mean() < SOME_HAIR:
        raise StudioError(
            "I found no hair in this picture for the wind to move. Leave the wind out, "
            "or choose another picture."
        )
    return taken_apart(negative, found.of("person"), hair, found.of("face"), face)


def _refuse(moves: tuple[Move, ...]) -> None:
    wanted = [VERBS.get(move, move) for move in moves if move in FACELESS]
    if not wanted:
        return
    raise StudioError(
        f"I found no face in this picture, so it cannot {' or '.join(wanted)}. "
        "Choose a drifting or nearing camera, light or weather, or a picture with a face."
    )


def taken_apart(
    negative: Negative, cover: Floats, hair: Floats, skin: Floats, face: Face | None
) -> Scene:
    """The scene, from its mattes (h, w) 0..1."""
    height, width = cover.shape
    still, grain = parted(negative)
    cover = whole(cover)
    unit = NOBODY * min(height, width) if face is None else face.width
    plate = behind(still, cover)
    subject = np.empty((height, width, 4), np.float32)
    subject[..., :3] = still - plate * (1 - cover[..., None])
    subject[..., 3] = cover
    if face is None:
        centre = width / 2, height / 2
    else:
        centre = float(face.points[:, 0].mean()), float(face.points[:, 1].mean())
    depth = relief(cover, face, unit)
    return Scene(still, subject, plate, hair, skin, depth, unit, centre, face, grain)
