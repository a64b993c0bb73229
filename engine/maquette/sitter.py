"""A person, dressed and posed, as the camera needs them: meshes, strands and maps."""

from dataclasses import dataclass, replace

import numpy as np

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body, Floats, Mesh, Strands
from engine.maquette.build import build
from engine.maquette.hair import beard, brows, grow, lashes
from engine.maquette.person import Outfit, Person, Pose, Rgb
from engine.maquette.skin import SkinMaps
from engine.maquette.wardrobe import dress

BEHIND = -60.0  # metres: where degenerate geometry waits, unseen and unlit


@dataclass(frozen=True)
class Sitter:
    """What is photographed. Parts that are not worn are degenerate, never missing."""

    body: Body
    skin: Mesh  # without the triangles under the cloth
    albedo: Floats  # (r, r, 3) linear
    height: Floats  # (r, r) metres
    roughness: Floats  # (r, r)
    iris: Floats  # (r, r, 3) linear
    cloth: Mesh
    second: Mesh
    eyewear: Mesh
    lenses: Mesh
    hair: Strands
    brows: Strands
    lashes: Strands
    beard: Strands
    hair_colour: Rgb
    cloth_colour: Rgb
    second_colour: Rgb
    sheen: float
    grey: float  # share of white strands
    seed: int


@dataclass(frozen=True)
class Paint:
    """The colours of a person: the same in every pose."""

    skin: SkinMaps
    iris: Floats  # (r, r, 3) linear


def sit(  # noqa: PLR0917 - who and what, in that order
    anatomy: Anatomy, person: Person, pose: Pose, outfit: Outfit, paint: Paint, strands: float
) -> Sitter:
    """Build, groom and dress a person. `strands` is the share of a full head of hair."""
    body = build(anatomy, person, pose)
    worn = dress(body, person, outfit)
    return Sitter(
        body=body,
        skin=replace(body.skin, triangles=worn.skin_triangles),
        albedo=paint.skin.albedo,
        height=paint.skin.bump,
        roughness=paint.skin.roughness,
        iris=paint.iris,
        cloth=worn.cloth,
        second=worn.second,
        eyewear=worn.eyewear,
        lenses=worn.lenses,
        hair=_some(grow(body, person, strands)),
        brows=_some(brows(body, person)),
        lashes=_some(lashes(body, person)),
        beard=_some(beard(body, person, strands)),
        hair_colour=person.hair.colour,
        cloth_colour=outfit.colour,
        second_colour=outfit.second,
        sheen=outfit.sheen,
        grey=person.hair.grey,
        seed=person.seed,
    )


def no_mesh() -> Mesh:
    """One tiny triangle far away."""
    corners = np.array([[0, 0, 0], [1e-3, 0, 0], [0, 1e-3, 0]], np.float32) + BEHIND
    normals = np.tile(np.array([0, 0, 1], np.float32), (3, 1))
    return Mesh(corners, normals, np.array([[0, 1, 2]], np.int32), np.zeros((3, 2), np.float32))


def no_strands() -> Strands:
    """One short hair far away."""
    points = np.linspace([0, 0, 0], [0, 0, 1e-3], 4)[None].astype(np.float32) + BEHIND
    return Strands(points, np.full((1, 4), 1e-5, np.float32))


def _some(strands: Strands) -> Strands:
    return strands if len(strands.points) else no_strands()
