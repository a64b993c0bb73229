"""Proofs: a take as WebP, for where its PNG is too large to be shown."""

import io
from functools import cache

from PIL import Image, ImageCms

from engine.pictures import Pixels
from engine.protocol import PROOF, SMALL

LONGEST = 768  # pixels of the longer side of SMALL
QUALITY = {PROOF: 88, SMALL: 80}
DATE = slice(24, 36)  # of an ICC profile: when it was made, which would change every byte sum


def files(pixels: Pixels, *, small: bool = True) -> dict[str, bytes]:
    """PROOF and, unless the picture is itself a small one, SMALL. Same pixels, same bytes."""
    picture = Image.fromarray(pixels)
    made = {PROOF: webp(picture, QUALITY[PROOF])}
    if small:
        picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        made[SMALL] = webp(picture, QUALITY[SMALL])
    return made


def webp(picture: Image.Image, quality: int) -> bytes:
    """Write an sRGB picture with its profile and nothing else of what it carries."""
    buffer = io.BytesIO()
    bare = {"exif": b"", "xmp": b""}  # or Pillow copies them from the file it opened
    picture.save(buffer, "WEBP", quality=quality, icc_profile=profile(), **bare)
    return buffer.getvalue()


@cache
def profile() -> bytes:
    """The ICC profile of sRGB."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[DATE] = bytes(12)
    return bytes(data)
