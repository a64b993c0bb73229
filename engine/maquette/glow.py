"""The rig inside the kernel: discs of light that are sampled, and met by rays."""

from dataclasses import dataclass
from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np

from engine.maquette.lights import Rig


@dataclass(frozen=True)
class Sample:
    """One point on one lamp, from where it is seen."""

    direction: Any
    distance: Any  # shortened by a hair, for shadow rays
    radiance: Any
    pdf: Any  # by solid angle


class Lights:
    """A rig as kernel data: the same code for every rig."""

    def __init__(self, rig: Rig) -> None:
        """Upload; `rig` must always have the same number of lamps."""
        self.count = len(rig.lamps)
        shares = np.array([lamp.share for lamp in rig.lamps]) + 1e-6
        shares /= shares.sum()
        self._share = mi.Float(shares.astype(np.float32))
        self._upto = mi.Float(np.cumsum(shares).astype(np.float32))
        self._position = _rows([lamp.position for lamp in rig.lamps])
        self._facing = _rows([lamp.facing for lamp in rig.lamps])
        self._radius = mi.Float(np.array([lamp.radius for lamp in rig.lamps], np.float32))
        self._radiance = _rows([lamp.radiance for lamp in rig.lamps])
        self._sky = _rows([rig.sky])
        dr.eval(self._share, self._upto, self._position, self._facing, self._radius)
        dr.eval(self._radiance, self._sky)

    def sample(self, point: Any, which: Any, where: Any) -> Sample:
        """Pick a lamp by its share and a point on it evenly."""
        lamp = mi.UInt32(0)
        for i in range(self.count - 1):
            lamp += dr.select(which > dr.gather(mi.Float, self._upto, mi.UInt32(i)), 1, 0)
        facing = self._at(self._facing, lamp, mi.Vector3f)
        radius = dr.gather(mi.Float, self._radius, lamp)
        disc = mi.warp.square_to_uniform_disk_concentric(where) * radius
        frame = mi.Frame3f(facing)
        at = self._at(self._position, lamp, mi.Point3f) + frame.s * disc.x + frame.t * disc.y
        away = at - point
        distance = dr.norm(away)
        direction = away / distance
        pdf = self._pdf(lamp, radius, distance, -dr.dot(direction, facing))
        radiance = self._at(self._radiance, lamp, mi.Color3f)
        return Sample(direction, distance * 0.9999, radiance, pdf)

    def along(self, ray: Any, until: Any, pdf: Any) -> Any:
        """Radiance that a ray meets before `until`: every lamp by its MIS weight, then the sky.

        `pdf` is the chance that the ray went this way; 0 counts lamps fully.
        """
        found = dr.select(
            dr.isfinite(until), mi.Color3f(0), self._at(self._sky, mi.UInt32(0), mi.Color3f)
        )
        for i in range(self.count):
            lamp = mi.UInt32(i)
            facing = self._at(self._facing, lamp, mi.Vector3f)
            radius = dr.gather(mi.Float, self._radius, lamp)
            away = self._at(self._position, lamp, mi.Point3f) - ray.o
            cosine = -dr.dot(ray.d, facing)
            t = -dr.dot(away, facing) / dr.maximum(cosine, 1e-6)
            inside = dr.squared_norm(ray.d * t - away) < dr.square(radius)
            met = inside & (cosine > 1e-4) & (t > 0) & (t < until)
            chance = self._pdf(lamp, radius, t, cosine)
            square = dr.square(pdf)
            weight = dr.select(pdf > 0, square / (square + dr.square(chance)), 1)
            found += dr.select(met, self._at(self._radiance, lamp, mi.Color3f) * weight, 0)
        return found

    def _pdf(self, lamp: Any, radius: Any, distance: Any, cosine: Any) -> Any:
        density = dr.gather(mi.Float, self._share, lamp) / (dr.pi * dr.square(radius))
        return dr.select(cosine > 1e-4, density * dr.square(distance) / cosine, 0)

    @staticmethod
    def _at(table: Any, row: Any, kind: Any) -> Any:
        return dr.gather(kind, table, row)


def _rows(rows: list[Any]) -> Any:
    return mi.Float(np.array(rows, np.float32).ravel())
