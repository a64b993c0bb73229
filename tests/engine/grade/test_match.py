"""Match a reference, and the board of previews."""

import cv2
import numpy as np
import pytest

from engine.grade import board, graded, match, toned
from engine.grade.hues import oklab
from prompts.looks import looks
from prompts.setup import Grade

BLURRED = cv2.GaussianBlur(np.random.default_rng(0).random((240, 200, 3), np.float32), (0, 0), 9)
SCENE = np.asarray(np.clip((BLURRED - 0.5) * 5 + 0.4, 0, 1), np.float32)


def far(one, other):
    """Between the quantiles of two pictures' channels."""
    levels = np.linspace(0.05, 0.95, 10)
    return float(
        np.abs(np.quantile(one, levels, (0, 1)) - np.quantile(other, levels, (0, 1))).mean()
    )


@pytest.mark.parametrize(
    "wish",
    [
        Grade(slope=(0.8, 0.85, 1.0), offset=(0.0, 0.02, 0.05)),
        Grade(slope=(1.1, 1.0, 0.8), saturation=0.6),
        Grade(contrast=0.7, exposure=0.5),
        Grade(exposure=-1, shadows=(-0.02, 0, 0.03)),
    ],
)
def test_a_picture_comes_near_to_its_reference(wish) -> None:
    reference = toned(SCENE, wish)
    found = match(SCENE, reference, skin=np.zeros(SCENE.shape[:2], np.float32))
    assert far(toned(SCENE, found), reference) < 0.55 * far(SCENE, reference)


def test_a_picture_that_matches_itself_hardly_changes() -> None:
    assert np.abs(toned(SCENE, match(SCENE, SCENE)) - SCENE).max() < 0.03


def test_skin_keeps_its_hue_under_a_blue_reference() -> None:
    scene = SCENE.copy()
    scene[60:180, 50:150] = (0.76, 0.59, 0.51)
    blue = toned(SCENE, Grade(slope=(0.6, 0.8, 1.2)))
    skin = np.zeros(SCENE.shape[:2], np.float32)
    skin[60:180, 50:150] = 1
    for said in (skin, None):
        wish = match(scene, blue, said)
        bare = wish.model_copy(update={"skin": 0.0})
        assert turned(scene, toned(scene, wish)) < 12
        assert turned(scene, toned(scene, bare)) > 24, "nothing would have turned it"


def turned(before, after):
    """Degrees of the skin in the middle."""
    angles = [
        np.degrees(np.arctan2(lab[2], lab[1]))
        for lab in (oklab(each[120, 100].astype(float)) for each in (before, after))
    ]
    return abs((angles[1] - angles[0] + 180) % 360 - 180)


@pytest.mark.parametrize("value", [0.0, 0.5, 1.0])
def test_a_reference_of_one_colour_is_borne(value) -> None:
    flat = np.full((64, 64, 3), value, np.float32)
    assert np.isfinite(toned(SCENE, match(SCENE, flat))).all()
    assert np.isfinite(toned(flat, match(flat, SCENE))).all()


def test_a_board_shows_every_look_with_its_label() -> None:
    grades = {each.title: each.grade for each in looks()}
    found = board(SCENE, grades)
    assert found.dtype == np.uint8
    assert np.array_equal(found, board(SCENE, grades))
    height, width, _ = found.shape
    assert 0.8 < width / height < 2.2
    assert max(height, width) < 1600


def test_a_board_of_one_is_its_print() -> None:
    found = board(SCENE, {"A label that is far too long to be read in full": Grade()})
    assert np.array_equal(found[10:250, 10:210], graded(SCENE, Grade()))
