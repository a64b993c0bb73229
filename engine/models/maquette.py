"""The embedded default: a parametric person before a path tracer, on every machine."""

from collections.abc import Generator
from pathlib import Path

import numpy as np

from engine.maquette import bake
from engine.maquette.darkroom import Darkroom, Layer
from engine.maquette.reel import Reel
from engine.maquette.render import Maquette
from engine.maquette.sitting import Sitting
from engine.maquette.truth import CLASSES
from engine.models.base import Card, Clip, Frame, Patch, Source, Steps, Truth
from engine.models.sittings import edited, moving, previs, shot, sized, unseen
from engine.models.versions import installed
from engine.motion.moves import Moves
from engine.motion.still.over import over
from engine.pictures import Negative
from engine.protocol import Animate, EditRegion, FixEyes, Previs, Refine, Shoot, StudioError

LIBRARIES = ("chiaroscuro", "mitsuba", "drjit", "pyoidn", "numpy", "scipy", "pillow")


class MaquetteFamily:
    """Casts, dresses, poses and photographs what a shot says."""

    def __init__(self, card: Card, cache_dir: Path) -> None:
        self.card = card
        self.revision = f"person-v{bake.VERSION}"
        self._cache_dir = cache_dir
        self._camera = Maquette(cache_dir)
        self._darkroom = Darkroom(self._camera)

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels."""
        return installed(LIBRARIES)

    def warm(self) -> None:
        """Load the person and compile the kernels. Raises StudioError if nothing is baked."""
        bake.baked(self._cache_dir)
        self._camera.warm()

    def ahead(self) -> None:
        """Cut the wardrobe's patterns."""
        self._camera.stock()

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Make one take; takes differ in angle, head, expression and key, never in the person."""
        return self._frame(shot(order, index), steps)

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Make the brief as it stands, quickly."""
        return self._frame(previs(order), steps)

    def _frame(self, of: Sitting, steps: Steps) -> Frame:
        negative = self._darkroom.develop([Layer(of)], steps.progress)
        return Frame(negative, truth=lambda: self._truth(of))

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:  # noqa: ARG002
        """Take the same picture again, larger and finer: the source need not be seen."""
        return Frame(self._darkroom.develop(edited(order).layers, steps.progress))

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Photograph the scene again with one thing changed. Raises StudioError.

        Noise, light and lens are the take's own, so that the part fits where it is laid.
        """
        wanted = edited(order)
        under = source()
        now = sized(wanted, width=under.shape[1], height=under.shape[0])
        before, layer = now.layers[-2].sitting, now.layers[-1]
        made = self._darkroom.patch(before, layer, steps.progress, under)
        if not made.matte.any():
            raise StudioError(unseen(order))
        measures: dict[str, float] = {}
        if isinstance(order, FixEyes):
            turned = np.hypot(*np.subtract(layer.sitting.pose.gaze, before.pose.gaze))
            measures = {"eyes": len(made.eyes), "gaze_degrees": round(float(turned), 2)}
        return Patch(made.negative, made.matte, measures)

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:  # noqa: ARG002
        """Move the person and the camera. Raises StudioError."""
        of = moving(order)
        moves = Moves(order.seconds, order.seed, order.moves, order.strength, order.loop)
        count = max(2, round(order.seconds * order.frames_per_second))

        def frames() -> Generator[Negative]:
            with self._camera.lent(of) as (anatomy, stage):
                yield from Reel(anatomy, stage, of, moves).frames(count, steps.progress)

        return Clip(over(frames(), moves, count), count)

    def _truth(self, of: Sitting) -> Truth:
        known = self._camera.truth(of.setup, of.person, of.pose, of.outfit, of.size)
        return Truth(known.depth, known.normal, known.classes, CLASSES, dict(known.landmarks))
