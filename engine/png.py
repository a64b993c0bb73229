"""Takes as PNG files: the pixels, and the recipe that makes them again in a text chunk."""

import io
import warnings

import numpy as np
from PIL import Image, PngImagePlugin, UnidentifiedImageError
from pydantic import ValidationError

from engine.pictures import Pixels
from engine.protocol import Recipe, StudioError

KEYWORD = "chiaroscuro"  # of the iTXt chunk
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
UNREADABLE = (
    "This picture cannot be read: the file is cut short, damaged, far too large or no picture at "
    "all. Download or copy it again."
)
LEVEL = 3  # of deflate: four times as quick as the usual 6, and a portrait is 7 % larger
PREVIEW = 256  # pixels of a preview's longer side
SRGB = (b"sRGB", b"\x00")  # the PNG chunk; 0: perceptual intent


def encode(pixels: Pixels, recipe: Recipe) -> bytes:
    """Write (h, w, 3) sRGB pixels as PNG. Same pixels and recipe, same bytes."""
    info = PngImagePlugin.PngInfo()
    info.add(*SRGB)
    info.add_itxt(KEYWORD, recipe.model_dump_json(), zip=True)
    return _png(Image.fromarray(pixels), pnginfo=info)


def grey8(values: np.ndarray) -> bytes:
    """Write (h, w) uint8 values as PNG."""
    return _png(Image.fromarray(values.astype(np.uint8)))


def grey16(values: np.ndarray) -> bytes:
    """Write (h, w) uint16 values as PNG."""
    return _png(Image.fromarray(values.astype(np.uint16)))


def indexed(values: Pixels, palette: list[tuple[int, int, int]]) -> bytes:
    """Write (h, w) numbers as PNG: its values are the numbers, shown in the palette's colours."""
    image = Image.fromarray(values).convert("P")
    image.putpalette([channel for colour in palette for channel in colour])
    return _png(image)


def colour(pixels: Pixels) -> bytes:
    """Write (h, w, 3) values as PNG, without a recipe."""
    return _png(Image.fromarray(pixels))


def preview(pixels: Pixels) -> bytes:
    """Write a small WebP of a picture in the making."""
    image = Image.fromarray(pixels)
    image.thumbnail((PREVIEW, PREVIEW))
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=70)
    return buffer.getvalue()


def decode(data: bytes) -> Pixels:
    """Read a picture's (h, w, 3) pixels. Raises StudioError if it is broken or no picture."""
    return np.asarray(_open(data).convert("RGB"))


def recipe(data: bytes) -> Recipe:
    """Read the recipe of a take. Raises StudioError for a broken file or one that is no take."""
    text = getattr(_open(data), "text", {}).get(KEYWORD)
    if text is None:
        raise StudioError(
            "This picture has no recipe in it: it was not made here, or another program saved it "
            "without. Use the file as it was delivered."
        )
    try:
        return Recipe.model_validate_json(text)
    except ValidationError as error:
        raise StudioError(
            "The recipe in this picture cannot be read: it was changed, or written by another "
            "version of Chiaroscuro. Use the file as it was delivered."
        ) from error


def _open(data: bytes) -> Image.Image:
    """Decode wholly, so that a truncated file is found here."""
    if data.startswith(PNG_START) and not data.endswith(PNG_END):
        raise StudioError(UNREADABLE)  # Pillow forgives it, but the last rows may be missing
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            image.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,  # Pillow's word for a broken PNG chunk
        ValueError,
    ) as error:
        raise StudioError(UNREADABLE) from error
    return image


def _png(image: Image.Image, pnginfo: PngImagePlugin.PngInfo | None = None) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", pnginfo=pnginfo, compress_level=LEVEL)
    return buffer.getvalue()
