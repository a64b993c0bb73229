"""What all families that make clips are tested with."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from engine.models.pipes import sizes
from engine.models.pipes.ask import Ask
from engine.models.pipes.camera import Camera
from engine.pictures import Negative
from engine.protocol import Animate, StudioError
from prompts.setup import Prompt
from tests.engine.models.tiny.common import diffusers
from tests.fakes import order

WORDS = Prompt(positive="The person breathes calmly.", negative="blurred, jittery")


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


def small() -> Negative:
    """The still at the size of `ask`."""
    return sizes.resized(still(), 64, 96)


def ask(**said: Any) -> Ask:
    """A clip of the still, 64 by 96 pixels."""
    plain = Ask(
        task="animate",
        prompt=WORDS,
        width=64,
        height=96,
        seeds=(7,),
        steps=3,
        guidance=3.0,
        image=small(),
        frames=9,
    )
    return replace(plain, **said)


def filmed(by: Camera, asked: Ask) -> Negative:
    """All frames that a camera makes of an ask, (f, h, w, 3)."""
    planes, _ = by.latents(asked, Watching())
    return np.array(by.frames(planes, asked))


def bare(name: str, folder: Path, **said: Any) -> Negative:
    """What diffusers alone makes of the same still and seed."""
    pipe: Any = getattr(diffusers, name).from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    made = pipe(
        width=64,
        height=96,
        num_inference_steps=3,
        generator=[torch.Generator("cpu").manual_seed(7)],
        output_type="np",
        **said,
    )
    return made.frames[0]
