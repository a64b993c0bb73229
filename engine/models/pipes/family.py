"""A model family over a diffusion model: orders become asks, and what is made becomes frames.

Nothing heavy is imported before it is warmed.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from engine import png
from engine.models.base import Clip, Frame, Patch, Source, Steps
from engine.models.pipes import crop, sizes, where, words
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.card import DiffusionCard
from engine.models.pipes.sheet import Kept, Sheet
from engine.models.versions import installed
from engine.pictures import Floats, Negative, to_float
from engine.protocol import (
    Animate,
    EditRegion,
    FixEyes,
    Previs,
    Refine,
    Shoot,
    StudioError,
)
from engine.settings import Named

if TYPE_CHECKING:  # torch loads when a model does
    from engine.models.pipes.camera import Camera

LIBRARIES = ("chiaroscuro", "torch", "diffusers", "transformers", "numpy", "opencv-python-headless")
LARGER = 1.5  # a refined take: times the size
WIDEST = 1.5  # of the model's own square: what one pass may make
GENTLE = 0.9  # of a repair's strength: eyes want little noise

Depth = Callable[[Shoot], Floats | None]
"""Depth of an order's brief, (h, w) 0..1, 1 is nearest; None if nobody knows it."""

log = logging.getLogger(__name__)


class DiffusionFamily:
    """One named model."""

    def __init__(self, card: DiffusionCard, named: Named, depth: Depth | None = None) -> None:
        self.card = card
        self._named = named
        self._depth = depth
        self._loaded: Camera | None = None
        self._sheet = Sheet()

    @property
    def revision(self) -> str:
        """Which weights: of the model and of all that changes it. Known when it is warm."""
        return self._camera().mark

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels."""
        return installed(LIBRARIES)

    def warm(self) -> None:
        """Load the model. Raises StudioError for what is wrong with its files or its licence."""
        self._camera()

    def ahead(self) -> None:
        """There is nothing to begin with."""

    def _camera(self) -> "Camera":
        if self._loaded is None:
            from engine.models.pipes.camera import Camera  # noqa: PLC0415 - torch loads here

            kind = import_module(f"engine.models.{self.card.family}").KIND
            self._loaded = Camera(kind, self._named, self.card)
        return self._loaded

    # ------------------------------------------------------------ whole pictures

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Make take `index`; a pass may make those after it too, and they wait to be asked for."""
        ask = self._shot(order, index, steps)
        kept = self._sheet.take(order, index)
        left = 1 if order.only is not None else order.takes - index
        if kept is None:
            camera = self._camera()
            ask = self._seeded(ask, order, index, left)
            planes, batch = camera.latents(ask, steps, order.batch)
            self._sheet.keep(index, planes, batch)
            kept = self._sheet.take(order, index)
            assert kept is not None, "it was made just now"
        else:
            steps.progress(left * ask.steps, ask.steps)
        return self._developed(kept, ask, (order.size.width, order.size.height))

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Make the brief as it stands, once."""
        shoot = Shoot(
            shot=order.shot, takes=1, seed=order.seed, size=order.size, model=self.card.id
        )
        return self.shoot(shoot, 0, steps)

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:
        """Make a take again from itself, larger."""
        under = source()
        height, width, _ = under.shape
        most = (self.card.side * WIDEST) ** 2
        scale = min(LARGER, math.sqrt(most / (width * height)))
        wide, high = sizes.fitted(width * scale, height * scale, self.card.multiple)
        ask = self._ask("reshoot", order, (wide, high), seed=order.seed, strength=order.strength)
        ask = replace(ask, image=sizes.resized(under, wide, high))
        planes, batch = self._camera().latents(ask, steps)
        larger = max(scale, 1.0)
        size = round(width * larger), round(height * larger)
        return self._developed(Kept(planes, batch), ask, size)

    def _developed(self, kept: Kept, ask: Ask, size: tuple[int, int]) -> Frame:
        made = self._camera().developed(kept.planes, ask)
        measures = {"drawn_width": float(ask.width), "drawn_height": float(ask.height)}
        return Frame(sizes.resized(made, *size), measures, batch=kept.batch)

    # ------------------------------------------------------------ parts

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Make a part of a take again, enlarged. Raises StudioError where it is not found."""
        words.of_order(order, self.card.dialect)  # refuses before anything is looked at
        under = source()
        asked = where.mask(order, under)
        window = crop.around(asked, self.card.crop, self.card.multiple)
        gentle = GENTLE if isinstance(order, FixEyes) else 1.0
        ask = self._ask(
            "inpaint",
            order,
            (window.width, window.height),
            seed=order.seed,
            strength=order.strength * gentle,
        )
        ask = replace(ask, image=window.cut(under), mask=window.mask(asked))
        planes, _ = self._camera().latents(ask, steps)
        made = self._camera().developed(planes, ask)
        measures = {"drawn_width": float(ask.width), "drawn_height": float(ask.height)}
        return Patch(window.laid(under, made), crop.matte(asked), measures)

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:
        """Raise StudioError: a still camera."""
        del order, source, steps
        raise StudioError(f"{self.card.title} makes no clips. Choose another model.")

    # ------------------------------------------------------------ asks

    def _shot(self, order: Shoot, index: int, steps: Steps) -> Ask:
        """What a sheet's passes have in common."""
        width, height = sizes.native(order.size.width, order.size.height, self.card)
        ask = self._ask("shoot", order, (width, height), seed=order.seed + index)
        references = self._references(order, steps)
        if references:
            ask = replace(ask, task="edit", references=references, likeness=self._likeness())
        guided = self._named.guided if order.guided is None else order.guided
        if guided > 0 and "guided" in self.card.can and self._depth:
            depth = self._depth(order)
            if depth is not None:
                near = sizes.plane(depth, width, height)
                ask = replace(ask, task="guided", depth=near, guided=guided)
        return ask

    def _seeded(self, ask: Ask, order: Shoot, index: int, left: int) -> Ask:
        return replace(ask, seeds=tuple(order.seed + index + i for i in range(left)))

    def _references(self, order: Shoot, steps: Steps) -> tuple[Negative, ...]:
        """The character's portrait, where this model can follow one."""
        if order.portrait is None or "edit" not in self.card.can:
            return ()
        try:
            return (to_float(png.decode(steps.picture(order.portrait))),)
        except StudioError as error:
            log.warning("%s shoots without the portrait: %s", self.card.id, error)
            return ()

    def _likeness(self) -> float:
        return self._named.ip_adapter.weight if self._named.ip_adapter else 1.0

    def _ask(
        self,
        task: Task,
        order: Shoot | Refine | EditRegion | FixEyes,
        size: tuple[int, int],
        *,
        seed: int,
        strength: float = 1.0,
    ) -> Ask:
        least = math.ceil(min(self.card.least, self.card.steps) / strength)
        guidance = self.card.guidance
        return Ask(
            task=task,
            prompt=words.of_order(order, self.card.dialect),
            width=size[0],
            height=size[1],
            seeds=(seed,),
            steps=max(self.card.steps, least),
            guidance=guidance,
            strength=strength,
        )
