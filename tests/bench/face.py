"""How well a face is seen: mattes against the maquette's truth, and the time for all of it.

    python -m tests.bench.face [PEOPLE] [WIDTH] [SEED]

Renders its own people (30, 512 pixels wide), prints each with its look's grade, and compares:

- a matte is what is above one half of it;
- hair is where at least DENSE of a small window (REACH of the picture's height to each side) shows
  strands, the renderer's own measure of a shell of hair: single strands are none, gaps are. Where
  strands cover less than that but more than THIN, a pixel is neither hair nor not, and left out
  of hair; "hair, strictly" counts those pixels too, as no hair;
- face is the skin, with lips and lashes, inside the outline of the face's mesh that is no hair;
- an eye is the eyeball that shows between lids and lashes; each eye counts by itself;
- background is all that is no person, the parapet before them too;
- spectacles belong to nobody, and brows and lashes only to the face: those pixels are left out.

Somebody without hair counts for no hair. Exit code 1 if a median is below its limit.
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.data import astronaut

from engine.face import Face, Mattes, descriptor, faces, mattes
from engine.face.outline import OVAL, filled
from engine.grade import graded
from engine.maquette import casting
from engine.maquette.bake import bake
from engine.maquette.develop import develop
from engine.maquette.render import Maquette
from engine.maquette.sitting import Sitting, take
from engine.maquette.truth import CLASSES, DENSE
from engine.pictures import Pixels
from engine.settings import Settings
from prompts.compiler import compile_shot
from prompts.intake import read

PEOPLE = (
    "woman of 35, shoulder-length brown hair, grey sweater, soft window light",
    "man of 48, brown hair, moustache, white shirt, low key",
    "woman of 22 from Ghana, short afro, orange dress, golden hour",
    "man of 64, white hair, white beard, black coat, noir",
    "woman of 41, long black hair, red turtleneck, studio beauty",
    "man of 29 from Vietnam, short black hair, denim jacket, neon noir",
    "woman of 72, grey bob, cardigan, overcast",
    "man of 38, shaved head, leather jacket, Rembrandt light",
    "woman of 27 from Brazil, curly brown hair, green blouse, high key",
    "man of 55, receding grey hair, suit and tie, tungsten",
    "woman of 31, ginger ponytail, blue hoodie, fluorescent office",
    "man of 24, long blond hair, black t-shirt, moonlight",
    "woman of 50 from India, black hair in a bun, purple sari, candlelight",
    "man of 45 from Kenya, very short hair, full beard, yellow shirt, western",
    "woman of 19, platinum pixie cut, white t-shirt, winter blue",
    "man of 33, brown curly hair, glasses, tweed jacket, soft window light",
    "woman of 60, silver long hair, navy coat, noir",
    "man of 70, bald, grey moustache, checked shirt, bleach bypass",
    "woman of 25 from Korea, black bob, cream dress, teal orange",
    "man of 52, salt and pepper hair, stubble, turtleneck, tintype",
    "woman of 38, auburn curly hair, black dress, low key",
    "man of 20, blond crew cut, red sweater, high key",
    "woman of 46 from Nigeria, braids, white blouse, golden hour",
    "man of 36, long brown hair, beard, linen shirt, western dust",
    "woman of 29, brown bangs, grey blazer, three strip",
    "man of 61 from Japan, grey hair, dark kimono, Rembrandt light",
    "woman of 33, blonde wavy hair, trench coat, neon noir",
    "man of 27 from Egypt, black curly hair, olive jacket, overcast",
    "woman of 80, white hair in a bun, shawl, candlelight",
    "man of 42, red hair, red beard, green sweater, studio beauty",
)
WIDTH, SEED = 512, 3000
SAMPLES = 12
REACH = 0.006  # of the height
THIN = 0.1  # of a window: loose and cropped hair
SOME = 0.003  # of the picture: less hair is stubble
LIMITS: dict[str, float | None] = {
    "face": 0.90,
    "eyes": 0.80,
    "hair": 0.80,
    "hair, strictly": None,
    "wardrobe": 0.85,
    "background": 0.93,
}
SPEED_SIZE, SPEED = (1024, 1280), 0.4  # seconds
TIMES = 9

Mask = NDArray[np.bool_]


def people(count: int, width: int, seed: int) -> Iterator[tuple[str, Pixels, NDArray[np.uint8]]]:
    """What was asked for, the print, and the class of each of its pixels."""
    folder = Settings().cache_dir
    bake(folder)
    camera = Maquette(folder)
    size = (width, width * 5 // 4)
    for i in range(count):
        words = PEOPLE[i % len(PEOPLE)]
        brief = read(words).brief
        setup = compile_shot(brief).setup
        person, outfit = casting.cast(brief, seed + i)
        pose = casting.pose(brief, seed + i, 0)
        of = Sitting(setup, person, pose, outfit, size, take(SAMPLES), i)
        negative = develop(camera.expose(of).linear, setup)
        seen = camera.truth(setup, person, pose, outfit, size)
        yield words, graded(negative, setup.grade, seed=i), seen.classes


def true_parts(classes: NDArray[np.uint8], face: Face) -> dict[str, tuple[Mask, Mask]]:
    """Name -> where it is, and where that is known."""
    side = 2 * max(1, round(REACH * len(classes))) + 1
    features = _of(classes, "eye_l", "eye_r", "mouth", "brows")
    strands = cv2.blur(_of(classes, "hair").astype(np.float32), (side, side))
    hair = (strands >= DENSE) & ~features
    some = hair.mean() > SOME
    skin = _of(classes, "skin", "hair", "lashes") & ~hair
    known = ~_of(classes, "glasses", "brows", "lashes")
    eyes = ~_of(classes, "glasses")
    oval = filled((classes.shape[0], classes.shape[1]), face.points[OVAL]) > 0.5
    return {
        "face": (skin & oval, known),
        "hair": (hair & some, known & (hair | (strands <= THIN))),
        "hair, strictly": (hair & some, known),
        "wardrobe": (_of(classes, "wardrobe") & ~hair, known),
        "background": (_of(classes, "background", "set") & ~hair, known),
        "eye-left": (_of(classes, "eye_r"), eyes),  # the subject's own right
        "eye-right": (_of(classes, "eye_l"), eyes),
    }


def _of(classes: NDArray[np.uint8], *names: str) -> Mask:
    return np.isin(classes, [CLASSES.index(name) for name in names])


def found(of: Mattes, name: str) -> Mask:
    """What a matte says is there."""
    matte = of.of(name.partition(",")[0])
    if name == "face":
        matte = matte + of.of("lips") + of.of("teeth")
    return matte > 0.5


def overlap(one: Mask, other: Mask, known: Mask) -> float:
    """What both share over what either covers."""
    either = ((one | other) & known).sum()
    return float(((one & other) & known).sum() / either) if either else 1.0


def measure(count: int, width: int, seed: int) -> dict[str, list[tuple[float, str]]]:
    """Overlaps by name, each with whose they are."""
    out: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for words, pixels, classes in people(count, width, seed):
        there = faces(pixels)
        if not there:
            print(f"no face: {words}")
            for name in LIMITS:
                out[name].append((0.0, words))
            continue
        cut = mattes(pixels, there[0])
        for name, (truth, known) in true_parts(classes, there[0]).items():
            if truth.any():
                value = overlap(found(cut, name), truth, known)
                out["eyes" if name.startswith("eye") else name].append((value, words))
    return out


def seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    work()
    times: list[float] = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main(count: int = len(PEOPLE), width: int = WIDTH, seed: int = SEED) -> int:
    """Measure and print both tables."""
    wrong = 0
    found_all = measure(count, width, seed)
    print(f"{count} people, {width} pixels wide: overlap over union, median (least: whose)")
    for name, limit in LIMITS.items():
        values = found_all[name]
        median = statistics.median(value for value, _ in values)
        least, whose = min(values)
        under = limit is not None and median < limit
        wrong |= under
        verdict = "" if limit is None else f">= {limit:.2f} {'UNDER' if under else 'ok'}"
        print(f"{name:16} {median:.3f}  {verdict:13}  ({least:.2f}: {whose})")
    part = np.ascontiguousarray(astronaut()[:400, 80:400])
    photo = np.asarray(cv2.resize(part, SPEED_SIZE, interpolation=cv2.INTER_CUBIC), np.uint8)
    one = faces(photo)[0]
    steps: dict[str, Callable[[], object]] = {
        "faces": lambda: faces(photo),
        "mattes": lambda: mattes(photo, one),
        "identity": lambda: descriptor(photo, one),
    }
    times = {name: seconds(work) for name, work in steps.items()}
    for name, took in times.items():
        print(f"{name:16} {took * 1000:4.0f} ms")
    whole = sum(times.values())
    wrong |= whole > SPEED
    print(f"{'together':16} {whole * 1000:4.0f} ms  <= {SPEED * 1000:.0f} at 1024 x 1280")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
