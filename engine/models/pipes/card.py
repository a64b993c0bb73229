"""What is known of a diffusion family without loading it: its file in `engine/models/cards`."""

from typing import Annotated, Literal

from pydantic import Field

from engine.models.base import Card
from engine.models.pipes.variants import Weights

Dialect = Literal["clip", "prose"]
"""How it wants its words: phrases by commas, or sentences (see `prompts`)."""


class DiffusionCard(Card):
    """A card with what only models with weights have."""

    family: str = ""  # of a named model; a family's own card leaves it empty
    hub: str  # "org/name" of the usual weights
    revision: str  # of them: a commit, so that a recipe stays true
    dialect: Dialect
    guidance: Annotated[float, Field(ge=0)]
    side: Annotated[int, Field(gt=0)]  # pixels of the square that it was made on
    multiple: Annotated[int, Field(gt=0)]  # width and height are multiples of it
    crop: Annotated[int, Field(gt=0)] = 768  # pixels of the side of an enlarged crop
    least: Annotated[int, Field(gt=0)] = 4  # steps that a change of a picture really makes
    memory: dict[str, float] = Field(default_factory=dict)  # gigabytes by dtype, not offloaded
    rate: int = 24  # frames a second that its motion is made for
    stride: int = 1  # it makes 1 + n * stride frames
    longest: int = 1  # frames
    seconds: str = ""  # what speed options there are and what each costs in fidelity
    previews: str = ""  # how its latents become small pictures
    weights: tuple[Weights, ...] = ()  # others of this family
