"""The path tracer, written as one kernel that also splits what it sees.

Mitsuba's own integrators cannot tell diffuse from reflected light, which the skin needs: only the
diffuse part scatters. And its lamps are things: the camera would see them, and to move one would
build the scene anew. Here lamps are plain discs of light beside the scene.
"""

from typing import Any, cast

import drjit
import mitsuba as mi
import numpy as np

from engine.maquette.glow import Lights
from engine.maquette.layers import Layers
from engine.maquette.lights import Rig

dr = cast("Any", drjit)  # its stubs know neither hints nor masks

DIRECT_LIMIT = 80.0  # radiance of one sample; a key on a white card is 1
BOUNCE_LIMIT = 4.0
MIRROR_LIMIT = 1.5
COATING = 0.5  # share of the mirroring that a coated lens keeps


def trace(
    scene: Any, glass: Any, sensor: Any, skin: Any, rig: Rig, *, spp: int, seed: int, depth: int
) -> Layers:
    """Expose once with `spp` samples a pixel. `depth` 2 is light that bounced once on the way.

    Numbers that differ between pictures are opaque: as literals, each would compile a new kernel.
    """
    width, height = sensor.film().crop_size()
    total = width * height * spp
    sampler = mi.load_dict({"type": "independent"})
    sampler.seed(dr.opaque(mi.UInt32, seed), total)
    index = dr.arange(mi.UInt32, total)
    film = _film(index, (width, height), spp, sampler)
    ray, _ = sensor.sample_ray(0, 0.5, film, sampler.next_2d())
    ray = mi.Ray3f(ray)
    skin_id = dr.opaque(mi.UInt32, _identity(skin))
    turns = dr.opaque(mi.UInt32, depth)
    lights = Lights(rig)
    parts = _paths(scene, lights, sampler, ray, skin_id, turns)
    parts = (parts[0] + _mirrored(glass, scene, lights, ray), *parts[1:])
    channels = [c for part in parts for c in _channels(part)]
    dr.eval(channels)  # together: one by one, each would trace all paths again
    sums = [np.asarray(dr.block_sum(c, spp)) for c in channels]
    planes = np.stack(sums, axis=-1).reshape(height, width, -1) / np.float32(spp)
    planes = np.nan_to_num(planes).astype(np.float32)
    three = [np.ascontiguousarray(planes[..., i : i + 3]) for i in range(0, 12, 3)]
    light, diffuse, albedo, normal = three
    skin, cover = planes[..., 12], planes[..., 13]
    return Layers(light, diffuse, albedo, normal, skin, cover, spp)


def _film(index: Any, size: tuple[int, int], spp: int, sampler: Any) -> Any:
    """Points on the film in 0..1: samples of a pixel lie in strata as square as `spp` allows."""
    width, height = (dr.opaque(mi.UInt32, int(n)) for n in size)
    rows = max(r for r in range(1, int(spp**0.5) + 1) if spp % r == 0)
    down, across = dr.opaque(mi.UInt32, rows), dr.opaque(mi.UInt32, spp // rows)
    own, pixel = index % (down * across), index // (down * across)
    jitter = sampler.next_2d()
    x = mi.Float(pixel % width) + (mi.Float(own % across) + jitter.x) / mi.Float(across)
    y = mi.Float(pixel // width) + (mi.Float(own // across) + jitter.y) / mi.Float(down)
    return mi.Point2f(x / mi.Float(width), y / mi.Float(height))


def _identity(shape: Any) -> int:
    return int(np.asarray(dr.reinterpret_array(mi.UInt32, mi.ShapePtr(shape)))[0])


def _channels(part: Any) -> list[Any]:
    return [part] if isinstance(part, mi.Float) else list(part)


@drjit.syntax
def _paths(  # noqa: PLR0917 - the decorator knows no keywords
    scene: Any, lights: Lights, sampler: Any, ray: Any, skin_id: Any, depth: Any
) -> tuple[Any, ...]:
    context = mi.BSDFContext()
    hit = scene.ray_intersect_preliminary(ray, coherent=True)
    si = hit.compute_surface_interaction(ray)
    seen = si.is_valid()
    albedo = dr.select(seen, si.bsdf().eval_diffuse_reflectance(si, seen), 0)
    normal = dr.select(seen, si.sh_frame.n, 0)
    is_skin = dr.select(seen & (dr.reinterpret_array(mi.UInt32, si.shape) == skin_id), 1.0, 0.0)

    light, diffuse = mi.Color3f(0), mi.Color3f(0)
    throughput, share = mi.Color3f(1), mi.Color3f(1)
    bounce = mi.UInt32(0)
    active = mi.Bool(seen)
    while active:
        si = hit.compute_surface_interaction(ray)
        bsdf = si.bsdf(ray)
        matt = bsdf.eval_diffuse_reflectance(si, active) * dr.inv_pi

        # Light that a lamp sends here.
        sample = lights.sample(si.p, sampler.next_1d(active), sampler.next_2d(active))
        towards = si.to_local(sample.direction)
        lit = active & (sample.pdf > 0)
        value, pdf = bsdf.eval_pdf(context, si, towards, lit)
        lit &= dr.max(value) > 0
        shadow = si.spawn_ray(sample.direction)
        shadow.maxt = sample.distance
        lit &= ~scene.ray_test(shadow, lit)
        gain = throughput * value * sample.radiance * (_balance(sample.pdf, pdf) / sample.pdf)
        gain = dr.minimum(gain, dr.select(bounce > 0, BOUNCE_LIMIT, DIRECT_LIMIT))
        gain = dr.select(lit, gain, 0)
        light += gain
        diffuse += gain * dr.select(bounce == 0, _matt_share(matt, towards, value), share)

        # Onwards, and light that the new ray runs into by itself.
        turn, factor = bsdf.sample(
            context, si, sampler.next_1d(active), sampler.next_2d(active), active
        )
        share = dr.select(bounce == 0, _matt_share(matt, turn.wo, factor * turn.pdf), share)
        throughput *= factor
        active &= (turn.pdf > 0) & (dr.max(throughput) > 0.005)
        ray = si.spawn_ray(si.to_world(turn.wo))
        hit = scene.ray_intersect_preliminary(ray, coherent=False, active=active)
        gain = throughput * lights.along(ray, hit.t, turn.pdf)
        gain = dr.minimum(gain, dr.select(bounce > 0, BOUNCE_LIMIT, DIRECT_LIMIT))
        gain = dr.select(active, gain, 0)
        light += gain
        diffuse += gain * share
        bounce += 1
        active &= hit.is_valid() & (bounce < depth)
    cover = dr.select(seen, mi.Float(1), mi.Float(0))
    return light, diffuse, albedo, normal, is_skin, cover


def _mirrored(glass: Any, scene: Any, lights: Lights, ray: Any) -> Any:
    """What the lenses of a pair of glasses mirror towards the camera.

    They stand in a scene of their own: in the set they would shade the eyes behind them.
    """
    si = glass.ray_intersect(ray)
    worn = si.is_valid()
    worn &= ~scene.ray_test(si.spawn_ray_to(ray.o), worn)
    facing = dr.abs(dr.dot(ray.d, si.n))
    mirrored = si.spawn_ray(ray.d - 2 * dr.dot(ray.d, si.n) * si.n)
    hit = scene.ray_intersect_preliminary(mirrored, active=worn)
    strength = COATING * (0.04 + 0.96 * dr.power(1 - facing, 5))
    seen = dr.minimum(lights.along(mirrored, hit.t, mi.Float(0)) * strength, MIRROR_LIMIT)
    return dr.select(worn, seen, mi.Color3f(0))


def _balance(a: Any, b: Any) -> Any:
    """Veach's power heuristic."""
    return dr.select(a > 0, dr.square(a) / (dr.square(a) + dr.square(b)), 0)


def _matt_share(matt: Any, towards: Any, value: Any) -> Any:
    """How much of a BSDF's value its Lambertian ground explains, (3,) in 0..1."""
    ground = matt * dr.maximum(towards.z, 0)
    return dr.select(value > 0, dr.minimum(ground / dr.maximum(value, 1e-6), 1), 1)
