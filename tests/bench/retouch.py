"""How long the retoucher takes for each region, how soon it stops, and what memory it needs.

`python -m tests.bench.retouch`. The photograph is NASA's astronaut, in the public domain.
"""

import resource
import time

import numpy as np
from PIL import Image
from skimage.data import astronaut

from engine.models.retouch import scenery
from engine.pictures import Negative, to_float
from engine.protocol import Box, Region
from engine.retouch.edit import Asked, edited
from engine.retouch.refine import finish, refined
from engine.retouch.scan import seen

SIZES = ((512, 640), (1024, 1280), (1780, 2225))  # the last has 4 million pixels
EDITS: tuple[tuple[Region | Box, str], ...] = (
    ("hair", "copper"),
    ("wardrobe", "navy"),
    ("background", "a forest"),
    ("background", "blurred"),
    ("skin", "more texture, less shine"),
    ("lips", "dark red"),
    (Box(left=0, top=0, right=0.5, bottom=0.5), "darker"),
)


class Watch:
    """Notes the longest time between two steps: so long may a stop take."""

    def __init__(self) -> None:
        self.last = time.perf_counter()
        self.longest = 0.0

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        """Look at the clock."""
        del step, of, preview
        now = time.perf_counter()
        self.longest = max(self.longest, now - self.last)
        self.last = now


def main() -> None:
    """Print a line for each size and edit."""
    for width, height in SIZES:
        part = Image.fromarray(astronaut()).crop((80, 0, 400, 400))
        photo = to_float(np.asarray(part.resize((width, height), Image.Resampling.LANCZOS)))
        start = time.perf_counter()
        known = seen(photo, None, 0)
        known.of("hair")
        print(f"{width} x {height}: look {time.perf_counter() - start:.2f} s")
        for region, words in EDITS:
            watch, start = Watch(), time.perf_counter()
            edited(known, Asked(region, words, 1.0, scenery(None)), watch)
            _say(f"{region if isinstance(region, str) else 'box'}: {words}", start, watch)
        watch, start = Watch(), time.perf_counter()
        refined(known, 0.35, watch)
        _say("refine", start, watch)
        watch, start = Watch(), time.perf_counter()
        finish(photo, 2, watch, mattes=known.mattes)
        _say("finish 2x", start, watch)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"at most {used:.2f} GB of memory")


def _say(what: str, start: float, watch: Watch) -> None:
    took = time.perf_counter() - start
    print(f"  {what:32s} {took:5.2f} s, a stop within {watch.longest:.2f} s")


if __name__ == "__main__":
    main()
