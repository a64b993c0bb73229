"""Where an edit may paint: the mask of a region, of eyes or of a box in any picture."""

import cv2
import numpy as np

from engine.face import faces, mattes
from engine.pictures import Mask, Negative, to_bytes
from engine.protocol import Box, EditRegion, Eye, FixEyes, Region, StudioError
from engine.retouch.scan import Scan

NO_FACE = (
    "No face is seen in this picture, so {what} cannot be found in it. Draw a box around it, or "
    "choose another picture."
)
NOTHING = "There is no {what} to be seen in this picture. Draw a box around it, or choose another."
PARTS: dict[Region, tuple[str, ...]] = {
    "hair": ("hair",),
    "wardrobe": ("wardrobe",),
    "background": ("background",),
    "skin": ("face", "skin"),
    "lips": ("lips",),
}
SEEN = 0.5  # of a matte: what belongs to the part
BEYOND = 0.012  # of the face's width: hair and cloth have an edge that must be made again too
LIDS = 0.14  # of an eye's width around it: the lids belong to the repair
LEAST = 12  # pixels of an eye's width


def mask(order: EditRegion | FixEyes, picture: Negative) -> Mask:
    """(h, w) of what the order may touch. Raises StudioError where it cannot be found."""
    if isinstance(order, FixEyes):
        return _eyes(order.eyes, picture)
    match order.region:
        case Box() as box:
            return _box(box, picture)
        case region:
            return _region(region, picture)


def _box(box: Box, picture: Negative) -> Mask:
    height, width, _ = picture.shape
    found = np.zeros((height, width), np.bool_)
    rows = slice(round(box.top * height), max(round(box.bottom * height), 1))
    columns = slice(round(box.left * width), max(round(box.right * width), 1))
    found[rows, columns] = True
    if not found.any():
        raise StudioError("This box is smaller than a pixel. Draw it larger.")
    return found


def _region(region: Region, picture: Negative) -> Mask:
    scan = Scan(picture)
    if scan.face is None and region != "background":
        raise StudioError(NO_FACE.format(what=f"the {region}"))
    values = np.max([scan.of(name) for name in PARTS[region]], axis=0)
    found = values > SEEN
    if not found.any():
        raise StudioError(NOTHING.format(what=region))
    width = scan.face.width if scan.face else picture.shape[1] / 4
    return _grown(found, BEYOND * width)


def _eyes(eyes: tuple[Eye, ...], picture: Negative) -> Mask:
    pixels = to_bytes(picture)
    seen = faces(pixels)
    if not seen:
        raise StudioError(NO_FACE.format(what="the eyes"))
    face = seen[0]
    known = mattes(pixels, face)
    found = np.zeros(picture.shape[:2], np.bool_)
    for eye in eyes:
        wide = face.eyes[eye].width
        if wide >= LEAST:
            found |= _grown(known.of(f"eye-{eye}") > SEEN, LIDS * wide)
    if not found.any():
        raise StudioError(
            "The eyes are too small in this picture to be mended, or closed. Choose a closer take."
        )
    return found


def _grown(found: Mask, by: float) -> Mask:
    if by < 1 or not found.any():
        return found
    size = 2 * round(by) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return np.asarray(cv2.dilate(found.astype(np.uint8), disc)) > 0
