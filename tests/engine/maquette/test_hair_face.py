"""Brows, lashes and beard stand where they grow."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial import KDTree

from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body
from engine.maquette.build import build
from engine.maquette.hair import beard, brows, lashes
from engine.maquette.hair.frame import HeadFrame
from engine.maquette.hair.lashes import rims
from engine.maquette.person import Person, Pose

MAN = Person(seed=5, gender=0.0)


@pytest.fixture(scope="session")
def man(people: Anatomy) -> Body:
    return build(people, MAN, Pose())


def changed(*, seed: int = MAN.seed, brows: float = 1.0, beard: float = 0.0) -> Person:
    return replace(MAN, seed=seed, brows=brows, beard=beard)


def test_brows_lie_on_the_skin_over_both_eyes(man: Body) -> None:
    strands = brows(man, MAN)
    inner = HeadFrame.of(man).inward(strands.points)
    assert np.isfinite(strands.points).all()
    assert KDTree(man.skin.vertices).query(strands.points.reshape(-1, 3))[0].max() < 0.006
    assert 0.4 < (inner[:, 0, 0] > 0).mean() < 0.6
    assert inner[:, 0, 2].min() > 0.008
    assert inner[:, 0, 2].max() < 0.036


def test_thicker_brows_have_more_hair_and_none_have_none(man: Body) -> None:
    thin, thick = (brows(man, changed(brows=value)) for value in (0.5, 1.4))
    assert len(thick.points) > 1.4 * len(thin.points)
    assert len(brows(man, changed(brows=0.0)).points) == 0


def test_brows_differ_between_people(man: Body) -> None:
    first, second = brows(man, MAN), brows(man, changed(seed=6))
    assert not np.allclose(first.points, second.points)


def test_brow_hairs_lean_to_the_temples(man: Body) -> None:
    inner = HeadFrame.of(man).inward(brows(man, MAN).points)
    lean = (inner[:, -1, 0] - inner[:, 0, 0]) * np.sign(inner[:, 0, 0])
    assert (lean > 0).mean() > 0.9


def test_rims_run_from_corner_to_corner(people: Anatomy) -> None:
    rest = people.surface.rest
    for name, index in rims(people.surface).items():
        eye = name[-1]
        assert len(index) > 12
        for corner, end in ((f"inner_{eye}", 0), (f"outer_{eye}", -1)):
            assert np.linalg.norm(rest[index[end]] - people.rest[corner]) < 0.005


def test_lashes_spring_forward_from_the_lids(man: Body) -> None:
    strands = lashes(man, MAN)
    inner = HeadFrame.of(man).inward(strands.points)
    reach = np.linalg.norm(strands.points[:, -1] - strands.points[:, 0], axis=1)
    assert 250 <= len(strands.points) <= 450
    assert reach.max() < 0.011
    assert (inner[:, -1, 1] < inner[:, 0, 1]).mean() > 0.95


def test_upper_lashes_come_down_with_the_lids(people: Anatomy, man: Body) -> None:
    closed = build(people, MAN, Pose(blink=1.0))
    opened, shut = lashes(man, MAN).points, lashes(closed, MAN).points
    upper = HeadFrame.of(man).inward(opened)[:, 0, 2] > 0.001
    assert (opened[upper, 0, 2] - shut[upper, 0, 2]).mean() > 0.003


def test_a_shaven_man_has_no_beard(man: Body) -> None:
    assert beard(man, MAN).points.shape[0] == 0


def test_stubble_is_shorter_and_sparser_than_a_full_beard(man: Body) -> None:
    stubble, full = (beard(man, changed(beard=value)) for value in (0.3, 1.0))
    long = [np.linalg.norm(s.points[:, -1] - s.points[:, 0], axis=1) for s in (stubble, full)]
    assert long[0].max() < 0.003
    assert np.median(long[1]) > 3 * np.median(long[0])
    assert len(full.points) > len(stubble.points)


@pytest.mark.parametrize("amount", [0.3, 1.0])
def test_a_beard_grows_on_jaw_and_lip_but_not_on_the_lips(
    man: Body, people: Anatomy, amount: float
) -> None:
    roots = beard(man, changed(beard=amount)).points[:, 0]
    _, near = KDTree(man.skin.vertices).query(roots)
    assert (people.mask("lips")[near] > 0.9).mean() < 0.02
    inner = HeadFrame.of(man).inward(roots)
    assert ((np.abs(inner[:, 0]) < 0.02) & (inner[:, 2] > -0.062)).sum() > 200
    assert inner[:, 2].max() < 0.02


def test_a_beard_hangs_outside_the_skin(man: Body) -> None:
    points = beard(man, changed(beard=1.0)).points[:, 1:].reshape(-1, 3)[::5]
    _, near = KDTree(man.skin.vertices).query(points)
    offset = points - man.skin.vertices[near]
    assert (np.einsum("ij,ij->i", offset, man.skin.normals[near]) < -0.002).mean() < 0.01


def test_fewer_beard_hairs_are_wider(man: Body) -> None:
    full, preview = (beard(man, changed(beard=1.0), density) for density in (1.0, 0.25))
    assert len(preview.points) == len(full.points) // 4
    assert preview.radii.mean() > 2.5 * full.radii.mean()
