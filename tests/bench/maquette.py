"""Seconds and memory that the maquette takes for a picture: `python -m tests.bench.maquette`."""

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from engine.maquette.bake import bake
from engine.maquette.person import Hair, HairStyle, Outfit, Person, Pose
from engine.maquette.render import Maquette
from engine.maquette.sitting import PREVIEW, take
from engine.settings import Settings
from prompts.brief import Brief
from prompts.compiler import compile_shot
from prompts.setup import Setup

SIZE = (512, 640)
TIMES = 5
LOOKS = ("noir", "golden-hour", "neon-noir", "rembrandt", "high-key")
STYLES: tuple[HairStyle, ...] = ("short", "bob", "afro", "long", "curly")


def people() -> Iterator[Person]:
    """Always somebody new."""
    seed = 0
    while True:
        seed += 1
        style = STYLES[seed % len(STYLES)]
        yield Person(seed=seed, age=25 + seed % 40, gender=seed % 2, hair=Hair(style=style))


def setup(look: str) -> Setup:
    """The numbers of a look."""
    return compile_shot(Brief.model_validate({"subject": {}, "look": look})).setup


def seconds(work: Callable[[int], object], times: int = TIMES) -> list[float]:
    """How long each of several runs took."""
    found: list[float] = []
    for i in range(times):
        start = time.perf_counter()
        work(i)
        found.append(time.perf_counter() - start)
    return found


def main() -> None:
    """Measure and print a table."""
    folder = Settings().cache_dir
    bake(folder)
    camera = Maquette(folder)
    start = time.perf_counter()
    camera.warm()
    rows: list[tuple[str, list[float], float | None]] = []
    rows.append(("warm-up (first start of this process)", [time.perf_counter() - start], None))
    setups = [setup(look) for look in LOOKS]
    pose, outfit, crowd = Pose(yaw=8), Outfit(), people()
    for first in range(len(STYLES)):  # each amount of hair compiles its kernels once a machine
        camera.photograph(setups[first], next(crowd), pose, outfit, (64, 80), PREVIEW)
        camera.photograph(setups[first], next(crowd), pose, outfit, (64, 80), take(4))

    def previs(i: int) -> None:
        camera.photograph(setups[i], next(crowd), pose, outfit, SIZE, PREVIEW)

    one = Person(seed=99)
    camera.photograph(setups[0], one, pose, outfit, SIZE, PREVIEW)

    def relight(i: int) -> None:
        camera.photograph(setups[i], one, pose, outfit, SIZE, PREVIEW)

    def shoot(i: int) -> None:
        camera.photograph(setups[i], next(crowd), pose, outfit, SIZE, take(16))

    def sheet(i: int) -> None:
        for k in range(4):
            turned = replace(pose, yaw=4.0 * k)
            camera.photograph(setups[i], one, turned, outfit, SIZE, take(16), seed=k)

    rows.append(("previs of the same person, light and lens changed", seconds(relight), 1.7))
    rows.append(
        ("truth maps", seconds(lambda i: camera.truth(setups[i], one, pose, outfit, SIZE)), 1.5)
    )
    rows.append(("previs of somebody new", seconds(previs), 3.0))
    rows.append(("take of 16 samples", seconds(shoot, 3), 15.0))
    rows.append(("sheet of 4 takes", seconds(sheet, 1), 60.0))
    print(f"{SIZE[0]}x{SIZE[1]}, {camera.variant}, seconds: median (least .. most), limit")
    for name, found, limit in rows:
        median = statistics.median(found)
        bound = "" if limit is None else f"  <= {limit:g}  {'ok' if median <= limit else 'OVER'}"
        print(f"{name:52} {median:6.2f} ({min(found):.2f} .. {max(found):.2f}){bound}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{'peak memory, GiB':52} {peak:6.2f}  <= 1.7  {'ok' if peak <= 1.7 else 'OVER'}")


if __name__ == "__main__":
    main()
