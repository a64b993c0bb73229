"""Pictures from outside: judged by their header, decoded within bounds, made upright and plain."""

import io
import warnings
from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

from engine.pictures import Pixels
from engine.png import PNG_END
from engine.proofs import profile
from engine.protocol import MAX_BROUGHT, StudioError

# What people send; each further decoder of Pillow would be another door (EPS runs a program).
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "BMP", "TIFF")
STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"RIFF")  # of files that mean to be pictures
MOST = 40  # million pixels; with the next, some 450 MB of memory are enough
MOST_OF = {"JPEG": 52, "MPO": 52, "WEBP": 26, "AVIF": 26}  # one shrinks as it decodes, others copy
LONGEST, SHORTEST = 16_384, 64  # pixels of a side
SLIMMEST = 8  # times as long as wide
ROUGHLY = 1.5  # how much larger than asked a rough scaling stays
BAND = 128  # rows of the small picture
KEPT = 4_000_000  # pixels of the clean copy
GREY = (119, 119, 119)  # 18 % grey in sRGB, behind what is transparent
DEEP = ("I;16", "I;16L", "I;16B", "I;16N", "I")  # 16 bits a pixel, some in 32
UPRIGHT = {  # by the EXIF orientation: what turns the picture as it was held
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
ORIENTATION = 0x0112  # the EXIF tag

NO_PICTURE = (
    "This file is no picture that can be read here. Send a JPEG, a PNG or a WebP; save a HEIC or "
    "a raw file as a JPEG first."
)
DAMAGED = "This picture is cut short or damaged. Save it anew and send that."
MOVES = (
    "This file holds several pictures: it moves, or has pages. Send one of them as a JPEG or PNG."
)
TOO_MANY = (
    "This picture has too many pixels: at most {most} million can be read. Send it smaller, or as "
    "a JPEG."
)


def clean(data: bytes) -> Pixels:
    """The picture as (h, w, 3) sRGB pixels, upright, of at most KEPT pixels.

    Raises StudioError for what is no picture, damaged, animated, too large or too small.
    """
    if len(data) > MAX_BROUGHT:
        raise StudioError(
            f"This file has {len(data) / 2**20:.0f} MB, and at most {MAX_BROUGHT // 2**20} can be "
            "read. Send the picture smaller, or as a JPEG."
        )
    with _quiet():
        with _sentence(DAMAGED if data.startswith(STARTS) else NO_PICTURE):
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
        with picture, _sentence(DAMAGED):
            _judge(picture)
            if picture.format == "PNG" and PNG_END not in data:
                raise StudioError(DAMAGED)  # Pillow forgives it, but the last rows may be missing
            return np.asarray(_develop(picture))


def _judge(picture: Image.Image) -> None:
    """Refuse by what the header says, before a pixel is decoded."""
    width, height = picture.size
    # A second picture in a JPEG is its depth or its HDR gain: the first is the photograph.
    jpeg = picture.format in {"JPEG", "MPO"}
    most = MOST_OF.get(picture.format or "", MOST)
    if width * height > most * 10**6 or max(width, height) > LONGEST:
        raise StudioError(TOO_MANY.format(most=most))
    if min(width, height) < SHORTEST or max(width, height) > SLIMMEST * min(width, height):
        raise StudioError(
            f"This picture is {width} x {height} pixels: too small or too slim to work from. Send "
            f"one with {SHORTEST} pixels a side or more, at most {SLIMMEST} times as long as wide."
        )
    if not jpeg and getattr(picture, "is_animated", False):
        raise StudioError(MOVES)


def _develop(picture: Image.Image) -> Image.Image:
    """Decode, shrink, bring to sRGB, lay on grey, turn upright: in the order that needs least."""
    scale = min(1.0, (KEPT / (picture.width * picture.height)) ** 0.5)
    size = (round(picture.width * scale), round(picture.height * scale))
    picture.draft(None, size)  # JPEG alone can
    picture.load()
    turn = UPRIGHT.get(_orientation(picture))
    source = picture.info.get("icc_profile")
    plain = _shrunk(picture, size)
    alpha = plain.getchannel("A") if plain.mode in {"LA", "RGBA"} else None
    if alpha:
        plain = plain.convert(plain.mode.removesuffix("A"))
    plain = _srgb(plain, source)
    if alpha:
        plain = Image.composite(plain, Image.new("RGB", size, GREY), alpha)
    return plain.transpose(turn) if turn is not None else plain


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scale down, first roughly and band by band: Pillow would copy a large picture twice."""
    factor = int(picture.width / size[0] / ROUGHLY)
    if factor > 1:
        rows = BAND * factor
        bands = [
            _eight_bits(
                picture.crop((0, top, picture.width, min(top + rows, picture.height)))
            ).reduce(factor)
            for top in range(0, picture.height, rows)
        ]
        small = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
        for number, band in enumerate(bands):
            small.paste(band, (0, number * BAND))
        picture = small
    plain = _eight_bits(picture)
    return plain if plain.size == size else plain.resize(size, Resampling.LANCZOS)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """L, LA, RGB, RGBA or CMYK, which can be scaled and have profiles."""
    match picture.mode:
        case "L" | "LA" | "RGB" | "RGBA" | "CMYK" if "transparency" not in picture.info:
            return picture
        case mode if mode in DEEP:
            values = np.clip(np.asarray(picture), 0, 65535) // 257
            return Image.fromarray(values.astype(np.uint8))
        case _:
            return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _srgb(picture: Image.Image, source: bytes | None) -> Image.Image:
    """Follow the picture's own profile; one that is broken or of another kind is ignored."""
    if source:
        try:
            turned = ImageCms.profileToProfile(
                picture, io.BytesIO(source), io.BytesIO(profile()), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, ValueError, TypeError, OSError):
            turned = None
        if turned:
            return turned
    return picture.convert("RGB")


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - whatever is wrong there, the picture is not
        return 1


@contextmanager
def _quiet() -> Generator[None]:
    """Let Pillow's remarks on odd files pass, and stop at a decompression bomb."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


@contextmanager
def _sentence(otherwise: str) -> Generator[None]:
    """Turn whatever a decoder says of a hostile file into a sentence."""
    try:
        yield
    except StudioError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise StudioError(TOO_MANY.format(most=MOST)) from error
    except Exception as error:
        # Decoders raise anything: struct.error, IndexError, zlib.error, MemoryError, ...
        raise StudioError(otherwise) from error
