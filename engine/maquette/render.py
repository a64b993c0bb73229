"""The camera itself: a setup and a person in, a finished picture out."""

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import mitsuba as mi
import numpy as np

from engine.maquette import eyes as eyeballs
from engine.maquette import lens, lights, place, skin, variant
from engine.maquette.anatomy import Anatomy, load
from engine.maquette.develop import develop
from engine.maquette.film import Exposure, Film
from engine.maquette.layers import Layers
from engine.maquette.mattes import Known, Side
from engine.maquette.person import Outfit, Person, Pose
from engine.maquette.sitter import Paint, sit
from engine.maquette.sitting import PREVIEW, Quality, Sitting
from engine.maquette.stage import Stage
from engine.maquette.truth import Truth, truth
from engine.maquette.wardrobe import stock
from engine.pictures import Negative, Pixels, to_bytes
from engine.window import Window
from prompts.setup import Beam, Optics, Setup

Step = Callable[[int, int, Negative | None], None]
"""Called with the samples done, the samples to do, and a picture of what is there so far."""

Who = tuple[Person, Pose, Outfit]

ONE_PASS = 1_400_000  # samples traced at once: bounds the memory
IRIS_SIZE = 512
SEEDS = 1024  # apart: every pass of every picture has its own
STEP = 4  # samples a pixel between two calls of `on_step`


class Maquette:
    """A person on a set, photographed. The last one stays loaded. Use it from one thread."""

    def __init__(self, cache_dir: Path) -> None:
        """`cache_dir` holds the baked data, the compiled kernels and the choice of LLVM."""
        self.cache_dir = cache_dir
        self.variant = ""
        self._anatomy: Anatomy | None = None
        self._paint: tuple[Person, int, Paint] | None = None
        self._stage: tuple[tuple[Who, Quality], Stage] | None = None

    def warm(self) -> None:
        """Load the data and compile the kernels, so that the first picture is as quick as any."""
        lamp = Beam(azimuth=40, elevation=30)
        optics = Optics(
            focal_mm=85,
            aperture=2.8,
            sensor_w_mm=28.8,
            sensor_h_mm=36,
            distance_m=0.94,
            cover_m=0.36,
            aim_m=-0.03,
        )
        setup = Setup(key=lamp, fill=lamp, rim=lamp, kicker=lamp, optics=optics)
        self.photograph(setup, Person(), Pose(), Outfit(), (64, 80), PREVIEW)
        self.truth(setup, Person(), Pose(), Outfit(), (64, 80))

    def stock(self) -> None:
        """Cut every garment's pattern beside other work, so that no first outfit waits."""
        self._anatomy = self._anatomy or load(self.cache_dir)
        stock(self._anatomy.surface)

    def photograph(  # noqa: PLR0917 - what a picture is made of, in that order
        self,
        setup: Setup,
        person: Person,
        pose: Pose,
        outfit: Outfit,
        size: tuple[int, int],
        quality: Quality,
        on_step: Step | None = None,
        seed: int = 0,
    ) -> Pixels:
        """Expose and develop one picture, without its grade. `seed` moves the noise only.

        What `on_step` raises ends the exposure and leaves the camera usable.
        """
        of = Sitting(setup, person, pose, outfit, size, quality, seed)
        return to_bytes(develop(self.expose(of, on_step).linear, setup))

    def expose(
        self, of: Sitting, on_step: Step | None = None, window: Window | None = None
    ) -> Exposure:
        """Expose one sitting. Outside a `window` the film stays black.

        What `on_step` raises ends the exposure and leaves the camera usable.
        """
        stage = self._seat((of.person, of.pose, of.outfit), of.quality)
        view = lens.place(of.setup.optics, stage.sitter.body, of.size)
        behind = place.plate(of.setup.backdrop, view, of.behind)
        glow = place.plate(of.glow, view, of.person.seed) if of.glow else behind
        stage.frame(view)
        eyes = lens.between_eyes(stage.sitter.body)
        lamps = lights.rig(of.setup, eyes, view, place.glow(glow))
        film = Film(view, behind, window)
        layers: Layers | None = None
        quality = of.quality
        for spp in _passes(film.size, quality.samples):
            done = 0 if layers is None else layers.samples
            chance = of.seed * SEEDS + done
            exposed = stage.expose(
                view, lamps, spp=spp, seed=chance, depth=quality.depth, window=window
            )
            layers = exposed if layers is None else layers.plus(exposed)
            done = layers.samples
            if on_step is not None:
                early = None
                if done % STEP == 0 and done < quality.samples:
                    early = develop(film.compose(layers, "fast").linear, of.setup)
                on_step(done, quality.samples, early)
        assert layers is not None, "a quality has at least one sample"
        return film.compose(layers, quality.fineness)

    def truth(
        self, setup: Setup, person: Person, pose: Pose, outfit: Outfit, size: tuple[int, int]
    ) -> Truth:
        """Depth, normals, classes and landmarks of the picture that these would make."""
        stage = self._seat((person, pose, outfit), None)
        view = lens.place(setup.optics, stage.sitter.body, size, pinhole=True)
        stage.frame(view)
        return truth(stage, view)

    def known(self, of: Sitting) -> Known:
        """What lies where in the picture of a sitting."""
        stage = self._seat((of.person, of.pose, of.outfit), of.quality)
        found = self.truth(of.setup, of.person, of.pose, of.outfit, of.size)
        view = lens.place(of.setup.optics, stage.sitter.body, of.size)
        there = np.where(found.depth > 0, found.depth, view.focus)
        eyes: dict[Side, tuple[float, float, float]] = {}
        for side in get_args(Side):
            across, down, depth = found.landmarks[f"eye_{side}"]
            eyes[side] = across, down, of.size[1] / 2 / view.half_height / depth
        return Known(found.classes, view.blur(there).astype(np.float16), eyes)

    @contextmanager
    def lent(self, of: Sitting) -> Generator[tuple[Anatomy, Stage]]:
        """Lend the stage with a sitter on it to somebody who moves things about."""
        stage = self._seat((of.person, of.pose, of.outfit), of.quality)
        assert self._anatomy is not None, "woken when seated"
        self._stage = None  # nothing stands where it stood
        try:
            yield self._anatomy, stage
        finally:
            del stage
            gc.collect()

    def _seat(self, who: Who, quality: Quality | None) -> Stage:
        """Return the stage with this person on it; any quality will do if none is given."""
        self._wake()
        if self._stage is not None and _serves(self._stage[0], who, quality):
            return self._stage[1]
        fine = quality or PREVIEW
        # The old scene must be gone before the new one is loaded: numbers of living objects are
        # compiled into the kernels, and two scenes at once would compile them anew.
        self._stage = None
        gc.collect()
        assert self._anatomy is not None, "woken above"
        paint = self._painted(self._anatomy, who[0], fine.texture)
        sitter = sit(self._anatomy, *who, paint, fine.strands)
        stage = Stage(sitter)
        self._stage = ((who, fine), stage)
        return stage

    def _painted(self, anatomy: Anatomy, person: Person, size: int) -> Paint:
        if self._paint is None or self._paint[:2] != (person, size):
            maps = skin.paint(anatomy, person, size)
            self._paint = (person, size, Paint(maps, eyeballs.iris(person, IRIS_SIZE)))
        return self._paint[2]

    def _wake(self) -> None:
        if not self.variant:
            self.variant = variant.choose(self.cache_dir)
        if mi.variant() != self.variant:
            mi.set_variant(self.variant)
        if self._anatomy is None:
            self._anatomy = load(self.cache_dir)


def _serves(loaded: tuple[Who, Quality], who: Who, quality: Quality | None) -> bool:
    """Is what is loaded good for this? Any quality will do if none is asked for."""
    seated, fine = loaded
    if seated != who:
        return False
    return quality is None or (fine.strands, fine.texture) == (quality.strands, quality.texture)


def _passes(size: tuple[int, int], samples: int) -> list[int]:
    """Split samples into passes that fit in memory and end on every step."""
    most = max(1, min(STEP, ONE_PASS // (size[0] * size[1])))
    sizes: list[int] = []
    for start in range(0, samples, STEP):
        left = min(STEP, samples - start)
        while left:
            sizes.append(min(most, left))
            left -= sizes[-1]
    return sizes
