from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from engine.maquette import anatomy, shape
from engine.maquette.anatomy import Anatomy
from engine.maquette.body import Body
from engine.maquette.build import build
from engine.maquette.person import Person, Pose


@pytest.fixture(scope="module")
def body(cache_dir) -> Anatomy:
    return anatomy.load(cache_dir)


def gap(sitter: Body, a: str, b: str) -> float:
    return float(np.linalg.norm(sitter.anchors[a] - sitter.anchors[b]))


def test_the_shares_of_bodies_and_templates_each_add_up_to_one():
    mixed = Person(age=47, gender=0.3, african=0.2, asian=0.5, caucasian=0.3, muscle=0.7)
    weights = shape.macro_weights(mixed)
    assert weights[:36].sum() == pytest.approx(1, abs=1e-6)
    assert weights[36:].sum() == pytest.approx(1, abs=1e-6)


def test_an_anchor_of_every_variation_uses_one_body_only():
    weights = shape.macro_weights(Person(age=25, gender=0, muscle=0, weight=0))
    assert np.count_nonzero(weights[:36]) == 1
    assert weights[0] == 1


def test_younger_than_the_young_target_is_the_young_target():
    assert np.array_equal(shape.macro_weights(Person(age=18)), shape.macro_weights(Person(age=25)))


def test_a_person_is_about_as_large_as_people_are(body):
    sitter = build(body, Person(gender=0.0), Pose())
    assert 0.055 < gap(sitter, "eye_l", "eye_r") < 0.072
    assert 0.20 < gap(sitter, "crown", "chin") < 0.27
    assert 0.30 < gap(sitter, "shoulder_l", "shoulder_r") < 0.50


def test_every_local_change_moves_both_ways(body):
    wide = build(body, Person(face={"nose-scale-horiz-incr": 1.0}), Pose())
    plain = build(body, Person(), Pose())
    narrow = build(body, Person(face={"nose-scale-horiz-incr": -1.0}), Pose())
    assert not np.array_equal(wide.cage, plain.cage)
    assert not np.array_equal(narrow.cage, plain.cage)
    assert not np.allclose(wide.cage - plain.cage, narrow.cage - plain.cage)


def test_age_changes_the_shape_steadily(body):
    cages = [build(body, Person(age=a), Pose()).cage for a in (30, 50, 70, 85)]
    steps = [float(np.abs(b - a).mean()) for a, b in pairwise(cages)]
    assert all(step > 1e-4 for step in steps)


def test_yaw_turns_the_nose_to_the_right_of_the_picture(body):
    left, right = (build(body, Person(), Pose(yaw=y)).anchors["nose"][0] for y in (-20, 20))
    assert left < -0.02
    assert right > 0.02


def test_pitch_lifts_the_chin_and_roll_tips_the_crown(body):
    plain, up = (build(body, Person(), Pose(pitch=p)) for p in (0, 12))
    assert up.anchors["chin"][1] < plain.anchors["chin"][1]
    assert build(body, Person(), Pose(roll=8)).anchors["crown"][0] > 0.01


def test_the_head_turns_and_the_shoulders_stay(body):
    plain, turned = (build(body, Person(), Pose(yaw=y)) for y in (0, 25))
    assert np.allclose(plain.anchors["shoulder_l"], turned.anchors["shoulder_l"], atol=2e-3)
    assert np.allclose(turned.head[:3, :3] @ turned.head[:3, :3].T, np.eye(3), atol=1e-5)


def test_gaze_moves_the_pupils_and_nothing_of_the_skull(body):
    plain = build(body, Person(), Pose())
    away = build(body, Person(), Pose(gaze=(15, 8)))
    for side in "lr":
        assert away.anchors[f"pupil_{side}"][0] > plain.anchors[f"pupil_{side}"][0] + 1e-3
        assert away.anchors[f"pupil_{side}"][2] > plain.anchors[f"pupil_{side}"][2] + 5e-4
    assert np.allclose(away.anchors["nose"], plain.anchors["nose"], atol=1e-3)


def test_a_blink_closes_the_lids(body):
    def opening(sitter: Body) -> float:
        lid, pupil = sitter.anchors["lid_l"], sitter.anchors["pupil_l"]
        return float(lid[2] - pupil[2])

    awake, asleep = (build(body, Person(), Pose(blink=b)) for b in (0, 1))
    assert opening(asleep) < opening(awake) - 0.003


@pytest.mark.parametrize("blink", [0.25, 0.5, 0.75, 1.0])
def test_a_closing_lid_passes_before_the_cornea(body, blink):
    sitter = build(body, Person(), Pose(blink=blink))
    eye, skin = sitter.eyes["l"], sitter.skin.vertices
    lid = body.surface.rest[:, 2] > body.rest["eye_l"][2] + 0.006
    lid &= np.linalg.norm(body.surface.rest - body.rest["lid_l"], axis=1) < 0.012
    lid &= np.linalg.norm(body.surface.rest - body.rest["eye_l"], axis=1) > 0.0165
    before = skin[lid & (np.abs(skin[:, 0] - eye.centre[0]) < 0.006)]
    front = np.linalg.norm(before - eye.centre, axis=1)
    assert front.min() > np.median(np.linalg.norm(eye.mesh.vertices - eye.centre, axis=1))


def test_a_smile_lifts_and_widens_the_mouth(body):
    smile = {"mouthSmileLeft": 0.8, "mouthSmileRight": 0.8}
    plain, smiling = (build(body, Person(), Pose(actions=a)) for a in ({}, smile))
    assert smiling.anchors["mouth_l"][2] > plain.anchors["mouth_l"][2] + 1e-3
    assert gap(smiling, "mouth_l", "mouth_r") > gap(plain, "mouth_l", "mouth_r") + 1e-3


def test_an_expression_never_changes_the_eyeballs(body):
    person = Person(age=60)
    plain = build(body, person, Pose())
    shouting = build(body, person, Pose(actions={"jawOpen": 1.0, "browDownLeft": 1.0}))
    assert np.array_equal(plain.eyes["l"].mesh.vertices, shouting.eyes["l"].mesh.vertices)


def test_breath_lifts_the_chest_a_little(body):
    plain, full = (build(body, Person(), Pose(breath=b)) for b in (0, 1))
    moved = np.abs(full.cage - plain.cage).max()
    assert 0.002 < moved < 0.012


def test_the_arms_hang_by_the_sides(body):
    sitter = build(body, Person(), Pose())
    assert np.abs(sitter.cage[:, 0]).max() < 0.42
    assert np.isfinite(sitter.skin.vertices).all()
    lengths = np.linalg.norm(sitter.skin.normals, axis=1)
    assert np.allclose(lengths, 1, atol=1e-3)


def test_the_same_person_and_pose_give_the_same_body(body):
    person, pose = Person(seed=5, face={"chin-width-incr": 0.4}), Pose(yaw=7, blink=0.1)
    first, second = build(body, person, pose), build(body, replace(person), replace(pose))
    assert np.array_equal(first.skin.vertices, second.skin.vertices)


def test_an_unknown_action_is_an_error(body):
    with pytest.raises(KeyError, match="winkLikeAPirate"):
        build(body, Person(), Pose(actions={"winkLikeAPirate": 1.0}))
