"""What belongs to whom in a portrait: soft mattes of its parts, at the picture's full size."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.face.anatomy import BACKGROUND, HAIR, SKIN, WARDROBE
from engine.face.face import SIDES, Face
from engine.face.guided import enlarged
from engine.face.opening import opening
from engine.face.outline import BROWS, LIPS, OVAL, filled
from engine.face.parts import Parts, parts
from engine.face.person import person
from engine.face.seeing import faces
from engine.face.teeth import teeth
from engine.face.tones import power
from engine.pictures import Floats, Pixels
from engine.protocol import StudioError

NAMES = (
    "person",
    "face",
    "eye-left",
    "eye-right",
    "iris-left",
    "iris-right",
    "brows",
    "lips",
    "teeth",
    "hair",
    "wardrobe",
    "skin",
    "background",
)
"""Left and right as the camera sees them. face is its skin with the forehead; skin is all other."""
APART = tuple(name for name in NAMES if name not in ("person", "iris-left", "iris-right"))
"""These share out the picture: they sum to 1."""
WORKING = 384  # pixels of the longer side on which parts are told apart
NO_FACE = (
    "There is no face to be seen in this picture. Send one where the face is at least a twentieth "
    "of the picture, and not turned away."
)

NAMED = {BACKGROUND: "background", HAIR: "hair", WARDROBE: "wardrobe", SKIN: "skin"}

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Mattes:
    """The mattes of one picture by their names; kept as bytes, for there are many."""

    face: Face
    kept: dict[str, Bytes]  # (h, w) 255 is wholly

    def of(self, name: str) -> Floats:
        """One of NAMES, (h, w) 0..1. Raises KeyError for another."""
        return self.kept[name].astype(np.float32) / np.float32(255)


def mattes(pixels: Pixels, face: Face | None = None) -> Mattes:
    """Find the parts of a portrait, of its largest face if none is given.

    Raises StudioError if there is no face, or the networks are not installed.
    """
    if face is None:
        seen = faces(pixels)
        if not seen:
            raise StudioError(NO_FACE)
        face = seen[0]
    height, width = pixels.shape[:2]
    scale = min(WORKING / max(height, width), 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    ratio = np.array((size[0] / width, size[1] / height), np.float32)
    found = parts(small, face.points * ratio, person(pixels, size))
    return Mattes(face, _shared(_large(found, pixels), pixels, face))


def _large(found: Parts, pixels: Pixels) -> list[Floats]:
    """The four labels at full size; they sum to 1."""
    lifted = power(pixels, found.tones.exponent)
    labels = [
        np.clip(enlarged(found.guide.fit(np.ascontiguousarray(label)), lifted), 0, 1)
        for label in np.moveaxis(found.labels, -1, 0)
    ]
    whole = np.maximum(np.sum(labels, axis=0), np.float32(1e-3))
    return [np.asarray(label / whole, np.float32) for label in labels]


def _shared(labels: list[Floats], pixels: Pixels, face: Face) -> dict[str, Bytes]:
    """Give the features their room in the face, and each name its matte."""
    window, corner = _around(face, labels[0].shape)
    out: dict[str, Floats] = {}
    room = _features(pixels, face, window, corner, out)
    for label, name in NAMED.items():
        out[name] = labels[label]
        out[name][window] *= room
    oval = filled((room.shape[0], room.shape[1]), face.points[OVAL] - corner, face.width / 40)
    out["face"] = out["skin"][window] * oval
    out["skin"][window] -= out["face"]
    kept = {name: np.zeros(labels[0].shape, np.uint8) for name in NAMES}
    for name, matte in out.items():
        where = kept[name] if name in NAMED.values() else kept[name][window]
        np.rint(matte * np.float32(255), out=matte)
        where[...] = matte
    kept["person"] = 255 - kept["background"]
    return kept


def _around(face: Face, shape: tuple[int, ...]) -> tuple[tuple[slice, slice], Floats]:
    """The face's part of a picture, and its corner (x, y)."""
    margin = int(face.width / 10) + 2
    left, top, right, bottom = (int(each) for each in face.box)
    top, bottom = max(top - margin, 0), min(bottom + margin, shape[0])
    left, right = max(left - margin, 0), min(right + margin, shape[1])
    window = slice(top, max(bottom, top + 1)), slice(left, max(right, left + 1))
    return window, np.array((left, top), np.float32)


def _features(
    pixels: Pixels,
    face: Face,
    window: tuple[slice, slice],
    corner: Floats,
    out: dict[str, Floats],
) -> Floats:
    """Put the mattes of eyes, mouth and brows into `out`; what room they leave in the window."""
    shape = (window[0].stop - window[0].start, window[1].stop - window[1].start)
    soft = face.width / 120
    points = face.points - corner
    room = np.ones(shape, np.float32)

    def take(name: str, matte: Floats) -> None:
        out[name] = matte * room
        room[...] -= out[name]

    for side in SIDES:
        eye = face.eyes[side]
        take(f"eye-{side}", filled(shape, opening(pixels, eye, side) - corner, soft))
        disc = filled(shape, _disc(eye.centre - corner, eye.radius), soft)
        out[f"iris-{side}"] = np.minimum(disc, out[f"eye-{side}"])
    take("teeth", teeth(pixels, face, soft)[window])
    take("lips", filled(shape, points[LIPS], soft))
    brows = [filled(shape, points[brow], 2 * soft) for brow in BROWS]
    take("brows", np.maximum(brows[0], brows[1]))
    return room


def _disc(centre: Floats, radius: float) -> Floats:
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False, dtype=np.float32)
    return centre + np.float32(radius) * np.stack((np.cos(turn), np.sin(turn)), -1)
