"""The slow way round: exposures where Mitsuba cannot compile, by its own scalar integrators."""

from typing import Any

import mitsuba as mi
import numpy as np

from engine.maquette.layers import Layers
from engine.maquette.lens import View
from engine.maquette.lights import Lamp, Rig
from engine.maquette.materials import BLACK
from engine.maquette.survey import survey
from engine.window import Window

STEEP = 0.95  # of a direction: nearly straight up or down


def expose(
    shapes: dict[str, Any],
    sensor: Any,
    view: View,
    rig: Rig,
    *,
    spp: int,
    seed: int,
    depth: int,
    window: Window | None = None,
) -> Layers:
    """Like `trace.trace`, but nothing is known of what is diffuse: all of it counts as diffuse."""
    scene = mi.load_dict({"type": "scene", **shapes, **_emitters(rig)})
    path = {"type": "path", "max_depth": depth + 1, "hide_emitters": True}
    integrator = mi.load_dict({"type": "aov", "aovs": "a:albedo,n:sh_normal", "light": path})
    image = mi.render(scene, sensor=sensor, integrator=integrator, spp=spp, seed=mi.UInt32(seed))
    pixels = np.nan_to_num(np.array(image).astype(np.float32))
    light, cover = pixels[..., :3], np.clip(pixels[..., 3], 0, 1)
    first = survey(scene, shapes, view)
    skin = (first.shape == first.names.index("skin")).astype(np.float32)
    skin = skin if window is None else skin[window.slices]
    seen = cover[..., None]
    return Layers(light, light, pixels[..., 4:7] * seen, pixels[..., 7:10] * seen, skin, cover, spp)


def _emitters(rig: Rig) -> dict[str, Any]:
    made: dict[str, Any] = {
        f"lamp{i}": {
            "type": "disk",
            "to_world": _facing(lamp),
            "bsdf": BLACK,
            "emitter": {
                "type": "area",
                "radiance": {"type": "rgb", "value": [float(c) for c in lamp.radiance]},
                "sampling_weight": lamp.share + 1e-3,
            },
        }
        for i, lamp in enumerate(rig.lamps)
    }
    sky = {"type": "rgb", "value": [float(c) for c in rig.sky]}
    return made | {"sky": {"type": "constant", "radiance": sky, "sampling_weight": 0.2}}


def _facing(lamp: Lamp) -> Any:
    up = [0, 1, 0] if abs(lamp.facing[2]) > STEEP else [0, 0, 1]
    target = (lamp.position + lamp.facing).tolist()
    look = mi.ScalarTransform4f().look_at(lamp.position.tolist(), target, up)
    return look @ mi.ScalarTransform4f().scale([lamp.radius, lamp.radius, 1])
