"""An eye is cut out straight, and only what changed is laid back."""

import math

import cv2
import numpy as np
import pytest

from engine.eyes.crop import close, corners, lay_back, width_of, working_width
from engine.face import faces
from engine.paste import laid
from engine.pictures import to_float


def test_corners_are_level_and_in_the_middle(portrait, face):
    closeup = close(to_float(portrait), face, "left", 160)
    first, last = closeup.into(corners(face, "left"))
    assert abs(first[1] - last[1]) < 0.01
    assert last[0] - first[0] == pytest.approx(160, abs=0.01)
    assert (first + last) / 2 == pytest.approx(closeup.middle, abs=0.01)


def test_points_go_there_and_back(portrait, face):
    closeup = close(to_float(portrait), face, "right")
    points = np.array([(10.5, 20.25), (200, 100)], np.float32)
    assert closeup.out(closeup.into(points)) == pytest.approx(points, abs=1e-3)


def test_an_eye_on_its_side_is_straightened(portrait):
    turned = np.ascontiguousarray(np.rot90(portrait))
    (face,) = faces(turned)
    closeup = close(to_float(turned), face, "left", 160)
    first, last = closeup.into(corners(face, "left"))
    assert abs(math.atan2(last[1] - first[1], last[0] - first[0])) < 1e-3


def test_what_did_not_change_keeps_its_value_to_the_bit(portrait, face):
    negative = to_float(portrait)
    closeup = close(negative, face, "left", working_width(face, "left"))
    patch, matte = lay_back(negative, closeup, closeup.pixels, np.ones(closeup.size, np.float32))
    assert matte.max() == 255
    assert (patch == negative).all()


def test_a_change_stays_inside_its_opening_and_comes_back_as_it_was(portrait, face):
    negative = to_float(portrait)
    closeup = close(negative, face, "right", working_width(face, "right"))
    height, width = closeup.size
    y, x = np.mgrid[0:height, 0:width]
    opening = (np.hypot(x - width / 2, y - height / 2) < 40).astype(np.float32)
    wave = 0.1 * np.sin(x / width * 6)[..., None].astype(np.float32)
    patch, matte = lay_back(negative, closeup, closeup.pixels + wave, opening)
    whole = laid(negative, patch, matte)
    assert (whole[matte == 0] == negative[matte == 0]).all()
    assert 0 < (matte > 0).sum() < 3 * width_of(face, "right") ** 2
    again = close(whole, face, "right", working_width(face, "right"))
    core = cv2.erode(opening, np.ones((25, 25))) > 0
    assert np.abs(again.pixels - closeup.pixels - wave)[core].max() < 0.03
