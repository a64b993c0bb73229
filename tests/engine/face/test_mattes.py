"""Mattes share out a picture, and lie where the parts of a portrait are."""

import cv2
import numpy as np
import pytest
import skimage.data

from engine.face import NAMES, faces, mattes
from engine.face.mattes import APART
from engine.face.opening import opening
from engine.face.outline import filled
from engine.protocol import StudioError

PHOTO = np.ascontiguousarray(skimage.data.astronaut())
FACE = faces(PHOTO)[0]
FOUND = mattes(PHOTO, FACE)


def middle(name):
    matte = FOUND.of(name)
    down, across = np.nonzero(matte > 0.5)
    return across.mean(), down.mean()


def test_every_name_has_a_matte_of_the_pictures_size_between_0_and_1():
    for name in NAMES:
        matte = FOUND.of(name)
        assert matte.shape == PHOTO.shape[:2]
        assert matte.dtype == np.float32
        assert matte.min() >= 0
        assert matte.max() <= 1


def test_the_parts_share_out_the_picture():
    whole = np.sum([FOUND.of(name) for name in APART], axis=0)
    assert np.abs(whole - 1).max() < 0.03  # they are kept as bytes


def test_another_name_is_no_matte():
    with pytest.raises(KeyError):
        FOUND.of("hat")


def test_parts_lie_where_a_head_has_them():
    face = middle("face")
    assert middle("hair")[1] < face[1] < middle("wardrobe")[1]
    assert middle("eye-left")[0] < face[0] < middle("eye-right")[0]
    assert middle("brows")[1] < middle("eye-left")[1] < middle("lips")[1]
    assert middle("teeth")[1] == pytest.approx(middle("lips")[1], abs=4)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("hair", (225, 30)),
        ("face", (224, 96)),
        ("face", (210, 130)),
        ("wardrobe", (120, 320)),
        ("wardrobe", (300, 330)),
        ("background", (20, 20)),
        ("background", (400, 100)),
        ("skin", (218, 182)),
    ],
)
def test_places_on_a_photograph_belong_to_their_part(name, at):
    across, down = at
    assert FOUND.of(name)[down - 2 : down + 3, across - 2 : across + 3].mean() > 0.7


def test_the_iris_is_inside_its_eye():
    for side in ("left", "right"):
        iris, eye = FOUND.of(f"iris-{side}"), FOUND.of(f"eye-{side}")
        assert iris.sum() > 5
        assert (iris <= eye + 1e-6).all()


def test_a_person_is_all_but_the_background():
    assert np.abs(FOUND.of("person") + FOUND.of("background") - 1).max() < 0.01


def test_edges_are_soft_at_full_size():
    large = np.asarray(cv2.resize(PHOTO[:330, 100:370], None, fx=3, fy=3), np.uint8)
    hair = mattes(large).of("hair")
    between = ((hair > 0.1) & (hair < 0.9)).mean()
    assert 0.002 < between < 0.2


def test_a_small_picture_is_like_a_large_one():
    half = np.asarray(cv2.resize(PHOTO, (256, 256), interpolation=cv2.INTER_AREA), np.uint8)
    small = cv2.resize(mattes(half).of("wardrobe"), (512, 512))
    assert np.abs(small - FOUND.of("wardrobe")).mean() < 0.1


def test_the_same_picture_has_the_same_mattes():
    again = mattes(PHOTO, FACE)
    assert all(np.array_equal(again.kept[name], FOUND.kept[name]) for name in NAMES)


@pytest.mark.parametrize("size", [(16, 16), (64, 64), (300, 40)])
def test_no_face_is_a_sentence(size):
    with pytest.raises(StudioError, match=r"no face"):
        mattes(np.full((*size, 3), 90, np.uint8))


def test_of_several_faces_the_largest_is_meant():
    head = PHOTO[:256, 96:352]
    frame = np.zeros((512, 768, 3), np.uint8)
    frame[:256, :256] = head
    frame[:, 256:] = cv2.resize(head, (512, 512), interpolation=cv2.INTER_CUBIC)
    assert mattes(frame).face.box[0] > 256


@pytest.mark.parametrize("way", ["grey", "dark", "light"])
def test_hard_pictures_still_share_out(way):
    made = {
        "grey": np.repeat(PHOTO.mean(-1, keepdims=True), 3, -1),
        "dark": PHOTO * 0.12,
        "light": 255 - (255 - PHOTO.astype(float)) * 0.25,
    }[way].astype(np.uint8)
    found = mattes(made, FACE)
    whole = np.sum([found.of(name) for name in APART], axis=0)
    assert np.abs(whole - 1).max() < 0.03
    assert found.of("hair")[20:40, 215:235].mean() > 0.5
    assert found.of("background")[:40, 380:].mean() > 0.7


def test_a_face_at_the_pictures_edge_is_cut_off_there():
    part = np.ascontiguousarray(PHOTO[:400, 195:450])
    found = mattes(part)
    assert found.face.box[0] < 5
    assert found.of("face")[60:140, :5].mean() > 0.5


def test_the_opening_lies_in_the_eye_and_follows_the_white():
    for side in ("left", "right"):
        eye = FACE.eyes[side]
        ring = opening(PHOTO, eye, side)
        assert filled((512, 512), ring).sum() == pytest.approx(
            filled((512, 512), eye.lids).sum(), rel=0.5
        )
        assert np.linalg.norm(ring.mean(0) - eye.lids.mean(0)) < eye.width / 5
