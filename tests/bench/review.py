"""What a review says of good portraits and of broken ones, and how long it takes.

    python -m tests.bench.review [PEOPLE]

Renders its own people (12), prints each with its look's grade, adds the photograph of scikit-image,
and breaks each in every way that the review should see. Exit code 1 over a limit.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from skimage.data import astronaut

from engine.face import Face, faces
from engine.pictures import Floats, Pixels
from engine.review import review
from prompts.compiler import compile_shot
from prompts.intake import read
from prompts.shot import Shot
from tests.bench.damage import DAMAGES, damaged
from tests.bench.face import SEED, people

FALSE = 0.05  # share of findings on good portraits that may be wrong
SPEED = 0.3  # seconds of a take of 512 x 640
SIDED = 40.0  # degrees of the key, from which a mirrored face is lit from the wrong side
RIM = 0.03  # of the width, that is stretched or mirrored

Way = Callable[[Pixels, Face], Pixels]


def _codes(values: Floats | Pixels | np.ndarray) -> Pixels:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def _waxy(pixels: Pixels, _face: Face) -> Pixels:
    once = cv2.bilateralFilter(pixels, 15, 40, 9)
    return _codes(cv2.bilateralFilter(once, 15, 40, 9))


def _soft(pixels: Pixels, face: Face) -> Pixels:
    return _codes(cv2.GaussianBlur(pixels, (0, 0), max(2.0, face.eyes["left"].width / 18)))


def _tinted(*gains: float) -> Way:
    return lambda pixels, _face: _codes(pixels * np.array(gains))


def _toned(gain: float, offset: float) -> Way:
    return lambda pixels, _face: _codes(pixels * gain + offset)


def _edge(how: int, *, across: bool) -> Way:
    def fill(pixels: Pixels, _face: Face) -> Pixels:
        wide = round(RIM * pixels.shape[1])
        if across:
            return _codes(cv2.copyMakeBorder(pixels[:, wide:], 0, 0, wide, 0, how))
        return _codes(cv2.copyMakeBorder(pixels[:-wide], 0, wide, 0, 0, how))

    return fill


def _squeezed(factor: float) -> Way:
    def squeeze(pixels: Pixels, _face: Face) -> Pixels:
        size = (round(pixels.shape[1] * factor), pixels.shape[0])
        return _codes(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA))

    return squeeze


def _lowered(pixels: Pixels, face: Face) -> Pixels:
    """One eye a tenth of the face's width too low."""
    y, x = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    middle, width = face.eyes["left"].centre, face.width
    near = np.exp(-((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / (2 * (0.16 * width) ** 2))
    down = np.asarray(y - 0.1 * width * near, np.float32)
    return _codes(cv2.remap(pixels, x, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


WAYS: tuple[tuple[str, str, Way], ...] = (
    ("skin-texture", "smoothed to wax", _waxy),
    ("shadows", "dark", _toned(0.3, 0)),
    ("shadows", "veiled", _toned(0.5, 76)),
    ("highlights", "overexposed", _toned(1.9, 0)),
    ("cast", "blue", _tinted(0.8, 0.95, 1.25)),
    ("cast", "green", _tinted(0.85, 1.1, 0.85)),
    ("cast", "magenta", _tinted(1.1, 0.8, 1.1)),
    ("sharpness", "out of focus", _soft),
    ("edges", "stretched", _edge(cv2.BORDER_REPLICATE, across=True)),
    ("edges", "mirrored", _edge(cv2.BORDER_REFLECT, across=False)),
    ("geometry", "a third too wide", _squeezed(1.33)),
    ("geometry", "a fourth too slim", _squeezed(0.75)),
    ("geometry", "one eye low", _lowered),
)


def portraits(count: int) -> Iterator[tuple[Pixels, Shot | None]]:
    """Good ones, with what they should show."""
    for words, pixels, _ in people(count, 512, SEED):
        yield pixels, compile_shot(read(words).brief)
    yield _codes(cv2.resize(astronaut()[:320, 66:386], (640, 640))), None


class Tally:
    """What was found, of what was there to be found."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.seen, self.of = Counter[str](), Counter[str]()

    def add(self, name: str, *, seen: bool) -> None:
        """Count one."""
        self.of[name] += 1
        self.seen[name] += seen

    def lines(self) -> Iterator[str]:
        """A line each."""
        return (f"  {name:<30}{self.seen[name]:>4} of {self.of[name]}" for name in self.of)


def look(pixels: Pixels, shot: Shot | None, alarms: Tally, hits: Tally) -> float:
    """Review a portrait as it is and broken in every way; the seconds of the first review."""
    start = time.perf_counter()
    before = {each.what: each.good for each in review(pixels, shot=shot)}
    seconds = time.perf_counter() - start
    for what, good in before.items():
        alarms.add(what, seen=not good)
    face = faces(pixels)[0]
    broken = [(what, f"{what}: {how}", way(pixels, face)) for what, how, way in WAYS]
    if shot and abs(shot.setup.key.azimuth) >= SIDED:
        mirrored = np.ascontiguousarray(pixels[:, ::-1])
        broken.append(("light-direction", "light-direction: mirrored", mirrored))
    for what, name, picture in broken:
        after = {each.what: each.good for each in review(picture, shot=shot)}
        if what in before and what in after:  # where it cannot be judged, nothing is said
            hits.add(name, seen=not after[what])
    for way, damage in enumerate(DAMAGES):
        after = review(damaged(pixels, face, "left", damage, way=way), shot=shot)
        eye = {each.what for each in after if each.mend == "eyes:left"}
        hits.add(f"eyes: {damage}", seen=any(before.get(what, True) for what in eye))
    return seconds


def main(count: int = 12) -> int:
    """Print all of it; 1 if a limit is passed."""
    alarms, hits = Tally(), Tally()
    seconds = [look(*portrait, alarms, hits) for portrait in portraits(count)]
    share = alarms.seen.total() / alarms.of.total()
    print(f"of {count + 1} good portraits: {share:.1%} of findings are alarms (limit {FALSE:.0%})")
    print(*alarms.lines(), sep="\n")
    print("broken on purpose, and found:")
    print(*hits.lines(), sep="\n")
    median = statistics.median(seconds)
    print(f"a review: {1000 * median:.0f} ms (limit {1000 * SPEED:.0f})")
    return int(share > FALSE or median > SPEED)


if __name__ == "__main__":
    sys.exit(main(*(int(each) for each in sys.argv[1:2])))
