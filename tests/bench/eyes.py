"""Eyes broken in four ways and mended: how many are as in good portraits again, and is any worse?

    python -m tests.bench.eyes [PORTRAITS] [SEED]

Renders its own people and takes the public-domain portrait of scikit-image in several sizes,
colours and crops. A portrait counts if both of its eyes are seen and as in good portraits. One eye
of each is broken (tests/bench/damage.py), mended, printed, and the print is looked at anew: face,
landmarks and measures. Two judges beside the measures know nothing of them: the landmark network's
own irises ("straighter"), and the picture before it was broken ("nearer"). Exit code 1 if a limit
is missed.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

import cv2
import numpy as np
from skimage.data import astronaut

from engine.eyes import Ask, EyeMeasure, Mended, both, faults, mend, optician
from engine.eyes.crop import CORNERS
from engine.face import SIDES, Face, Side, faces
from engine.grade import graded
from engine.maquette import casting
from engine.maquette.bake import bake
from engine.maquette.develop import develop
from engine.maquette.render import Maquette
from engine.maquette.sitting import Sitting, take
from engine.paste import paste
from engine.pictures import Floats, Pixels, to_bytes, to_float
from engine.settings import Settings
from prompts.compiler import compile_shot
from prompts.intake import read
from tests.bench.damage import DAMAGES, Damage, damaged
from tests.bench.face import PEOPLE, SAMPLES

PORTRAITS, SEED, SIZE = 40, 5000, (512, 640)
GOOD = 0.90  # share that is within the normal ranges afterwards
SLIP = 0.02  # half widths of a range: the error of measuring twice
LIMBUS, PROUD = 0.365, 1.068  # radians and radii: the maquette's iris, and its cornea's top
PHOTOGRAPHS = 10

COLUMNS = (
    "seen",
    "mended",
    "this eye",
    "kept",
    "unseen",
    "good",
    "worse",
    "outside",
    "straighter",
    "nearer",
)

Iris = tuple[Floats, float]


@dataclass(frozen=True)
class Portrait:
    """A picture, and its irises where they are known for certain."""

    name: str
    pixels: Pixels
    irises: dict[Side, Iris] = field(default_factory=dict[Side, Iris])


def photographs() -> Iterator[Portrait]:
    """One portrait ten times: near and far, to both sides, warm and cold, bright and dark."""
    whole = np.ascontiguousarray(astronaut())
    for i in range(PHOTOGRAPHS):
        across, down = 60 + 8 * i, 4 * (i % 4)
        part = whole[down : down + 300 + 10 * i, across : across + 280]
        scale = 1 + 0.25 * i
        way = cv2.INTER_CUBIC
        large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=way).astype(np.float32)
        gains = np.array(((1, 1, 1), (1.06, 1, 0.86), (0.9, 0.98, 1.08), (0.7, 0.7, 0.7))[i % 4])
        pixels = np.clip(large * gains, 0, 255).round().astype(np.uint8)
        yield Portrait(f"photograph {i}", np.ascontiguousarray(pixels[:, :: 1 if i % 2 else -1]))


def renders(seed: int) -> Iterator[Portrait]:
    """Always somebody new, printed with their look's grade."""
    folder = Settings().cache_dir
    bake(folder)
    camera = Maquette(folder)
    number = 0
    while True:
        words = PEOPLE[number % len(PEOPLE)]
        brief = read(words).brief
        setup = compile_shot(brief).setup
        person, outfit = casting.cast(brief, seed + number)
        pose = casting.pose(brief, seed + number, 0)
        of = Sitting(setup, person, pose, outfit, SIZE, take(SAMPLES), number)
        negative = develop(camera.expose(of).linear, setup)
        points = camera.truth(setup, person, pose, outfit, SIZE).landmarks
        metre = SIZE[1] / setup.optics.cover_m * setup.optics.distance_m  # pixels, one metre away
        irises: dict[Side, Iris] = {
            "left": _iris(points["eye_r"], points["pupil_r"], metre),
            "right": _iris(points["eye_l"], points["pupil_l"], metre),
        }
        yield Portrait(words, graded(negative, setup.grade, seed=number), irises)
        number += 1


def _iris(eye: tuple[float, float, float], pupil: tuple[float, float, float], metre: float) -> Iris:
    """The rim's circle from the middle of the globe and the top of its cornea."""
    middle, top = np.array(eye, np.float32), np.array(pupil, np.float32)
    towards = top - middle
    globe = float(np.hypot(np.hypot(*towards[:2]) * eye[2] / metre, towards[2])) / PROUD
    centre = middle[:2] + towards[:2] * np.cos(LIMBUS) / PROUD
    return centre.astype(np.float32), globe * float(np.sin(LIMBUS)) * metre / eye[2]


def found(eyes: dict[Side, EyeMeasure]) -> dict[str, float]:
    """What is wrong with two eyes: "left gaze-apart" and so on, in half widths of the range."""
    left, right = eyes["left"], eyes["right"]
    return {
        f"{eye.side} {fault.name}": fault.beyond
        for eye, other in ((left, right), (right, left))
        for fault in faults(eye, other)
    }


def good(eyes: dict[Side, EyeMeasure]) -> bool:
    """Are both seen, and as in good portraits?"""
    return all(eye.ok for eye in eyes.values()) and not found(eyes)


def fixed(pixels: Pixels, face: Face) -> tuple[Pixels, Mended]:
    """As the op does it, with the optician."""
    ask, negative = Ask(), to_float(pixels)
    made = mend(negative, face, SIDES, partial(optician, ask=ask), ask)
    return paste(pixels, to_bytes(made.negative), made.matte), made


def askew(face: Face) -> float:
    """How differently the landmark network sees both irises lie, in widths of the eye."""
    mesh = face.points
    at: list[float] = []
    for side in SIDES:
        first, last = CORNERS[side]
        across = mesh[last] - mesh[first]
        away = face.eyes[side].centre - (mesh[first] + mesh[last]) / 2
        at.append(float(away @ across / (across @ across)))
    return abs(at[0] - at[1])


def apart(one: Pixels, other: Pixels, face: Face, side: Side) -> float:
    """Mean difference of two pictures about one eye, in codes."""
    low, high = face.eyes[side].lids.min(0).astype(int), face.eyes[side].lids.max(0).astype(int)
    window = np.s_[max(low[1], 0) : high[1] + 1, max(low[0], 0) : high[0] + 1]
    return float(np.abs(one[window].astype(np.float32) - other[window]).mean())


def one(portrait: Portrait, face: Face, side: Side, how: Damage, way: int) -> Counter[str]:
    """Break an eye, mend it, and look at the print as for the first time."""
    iris = portrait.irises.get(side)
    broken = damaged(portrait.pixels, face, side, how, way=way, iris=iris)
    seen = faces(broken)
    if not seen:
        return Counter({"portraits": 1, "no face any more": 1})
    pixels, made = fixed(broken, seen[0])
    again = faces(pixels)
    after = both(pixels, again[0]) if again else made.after
    old, new = found(made.before), found(after)
    worse = sum(new.values()) > sum(old.values()) + SLIP
    touched = bool(made.mended)
    whole = portrait.pixels
    return Counter(
        {
            "portraits": 1,
            "seen": bool(old),
            "mended": touched,
            "this eye": side in made.mended,
            "kept": any(note.endswith("kept") for note in made.notes),
            "unseen": any(note.endswith("unseen") for note in made.notes),
            "good": good(after),
            "worse": worse,
            "outside": int((pixels[made.matte == 0] != broken[made.matte == 0]).sum()),
            "straighter": touched and bool(again) and askew(again[0]) < askew(seen[0]),
            "nearer": touched
            and apart(pixels, whole, face, side) < apart(broken, whole, face, side),
        }
    )


def main(count: int = PORTRAITS, seed: int = SEED) -> int:
    """Measure and print the table."""
    start = time.perf_counter()
    tables: dict[str, Counter[str]] = {how: Counter() for how in DAMAGES}
    looked, whole, used = 0, Counter[str](), 0
    waiting = list(photographs())[: count // 4]
    people = renders(seed)
    while used < count and looked < 3 * count:
        portrait = waiting.pop(0) if waiting else next(people)
        looked += 1
        there = faces(portrait.pixels)
        if not there:
            continue
        pixels, made = fixed(portrait.pixels, there[0])
        whole["faces"] += 1
        whole["touched"] += bool(made.mended)
        whole["worse"] += bool(made.mended) and sum(found(made.after).values()) > sum(
            found(made.before).values()
        )
        if not good(made.before):
            continue
        whole["nothing"] += made.notes == ("nothing-to-mend",)
        whole["changed"] += int((pixels != portrait.pixels).sum())
        side = SIDES[used // 2 % 2]
        for how in DAMAGES:
            tables[how] += one(portrait, there[0], side, how, used)
        used += 1
    print(f"{used} portraits with good eyes, of {looked} looked at; one eye of each broken")
    print(" " * 10 + "".join(f"{name:>11}" for name in COLUMNS))
    for how, table in tables.items():
        print(f"{how:10}" + "".join(f"{table[name]:11}" for name in COLUMNS))
    total = sum(tables.values(), Counter[str]())
    share = total["good"] / max(total["portraits"], 1)
    print(f"within the normal ranges afterwards: {share:.1%} (limit {GOOD:.0%})")
    print(
        f"undamaged: {whole['nothing']} of {used} said that there is nothing to mend, "
        f"{whole['changed']} bytes changed; of all {whole['faces']} looked at "
        f"{whole['touched']} were touched, {whole['worse']} are worse by their measures"
    )
    print(f"{time.perf_counter() - start:.0f} s")
    wrong = share < GOOD or total["worse"] or total["outside"] or whole["worse"]
    return int(bool(wrong or whole["nothing"] < used))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
