"""Files are told by their bytes: made here by the real encoders."""

import io

import av
import numpy as np
import pytest
from PIL import Image

from bot.rehearsal.files import clean
from bot.rehearsal.sniffing import sniff


def encoded(form, **how):
    out = io.BytesIO()
    Image.new(how.pop("mode", "RGB"), (70, 40), 0).save(out, form, **how)
    return out.getvalue()


def clip():
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 70, 40, "yuv420p"
        for _ in range(3):
            frame = av.VideoFrame.from_ndarray(np.zeros((40, 70, 3), np.uint8), format="rgb24")
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return out.getvalue()


MADE = {
    "image/png": lambda: encoded("PNG"),
    "image/jpeg": lambda: encoded("JPEG"),
    "image/gif": lambda: encoded("GIF"),
    "image/webp": lambda: encoded("WEBP"),
    "image/webp lossless": lambda: encoded("WEBP", lossless=True),
    "image/webp alpha": lambda: encoded("WEBP", mode="RGBA", exif=b"Exif\0\0"),
    "video/mp4": clip,
}


@pytest.mark.parametrize("kind", MADE)
def test_a_file_is_known_by_its_bytes(kind):
    assert sniff(MADE[kind]()) == (kind.split()[0], (70, 40))


@pytest.mark.parametrize("kind", MADE)
def test_a_cut_file_is_no_accident(kind):
    data = MADE[kind]()
    for length in (0, 3, 8, 12, 20, 27, 60):
        sniff(data[:length])


def test_words_are_nothing():
    assert sniff(b"hello") == (None, None)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("a b.png", "a_b.png"), ("../../etc", "etc"), ("ü%$.png", "ü.png"), ("///", "unknown")],
)
def test_names_are_cleaned(given, kept):
    assert clean(given) == kept
