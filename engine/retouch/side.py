"""From which side a sitter is lit."""

import numpy as np

from engine.pictures import Floats
from engine.retouch.colour import luminance
from engine.retouch.seen import Seen


def side(seen: Seen) -> float:
    """-1: wholly from the left of the picture, 1: from the right; 0: from the front, or unknown."""
    if seen.setup is not None:
        return float(np.sin(np.radians(seen.setup.key.azimuth)))
    face = seen.of("face") > 0.6
    if int(face.sum()) < 64:
        return 0.0
    level = np.log2(np.maximum(luminance(seen.light), 1e-3))
    columns = np.nonzero(face.any(0))[0]
    middle = (columns[0] + columns[-1]) / 2
    if seen.face is not None and hasattr(seen.face, "mesh"):
        middle = float(seen.face.mesh[:, 0].mean())
    across = np.arange(face.shape[1]) < middle
    left: Floats = level[face & across[None, :]]
    right: Floats = level[face & ~across[None, :]]
    if not len(left) or not len(right):
        return 0.0
    return float(np.clip((np.median(right) - np.median(left)) / 1.5, -1, 1))
