"""Where everything goes: smooth motions of the subject and of the place, in pixels.

Each kind of motion is a field on the coarse grid (h, w, 2), x to the right and y down, for one unit
of what moves; a moment is a sum of them. All are smooth, so that nothing tears and no edge swims.
"""

from dataclasses import dataclass

import numpy as np

from engine.motion.moves import Moment
from engine.motion.still.grid import COARSE, Numbers, blur, coarse_coordinates, resized, smoothstep
from engine.motion.still.scene import Scene
from engine.motion.still.wind import Wind
from engine.pictures import Floats

# In widths of the face, which is about 14 cm from ear to ear.
CAMERA = 9.0  # where the camera stands
BEHIND = 3.5  # where the place stands; farther and its parallax would be more than can be filled in
NECK = 0.3  # behind the eyes: the head turns about this
BREATH = 0.016  # the rise of the shoulders in a quiet breath: 2 to 3 mm
WIDER = 0.006  # how much of its width the chest grows
# How far below the chin (widths of the face), and how much of the rise is seen there.
RISE = ((-1.2, 0.35), (0.05, 0.38), (0.55, 1.0), (1.3, 0.9), (2.6, 0.35))
NODS = (-0.1, 0.6)  # below the chin: where the neck begins and ends to go with the head
CHEST = (0.4, 1.2)  # below the chin: where the chest begins


@dataclass(frozen=True, eq=False)
class Fields:
    """All motions that a scene can make."""

    azimuth: Floats  # a degree of the camera
    elevation: Floats
    nearer: Floats  # all of the distance
    breath: Floats  # one quiet breath
    yaw: Floats  # a degree of the head
    pitch: Floats
    roll: Floats
    place_nearer: Floats
    place_shift: float  # pixels a degree
    wind: Wind | None

    @staticmethod
    def of(scene: Scene, wind: Wind | None) -> "Fields":
        """Find them once for a clip."""
        unit, depth = scene.unit, scene.depth
        x, y = coarse_coordinates(scene.still.shape)
        right, down = x - scene.centre[0], y - scene.centre[1]
        still = np.zeros_like(x)
        degree = np.float32(np.pi / 180)
        # Magnified by (camera / (camera - depth)) / before, to the first order in both.
        closer = 1 + 2 * depth / (CAMERA * unit)
        axis, chin = _axis(scene)
        along = (x - chin[0]) * axis[0] + (y - chin[1]) * axis[1]
        below = along / unit
        head = 1 - smoothstep(*NODS, below)
        lever = (depth + NECK * unit) * degree * head
        pivot = np.array(chin) + np.array(axis) * 0.2 * unit
        rise = np.interp(below, *np.transpose(RISE)).astype(np.float32)
        chest = smoothstep(*CHEST, below)
        return Fields(
            azimuth=_pair(-depth * degree, still),
            elevation=_pair(still, depth * degree),
            nearer=_pair(right * closer, down * closer),
            breath=_pair(
                (x - chin[0]) * WIDER * chest - axis[0] * BREATH * unit * rise,
                -axis[1] * BREATH * unit * rise,
            ),
            yaw=_pair(lever, still),
            pitch=_pair(still, -lever),
            roll=_pair(-(y - pivot[1]) * degree * head, (x - pivot[0]) * degree * head),
            place_nearer=_pair(right, down) * np.float32(CAMERA / (CAMERA + BEHIND)),
            place_shift=float(BEHIND * unit * degree),
            wind=wind,
        )

    def subject(self, moment: Moment, time: float) -> Floats:
        """The subject's motion (coarse), in pixels."""
        yaw, pitch, roll = moment.head
        terms = (
            (self.azimuth, moment.azimuth),
            (self.elevation, moment.elevation),
            (self.nearer, moment.nearer / (1 - moment.nearer)),
            (self.breath, moment.breath),
            (self.yaw, yaw),
            (self.pitch, pitch),
            (self.roll, roll),
        )
        out = np.zeros_like(self.azimuth)
        for field, amount in terms:
            if amount:
                out += field * np.float32(amount)
        if self.wind is not None:
            out += self.wind.at(time)
        return out

    def place(self, moment: Moment) -> Floats:
        """The place's motion (coarse), in pixels: against the camera's, and less than all else."""
        shift = np.array([moment.azimuth, -moment.elevation], np.float32) * self.place_shift
        nearer = np.float32(moment.nearer / (1 - moment.nearer))
        return np.asarray(self.place_nearer * nearer + shift, np.float32)


def _axis(scene: Scene) -> tuple[tuple[float, float], tuple[float, float]]:
    """The direction from forehead to chin (of length one), and the chin."""
    if scene.face is None:
        x, y = scene.centre
        return (0.0, 1.0), (x, y + 0.6 * scene.unit)
    top, chin = scene.face.points[10], scene.face.points[152]
    down = (chin - top) / np.linalg.norm(chin - top)
    return (float(down[0]), float(down[1])), (float(chin[0]), float(chin[1]))


def _pair(x: Numbers, y: Numbers) -> Floats:
    return blur(np.stack([x, y], axis=-1).astype(np.float32), 1.0)


def full(field: Floats, shape: tuple[int, ...]) -> Floats:
    """A coarse field on every pixel of a picture of `shape`."""
    return resized(field, (shape[1], shape[0]))


__all__ = ["COARSE", "Fields", "full"]
