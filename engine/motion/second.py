"""A clip once more, small, as an animated WebP: for where no video plays."""

import io
from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from PIL import Image

from engine import proofs
from engine.pictures import Pixels

WIDTH = 480  # pixels
RATE = 12  # frames a second at most
BUDGET = 4 * 2**20  # bytes
QUALITIES = (78, 62, 46, 30, 15)


class Second:
    """Looks on while the clip is made, and keeps what it needs."""

    def __init__(self, rate: int, *, loop: bool = True, budget: int = BUDGET) -> None:
        """`rate` is the clip's own, in frames a second."""
        self._rate, self._loop, self._budget = rate, loop, budget
        self._kept: list[Pixels] = []
        self._each = max(1, round(rate / RATE))

    def watch(self, frames: Iterable[Pixels]) -> Iterator[Pixels]:
        """The same frames."""
        for index, pixels in enumerate(frames):
            if index % self._each == 0:
                self._kept.append(_small(pixels))
            yield pixels

    def file(self) -> bytes:
        """The WebP of all that was seen, within the budget. Same frames, same bytes."""
        data = b""
        kept, each = self._kept, self._each
        for quality in QUALITIES:
            data = self._written(kept, each, quality)
            if len(data) <= self._budget:
                return data
        while len(data) > self._budget and len(kept) > 1:  # noise from edge to edge
            kept, each = kept[::2], each * 2
            data = self._written(kept, each, QUALITIES[-1])
        return data

    def _written(self, kept: list[Pixels], each: int, quality: int) -> bytes:
        first, *others = (Image.fromarray(pixels) for pixels in kept)
        ends = np.rint(np.arange(len(kept) + 1) * each * 1000 / self._rate).astype(int)
        buffer = io.BytesIO()
        first.save(
            buffer,
            "WEBP",
            save_all=True,
            append_images=others,
            duration=[int(step) for step in np.diff(ends)],  # milliseconds
            loop=0 if self._loop else 1,
            quality=quality,
            method=2,
            icc_profile=proofs.profile(),
        )
        return buffer.getvalue()


def _small(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    if width <= WIDTH:
        return pixels.copy()
    size = WIDTH, round(height * WIDTH / width)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
