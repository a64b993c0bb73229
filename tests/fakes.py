"""Small orders, and small families that behave well and badly, for tests of what surrounds them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.models.base import Card, Clip, Family, Frame, Patch, Source, Steps, Truth
from engine.pictures import Matte, Negative, Pixels, to_float
from engine.protocol import (
    Animate,
    EditRegion,
    FixEyes,
    Job,
    Previs,
    Recipe,
    Refine,
    Shoot,
    Size,
    StudioError,
    TakeReady,
)
from prompts.brief import Brief, Subject
from prompts.setup import Beam, Optics, Prompt, Setup
from prompts.shot import Shot

OPTICS = Optics(
    focal_mm=85,
    aperture=2,
    sensor_w_mm=24,
    sensor_h_mm=30,
    distance_m=1.5,
    cover_m=0.5,
    aim_m=-0.05,
)
SHOT = Shot(
    brief=Brief(subject=Subject(age=60)),
    clip=Prompt(positive="portrait"),
    prose=Prompt(positive="A portrait."),
    setup=Setup(
        key=Beam(azimuth=-45, elevation=30),
        fill=Beam(azimuth=45, elevation=0, stops=2),
        rim=Beam(azimuth=150, elevation=30, on=False),
        kicker=Beam(azimuth=-150, elevation=30, on=False),
        optics=OPTICS,
    ),
)
SIZE = Size(width=64, height=80)


def order(takes: int = 4, **said: Any) -> Shoot:
    """A small contact sheet."""
    return Shoot(shot=SHOT, takes=takes, size=SIZE, **said)


def job(name: str, takes: int = 4, **said: Any) -> Job:
    """A small job; `name` becomes its id."""
    return Job(id=name.ljust(8, "-"), order=order(takes), **said)


def take(of: Job, index: int = 0, blob: str = "a", **extras: str) -> TakeReady:
    """What a worker would report; `blob` is a hexadecimal digit."""
    recipe = Recipe(
        order=of.order, index=index, seed=index, model="maquette", revision="1", versions={}
    )
    return TakeReady(
        job=of.id,
        index=index,
        blob=blob * 64,
        recipe=recipe,
        extras={name: digit * 64 for name, digit in extras.items()},
    )


CARD = Card(
    id="maquette",  # stands where the default stands
    title="Colour card",
    about="Paints a gradient from the seed.",
    licence="Apache-2.0",
    commercial=True,
    can=("shoot", "reshoot", "inpaint", "animate"),
    memory_gb=0.1,
    steps=4,
)


def gradient(seed: int, size: Size) -> Pixels:
    """A picture of its own for every seed."""
    corners = np.random.default_rng(seed).uniform(0, 255, (2, 2, 3))
    x = np.linspace(0, 1, size.width)[None, :, None]
    y = np.linspace(0, 1, size.height)[:, None, None]
    top = corners[0, 0] * (1 - x) + corners[0, 1] * x
    bottom = corners[1, 0] * (1 - x) + corners[1, 1] * x
    return (top * (1 - y) + bottom * y).round().astype(np.uint8)


def _nothing(_step: int) -> None:
    """Behave well."""


@dataclass
class ColourCard:
    """A real family, but a tiny one. `at_step` runs before each step and may misbehave."""

    at_step: Callable[[int], None] = _nothing
    drift: bool = False  # other pixels every time, as a careless GPU makes them
    shots: list[int] = field(default_factory=list[int])  # the index of every take begun
    warmed: int = 0
    card: Card = CARD
    revision: str = "1"

    def versions(self) -> dict[str, str]:
        return {"numpy": np.__version__}

    def warm(self) -> None:
        self.warmed += 1

    def ahead(self) -> None:
        pass

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        self.shots.append(index)
        seed = time.time_ns() % 2**31 if self.drift else order.seed + index
        return self._frame(seed, order.size, steps)

    def previs(self, order: Previs, steps: Steps) -> Frame:
        return self._frame(order.seed, order.size, steps)

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:
        height, width, _ = source().shape
        return self._frame(order.seed, Size(width=width * 3 // 2, height=height * 3 // 2), steps)

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Paint the middle, or the half of it where an eye is."""
        height, width, _ = source().shape
        made = self._frame(order.seed, Size(width=width, height=height), steps)
        return Patch(made.negative, middle(order, width, height))

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:
        """Roll the picture sideways, once round."""
        still = source()
        count = round(order.seconds * order.frames_per_second)

        def frames() -> Iterator[Negative]:
            for i in range(count):
                self.at_step(i + 1)
                steps.progress(i + 1, count, still)
                yield np.roll(still, i * still.shape[1] // count, axis=1)

        return Clip(frames(), count)

    def _frame(self, seed: int, size: Size, steps: Steps) -> Frame:
        negative = to_float(gradient(seed, size))
        for step in range(1, self.card.steps + 1):
            self.at_step(step)
            steps.progress(step, self.card.steps, negative)
        return Frame(negative, truth=lambda: _truth(size))


def middle(order: EditRegion | FixEyes, width: int, height: int) -> Matte:
    """What an edit of the colour card may touch, softer at its left and right."""
    matte = np.zeros((height, width), np.uint8)
    rows = slice(height // 4, -height // 4)
    matte[rows, width // 4 : -width // 4] = 255
    matte[rows, [width // 4, -width // 4 - 1]] = 100
    match order:
        case FixEyes(eyes=("left",)):
            matte[:, width // 2 :] = 0
        case FixEyes(eyes=("right",)):
            matte[:, : width // 2] = 0
        case _:
            pass
    return matte


def _truth(size: Size) -> Truth:
    shape = (size.height, size.width)
    depth = np.linspace(1, 2, shape[0] * shape[1], dtype=np.float32).reshape(shape)
    normals = np.zeros((*shape, 3), np.float32)
    normals[..., 2] = 1
    mattes = (depth < 1.5).astype(np.uint8)
    return Truth(depth, normals, mattes, ("backdrop", "skin"), {"nose": (3.0, 4.0, 1.2)})


def slow(seconds: float) -> Callable[[int], None]:
    """Take that long for each step."""
    return lambda _step: time.sleep(seconds)


def raising(error: BaseException, step: int = 2) -> Callable[[int], None]:
    """Fail at a step."""

    def at(now: int) -> None:
        if now == step:
            raise error

    return at


def dying(step: int = 2) -> Callable[[int], None]:
    """Die as a process dies that the kernel kills."""

    def at(now: int) -> None:
        if now == step:
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def only(family: Family) -> Callable[[str], Family]:
    """Serve one family under the default's name."""

    def make(model: str) -> Family:
        if model != family.card.id:
            raise StudioError(f"There is no model {model!r}.")
        return family

    return make
