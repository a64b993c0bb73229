"""Wan 2.2 I2V-A14B: a family for its own card, as its clips have another rate and length."""

from engine.models.wan import Wan


class Wan14(Wan):
    """Two transformers of 14 billion parameters: one for the strong noise, one for the rest."""

    loads = frozenset({"WanImageToVideoPipeline"})


KIND = Wan14()
