"""Pictures from outside: each is a sentence or a clean picture, whatever was sent."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from engine import brought, proofs
from engine.protocol import MAX_BROUGHT, Size, StudioError
from tests.fakes import gradient

SIZE = (96, 72)
PLAIN = gradient(3, Size(width=SIZE[0], height=SIZE[1]))
PICTURE = Image.fromarray(PLAIN)


def saved(picture: Image.Image, form: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **how)
    return buffer.getvalue()


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The mean difference of two pictures."""
    assert one.shape == other.shape
    return float(np.abs(one.astype(float) - other).mean())


WHOLE = {
    "PNG": saved(PICTURE, "PNG"),
    "JPEG": saved(PICTURE, "JPEG", quality=95),
    "progressive JPEG": saved(PICTURE, "JPEG", quality=95, progressive=True),
    "WebP": saved(PICTURE, "WEBP", quality=95),
    "lossless WebP": saved(PICTURE, "WEBP", lossless=True),
    "AVIF": saved(PICTURE, "AVIF", quality=90),
    "GIF": saved(PICTURE, "GIF"),
    "BMP": saved(PICTURE, "BMP"),
    "TIFF": saved(PICTURE, "TIFF"),
    "compressed TIFF": saved(PICTURE, "TIFF", compression="tiff_lzw"),
}


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_what_people_send_is_read(data: bytes) -> None:
    assert apart(brought.clean(data), PLAIN) < 6


@pytest.mark.parametrize("form", WHOLE)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_cut_is_a_sentence_or_the_whole_picture(form: str, data: st.DataObject) -> None:
    whole = WHOLE[form]
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    try:
        read = brought.clean(cut)
    except StudioError as error:
        assert "Send" in str(error) or "send" in str(error)  # noqa: PT017 - or no error
    else:
        assert apart(read, brought.clean(whole)) < 1


@pytest.mark.parametrize("form", WHOLE)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_any_damage_is_a_sentence_or_a_picture(form: str, data: st.DataObject) -> None:
    broken = bytearray(WHOLE[form])
    for _ in range(data.draw(st.integers(1, 8))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = brought.clean(bytes(broken))
    except StudioError:
        return
    assert read.dtype == np.uint8
    assert read.shape[2] == 3
    assert read.shape[0] * read.shape[1] <= brought.KEPT * 1.01


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n"
NO_PICTURES = {
    "nothing": b"",
    "zeros": bytes(1000),
    "words": b"This is a portrait of my grandmother." * 20,
    "an SVG": SVG,
    "an EPS, which is a program": EPS,
    "a page": b"<!doctype html><html></html>",
    "an archive": b"PK\x03\x04" + bytes(100),
    "a film": b"\x00\x00\x00\x20ftypisom" + bytes(100),
    "an iPhone's HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100),
}


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_says_so(data: bytes) -> None:
    with pytest.raises(StudioError, match="no picture that can be read here"):
        brought.clean(data)


def test_a_heavy_file_is_refused_unread() -> None:
    with pytest.raises(StudioError, match="has 40 MB, and at most 25"):
        brought.clean(WHOLE["PNG"] + bytes(40 * 2**20 - len(WHOLE["PNG"])))
    assert len(brought.clean(WHOLE["PNG"] + bytes(MAX_BROUGHT - len(WHOLE["PNG"])))) == SIZE[1]


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG of any claim: 8 bits of grey, its rows as they are given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


def bmp(width: int, height: int) -> bytes:
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + head


def gif(width: int, height: int) -> bytes:
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return screen + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x4c\x01\x00;"


HUGE = {
    "a bomb": png(20_000, 20_000),
    "an astronomical bomb": png(2**31 - 1, 2**31 - 1),
    "a long line": png(30_000_000, 1),
    "a bitmap that is not there": bmp(20_000, 20_000),
    "a GIF that is not there": gif(65_535, 65_535),
    "a large WebP": saved(Image.new("L", (5200, 5100)), "WEBP", lossless=True, method=0, quality=0),
    "a large JPEG": saved(Image.new("L", (7300, 7300)), "JPEG"),
}


@pytest.mark.parametrize("data", HUGE.values(), ids=HUGE)
def test_what_would_fill_the_memory_is_refused_by_its_header(data: bytes) -> None:
    with pytest.raises(StudioError, match="too many pixels"):
        brought.clean(data)


@pytest.mark.parametrize("size", [(1, 1), (63, 200), (64, 600), (2000, 200)])
def test_specks_and_slivers_are_refused(size: tuple[int, int]) -> None:
    with pytest.raises(
        StudioError, match=f"is {size[0]} x {size[1]} pixels: too small or too slim"
    ):
        brought.clean(saved(Image.new("RGB", size), "PNG"))


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF", "TIFF"])
def test_what_moves_or_has_pages_is_a_sentence(form: str) -> None:
    frames = [Image.new("RGB", SIZE, colour) for colour in ("red", "green", "blue")]
    with pytest.raises(StudioError, match="several pictures"):
        brought.clean(saved(frames[0], form, save_all=True, append_images=frames[1:]))


def test_a_photograph_with_its_depth_is_a_photograph() -> None:
    """Phones store a second picture in a JPEG."""
    data = saved(PICTURE, "MPO", quality=95, save_all=True, append_images=[PICTURE.convert("L")])
    assert apart(brought.clean(data), PLAIN) < 3


def test_a_large_photograph_comes_back_smaller() -> None:
    picture = PICTURE.resize((6000, 4500), Image.Resampling.BICUBIC)
    read = brought.clean(saved(picture, "JPEG", quality=90))
    assert read.shape[:2] == (1732, 2309)
    small = np.asarray(Image.fromarray(read).resize(SIZE, Image.Resampling.BOX))
    assert apart(small, PLAIN) < 3


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P", "CMYK"])
def test_bands_leave_no_seam(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brought, "KEPT", 40_000)
    monkeypatch.setattr(brought, "BAND", 20)
    picture = PICTURE.resize((801, 601), Image.Resampling.BICUBIC).convert(mode)
    read = brought.clean(saved(picture, "TIFF" if mode == "CMYK" else "PNG"))
    expected = picture.convert("RGB").resize((231, 173), Image.Resampling.BOX)
    assert read.shape == (173, 231, 3)
    assert apart(read, np.asarray(expected)) < (3 if mode == "P" else 1.5)  # P is dithered
    steps = np.abs(np.diff(read.mean((1, 2))))
    assert steps.max() < 3 * max(1.0, float(steps.mean()))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "TIFF"])
def test_a_picture_stands_as_its_camera_was_held(orientation: int, form: str) -> None:
    exif = Image.Exif()
    exif[brought.ORIENTATION] = orientation
    data = saved(PICTURE, form, exif=exif, quality=95)
    with Image.open(io.BytesIO(data)) as held:
        upright = np.asarray(ImageOps.exif_transpose(held).convert("RGB"))
    assert apart(brought.clean(data), upright) < 1


def test_a_nonsensical_orientation_is_none() -> None:
    exif = Image.Exif()
    exif[brought.ORIENTATION] = 99
    assert apart(brought.clean(saved(PICTURE, "PNG", exif=exif)), PLAIN) == 0
    broken = saved(PICTURE, "PNG", exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff nothing")
    assert apart(brought.clean(broken), PLAIN) == 0


def cmyk(picture: Image.Image) -> bytes:
    return saved(picture.convert("CMYK"), "JPEG", quality=95)


def deep(picture: Image.Image) -> bytes:
    values = np.asarray(picture.convert("L")).astype(np.uint16) * 257
    return saved(Image.fromarray(values), "PNG")


def palette(picture: Image.Image) -> bytes:
    return saved(picture.quantize(256), "PNG")


MODES: dict[str, tuple[Callable[[Image.Image], bytes], float]] = {
    "CMYK": (cmyk, 3),
    "a palette": (palette, 6),
    "grey in 16 bits": (deep, 0.51),
    "grey": (lambda picture: saved(picture.convert("L"), "PNG"), 0.01),
    "black and white": (lambda picture: saved(picture.convert("1"), "PNG"), 130),
}


@pytest.mark.parametrize("name", MODES)
def test_every_kind_of_pixel_becomes_rgb(name: str) -> None:
    make, near = MODES[name]
    expected = (
        PLAIN if name in {"CMYK", "a palette"} else np.asarray(PICTURE.convert("L").convert("RGB"))
    )
    assert apart(brought.clean(make(PICTURE)), expected) < near


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_lies_on_grey(mode: str) -> None:
    picture = Image.new("RGBA", SIZE, (255, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (0, 0, SIZE[0] // 2, SIZE[1]))
    read = brought.clean(saved(picture.convert(mode), "PNG"))
    assert tuple(read[10, 5]) == (255, 255, 255)
    assert np.abs(read[10, -5].astype(int) - brought.GREY).max() <= 1


def test_its_own_profile_is_followed() -> None:
    own = proofs.profile()
    swapped = own.replace(b"rXYZ", b"tmp ").replace(b"bXYZ", b"rXYZ").replace(b"tmp ", b"bXYZ")
    plain = brought.clean(saved(PICTURE, "PNG"))
    followed = brought.clean(saved(PICTURE, "PNG", icc_profile=swapped))
    assert apart(followed[..., ::-1], plain) < 1
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for useless in (b"no profile at all", swapped[:200], xyz):
        assert apart(brought.clean(saved(PICTURE, "PNG", icc_profile=useless)), plain) == 0


def test_what_hides_behind_a_picture_stays_behind() -> None:
    archive = b"PK\x03\x04 <script>alert(1)</script>"
    assert apart(brought.clean(WHOLE["PNG"] + archive), PLAIN) == 0
    assert apart(brought.clean(WHOLE["JPEG"] + archive), PLAIN) < 3


def test_a_bomb_of_words_is_a_sentence() -> None:
    words = b"key\x00\x00" + zlib.compress(bytes(80 * 2**20), 9)
    chunk = struct.pack(">I", len(words)) + b"zTXt" + words
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + words))
    whole = WHOLE["PNG"]
    with pytest.raises(StudioError, match="damaged"):
        brought.clean(whole[:33] + chunk + whole[33:])
