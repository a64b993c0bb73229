"""What happens at the frame's edge: pictures that were stretched or mirrored to fill it."""

import numpy as np

from engine.pictures import Floats
from engine.protocol import Finding
from engine.review.scene import Scene

BAND = 0.015  # of the picture's longer side
LEAST = 0.35  # of L*: what is smoother than this along the edge shows neither
SMEARED = 0.35
"""Change across the frame's edge over change along it, in what the next band has of both.

Measured on 43 good portraits: 0.55 and more. A stretched edge has 0.0 to 0.2; one that mirrors what
is inside it is a copy to a tenth of its own change.
"""


def border(scene: Scene) -> Finding | None:
    """Is the picture's edge a picture? None where it is too plain to say."""
    light = scene.lab[..., 0]
    wide = max(round(BAND * max(light.shape)), 6)
    if min(light.shape) < 8 * wide:
        return None
    sides = (light, light[::-1], light.T, light.T[::-1])
    found = [value for side in sides if (value := straight(side, wide)) is not None]
    if not found:
        return None
    value = min(found)
    return Finding(
        what="edges",
        good=value > SMEARED,
        value=value,
        low=SMEARED,
        mend="" if value > SMEARED else "region:background",
    )


def straight(light: Floats, wide: int) -> float | None:
    """How the top `wide` rows go on into the next: 1 as they should, 0 stretched or mirrored."""
    band, inside = light[1:wide], light[wide : 2 * wide]
    along = float(np.abs(np.diff(band, axis=1)).mean())
    if along < LEAST:
        return None
    across = float(np.abs(np.diff(band, axis=0)).mean())
    usual = float(np.abs(np.diff(inside, axis=0)).mean() / np.abs(np.diff(inside, axis=1)).mean())
    return min(across / along / max(usual, 1e-3), _unlike(light, wide, along))


def _unlike(light: Floats, wide: int, along: float) -> float:
    """How far the edge is from mirroring what lies inside it, about any row near it."""
    gaps = [
        float(np.abs(light[at - half : at][::-1] - light[at + skip : at + skip + half]).mean())
        for half in (wide // 2,)
        for at in range(half, 4 * wide)
        for skip in (0, 1)
    ]
    return min(gaps) / along
