"""The set: always the same shapes and materials, so that kernels compile once for all briefs."""

from typing import Any

import drjit as dr
import mitsuba as mi
import numpy as np

from engine.maquette import materials
from engine.maquette.body import Mesh
from engine.maquette.lens import View
from engine.maquette.sitter import Sitter
from engine.maquette.strands import Fibres, Tuft, curves
from engine.window import Window


def mesh(name: str, shape: Mesh, bsdf: dict[str, Any]) -> Any:
    """Turn a mesh into Mitsuba's, with v down as its textures want."""
    properties = mi.Properties()
    properties["bsdf"] = mi.load_dict(bsdf, parallel=False)
    uv = np.zeros((len(shape.vertices), 2), np.float32) if shape.uv is None else shape.uv
    made = mi.Mesh(
        name,
        len(shape.vertices),
        len(shape.triangles),
        has_vertex_normals=True,
        has_vertex_texcoords=True,
        props=properties,
    )
    parameters = mi.traverse(made)
    parameters["vertex_positions"] = np.ascontiguousarray(shape.vertices, np.float32).ravel()
    parameters["vertex_normals"] = np.ascontiguousarray(shape.normals, np.float32).ravel()
    parameters["faces"] = np.ascontiguousarray(shape.triangles, np.uint32).ravel()
    down = np.stack([uv[:, 0], 1 - uv[:, 1]], axis=1)
    parameters["vertex_texcoords"] = np.ascontiguousarray(down, np.float32).ravel()
    parameters.update()
    return made


def meshes(sitter: Sitter) -> dict[str, Mesh]:
    """All of a sitter but the hair, by name."""
    parts = {
        "skin": sitter.skin,
        "cloth": sitter.cloth,
        "second": sitter.second,
        "eyewear": sitter.eyewear,
    }
    parts |= {f"eye_{side}": eye.mesh for side, eye in sitter.body.eyes.items()}
    return parts | {f"mouth{i}": part for i, part in enumerate(sitter.body.teeth)}


def shapes(sitter: Sitter, fibres: Fibres) -> dict[str, Any]:
    """Everything that reflects light, by name."""
    iris = materials.eye(sitter.iris)
    stuff = {
        "skin": materials.skin(sitter.albedo, sitter.height, sitter.roughness),
        "cloth": materials.cloth(sitter.cloth_colour, sitter.sheen),
        "second": materials.cloth(sitter.second_colour, 0.1),
        "eyewear": materials.frame(),
        "eye_l": iris,
        "eye_r": iris,
        "mouth0": materials.tooth(materials.ENAMEL),
        "mouth1": materials.tooth(materials.ENAMEL),
        "mouth2": materials.tooth(materials.TONGUE),
    }
    made = {name: mesh(name, part, stuff[name]) for name, part in meshes(sitter).items()}
    made["strands"] = curves(fibres, materials.hair(fibres.colours[:, None]))
    return made


def tufts(sitter: Sitter) -> list[Tuft]:
    """The kinds of hair. Brows are darker than light hair and lighter than black hair."""
    r, g, b = (0.75 * c**0.95 for c in sitter.hair_colour)
    return [
        Tuft("hair", sitter.hair, sitter.hair_colour, sitter.grey),
        Tuft("brows", sitter.brows, (r, g, b), sitter.grey * 0.6),
        Tuft("beard", sitter.beard, (r, g, b), min(1.0, sitter.grey * 1.2)),
        Tuft("lashes", sitter.lashes, materials.LASH),
    ]


def sensor(view: View, spp: int, window: Window | None = None) -> Any:
    """Build the camera. A pinhole is the same lens with a vanishing pupil."""
    width, height = view.size
    seen = window or Window(0, 0, width, height)
    made = mi.load_dict(
        {
            "type": "thinlens",
            "fov": float(2 * np.degrees(np.arctan(view.half_height))),
            "fov_axis": "y",
            "to_world": mi.ScalarTransform4f().look_at(
                view.position.tolist(), view.target.tolist(), view.up.tolist()
            ),
            "near_clip": 0.01,
            "far_clip": 100.0,
            "aperture_radius": max(view.radius, 1e-6),
            "focus_distance": view.focus,
            "film": {
                "type": "hdrfilm",
                "width": width,
                "height": height,
                "crop_offset_x": seen.left,
                "crop_offset_y": seen.top,
                "crop_width": seen.right - seen.left,
                "crop_height": seen.bottom - seen.top,
                "pixel_format": "rgba",
                "component_format": "float32",
                "rfilter": {"type": "box"},  # the denoiser needs independent pixels
            },
            "sampler": {"type": "independent", "sample_count": spp},
        }
    )
    parameters = mi.traverse(made)
    for name in ("aperture_radius", "focus_distance"):
        parameters[name] = _opaque(mi.Float(parameters[name]))
    parameters.update()
    return made


def _opaque(value: Any) -> Any:
    """Data, not code: a literal would compile a new kernel for every value."""
    dr.make_opaque(value)
    return value


def load(parts: dict[str, Any]) -> Any:
    """Load a scene part by part: kernels hold the order in which its objects were born."""
    return mi.load_dict({"type": "scene", **parts}, parallel=False)
