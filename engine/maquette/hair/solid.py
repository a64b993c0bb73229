"""What hair cannot enter: a coarse signed distance grid about head and shoulders."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from engine.maquette.body import Body
from engine.maquette.hair.frame import TEMPLATE_EYES, HeadFrame
from engine.maquette.hair.neighbours import nearest
from engine.maquette.hair.noise import Array, Mask, smoothstep

_LOW = np.array([-0.27, -0.17, -0.43], np.float32)  # the grid's box in the head's frame, metres
_HIGH = np.array([0.27, 0.30, 0.26], np.float32)
_CELL = 0.014
_CLOTH = 0.013  # a garment's outer side over the skin
_COLLAR = (-0.125, -0.165)  # where cloth begins, below the eyes on the template
_BAND = 0.035  # exact distances up to here; beyond, they only have to grow
_STRIDE = 4  # every fourth vertex is fine enough for the cell


def _filled(values: Array, close: Mask) -> Array:
    """A grid of the known `values` where `close`, continued outwards and inwards elsewhere."""
    grid = np.zeros(close.shape, np.float32)
    grid[close] = values
    found: Any = distance_transform_edt(~close, return_indices=True)
    gap, where = np.asarray(found[0], np.float32), np.asarray(found[1])
    edge = grid[tuple(where)]
    return (edge + np.copysign(gap * _CELL, edge)).astype(np.float32)


@dataclass(frozen=True)
class Solid:
    """Distance in metres to skin or cloth, positive outside, in the head's frame."""

    grid: Array

    @staticmethod
    def of(body: Body, frame: HeadFrame) -> "Solid":
        """Measure a posed body."""
        rest = body.surface.rest[::_STRIDE] - TEMPLATE_EYES
        near = rest[:, 2] > _LOW[2] - 0.05
        points = frame.inward(body.skin.vertices[::_STRIDE][near])
        normals = body.skin.normals[::_STRIDE][near] @ frame.rotation
        points = points + normals * (_CLOTH * smoothstep(*_COLLAR, rest[near, 2]))[:, None]
        axes = [
            np.arange(lo, hi, _CELL).astype(np.float32) for lo, hi in zip(_LOW, _HIGH, strict=True)
        ]
        cells = np.stack(np.meshgrid(*axes, indexing="ij"), -1)
        shape = cells.shape[:3]
        cells = cells.reshape(-1, 3)
        distance, index = nearest(points, cells, reach=_BAND)
        close: Mask = index < len(points)
        index = index[close]
        offset = cells[close] - points[index]
        height = np.einsum("ij,ij->i", offset, normals[index])
        # Near the skin the height over the tangent plane is smooth; farther the distance is right.
        tangent = distance[close] < _CELL
        values = np.where(tangent, height, np.copysign(distance[close], height))
        rough = Solid(gaussian_filter(_filled(values, close.reshape(shape)), 0.5))
        # A coarse grid floats over the skin where it is convex: bring it back to zero there.
        error = np.clip(rough.distance(points), -0.003, 0.003)
        rough.grid[close.reshape(shape)] -= error[index]
        return rough

    def distance(self, points: Array) -> Array:
        """Signed distance (...,) of points (..., 3)."""
        at = (points.reshape(-1, 3) - _LOW) / _CELL
        out = map_coordinates(self.grid, at.T, order=1, mode="nearest", output=np.float32)
        return np.asarray(out).reshape(points.shape[:-1])

    def outward(self, points: Array) -> Array:
        """The unit direction (..., 3) straight away from the body."""
        flat = points.reshape(-1, 3)
        steps = np.eye(3, dtype=np.float32) * (0.75 * _CELL)
        slope = np.stack(
            [self.distance(flat + step) - self.distance(flat - step) for step in steps], -1
        )
        length = np.linalg.norm(slope, axis=-1, keepdims=True)
        return (slope / np.maximum(length, 1e-9)).reshape(points.shape)

    def cleared(self, points: Array, gap: Array | float) -> Array:
        """The points pushed out until they stand `gap` metres (broadcast) off the body."""
        deep = np.asarray(gap, np.float32) - self.distance(points)
        inside = deep > 0.0
        out = points.copy()
        out[inside] += self.outward(points[inside]) * deep[inside][..., None]
        return out
