"""A shot: one brief with nothing left open, ready for any camera."""

from typing import Literal

from prompts.brief import Brief, Model
from prompts.setup import Prompt, Setup

Origin = Literal["said", "look", "model"]
"""Where a field came from: somebody said it, the look brought it, or the model is free."""


class Dressed(Model):
    """A brief filled in from its look, with the origin of every field by dotted path."""

    brief: Brief
    origins: dict[str, Origin]


class Shot(Model):
    """What the compiler makes of a brief: the filled brief, its words for models, its numbers."""

    brief: Brief
    clip: Prompt
    prose: Prompt
    setup: Setup
