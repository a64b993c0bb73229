"""Clips as MP4: H.264 that plays inline everywhere, its colours tagged, its recipe inside."""

import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
from pydantic import ValidationError

from engine.pictures import Pixels
from engine.protocol import Recipe, StudioError

CRF = "21"  # x264's constant quality: the grain stays alive
BUDGET = 8 * 2**20  # bytes of a clip: under every upload limit, with room for a poster beside it
KEPT = 0.94  # of the budget: x264 keeps its promise to a few percent, and the recipe lies inside
MOST = 9_000_000  # bits a second: more is not seen
LONGEST = 10.0  # seconds, where nobody says how long the clip is
AHEAD = 3  # frames that wait to be written
BT709 = 1  # the number of its primaries, curve and matrix in H.273
KEYWORD = "comment"
UNREADABLE = (
    "This clip cannot be read: the file is cut short, damaged or no clip of Chiaroscuro's. "
    "Download it again, as it was delivered."
)


def encode(
    frames: Iterable[Pixels],
    rate: int,
    recipe: Recipe,
    *,
    seconds: float = LONGEST,
    budget: int = BUDGET,
) -> bytes:
    """Write frames of one even size into at most `budget` bytes. Same frames, same bytes.

    The quality is constant where the budget allows it; the bits a second are bounded by it.
    Frames are asked for while others are written.
    """
    comment = recipe.model_dump_json()
    room = max(budget * KEPT - 4 * len(comment), budget / 4)
    # x264 may spend one buffer, here of one second, beyond the bits of all seconds.
    most = round(min(MOST, room * 8 / (seconds + 1)))
    with TemporaryDirectory() as folder:  # a fast start moves the index to the front: by name only
        file = Path(folder) / "clip.mp4"
        _write(file, frames, rate, comment, most)
        return file.read_bytes()


def _write(file: Path, frames: Iterable[Pixels], rate: int, comment: str, most: int) -> None:
    flags = {"movflags": "+faststart", "fflags": "+bitexact"}
    with (
        av.open(str(file), "w", options=flags) as container,
        ThreadPoolExecutor(1, "clip") as writer,
    ):
        container.metadata[KEYWORD] = comment
        stream: VideoStream | None = None
        waiting: deque[Future[None]] = deque()
        for index, pixels in enumerate(frames):
            stream = stream or _stream(container, pixels, rate, most)
            waiting.append(writer.submit(_put, container, stream, pixels, index, rate))
            if len(waiting) > AHEAD:
                waiting.popleft().result()
        assert stream is not None, "a clip has at least one frame"
        for each in waiting:
            each.result()
        container.mux(stream.encode(None))


def _put(container: Any, stream: VideoStream, pixels: Pixels, index: int, rate: int) -> None:
    frame = _frame(pixels)
    frame.pts, frame.time_base = index, Fraction(1, rate)
    container.mux(stream.encode(frame))


def _stream(container: Any, pixels: Pixels, rate: int, most: int) -> VideoStream:
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
        "maxrate": str(most),
        "bufsize": str(most),
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
