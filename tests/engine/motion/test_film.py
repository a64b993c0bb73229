"""Grain that lives, light that flickers, weather that falls."""

from dataclasses import replace

import numpy as np
import pytest

from engine.motion.moves import Moves
from engine.motion.still.flicker import Flicker
from engine.motion.still.grain import noise, parted
from engine.motion.still.plate import behind, whole
from engine.motion.still.scene import Scene
from engine.motion.still.weather import Weather
from engine.pictures import Negative


def grainy(still: Negative, sigma: float) -> Negative:
    rng = np.random.default_rng(2)
    return np.clip(still + sigma * rng.standard_normal(still.shape), 0, 1).astype(np.float32)


def test_clean_pictures_have_no_grain(close: Negative) -> None:
    assert noise(close) < 0.006
    assert parted(close)[1] is None


def test_grain_is_lifted_off_and_lives(close: Negative) -> None:
    noisy = grainy(close, 0.04)
    clean, grain = parted(noisy)
    assert grain is not None
    assert noise(clean) < 0.35 * noise(noisy)
    one, other = grain.on(clean, 1), grain.on(clean, 2)
    assert noise(one) == pytest.approx(noise(noisy), rel=0.35)
    assert not np.array_equal(one, other)
    frozen = np.corrcoef((one - clean).ravel(), (other - clean).ravel())[0, 1]
    assert abs(frozen) < 0.05
    assert np.array_equal(grain.on(clean, 1), one)


@pytest.mark.parametrize("name", ["candle", "neon"])
def test_light_flickers_about_what_it_is_and_begins_with_it(scene: Scene, name) -> None:
    found = Flicker.of(scene, Moves(4, 5, (name,)), 96)
    assert found is not None
    assert found.course[0] == pytest.approx(1, abs=0.02)
    assert found.course[-1] == pytest.approx(found.course[0], abs=0.05)
    assert 0.55 < found.course.mean() < 1.4
    assert found.course.std() > 0.02
    assert 0 <= found.lit.min() < found.lit.max() <= 1
    lit = found.on(np.ones_like(scene.still), 0.5)
    assert np.allclose(lit, 1), "white stays white"


def test_a_candle_is_redder_where_it_is_dimmer(scene: Scene) -> None:
    found = Flicker.of(scene, Moves(4, 5, ("candle",)), 96)
    assert found is not None
    dim = found.course[found.course[:, 1].argmin()]
    assert dim[0] > dim[1] > dim[2]


@pytest.mark.parametrize("name", ["rain", "dust"])
def test_weather_returns_to_where_it_began(landscape: Negative, name) -> None:
    weather = Weather(landscape, Moves(3, 2, (name,)), 36)
    first, last = weather.on(landscape, 0.0), weather.on(landscape, 1.0)
    assert np.allclose(first, last, atol=0.02)
    assert np.abs(weather.on(landscape, 0.5) - first).max() > 0.02
    assert np.array_equal(first, weather.on(landscape, 0.0))


def test_the_place_is_filled_with_its_own_colours() -> None:
    still = np.full((100, 80, 3), (0.2, 0.5, 0.3), np.float32)
    cover = np.zeros((100, 80), np.float32)
    cover[30:, 25:55] = 1
    still[cover > 0] = (0.9, 0.1, 0.1)
    assert np.abs(behind(still, cover) - (0.2, 0.5, 0.3)).max() < 0.04


def test_gaps_in_the_subject_are_closed_and_the_place_is_not() -> None:
    cover = np.zeros((100, 80), np.float32)
    cover[30:, 20:60] = 1
    cover[60:66, 35:41] = 0
    closed = whole(cover)
    assert closed[60:66, 35:41].min() > 0.9
    assert closed[:25].max() == 0


def test_a_scene_without_a_face_flickers_too(scene: Scene) -> None:
    assert Flicker.of(replace(scene, face=None), Moves(2, 1, ("candle",)), 24) is not None
    assert Flicker.of(scene, Moves(2, 1, ("breath",)), 24) is None
