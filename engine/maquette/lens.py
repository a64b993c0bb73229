"""Where the camera stands and what its lens does: a thin lens, exact in millimetres."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Body, Floats
from prompts.setup import Optics

SKULL = np.array([0.0, 0.08, 0.02])  # from between the eyes to the middle of the head, metres


@dataclass(frozen=True)
class View:
    """One camera: its place, its axes, its lens and its frame. Metres and pixels."""

    position: Floats  # (3,) the middle of the lens
    right: Floats  # (3,) unit vectors
    up: Floats
    forward: Floats
    half_height: float  # tangent of half the vertical angle of view
    size: tuple[int, int]  # width, height
    focus: float  # along the axis
    radius: float  # of the entrance pupil; 0 is a pinhole
    cover: float  # height of the frame at the eyes
    distance: float  # to the eyes

    @property
    def target(self) -> Floats:
        """A point in the middle of the frame."""
        return (self.position + self.forward * self.distance).astype(np.float32)

    def project(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """Points (n, 3) to (n, 3): x and y in pixels from the top left, depth in metres."""
        ray = np.atleast_2d(points) - self.position
        depth = ray @ self.forward
        width, height = self.size
        scale = height / 2 / self.half_height
        x = width / 2 + scale * (ray @ self.right) / depth
        y = height / 2 - scale * (ray @ self.up) / depth
        return np.stack([x, y, depth], axis=1)

    def blur(self, depth: NDArray[np.floating] | float) -> NDArray[np.float64]:
        """Diameter in pixels of the disc that a point at `depth` metres becomes."""
        at = np.asarray(depth, np.float64)
        disc = 2 * self.radius * np.abs(at - self.focus) / at  # in the plane of focus
        return disc / (2 * self.half_height * self.focus) * self.size[1]


def direction(azimuth: float, elevation: float) -> Floats:
    """Unit vector from the subject. Degrees; azimuth 0 is -Y (before the face), 90 is +X."""
    a, e = np.radians(azimuth), np.radians(elevation)
    return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)], np.float32)


def between_eyes(body: Body) -> Floats:
    """The point from which lamps and lens are measured, (3,)."""
    return (body.eyes["l"].centre + body.eyes["r"].centre) / np.float32(2)


def place(optics: Optics, body: Body, size: tuple[int, int], *, pinhole: bool = False) -> View:
    """Stand the camera, aim it and focus on the nearer eye."""
    eyes = between_eyes(body)
    away = direction(optics.azimuth, optics.elevation)
    right = _unit(np.cross(-away, [0, 0, 1]))
    up = np.cross(right, -away)
    aside = _aside(right, body.head[:3, :3])
    position = eyes + aside + away * optics.distance_m
    forward = _unit(eyes + aside + up * optics.aim_m - position)
    depths = [(eye.pupil - position) @ forward for eye in body.eyes.values()]
    return View(
        position=position.astype(np.float32),
        right=right,
        up=np.cross(right, forward).astype(np.float32),
        forward=forward,
        half_height=optics.cover_m / 2 / optics.distance_m,
        size=size,
        focus=float(min(depths)),
        radius=0.0 if pinhole else optics.focal_mm / optics.aperture / 2000,
        cover=optics.cover_m,
        distance=optics.distance_m,
    )


def from_eyes(optics: Optics, head: Floats) -> NDArray[np.float64]:
    """The middle of the lens, from between the eyes, (3,); `head` is the skull's turn (3, 3)."""
    away = direction(optics.azimuth, optics.elevation)
    return _aside(_unit(np.cross(-away, [0, 0, 1])), head) + away * optics.distance_m


def _aside(right: Floats, head: Floats) -> NDArray[np.float64]:
    """How far the lens steps to the right, (3,), so that a turned head stays in the middle."""
    return right * (right @ (head @ SKULL)) / 2


def _unit(vector: NDArray[np.floating]) -> Floats:
    return (vector / np.linalg.norm(vector)).astype(np.float32)
