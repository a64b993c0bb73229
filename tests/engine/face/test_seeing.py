"""Faces are found where they are, however small or aslant, and nowhere else."""

import cv2
import numpy as np
import pytest
import skimage.data

from engine.face import Face, faces
from engine.face.face import SIDES

PORTRAIT = np.ascontiguousarray(skimage.data.astronaut())  # NASA, public domain; face 94 px wide


def turned(pixels, degrees):
    """Turn clockwise about the face of the portrait, which then lies in the middle."""
    turn = cv2.getRotationMatrix2D((226, 130), -degrees, 1)
    turn[:, 2] += (30, 126)
    return np.asarray(cv2.warpAffine(pixels, turn, (512, 512)), np.uint8)


def scaled(pixels, factor):
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=way), np.uint8)


@pytest.fixture(scope="module")
def face() -> Face:
    (face,) = faces(PORTRAIT)
    return face


def test_the_portrait_has_one_face_that_looks_at_us(face):
    left, top, right, bottom = face.box
    assert left < 200
    assert right > 250
    assert top < 100
    assert bottom > 150
    assert face.presence > 0.99
    assert face.score > 0.9
    assert max(abs(face.yaw), abs(face.roll)) < 6


def test_the_irises_lie_where_the_picture_is_dark(face):
    grey = cv2.cvtColor(PORTRAIT, cv2.COLOR_RGB2GRAY)
    for eye in face.eyes.values():
        x, y = (int(at) for at in eye.centre)
        iris, lid = grey[y - 2 : y + 3, x - 2 : x + 3], grey[y - 14 : y - 8, x - 2 : x + 3]
        assert np.median(iris) < 70
        assert np.median(lid) > 140
        assert 0.1 < eye.radius / eye.width < 0.35


def test_left_and_right_are_as_the_camera_sees_them(face):
    assert face.eyes["left"].centre[0] < face.eyes["right"].centre[0]
    for eye in face.eyes.values():
        outer, inner = eye.corners[:, 0]
        middle = face.points[1, 0]  # the tip of the nose
        assert abs(outer - middle) > abs(inner - middle)


def test_a_mirrored_face_is_seen_as_mirrored(face):
    (mirrored,) = faces(np.ascontiguousarray(PORTRAIT[:, ::-1]))
    for side, other in zip(SIDES, reversed(SIDES), strict=True):
        there = mirrored.eyes[other].centre
        back = np.array((512 - there[0], there[1]))
        # The network was trained on both ways, but is no mirror of itself.
        assert np.linalg.norm(back - face.eyes[side].centre) < 0.12 * face.eyes[side].width


@pytest.mark.parametrize("degrees", [-90, -50, 25, 60, 90])
def test_a_head_held_aslant_is_found_as_it_leans(face, degrees):
    (found,) = faces(turned(PORTRAIT, degrees))
    assert abs(found.roll - face.roll - degrees) < 8
    assert abs(found.width - face.width) < 0.1 * face.width


@pytest.mark.parametrize("share", [0.05, 0.12])
def test_small_faces_are_found(face, share):
    small = scaled(PORTRAIT, share * 800 / face.width)
    frame = np.full((800, 640, 3), 90, np.uint8)
    frame[250 : 250 + small.shape[0], 100 : 100 + small.shape[1]] = small
    (found,) = faces(frame)
    assert abs(found.width / 800 - share) < 0.01
    assert found.box[0] > 100
    assert found.box[1] > 250


def test_several_faces_come_largest_first(face):
    smaller = scaled(PORTRAIT, 0.5)
    frame = np.zeros((512, 768, 3), np.uint8)
    frame[:, :512] = PORTRAIT
    frame[:256, 512:] = smaller
    frame[256:, 512:] = smaller
    widths = [found.width for found in faces(frame)]
    assert len(widths) == 3
    assert widths == sorted(widths, reverse=True)
    assert abs(widths[0] - face.width) < 4


def test_coordinates_do_not_move_with_the_resolution(face):
    (larger,) = faces(scaled(PORTRAIT, 3))
    for side in SIDES:
        gap = larger.eyes[side].centre / 3 - face.eyes[side].centre
        assert np.linalg.norm(gap) < 0.05 * face.eyes[side].width


@pytest.mark.parametrize("name", ["chelsea", "coffee", "rocket"])
def test_cats_cups_and_lamps_have_no_face(name):
    assert faces(np.ascontiguousarray(getattr(skimage.data, name)())) == ()


@pytest.mark.parametrize("shape", [(16, 16), (1, 1), (64, 2000), (700, 3)])
def test_pictures_of_any_shape_are_looked_at(shape):
    noise = np.random.default_rng(1).integers(0, 256, (*shape, 3)).astype(np.uint8)
    assert faces(noise) == ()


def test_a_face_that_fills_the_frame_is_found(face):
    left, top, right, bottom = (int(side) for side in face.box)
    (found,) = faces(np.ascontiguousarray(PORTRAIT[top - 8 : bottom + 8, left - 8 : right + 8]))
    assert abs(found.width - face.width) < 0.1 * face.width
