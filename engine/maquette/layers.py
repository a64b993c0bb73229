"""What one exposure records, before it becomes a picture."""

from dataclasses import dataclass, fields

import numpy as np

from engine.maquette.body import Floats


@dataclass(frozen=True)
class Layers:
    """Linear means over `samples` samples a pixel: (h, w, 3), or (h, w) for shares."""

    light: Floats  # without the place behind
    diffuse: Floats  # the part of `light` that was scattered, not reflected, at first sight
    albedo: Floats
    normal: Floats  # world space
    skin: Floats  # share of the pixel, 0..1
    cover: Floats  # share of the pixel that the subject covers, 0..1
    samples: int

    def plus(self, other: "Layers") -> "Layers":
        """Both exposures on one negative."""
        total = self.samples + other.samples
        mine, theirs = np.float32(self.samples / total), np.float32(other.samples / total)
        planes = {
            f.name: getattr(self, f.name) * mine + getattr(other, f.name) * theirs
            for f in fields(self)
            if f.name != "samples"
        }
        return Layers(**planes, samples=total)
