"""What things are made of: always the same kinds of BSDF, so that no brief compiles anew."""

from typing import Any

import mitsuba as mi
import numpy as np

from engine.maquette.body import Floats
from engine.maquette.person import Rgb

BLACK = {"type": "diffuse", "reflectance": {"type": "rgb", "value": [0.0, 0.0, 0.0]}}
ENAMEL = (0.60, 0.54, 0.45)
TONGUE = (0.33, 0.11, 0.10)
LASH = (0.012, 0.010, 0.009)
FRAME = (0.02, 0.018, 0.017)


def texture(pixels: Floats) -> dict[str, Any]:
    """Build a linear texture from (h, w, 1 or 3); row 0 is at v = 0."""
    bitmap = mi.Bitmap(np.ascontiguousarray(pixels, np.float32))
    return {
        "type": "bitmap",
        "bitmap": bitmap,
        "raw": True,
        "filter_type": "bilinear",
        "wrap_mode": "clamp",
    }


def skin(albedo: Floats, height: Floats, roughness: Floats) -> dict[str, Any]:
    """Two lobes of reflection, a broad one and an oily one, over a bumpy diffuse ground."""
    ground = {
        "type": "principled",
        "base_color": texture(albedo),
        "roughness": texture(roughness[..., None]),
        "specular": 0.40,
        "clearcoat": 0.16,
        "clearcoat_gloss": 0.55,
    }
    return {"type": "bumpmap", "bump_texture": texture(height[..., None]), "bsdf": ground}


def eye(iris: Floats) -> dict[str, Any]:
    """White and iris under a wet, nearly mirror-smooth film."""
    return {
        "type": "roughplastic",
        "diffuse_reflectance": texture(iris),
        "alpha": 0.03,
        "int_ior": 1.376,  # of the cornea
        "distribution": "ggx",
    }


def hair(strands: Floats) -> dict[str, Any]:
    """`strands` as made by `strands.colours`."""
    colour = texture(strands) | {"filter_type": "nearest"}
    return {"type": "principled", "base_color": colour, "roughness": 0.34, "specular": 0.55}


def cloth(colour: Rgb, sheen: float) -> dict[str, Any]:
    """Cotton at sheen 0, satin at sheen 1."""
    ground = _plain(colour, roughness=0.85 - 0.5 * sheen, specular=0.2 + 0.4 * sheen)
    return {"type": "twosided", "bsdf": ground | {"sheen": 0.6, "sheen_tint": 0.5}}


def tooth(colour: Rgb) -> dict[str, Any]:
    """Enamel and tongue: wet."""
    return {"type": "twosided", "bsdf": _plain(colour, roughness=0.25, specular=0.5)}


def frame() -> dict[str, Any]:
    """The frame of a pair of glasses: polished acetate."""
    return {"type": "twosided", "bsdf": _plain(FRAME, roughness=0.2, specular=0.6)}


def table(colour: Rgb) -> dict[str, Any]:
    """The edge that the subject stands behind: dark wood or stone."""
    return {"type": "twosided", "bsdf": _plain(colour, roughness=0.45, specular=0.4)}


def _plain(colour: Rgb, *, roughness: float, specular: float) -> dict[str, Any]:
    return {
        "type": "principled",
        "base_color": {"type": "rgb", "value": [float(c) for c in colour]},
        "roughness": float(roughness),
        "specular": float(specular),
    }
