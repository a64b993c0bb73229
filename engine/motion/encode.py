"""Clips as MP4: H.264 that plays inline everywhere, its colours tagged, its recipe inside."""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import av
import numpy as np
from av.error import FFmpegError
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray
from pydantic import ValidationError

from engine.protocol import Recipe, StudioError

Pixels = NDArray[np.uint8]  # (h, w, 3), sRGB

CRF = "22"  # x264's constant quality: a few hundred kilobytes, and the grain stays alive
MOST = 6_000_000  # bits a second: ten seconds stay under every upload limit
BT709 = 1  # the number of its primaries, curve and matrix in H.273
KEYWORD = "comment"
UNREADABLE = (
    "This clip cannot be read: the file is cut short, damaged or no clip of Chiaroscuro's. "
    "Download it again, as it was delivered."
)


def encode(frames: Iterable[Pixels], rate: int, recipe: Recipe) -> bytes:
    """Write frames of one even size. Same frames and recipe, same bytes."""
    with TemporaryDirectory() as folder:  # a fast start moves the index to the front: by name only
        file = Path(folder) / "clip.mp4"
        _write(file, frames, rate, recipe.model_dump_json())
        return file.read_bytes()


def _write(file: Path, frames: Iterable[Pixels], rate: int, comment: str) -> None:
    flags = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(file), "w", options=flags) as container:
        container.metadata[KEYWORD] = comment
        stream: VideoStream | None = None
        for index, pixels in enumerate(frames):
            stream = stream or _stream(container, pixels, rate)
            frame = _frame(pixels)
            frame.pts, frame.time_base = index, Fraction(1, rate)
            container.mux(stream.encode(frame))
        assert stream is not None, "a clip has at least one frame"
        container.mux(stream.encode(None))


def _stream(container: Any, pixels: Pixels, rate: int) -> VideoStream:
    stream = cast("VideoStream", container.add_stream("libx264", rate=rate))
    context: VideoCodecContext = stream.codec_context
    stream.height, stream.width = pixels.shape[:2]
    stream.pix_fmt = "yuv420p"
    stream.time_base = Fraction(1, rate)
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = ColorRange.MPEG
    context.thread_count = 1  # more threads, other bytes
    context.options = {
        "crf": CRF,
        "preset": "medium",
        "tune": "grain",
        "profile": "high",
        # x264's macroblock tree reads past its rows: the same frames would give other bytes.
        "x264-params": "mbtree=0",
        "maxrate": str(MOST),
        "bufsize": str(2 * MOST),
    }
    return stream


def _frame(pixels: Pixels) -> av.VideoFrame:
    full = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
    frame = full.reformat(
        format="yuv420p",
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
        dst_colorspace=Colorspace.ITU709,
    )
    frame.color_primaries = frame.color_trc = BT709
    return frame


def is_clip(data: bytes) -> bool:
    """Does this look like an MP4 file?"""
    return data[4:8] == b"ftyp"


def recipe(data: bytes) -> Recipe:
    """Read the recipe of a clip. Raises StudioError for a broken file or one that is not ours."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            return Recipe.model_validate_json(container.metadata.get(KEYWORD, ""))
    except (FFmpegError, ValidationError) as error:
        raise StudioError(UNREADABLE) from error


def frames(data: bytes) -> Iterator[Pixels]:
    """Decode a clip. Raises StudioError for a broken file."""
    try:
        with av.open(io.BytesIO(data), "r") as container:
            for frame in container.decode(video=0):
                yield np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    except (FFmpegError, IndexError) as error:  # the latter: no stream was left
        raise StudioError(UNREADABLE) from error
