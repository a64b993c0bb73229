"""The print: exact where nothing is asked, the same every time, and film where film is asked."""

import cv2
import numpy as np
import pytest

from engine.grade import graded, toned
from engine.grade.stock import develop, light_of, squeezed, unsqueezed
from engine.maquette.develop import curve
from engine.pictures import to_float
from prompts.looks import look
from prompts.setup import Grade

CODES = np.random.default_rng(0).integers(0, 256, (120, 90, 3), np.uint8)
NEGATIVE = to_float(CODES)


def lamp(height=200):
    """A bright disc in the dark."""
    picture = np.full((height, height, 3), 0.05, np.float32)
    cv2.circle(picture, (height // 2, height // 2), height // 10, (1, 1, 1), -1)
    return picture


def test_without_a_wish_a_picture_is_itself() -> None:
    assert np.array_equal(graded(NEGATIVE, Grade(), seed=7), CODES)


def test_the_same_wish_gives_the_same_bytes_whatever_the_threads() -> None:
    wish = look("golden-hour").grade
    first = graded(NEGATIVE, wish, seed=3)
    threads = cv2.getNumThreads()
    try:
        cv2.setNumThreads(1)
        assert np.array_equal(graded(NEGATIVE, wish, seed=3), first)
    finally:
        cv2.setNumThreads(threads)
    assert not np.array_equal(graded(NEGATIVE, wish, seed=4), first)


def test_grain_lives_from_frame_to_frame() -> None:
    wish = Grade(grain=0.5)
    frames = [graded(NEGATIVE, wish, seed=1, alive=frame).astype(int) for frame in (0, 0, 1)]
    assert np.array_equal(frames[0], frames[1])
    assert 1 < np.abs(frames[0] - frames[2]).mean() < 8


def test_grain_is_of_the_mid_tones_and_leaves_black_alone() -> None:
    flat = np.concatenate(
        [np.full((80, 80, 3), value, np.float32) for value in (0.0, 0.03, 0.45, 0.97)], axis=1
    )
    found = graded(flat, Grade(grain=0.5)).astype(float).reshape(80, 4, 80, 3)
    black, dark, grey, white = (found[:, i].std() for i in range(4))
    assert black == 0
    assert grey > 2 * dark > 0
    assert grey > 2 * white
    assert abs(found[:, 2].mean() - 0.45 * 255) < 0.5


def test_light_comes_back_red_around_what_is_bright() -> None:
    found = toned(lamp(), Grade(halation=1))
    red, green, blue = found[100, 76] - lamp()[100, 76]  # four pixels off the disc
    assert red > green > blue > 0
    np.testing.assert_allclose(found[100, 100], 1, atol=1e-4)
    dim = np.minimum(lamp(), 0.6)
    np.testing.assert_allclose(toned(dim, Grade(halation=1)), dim, atol=1e-4)


def test_bloom_takes_from_the_bright_what_it_gives_around() -> None:
    found = toned(lamp(), Grade(bloom=1))
    around = found[100, 70] - lamp()[100, 70]
    assert around.min() > 0.01
    assert np.ptp(around) < 1e-4
    assert found[100, 82].max() < 1


@pytest.mark.parametrize("wish", [Grade(halation=1), Grade(bloom=1)])
def test_light_spreads_as_far_in_a_preview_as_in_the_print(wish) -> None:
    large, small = (toned(lamp(size), wish) for size in (640, 160))
    shrunk = cv2.resize(large, (160, 160), interpolation=cv2.INTER_AREA)
    disc = cv2.circle(np.zeros(small.shape[:2], np.uint8), (80, 80), 23, 1, -1)
    assert np.abs(shrunk - small)[disc == 0].max() < 0.05


def test_a_vignette_shades_the_corners_evenly() -> None:
    found = toned(np.full((65, 65, 3), 0.5, np.float32), Grade(vignette=1))
    assert found[32, 32, 0] == pytest.approx(0.5, abs=1e-3)
    corners = found[[0, 0, -1, -1], [0, -1, 0, -1], 0]
    assert np.ptp(corners) < 1e-6
    assert 0.15 < corners[0] < 0.35


def test_the_film_and_its_undoing_are_one_another() -> None:
    display = np.linspace(0, 1, 256)
    light = light_of(display)
    np.testing.assert_allclose(develop(light), display, atol=1e-6)
    np.testing.assert_allclose(
        unsqueezed(squeezed(light.astype("f4")).astype(float)), light, atol=1e-5
    )
    greys = np.geomspace(0.01, 5, 20, dtype=np.float32)[None, :, None].repeat(3, axis=2)
    np.testing.assert_allclose(develop(greys.astype(float)), curve(greys), atol=2.5e-3)


@pytest.mark.parametrize("shape", [(1, 1), (16, 16), (3, 200)])
def test_the_smallest_pictures_print(shape) -> None:
    wish = look("candlelight").grade
    assert graded(np.full((*shape, 3), 0.4, np.float32), wish).shape == (*shape, 3)


def test_whatever_is_no_value_prints_as_the_nearest() -> None:
    odd = np.array([[[-1, 0.5, 2]]], np.float32)
    assert graded(odd, Grade()).tolist()[0][0][::2] == [0, 255]
