"""The same picture again, larger and finer, and the delivery file of one that is signed off."""

import numpy as np

from engine.pictures import Floats, Negative
from engine.protocol import StudioError
from engine.retouch.detail import calmed, roughness, sharpened, wanted
from engine.retouch.enlarge import enlarged
from engine.retouch.seen import Mattes, Seen, Steps, Told
from engine.retouch.soft import resized

LARGER, MOST = 1.5, 4_000_000  # times the size of a refined picture, and its pixels
LARGEST = 16_500_000  # pixels of a finished one
ROWS = 192  # of the source, worked on at a time: so little memory is enough
MARGIN = 24  # rows more on each side, as far as detail reaches
PLAIN = 0.35  # detail that is wanted everywhere where nobody is seen


def refined(seen: Seen, strength: float, steps: Steps) -> Negative:
    """At 1.5 times the size, or less for a large picture; `strength` 0.35 is usual."""
    width, height = seen.size
    factor = max(min(LARGER, (MOST / (width * height)) ** 0.5), 1.0)
    size = round(width * factor), round(height * factor)
    weight = wanted(seen.mattes) if seen.face is not None else _plain(seen.negative)
    return _stripwise(seen.negative, size, weight, 0.25 + 0.9 * strength, steps)


def finish(
    negative: Negative,
    scale: int,
    steps: Steps,
    *,
    sharpen: float = 0.5,
    mattes: Mattes | None = None,
) -> Negative:
    """The delivery file before its grade: `scale` 1 or 2 times the size, with its detail.

    Raises StudioError for a picture that would grow beyond what is worth sending.
    """
    height, width = negative.shape[:2]
    if width * height * scale * scale > LARGEST:
        raise StudioError(
            f"This picture is {width} x {height} pixels: large enough. Finish it at its own size."
        )
    weight = _plain(negative) if mattes is None else wanted(mattes)
    return _stripwise(negative, (width * scale, height * scale), weight, sharpen, steps)


def _plain(negative: Negative) -> Floats:
    return np.full(negative.shape[:2], PLAIN, np.float32)


def _stripwise(
    negative: Negative, size: tuple[int, int], weight: Floats, strength: float, steps: Steps
) -> Negative:
    """Enlarge and sharpen in strips, so that a stop is soon obeyed and memory stays small."""
    height, width = negative.shape[:2]
    sigma = roughness(negative)
    flat = 1 - np.minimum(weight * 1.2, 1)
    made = np.empty((size[1], size[0], 3), np.float32)
    rows = max(min(ROWS, 400_000 // width), 32)
    starts = range(0, height, rows)
    told = Told(steps, len(starts))
    for top in starts:
        bottom = min(top + rows, height)
        low, high = max(top - MARGIN, 0), min(bottom + MARGIN, height)
        # Whole pixels of the source, so that strips meet where they must.
        first, last = (round(row * size[1] / height) for row in (low, high))
        strip = calmed(negative[low:high], flat[low:high], sigma)
        larger = _larger(strip, (size[0], last - first))
        heavy = resized(weight[low:high], (size[0], last - first))
        fine = sharpened(larger, heavy, strength, sigma)
        out_top, out_bottom = (round(row * size[1] / height) for row in (top, bottom))
        made[out_top:out_bottom] = fine[out_top - first : out_bottom - first]
        told.step()
    return made


def _larger(strip: Negative, size: tuple[int, int]) -> Negative:
    return enlarged(strip, size)
