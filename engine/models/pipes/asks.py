"""From orders to asks: what a model is told, in its dialect, its sizes and its steps."""

import logging
import math
from dataclasses import replace

from engine import png
from engine.models.base import Steps
from engine.models.pipes import clip, guide, sizes, words
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.card import DiffusionCard
from engine.models.pipes.guide import Guide
from engine.pictures import Floats, Negative, to_float
from engine.protocol import Animate, EditRegion, FixEyes, Order, Refine, Shoot, StudioError
from engine.settings import Named

LARGER = 1.5  # a refined take: times the size
WIDEST = 1.5  # of the model's own square: what one pass draws, and the rest is enlarged
LONGEST = 4096  # pixels of a side
GENTLE = 0.9  # of a repair's strength: eyes want little noise

log = logging.getLogger(__name__)


class Asks:
    """What one named model is asked for."""

    def __init__(self, card: DiffusionCard, named: Named, guide: Guide | None) -> None:
        self._card = card
        self._named = named
        self._guide = guide

    @property
    def settings(self) -> str:
        """What the operator set that changes pixels, in one line."""
        said = [f"steps {self._card.steps}", f"guidance {self._card.guidance:g}"]
        said += [f"lora {each.path.name} {each.weight:g}" for each in self._named.loras]
        said += [f"guided {self._named.guided:g}"] if self._named.controlnet else []
        return ", ".join(said)

    def shoot(self, order: Shoot, index: int, count: int, steps: Steps) -> Ask:
        """Take `index` of a sheet and those after it, `count` in all."""
        size = sizes.native(order.size.width, order.size.height, self._card)
        ask = self._ask("shoot", order, size, seed=order.seed + index)
        ask = replace(ask, seeds=tuple(order.seed + index + i for i in range(count)))
        return self._guided(self._referring(ask, order, steps), order)

    def _referring(self, ask: Ask, order: Shoot, steps: Steps) -> Ask:
        """With the character's portrait, where this model can follow one."""
        if order.portrait is None or "edit" not in self._card.can or order.likeness == 0:
            return ask
        try:
            portrait = to_float(png.decode(steps.picture(order.portrait)))
        except StudioError as error:
            log.warning("%s shoots without the portrait: %s", self._card.id, error)
            return ask
        usual = self._named.ip_adapter.weight if self._named.ip_adapter else 1.0
        likeness = usual if order.likeness is None else order.likeness
        said = words.following(ask.prompt, self._card.dialect)
        return replace(ask, task="edit", prompt=said, references=(portrait,), likeness=likeness)

    def _guided(self, ask: Ask, order: Shoot) -> Ask:
        """By depth where there is a ControlNet; by a picture only where the order asks for it."""
        guided = self._named.guided if order.guided is None else order.guided
        if guided == 0 or self._guide is None:
            return ask
        if "guided" in self._card.can:
            depth = self._guide.depth(order)
            if depth is None:
                return ask
            near = sizes.plane(depth, ask.width, ask.height)
            return replace(ask, task="guided", depth=near, guided=guided)
        if order.guided is None or "reshoot" not in self._card.can or ask.references:
            return ask
        seen = self._guide.picture(order)
        if seen is None:
            return ask
        strength = guide.strength(guided)
        return replace(
            ask,
            task="reshoot",
            image=sizes.resized(seen, ask.width, ask.height),
            strength=strength,
            steps=self._steps(strength),
        )

    def reshoot(self, order: Refine, under: Negative) -> tuple[Ask, tuple[int, int]]:
        """A take again, and the size that it becomes: larger where the model can draw it."""
        height, width, _ = under.shape
        most = (self._card.side * WIDEST) ** 2
        scale = max(min(LARGER, math.sqrt(most / (width * height))), 1.0)  # none is lost
        size = sizes.fitted(width * scale, height * scale, self._card.multiple)
        ask = self._ask("reshoot", order, size, seed=order.seed, strength=order.strength)
        larger = max(min(LARGER, LONGEST / max(width, height)), 1.0)
        ask = replace(ask, image=sizes.resized(under, *size))
        return ask, (round(width * larger), round(height * larger))

    def inpaint(self, order: EditRegion | FixEyes, image: Negative, mask: Floats) -> Ask:
        """A part of an enlarged crop again."""
        height, width, _ = image.shape
        gentle = GENTLE if isinstance(order, FixEyes) else 1.0
        strength = order.strength * gentle
        ask = self._ask("inpaint", order, (width, height), seed=order.seed, strength=strength)
        return replace(ask, image=image, mask=mask)

    def animate(self, order: Animate, under: Negative) -> Ask:
        """A still set in motion."""
        height, width, _ = under.shape
        size = sizes.native(width, height, self._card)
        ask = self._ask("animate", order, size, seed=order.seed)
        image = sizes.resized(under, *size)
        frames = clip.drawn(order, self._card)
        return replace(ask, image=image, frames=frames, rate=self._card.rate)

    def _ask(
        self,
        task: Task,
        order: Order,
        size: tuple[int, int],
        *,
        seed: int,
        strength: float = 1.0,
    ) -> Ask:
        return Ask(
            task=task,
            prompt=words.of_order(order, self._card.dialect),
            width=size[0],
            height=size[1],
            seeds=(seed,),
            steps=self._steps(strength),
            guidance=self._card.guidance,
            strength=strength,
            loras=self._named.loras,
        )

    def _steps(self, strength: float) -> int:
        """Steps to lay out, so that a small change still walks a few."""
        least = math.ceil(min(self._card.least, self._card.steps) / strength)
        return max(self._card.steps, least)
