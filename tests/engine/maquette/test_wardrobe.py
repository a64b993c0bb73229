"""What a costume must never do: show the body under it, cut the skin, tear, or change by itself."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from scipy.spatial import KDTree

from engine.maquette import anatomy
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body, Ints, Mesh
from engine.maquette.build import build
from engine.maquette.person import Garment, Outfit, Person, Pose
from engine.maquette.wardrobe import Worn, dress
from engine.maquette.wardrobe.form import neck_of, yoke
from engine.maquette.wardrobe.mesh import Array, neighbours

Bodies = list[tuple[Body, Person]]
Dressed = list[tuple[Body, Person, Worn]]

GARMENTS = get_args(Garment)
PEOPLE = [
    (Person(seed=1, gender=1, weight=0.2, age=24, african=1, caucasian=0), Pose(yaw=30)),
    (Person(seed=2, gender=0, weight=1, muscle=0.8, age=45), Pose(yaw=-30, pitch=8)),
    (Person(seed=3, gender=0.9, age=84, weight=0.5), Pose(pitch=-12, roll=8)),
    (Person(seed=4, gender=0, weight=0.1, muscle=0.2, asian=1, caucasian=0), Pose(breath=1)),
    (Person(seed=5, gender=1, weight=1, age=50), Pose(yaw=12, roll=-10)),
    (Person(seed=6, gender=0.5), Pose()),
]


@pytest.fixture(scope="module")
def template(cache_dir: Path) -> Anatomy:
    return anatomy.load(cache_dir)


@pytest.fixture(scope="module")
def bodies(template: Anatomy) -> Bodies:
    return [(build(template, person, pose), person) for person, pose in PEOPLE]


@pytest.fixture(scope="module", params=GARMENTS)
def dressed(request: pytest.FixtureRequest, bodies: Bodies) -> Dressed:
    outfit = Outfit(garment=request.param, glasses="round")
    return [(body, person, dress(body, person, outfit)) for body, person in bodies]


def meshes(worn: Worn) -> list[Mesh]:
    return [worn.cloth, worn.second, worn.eyewear, worn.lenses]


def test_every_mesh_is_whole(dressed: Dressed) -> None:
    for _, _, worn in dressed:
        for mesh in meshes(worn):
            assert np.isfinite(mesh.vertices).all()
            assert np.allclose(np.linalg.norm(mesh.normals, axis=1), 1, atol=1e-3)
            assert mesh.triangles.min() >= 0
            assert mesh.triangles.max() < len(mesh.vertices)


def test_nothing_of_the_body_is_seen_but_head_and_neck(dressed: Dressed) -> None:
    for body, _, worn in dressed:
        rest = body.surface.rest[np.unique(worn.skin_triangles)]
        low = rest[:, 2] - neck_of(body.surface.rest)[2]
        assert low.min() > -0.135  # the deepest neckline
        assert np.abs(rest[low < 0, 0]).max(initial=0) < 0.10
        assert np.abs(rest[low < -0.06, 0]).max(initial=0) < 0.055


def test_the_edge_of_the_skin_lies_under_cloth(dressed: Dressed) -> None:
    for body, _, worn in dressed:
        edge = _open_edge(body, worn.skin_triangles)
        cloth = np.concatenate([worn.cloth.vertices, worn.second.vertices])
        distance, _ = KDTree(cloth).query(body.skin.vertices[edge])
        assert distance.max() < 0.02


def _open_edge(body: Body, triangles: Ints) -> Array:
    """Vertices where the visible skin was cut off, not those at its own seams or lids."""
    weld = body.surface.weld
    seen = np.zeros(weld.max() + 1, bool)
    seen[weld[triangles]] = True
    mask = seen[weld[body.surface.triangles]]
    mixed = mask.any(1) & ~mask.all(1)
    return np.unique(body.surface.triangles[mixed][mask[mixed]])


def test_cloth_never_cuts_the_skin_that_is_seen(dressed: Dressed) -> None:
    for body, _, worn in dressed:
        seen = np.unique(worn.skin_triangles)
        neck = neck_of(body.surface.rest)
        _, slant, height = yoke(body.surface.rest[seen].astype(float), neck)
        seen = seen[(height < 0.10) & (slant < 0.4)]
        tree = KDTree(body.skin.vertices[seen])
        for mesh in (worn.cloth, worn.second):
            distance, near = map(np.asarray, tree.query(mesh.vertices, distance_upper_bound=0.012))
            close = np.isfinite(distance)
            at = seen[near[close]]
            out = mesh.vertices[close] - body.skin.vertices[at]
            assert (out * body.skin.normals[at]).sum(1).min(initial=0) > -0.001


def test_the_same_outfit_is_the_same_to_the_last_bit(bodies: Bodies) -> None:
    body, person = bodies[1]
    outfit = Outfit(garment="suit", glasses="round")
    for one, two in zip(
        meshes(dress(body, person, outfit)), meshes(dress(body, person, outfit)), strict=True
    ):
        assert np.array_equal(one.vertices, two.vertices)
        assert np.array_equal(one.triangles, two.triangles)


def test_a_person_never_changes_the_structure_of_a_garment(dressed: Dressed) -> None:
    sizes = {
        (len(w.cloth.vertices), len(w.second.vertices), person.gender < 0.5)
        for _, person, w in dressed
    }
    tied = {size[2] for size in sizes}
    assert len(sizes) == len(tied)


def test_colour_alone_never_moves_the_cloth(bodies: Bodies) -> None:
    body, person = bodies[0]
    plain = dress(body, person, Outfit())
    red = dress(body, person, Outfit(colour=(0.4, 0.02, 0.02), sheen=1.0))
    assert np.array_equal(plain.cloth.vertices, red.cloth.vertices)


def test_what_is_not_worn_is_out_of_sight(bodies: Bodies) -> None:
    body, person = bodies[0]
    worn = dress(body, person, Outfit(garment="crew", glasses=None))
    for mesh in (worn.second, worn.eyewear, worn.lenses):
        assert len(mesh.triangles) == 1
        assert mesh.vertices[:, 1].min() > 20


@pytest.mark.parametrize("garment", ["crew", "turtleneck"])
def test_necklines_are_closed_and_smooth(bodies: Bodies, garment: Garment) -> None:
    for body, person in bodies:
        worn = dress(body, person, Outfit(garment=garment))
        loops = _loops(worn.cloth)
        neck = (body.anchors["throat"] + body.anchors["c7"]) / 2
        near = [p for p in loops if np.linalg.norm(p - neck, axis=1).max() < 0.14]
        assert near
        for loop in near:
            assert _sharpest(loop) < 50


def _loops(mesh: Mesh) -> list[Array]:
    edges = np.concatenate([mesh.triangles[:, [0, 1]], mesh.triangles[:, [1, 2]],
                            mesh.triangles[:, [2, 0]]])  # fmt: skip
    _, first, count = np.unique(np.sort(edges, 1), axis=0, return_index=True, return_counts=True)
    after = {int(a): int(b) for a, b in edges[first[count == 1]]}
    loops: list[Array] = []
    while after:
        start, at = after.popitem()
        path = [start]
        while at != start and at in after:
            path.append(at)
            at = after.pop(at)
        assert at == start, "an edge of cloth is open"
        loops.append(mesh.vertices[path])
    return loops


def _sharpest(loop: Array) -> float:
    """The greatest turn in degrees between steps of 6 mm."""
    closed = np.concatenate([loop, loop[:1]])
    run = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = np.arange(0, run[-1], 0.006)
    even = np.stack([np.interp(at, run, closed[:, k]) for k in range(3)], 1)
    step = np.diff(np.concatenate([even, even[:1]]), axis=0)
    step = step[np.linalg.norm(step, axis=1) > 0.003]
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    turn = (step[:-1] * step[1:]).sum(1)
    return float(np.degrees(np.arccos(np.clip(turn, -1, 1))).max())


def test_glasses_sit_before_the_eyes_and_reach_the_ears(bodies: Bodies) -> None:
    for body, person in bodies:
        worn = dress(body, person, Outfit(glasses="round"))
        axes = body.head[:3, :3] / np.linalg.norm(body.head[:3, :3], axis=0)
        for side in "lr":
            lens = worn.lenses.vertices
            pupil = body.eyes[side].pupil
            away = (lens - pupil) @ axes
            before = away[np.hypot(away[:, 0], away[:, 2]) < 0.006]
            assert len(before)
            assert -0.018 < before[:, 1].min() < before[:, 1].max() < -0.009
            ear = body.anchors[f"ear_{side}"]
            assert np.linalg.norm(worn.eyewear.vertices - ear, axis=1).min() < 0.025


def test_frames_come_in_three_shapes(bodies: Bodies) -> None:
    body, person = bodies[5]
    round_, panto, rectangular = (
        dress(body, person, Outfit(glasses=shape)).eyewear.vertices
        for shape in ("round", "panto", "rectangular")
    )
    assert not np.allclose(round_, panto)
    assert not np.allclose(panto, rectangular)


@pytest.mark.parametrize("knit", ["crew", "v-neck", "turtleneck"])
def test_knitwear_has_no_torn_edge_at_the_throat(bodies: Bodies, knit: Garment) -> None:
    for body, person in bodies:
        mesh, neck = dress(body, person, Outfit(garment=knit)).cloth, neck_of(body.surface.rest)
        around = np.linalg.norm(mesh.vertices - body.skin.vertices[_nearest(body, neck)], axis=1)
        mean = neighbours(mesh.triangles, len(mesh.vertices)) @ mesh.vertices
        spike = np.linalg.norm(mesh.vertices - mean, axis=1)
        assert spike[around < 0.10].max() < 0.006


def _nearest(body: Body, neck: Array) -> int:
    """The skin's vertex at the pit of the throat."""
    front = neck + np.array([0, -0.075, -0.01])
    return int(np.linalg.norm(body.surface.rest - front, axis=1).argmin())
