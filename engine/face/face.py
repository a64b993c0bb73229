"""What is known of one face in a picture.

Coordinates are pixels from the picture's top left corner: a pixel's centre lies at half numbers,
so the pixel of a point is its floor. Left and right are as the camera sees them: the left eye is
the one on the left of an upright picture.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.pictures import Floats

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")

Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class EyePoints:
    """One eye. Its outer corner is by the temple, its inner one by the nose."""

    corners: Floats  # (2, 2) outer, inner
    lids: Floats  # (16, 2) the opening: outer corner, lower lid, inner corner, upper lid back
    centre: Floats  # (2,) of the iris
    radius: float  # of the iris
    iris: Floats  # (5, 2) the centre, and four points on the rim

    @property
    def width(self) -> float:
        """From corner to corner."""
        return float(np.linalg.norm(self.corners[1] - self.corners[0]))


@dataclass(frozen=True, eq=False)
class Face:
    """One face: 468 points in the order of the MediaPipe face mesh, and what follows from them."""

    box: tuple[float, float, float, float]  # left, top, right, bottom of the mesh
    score: float  # 0..1, of the detector
    presence: float  # 0..1, of the mesh
    mesh: Floats  # (468, 3) x right, y down, z away from the camera in the same pixels
    eyes: dict[Side, EyePoints]
    yaw: float  # degrees; + turned to the right of the picture
    pitch: float  # degrees; + looks up
    roll: float  # degrees; + leans to the right of the picture (clockwise)
    width: float  # from ear to ear, along the face

    @property
    def points(self) -> Floats:
        """The mesh as it lies in the picture, (468, 2)."""
        return self.mesh[:, :2]
