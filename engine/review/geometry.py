"""The build of a face as a lens would draw it: its height to its width, and its eyes level.

The mesh was learned from faces and draws a face where a nose is pinched or a jaw pulled aside, too:
such small warps are not seen here, and nothing is said of them.
"""

import numpy as np

from engine.pictures import Floats
from engine.protocol import Finding
from engine.review.scene import Scene

ASIDE, UP = 30.0, 25.0  # degrees of yaw and pitch, beyond which proportions are guesses
TALL = (1.09, 1.37)
"""Height from the hairline's middle to the chin over width from ear to ear, on the upright mesh.

Measured on 43 portraits: 1.16 to 1.31; a fourth narrower or wider, 1.37 and 1.07 in the median.
"""
LEVEL = 4.0
"""Degrees between the line of the eyes' middles, each seen for itself, and that of the face.

Measured on 43 portraits: -0.5 +- 1.0; with one eye moved by a tenth of the face's width: 4.5 to 6.
"""


def geometry(scene: Scene) -> Finding | None:
    """Could a lens have drawn this face? None where it is small or turned away."""
    face = scene.large
    if face is None or abs(face.yaw) > ASIDE or abs(face.pitch) > UP:
        return None
    left, right = (face.eyes[side].lids.mean(0) for side in ("left", "right"))
    across = right - left
    slope = float(np.degrees(np.arctan2(across[1], across[0]))) - face.roll
    tilt = (slope + 180) % 360 - 180
    if abs(tilt) > LEVEL:
        return Finding(
            what="geometry", good=False, value=tilt, low=-LEVEL, high=LEVEL, mend="eyes:both"
        )
    tall = _between(face.mesh, 10, 152) / max(_between(face.mesh, 234, 454), 1e-6)
    good = TALL[0] <= tall <= TALL[1]
    return Finding(
        what="geometry",
        good=good,
        value=tall,
        low=TALL[0],
        high=TALL[1],
        mend="" if good else "refine",
    )


def _between(mesh: Floats, one: int, other: int) -> float:
    """Pixels between two points, in space: a turned head has the same."""
    return float(np.linalg.norm(mesh[one] - mesh[other]))
