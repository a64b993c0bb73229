"""Seconds, bytes, seam and identity of clips from a still: `python -m tests.bench.motion [moves]`.

Every frame of every clip is measured: how far its face lies from the first frame's, and how far it
is from the next frame. Frames in which a lid is on its way are counted apart: no face is known by
closed eyes.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from skimage.data import astronaut

from engine.face import apart, descriptor, faces
from engine.grade import graded
from engine.maquette.bake import bake
from engine.maquette.person import Hair, Outfit, Person, Pose
from engine.maquette.render import Maquette
from engine.maquette.sitting import take
from engine.motion.encode import encode
from engine.motion.moves import Moves
from engine.motion.second import Second
from engine.motion.still import maker
from engine.pictures import Negative, Pixels, to_float
from engine.protocol import Animate, Bring, Move, Recipe
from engine.settings import Settings
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.setup import Grade

SIZE = (720, 900)
SECONDS, RATE = 4.0, 24
GRADE = Grade(contrast=1.1, grain=0.35, halation=0.2, vignette=0.3)
LIMIT_S, LIMIT_MIB, SECOND_MIB, SAME = 60.0, 8.0, 4.0, 0.25
USUAL: tuple[tuple[Move, ...], ...] = (
    ("breath", "blink", "drift"),
    ("glance", "wind", "push"),
    ("focus",),
    ("breath", "candle"),
    ("drift", "neon", "rain"),
    ("breath", "blink", "glance", "wind", "drift", "push", "focus", "candle", "rain", "dust"),
)
RECIPE = Recipe(
    order=Bring(blob="0" * 64), index=0, seed=0, model="retouch", revision="", versions={}
)


@dataclass(frozen=True)
class Found:
    """What a clip is like."""

    seconds: float
    clip: float  # MiB
    second: float
    seam: float  # the last step in sizes of the largest
    identity: float  # the farthest from the first frame, lids open
    blinking: float  # and while they move


def stills() -> Iterator[tuple[str, Negative]]:
    """A photograph, and a take of the maquette."""
    photograph = astronaut()[0:400, 62:382]
    yield "photograph", to_float(cv2.resize(photograph, SIZE, interpolation=cv2.INTER_CUBIC))
    folder = Settings().cache_dir
    bake(folder)
    camera = Maquette(folder)
    setup = compile_shot(Brief.model_validate({"subject": {}, "look": "rembrandt"})).setup
    person = Person(seed=4, gender=0.9, hair=Hair(style="long"))
    taken = camera.photograph(setup, person, Pose(yaw=9), Outfit(), SIZE, take(8))
    yield "maquette", to_float(taken)


def measured(still: Negative, names: tuple[Move, ...], seed: int = 3) -> Found:
    """Make a clip as the op does, then look at every frame of it."""
    moves = Moves(SECONDS, seed, names)
    start = time.perf_counter()
    kept: list[Pixels] = []

    def prints() -> Iterator[Pixels]:
        made = maker.frames(still, moves, RATE, lambda *_: None)
        for index, frame in enumerate(made):
            kept.append(graded(frame, GRADE, seed=seed, alive=index))
            yield kept[-1]

    second = Second(RATE)
    clip = encode(second.watch(prints()), RATE, RECIPE, seconds=SECONDS)
    small = second.file()
    seconds = time.perf_counter() - start
    count = len(kept)
    steps = [float(np.abs(kept[i] - kept[i - 1].astype(np.float32)).mean()) for i in range(count)]
    lids = [moves.at(moves.time(i, count)).blink for i in range(count)]
    away = list(distances(kept))
    return Found(
        seconds=seconds,
        clip=len(clip) / 2**20,
        second=len(small) / 2**20,
        seam=steps[0] / max(steps[1:]),
        identity=max(d for d, lid in zip(away, lids, strict=True) if lid == 0),
        blinking=max((d for d, lid in zip(away, lids, strict=True) if lid > 0), default=0.0),
    )


def distances(frames: list[Pixels]) -> Iterator[float]:
    """Of every frame's face from the first one's; 9 where none is found."""
    first = None
    for pixels in frames:
        seen = faces(pixels)
        if not seen:
            yield 9.0
            continue
        one = descriptor(pixels, seen[0])
        first = one if first is None else first
        yield apart(first, one)


def main(wanted: tuple[tuple[Move, ...], ...] = USUAL) -> int:
    """Measure and print a table. Returns the number of limits that were missed."""
    wrong = 0
    print(f"{SIZE[0]}x{SIZE[1]}, {SECONDS:g} s, {RATE} frames a second, graded and encoded")
    print(f"limits: {LIMIT_S:g} s, {LIMIT_MIB:g} MiB, {SECOND_MIB:g} MiB, seam 1, identity {SAME}")
    for name, still in stills():
        for names in wanted:
            found = measured(still, names)
            good = (
                found.seconds <= LIMIT_S
                and found.clip <= LIMIT_MIB
                and found.second <= SECOND_MIB
                and found.seam <= 1
                and found.identity < SAME
            )
            wrong += not good
            print(
                f"{name:10} {'+'.join(names):70} {found.seconds:5.1f} s {found.clip:5.2f} MiB "
                f"webp {found.second:4.2f} MiB seam {found.seam:4.2f} identity "
                f"{found.identity:4.2f} (lids moving {found.blinking:4.2f}) "
                f"{'ok' if good else 'OVER'}",
                flush=True,
            )
    return wrong


if __name__ == "__main__":
    orders = [
        Animate.model_validate({"take": "0" * 64, "moves": each.split("+")})
        for each in sys.argv[1:]
    ]
    sys.exit(main(tuple(order.moves for order in orders) or USUAL))
