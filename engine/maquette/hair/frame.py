"""The upright frame of one head: metres from the point between the eyes, axes of the skull."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.body import Body
from engine.maquette.hair.noise import Array

# Between the eyeballs of the template mesh, in its own coordinates.
TEMPLATE_EYES = np.array([0.0, -0.12454, 0.72841], np.float32)


@dataclass(frozen=True)
class HeadFrame:
    """+x the subject's left, +y to the back, +z to the crown; `down` is the world's."""

    origin: Array  # (3,) posed
    rotation: Array  # (3, 3) frame -> posed
    down: Array  # (3,)

    @staticmethod
    def of(body: Body) -> "HeadFrame":
        """The frame of a posed body; any scale in its head transform is left out."""
        left, _, right = np.linalg.svd(body.head[:3, :3].astype(np.float64))
        rotation = (left @ right).astype(np.float32)
        origin = (body.eyes["l"].centre + body.eyes["r"].centre) / 2.0
        return HeadFrame(origin.astype(np.float32), rotation, -rotation[2])

    def inward(self, points: Array) -> Array:
        """Posed points (..., 3) -> frame."""
        return (points - self.origin) @ self.rotation

    def outward(self, points: Array) -> Array:
        """Frame points (..., 3) -> posed."""
        return points @ self.rotation.T + self.origin
