"""Dress a body: a pattern made once is carried to the person and kept out of the skin."""

import threading
from dataclasses import dataclass
from typing import get_args

import numpy as np
from scipy import sparse
from scipy.spatial import KDTree

from engine.maquette.body import Body, Ints, Mesh, Surface
from engine.maquette.person import Garment, Outfit, Person
from engine.maquette.wardrobe.bind import Carry, Nodes, bind, nodes_of
from engine.maquette.wardrobe.eyewear import glasses
from engine.maquette.wardrobe.form import neck_of, yoke
from engine.maquette.wardrobe.mesh import Array, Piece, corners, neighbours, normals
from engine.maquette.wardrobe.patterns import Pattern, pattern_of

NEAR = 0.40  # metres of slant and
HIGH = 0.14  # metres up the neck: where cloth is kept out of the skin that is seen
GUARD = 0.030  # metres from that skin: further away cloth cannot meet it
UNDER_CHIN = -0.5  # skin that faces down further than this hangs over a collar and pushes nothing
TUCK = 0.012  # metres of skin that stay under a neckline's edge


@dataclass(frozen=True)
class Worn:
    """What is worn. A part that is lacking is one tiny triangle far away: no slot is empty."""

    cloth: Mesh
    second: Mesh
    eyewear: Mesh
    lenses: Mesh
    skin_triangles: Ints


@dataclass(frozen=True)
class Bound:
    """A piece tied to the skin."""

    carry: Carry
    triangles: Ints
    guarded: Array  # (g,) vertices that must stay outside the skin
    clearance: Array  # (g,) metres
    spread: sparse.csr_matrix  # (g, g) mean of the guarded neighbours
    at: sparse.csr_matrix  # (n, k) the triangles' corners


@dataclass(frozen=True)
class Ready:
    """A garment's constant part."""

    nodes: Nodes
    cloth: Bound
    second: Bound | None
    skin_triangles: Ints
    guard: Array  # skin vertices that cloth may meet


NOTHING = Mesh(
    np.array([[0, 60, 0], [1e-4, 60, 0], [0, 60, 1e-4]], np.float32),
    np.tile(np.array([[0, -1, 0]], np.float32), (3, 1)),
    np.array([[0, 1, 2]], np.int32),
)
_ready: dict[tuple[Garment, bool, int, float], Ready] = {}
_cutting = threading.Lock()


def dress(body: Body, person: Person, outfit: Outfit) -> Worn:
    """The outfit on the body, in the body's space.

    The first outfit of a kind takes a second or two: its pattern is cut and kept in memory.
    """
    ready = _prepared(body.surface, outfit.garment, necktie=person.gender < 0.5)
    nodes = ready.nodes.posed(body)
    skin, outward = body.skin.vertices[ready.guard], body.skin.normals[ready.guard]
    tree = KDTree(skin)
    frames, lenses = glasses(body, outfit.glasses) if outfit.glasses else (NOTHING, NOTHING)
    return Worn(
        cloth=_worn(ready.cloth, nodes, tree, outward),
        second=_worn(ready.second, nodes, tree, outward) if ready.second else NOTHING,
        eyewear=frames,
        lenses=lenses,
        skin_triangles=ready.skin_triangles,
    )


def stock(surface: Surface) -> None:
    """Cut every pattern ahead of time, beside whatever else goes on; ends with the program."""

    def cut() -> None:
        for garment in get_args(Garment):
            for necktie in (False, True) if garment == "suit" else (False,):
                if threading.main_thread().is_alive():
                    _prepared(surface, garment, necktie=necktie)

    threading.Thread(target=cut, name="wardrobe").start()


def _prepared(surface: Surface, garment: Garment, *, necktie: bool) -> Ready:
    key = (garment, necktie and garment == "suit", len(surface.rest), float(surface.rest.sum()))
    with _cutting:
        if key not in _ready:
            _ready[key] = _prepare(surface, pattern_of(surface, garment, necktie=necktie))
        return _ready[key]


def _prepare(surface: Surface, pattern: Pattern) -> Ready:
    rest = surface.rest.astype(np.float64)
    outward = normals(rest, surface.triangles)
    nodes = nodes_of(surface, pattern.form, outward, pattern.top)
    _, slant, height = yoke(rest, neck_of(rest))
    keep = ~_covered(pattern, rest)[surface.triangles].all(1)
    seen = np.unique(surface.triangles[keep])
    meets = (slant < NEAR) & (height < HIGH) & (outward[:, 2] > UNDER_CHIN)
    guard = seen[meets[seen]]
    tree = KDTree(rest[guard])
    parts = [
        _tie(p, nodes, tree, rest[guard], outward[guard]) if p else None
        for p in (pattern.cloth, pattern.second)
    ]
    assert parts[0] is not None, "every garment has cloth"
    return Ready(nodes, parts[0], parts[1], surface.triangles[keep], guard)


def _covered(pattern: Pattern, rest: Array) -> Array:
    angle, slant, height = yoke(rest, neck_of(rest))
    return (slant - pattern.line.at(angle) > TUCK) & (height < pattern.covers)


def _tie(p: Piece, nodes: Nodes, tree: KDTree, skin: Array, outward: Array) -> Bound:
    vertices = p.vertices.astype(np.float64)
    distance, near = tree.query(vertices)
    height = ((vertices - skin[near]) * outward[near]).sum(1)
    # What hangs off the skin is pushed later than what lies on it: layers keep their order.
    guarded = np.flatnonzero(distance < GUARD)
    clearance = np.clip(0.6 * height[guarded], 0.0008, 0.012)
    spread = neighbours(p.triangles, len(vertices))[guarded][:, guarded]
    at = corners(p.triangles, len(vertices))
    return Bound(
        bind(nodes, vertices), p.triangles, guarded, clearance, spread.astype(np.float32), at
    )


def _worn(bound: Bound, nodes: Array, tree: KDTree, outward: Array) -> Mesh:
    vertices = bound.carry.to(nodes)
    at = vertices[bound.guarded]
    distance, near = tree.query(at, distance_upper_bound=GUARD, workers=2)
    found = np.isfinite(distance)
    near = np.where(found, near, 0)
    height = ((at - tree.data[near]) * outward[near]).sum(1)
    lack = np.where(found, np.maximum(bound.clearance - height, 0), 0)
    push = (lack[:, None] * outward[near]).astype(np.float32)
    smooth = push
    for _ in range(6):
        smooth = 0.5 * (smooth + bound.spread @ smooth)
    # At least what the skin asks for, and more around it, so that the push leaves no step.
    rest = np.maximum(lack - (smooth * outward[near]).sum(1), 0)
    vertices[bound.guarded] = at + smooth + (rest[:, None] * outward[near]).astype(np.float32)
    return Mesh(vertices, normals(vertices, bound.triangles, bound.at), bound.triangles)
