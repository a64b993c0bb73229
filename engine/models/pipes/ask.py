"""What a camera is asked to make in one call, in numbers and pixels: no order, no tensor."""

from dataclasses import dataclass
from typing import Literal

from engine.pictures import Floats, Negative
from engine.settings import Adapter
from prompts.setup import Prompt

Task = Literal["shoot", "guided", "reshoot", "inpaint", "edit", "animate"]
"""shoot: words alone; guided: words and depth; reshoot: from a whole picture; inpaint: a part of
one; edit: by references; animate: a picture set in motion."""


@dataclass(frozen=True)
class Ask:
    """One pass through a model: a picture for each seed."""

    task: Task
    prompt: Prompt  # in the family's dialect
    width: int  # pixels, as the family likes them
    height: int
    seeds: tuple[int, ...]
    steps: int  # that the scheduler lays out; with `strength` below 1 fewer are walked
    guidance: float
    image: Negative | None = None  # (height, width, 3): what is changed or set in motion
    mask: Floats | None = None  # (height, width) 0..1, 1 where it is made again
    strength: float = 1.0  # how far from `image` it may go
    depth: Floats | None = None  # (height, width) 0..1, 1 is nearest, 0 is the background
    guided: float = 0.0  # how far `depth` is obeyed
    references: tuple[Negative, ...] = ()  # of who is in the picture; of any size
    likeness: float = 0.0  # how far they are obeyed, 0..1
    loras: tuple[Adapter, ...] = ()
    frames: int = 1  # of a clip
    rate: int = 24  # frames a second
