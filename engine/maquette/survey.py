"""What lies under the middle of every pixel of a pinhole camera."""

from dataclasses import dataclass
from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np
from numpy.typing import NDArray

from engine.maquette.body import Floats
from engine.maquette.lens import View
from engine.maquette.variant import LLVM

NOTHING = -1

Hits = tuple[NDArray[np.int32], Floats, Floats, Floats, NDArray[np.int32]]


@dataclass(frozen=True)
class Survey:
    """First hits: `shape` (h, w) indexes `names` or is -1; world `position`, `normal` (h, w, 3).

    `along` (h, w) is the texture coordinate v: for strands, where among all of them.
    """

    names: tuple[str, ...]
    shape: NDArray[np.int32]
    position: Floats
    normal: Floats
    along: Floats
    primitive: NDArray[np.int32]  # (h, w) which triangle, or which segment of a strand


def survey(scene: Any, shapes: dict[str, Any], view: View) -> Survey:
    """Cast one ray a pixel; lamps and lenses are not seen."""
    width, height = view.size
    x = (np.arange(width) + 0.5 - width / 2) * (2 * view.half_height / height)
    y = -(np.arange(height) + 0.5 - height / 2) * (2 * view.half_height / height)
    rays = view.forward + x[None, :, None] * view.right + y[:, None, None] * view.up
    rays = (rays / np.linalg.norm(rays, axis=-1, keepdims=True)).reshape(-1, 3)
    look = _together if mi.variant() == LLVM else _one_by_one
    shape, position, normal, along, primitive = look(scene, shapes, view.position, rays)
    position[shape == NOTHING] = normal[shape == NOTHING] = 0
    grid = (height, width)
    return Survey(
        tuple(shapes),
        shape.reshape(grid),
        position.reshape(*grid, 3).astype(np.float32),
        normal.reshape(*grid, 3).astype(np.float32),
        along.reshape(grid).astype(np.float32),
        primitive.reshape(grid),
    )


def _together(
    scene: Any, shapes: dict[str, Any], origin: Floats, rays: NDArray[np.floating]
) -> Hits:
    ray = mi.Ray3f(mi.Point3f(*map(float, origin)), mi.Vector3f(rays.T.astype(np.float32)))
    dr.make_opaque(ray)
    si = scene.ray_intersect(ray)
    identity = dr.reinterpret_array(mi.UInt32, si.shape)
    found = mi.Int32(NOTHING)
    for index, shape in enumerate(shapes.values()):
        own = dr.reinterpret_array(mi.UInt32, mi.ShapePtr(shape))
        dr.make_opaque(own)
        found = dr.select(si.is_valid() & (identity == own), index, found)
    normal, along, primitive = si.sh_frame.n, si.uv.y, mi.Int32(si.prim_index)
    dr.eval(found, si.p, normal, along, primitive)
    place, facing = (np.array(vectors).T.copy() for vectors in (si.p, normal))
    return np.array(found), place, facing, np.array(along), np.array(primitive)


def _one_by_one(
    scene: Any, shapes: dict[str, Any], origin: Floats, rays: NDArray[np.floating]
) -> Hits:
    index = {shape.id(): i for i, shape in enumerate(shapes.values())}
    found = np.full(len(rays), NOTHING, np.int32)
    position, normal = np.zeros((2, len(rays), 3), np.float32)
    along, primitive = np.zeros(len(rays), np.float32), np.zeros(len(rays), np.int32)
    start = mi.Point3f(*map(float, origin))
    for i, direction in enumerate(rays.tolist()):
        si = scene.ray_intersect(mi.Ray3f(start, mi.Vector3f(*direction)))
        if si.is_valid() and si.shape.is_emitter():
            si = scene.ray_intersect(si.spawn_ray(mi.Vector3f(*direction)))
        if si.is_valid() and not si.shape.is_emitter():
            found[i] = index[si.shape.id()]
            position[i], normal[i] = np.array(si.p), np.array(si.sh_frame.n)
            along[i], primitive[i] = si.uv.y, si.prim_index
    return found, position, normal, along, primitive
