"""Each step of a model: told, shown now and then, stopped when it should be."""

import math
from collections.abc import Callable
from typing import Any

import torch

from engine.models.base import Steps
from engine.pictures import Negative

SHOWN = 6  # previews of a call

Show = Callable[[torch.Tensor], Negative | None]
"""A small picture of one take's latents as the call holds them, if there is a way."""


class Watch:
    """A pipeline's `callback_on_step_end`: what `progress` raises ends the call at this step."""

    def __init__(self, steps: Steps, total: int, show: Show, pictures: int = 1) -> None:
        """`total` steps are walked; together they make `pictures` of the order's takes."""
        self._steps = steps
        self._total = max(total, 1)
        self._show = show
        self._pictures = pictures
        self._every = math.ceil(self._total / SHOWN)

    def begin(self) -> None:
        """Say that nothing is done yet."""
        self._steps.progress(0, self._total)

    def __call__(self, pipe: Any, step: int, _time: Any, held: dict[str, Any]) -> dict[str, Any]:
        """Say that one more step is done."""
        total = getattr(pipe, "_num_timesteps", 0) or self._total
        done = min(step + 1, total)
        seen = None
        if done % self._every == 0 and done < total:
            seen = self._show(held["latents"][:1])
        self._steps.progress(done * self._pictures, total, seen)
        return held
