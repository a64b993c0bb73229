import numpy as np
import pytest

from engine.maquette.render import Maquette
from engine.maquette.truth import CLASSES, Truth
from prompts.setup import Beam
from tests.engine.maquette.conftest import SITTER, SIZE, lit


@pytest.fixture(scope="module")
def truth(maquette: Maquette) -> Truth:
    return maquette.truth(lit(Beam(azimuth=20, elevation=10)), *SITTER, SIZE)


def share(truth: Truth, name: str) -> float:
    return float((truth.classes == CLASSES.index(name)).mean())


def test_the_maps_have_the_size_of_the_picture(truth: Truth):
    assert truth.depth.shape == truth.classes.shape == (SIZE[1], SIZE[0])
    assert truth.normal.shape == (SIZE[1], SIZE[0], 3)


def test_a_portrait_has_skin_hair_cloth_eyes_and_background(truth: Truth):
    for name, least in (("skin", 0.1), ("hair", 0.02), ("wardrobe", 0.1), ("background", 0.1)):
        assert share(truth, name) > least
    assert share(truth, "eye_l") > 0
    assert share(truth, "eye_r") > 0
    assert share(truth, "glasses") == 0


def test_the_subjects_left_eye_is_at_the_right_of_the_picture(truth: Truth):
    columns = {s: np.nonzero(truth.classes == CLASSES.index(f"eye_{s}"))[1].mean() for s in "lr"}
    assert columns["l"] > columns["r"]


def test_landmarks_lie_on_the_face_and_the_nose_is_nearer_than_the_ears(truth: Truth):
    for name in ("nose", "chin", "mouth_l", "mouth_r"):
        x, y, depth = truth.landmarks[name]
        assert CLASSES[truth.classes[int(y), int(x)]] in {"skin", "mouth"}
        assert truth.depth[int(y), int(x)] == pytest.approx(depth, abs=0.01)
    assert truth.landmarks["nose"][2] < truth.landmarks["ear_l"][2] - 0.05
    for side in "lr":
        x, y, _ = truth.landmarks[f"pupil_{side}"]
        assert CLASSES[truth.classes[int(y), int(x)]] == f"eye_{side}"


def test_normals_are_units_that_face_the_camera(truth: Truth):
    there = truth.classes > 0
    assert np.linalg.norm(truth.normal[there], axis=-1) == pytest.approx(1, abs=0.02)
    assert (truth.normal[there][:, 2] >= 0).mean() > 0.98
    x, y, _ = truth.landmarks["nose"]
    assert truth.normal[int(y), int(x), 2] > 0.6


def test_the_background_has_no_depth_and_no_normal(truth: Truth):
    empty = (truth.classes == 0) & (truth.depth == 0)
    assert empty.mean() > 0.1
    assert not truth.normal[empty].any()
