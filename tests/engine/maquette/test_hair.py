"""Hair covers the head, follows it, and stays out of the skin."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import KDTree

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body, Floats
from engine.maquette.build import build
from engine.maquette.hair import grow, scalp_tint, shell
from engine.maquette.hair.frame import TEMPLATE_EYES, HeadFrame
from engine.maquette.hair.scalp import depth
from engine.maquette.person import Hair, HairStyle, Person, Pose

Sit = Callable[..., Body]

STYLES: tuple[HairStyle, ...] = get_args(HairStyle)
PEOPLE = {
    "young woman": Person(seed=1, age=24, gender=1.0, african=0.5, caucasian=0.5),
    "old man": Person(seed=2, age=74, gender=0.0, asian=1.0, caucasian=0.0, weight=0.7),
    "middling person": Person(seed=3),
}
PREVIEW = 0.25


@pytest.fixture(scope="session")
def sit(people: Anatomy) -> Sit:
    @cache
    def posed(name: str, yaw: float = 0.0) -> Body:
        return build(people, PEOPLE[name], Pose(yaw=yaw))

    return posed


def wearing(name: str, style: HairStyle, *, length: float = 1.0, fringe: bool = False) -> Person:
    return replace(PEOPLE[name], hair=Hair(style=style, length=length, fringe=fringe))


def heights(people: Anatomy, body: Body, points: Floats) -> NDArray[np.floating]:
    """Metres over the nearest skin, without the ears, which are too fine for the grid."""
    plain = people.mask("ears") < 0.1
    vertices, normals = body.skin.vertices[plain], body.skin.normals[plain]
    _, near = KDTree(vertices).query(points)
    return np.einsum("ij,ij->i", points - vertices[near], normals[near])


def test_bald_heads_have_no_strands(sit: Sit) -> None:
    strands = grow(sit("old man"), wearing("old man", "bald"))
    assert strands.points.shape == (0, 4, 3)
    assert strands.radii.shape == (0, 4)


def test_hair_of_no_density_is_refused(sit: Sit) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        grow(sit("old man"), wearing("old man", "crop"), 0.0)


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("style", [style for style in STYLES if style != "bald"])
def test_every_style_grows_on_everyone_out_of_the_skin(
    people: Anatomy, sit: Sit, style: HairStyle, name: str
) -> None:
    body, person = sit(name), wearing(name, style)
    strands = grow(body, person, PREVIEW)
    count, points, _ = strands.points.shape
    assert 3500 <= count <= 8000
    assert 4 <= points <= 30
    assert strands.points.dtype == strands.radii.dtype == np.float32
    assert np.isfinite(strands.points).all()
    assert (strands.radii > 0).all()
    free = strands.points[::15, 1:].reshape(-1, 3)
    assert (heights(people, body, free) < -0.002).mean() < 0.004


@pytest.mark.parametrize("style", ["short", "long", "afro"])
def test_roots_stand_on_the_scalp(sit: Sit, style: HairStyle) -> None:
    body, person = sit("middling person"), wearing("middling person", style)
    roots = grow(body, person, PREVIEW).points[:, 0]
    gap, near = KDTree(body.skin.vertices).query(roots)
    inside = depth(body.surface.rest[near] - TEMPLATE_EYES, person)
    assert gap.max() < 0.006
    assert (inside > -4.0).mean() > 0.99


@pytest.mark.parametrize("style", ["crop", "slicked", "bun", "ponytail", "bob", "long", "curly"])
def test_hair_covers_the_scalp(sit: Sit, style: HairStyle) -> None:
    body, person = sit("young woman"), wearing("young woman", style)
    strands = grow(body, person, PREVIEW)
    part = np.linspace(0, 1, 4, endpoint=False)[:, None, None, None]
    filled = strands.points[:, :-1] * (1 - part) + strands.points[:, 1:] * part
    scalp = body.skin.vertices[depth(body.surface.rest - TEMPLATE_EYES, person) > 8.0]
    gap, _ = KDTree(filled.reshape(-1, 3)).query(scalp[::5])
    assert (gap < 0.006).mean() > 0.97


def test_the_same_seed_grows_the_same_hair(sit: Sit) -> None:
    body, person = sit("young woman"), wearing("young woman", "wavy")
    first, second = (grow(body, person, PREVIEW) for _ in range(2))
    assert np.array_equal(first.points, second.points)
    assert np.array_equal(first.radii, second.radii)


def test_another_seed_grows_other_hair(sit: Sit) -> None:
    body, person = sit("young woman"), wearing("young woman", "wavy")
    other = replace(person, seed=77)
    first, second = grow(body, person, PREVIEW), grow(body, other, PREVIEW)
    assert not np.allclose(first.points, second.points)


def test_fewer_hairs_are_wider(sit: Sit) -> None:
    body, person = sit("middling person"), wearing("middling person", "short")
    full, preview = grow(body, person), grow(body, person, PREVIEW)
    assert 20000 <= len(full.points) <= 26000
    assert len(preview.points) == len(full.points) // 4
    assert 2.5 < np.median(preview.radii[:, 0]) / np.median(full.radii[:, 0]) < 4.0


@pytest.mark.parametrize("style", ["long", "bob", "wavy", "locs"])
def test_long_hair_lies_on_the_head_and_is_no_tent(sit: Sit, style: HairStyle) -> None:
    body = sit("young woman")
    strands = grow(body, wearing("young woman", style), PREVIEW)
    free = strands.points.reshape(-1, 3)
    above = free[HeadFrame.of(body).inward(free)[:, 2] > 0.01]
    assert np.percentile(KDTree(body.skin.vertices).query(above)[0], 95) < 0.035


def test_long_hair_keeps_off_the_face(sit: Sit) -> None:
    body = sit("young woman")
    points = grow(body, wearing("young woman", "long"), PREVIEW).points
    inner = HeadFrame.of(body).inward(points.reshape(-1, 3))
    face = (np.abs(inner[:, 0]) < 0.045) & (inner[:, 1] < 0.0) & (np.abs(inner[:, 2]) < 0.045)
    assert face.mean() < 0.001


def test_a_fringe_ends_over_the_eyes(sit: Sit) -> None:
    body = sit("young woman")
    for style in ("bob", "long"):
        bare = grow(body, wearing("young woman", style), PREVIEW).points
        fringed = grow(body, wearing("young woman", style, fringe=True), PREVIEW).points
        frame = HeadFrame.of(body)
        counts = []
        for points in (bare, fringed):
            tips = frame.inward(points[:, -1])
            before = (np.abs(tips[:, 0]) < 0.04) & (tips[:, 1] < 0.02)
            counts.append((before & (np.abs(tips[:, 2] - 0.03) < 0.02)).sum())
        assert counts[1] > counts[0] + 200


def test_length_lengthens(sit: Sit) -> None:
    body = sit("young woman")
    short, long = (
        grow(body, wearing("young woman", "long", length=length), PREVIEW).points
        for length in (0.6, 1.2)
    )
    assert long[..., 2].min() < short[..., 2].min() - 0.05


def test_an_old_mans_hairline_retreats() -> None:
    temple = np.array([[0.055, 0.005, 0.075]], np.float32)
    young = depth(temple, Person(age=25, gender=0.0))
    old = depth(temple, Person(age=78, gender=0.0))
    assert old[0] < young[0] - 2.0


def test_hair_turns_with_the_head(sit: Sit) -> None:
    person = wearing("middling person", "short")
    ahead, turned = sit("middling person"), sit("middling person", 30.0)
    first, second = (
        HeadFrame.of(body).inward(grow(body, person, PREVIEW).points) for body in (ahead, turned)
    )
    skull = first[:, 0, 2] > 0.02  # the nape bends with the neck
    assert np.percentile(np.linalg.norm(first - second, axis=-1)[skull], 98) < 0.003


def test_a_shell_wraps_the_hair_and_faces_outwards(sit: Sit) -> None:
    body, person = sit("young woman"), wearing("young woman", "bob")
    mesh = shell(body, person)
    assert mesh is not None
    a, b, c = (mesh.vertices[mesh.triangles[:, k]] for k in range(3))
    facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), mesh.normals[mesh.triangles[:, 0]])
    assert (facing > 0).mean() > 0.98
    edges = np.sort(mesh.triangles[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] % 2 == 0).all()
    strands = grow(body, person, PREVIEW).points.reshape(-1, 3)
    assert np.percentile(KDTree(strands).query(mesh.vertices)[0], 95) < 0.015


@pytest.mark.parametrize("style", ["bald", "buzz"])
def test_hair_too_short_to_stand_off_has_no_shell(sit: Sit, style: HairStyle) -> None:
    assert shell(sit("old man"), wearing("old man", style)) is None


def test_the_scalp_is_tinted_and_the_face_is_not(people: Anatomy) -> None:
    weight = scalp_tint(people.surface)
    rest = people.surface.rest - TEMPLATE_EYES
    assert weight.shape == (len(rest),)
    assert weight.min() >= 0.0
    assert weight.max() <= 1.0
    assert weight[rest[:, 2] > 0.10].min() > 0.95
    assert weight[(rest[:, 1] < 0.0) & (rest[:, 2] < 0.05)].max() == 0.0
