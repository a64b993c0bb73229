"""What all families that make clips are tested with."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.pictures import Negative
from engine.protocol import Animate, StudioError
from tests.fakes import order


def still() -> Negative:
    """A picture with a shape in it: 200 by 250 pixels."""
    rows, columns = np.mgrid[0:250, 0:200].astype(np.float32)
    head = np.hypot(rows - 110, columns - 100) < 60
    ground = np.stack([rows / 250, columns / 200, 1 - rows / 250], -1) / 2
    return np.where(head[..., None], np.float32(0.8), ground).astype(np.float32)


def animate(**said: Any) -> Animate:
    """An order for a clip of it."""
    shot = order(1, model="film").shot
    known = {"take": "a" * 64, "model": "film", "seed": 7, "shot": shot, "recipe": None}
    return Animate.model_validate(known | said)


class Watching:
    """Steps that remember what they were told; and end the work where they are asked to."""

    def __init__(self, stop_at: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.previews: list[Negative] = []
        self._stop_at = stop_at

    @property
    def picture(self) -> Callable[[str], bytes]:
        def lost(blob: str) -> bytes:
            raise StudioError(f"The vault has no picture {blob}.")

        return lost

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        self.told.append((step, of))
        if preview is not None:
            self.previews.append(preview)
        if step == self._stop_at:
            raise InterruptedError("somebody asked for a stop")
