"""Colour, soft filters, and a subject taken apart from what is behind it."""

import numpy as np
import pytest

from engine.retouch import soft
from engine.retouch.alpha import apart
from engine.retouch.colour import display, from_oklab, linear, luminance, oklab, one, reachable
from engine.retouch.heal import healed, spots


def test_colours_come_back_from_linear_light_and_from_oklab():
    shown = np.random.default_rng(1).random((20, 30, 3), np.float32)
    assert np.abs(display(linear(shown)) - shown).max() < 1e-4
    assert np.abs(from_oklab(oklab(linear(shown))) - linear(shown)).max() < 1e-4
    assert np.allclose(one((1, 1, 1)), [1, 0, 0], atol=1e-3)


def test_what_is_out_of_reach_comes_back_with_its_luminance():
    wild = np.array([[[1.4, 0.1, -0.2], [0.2, 0.3, 0.4]]], np.float32)
    tame = reachable(wild)
    assert tame.min() >= 0
    assert tame.max() <= 1.0001
    assert np.allclose(luminance(tame), luminance(wild), atol=1e-4)
    assert np.allclose(tame[0, 1], wild[0, 1], atol=1e-6)


def test_a_mean_within_a_matte_knows_nothing_of_what_is_outside():
    value = np.zeros((60, 60), np.float32)
    value[:, 30:] = 1
    left = np.zeros_like(value)
    left[:, :30] = 1
    assert soft.within(value, left, 5)[:, :30].max() < 0.01


def test_a_hole_is_filled_from_its_rim():
    value = np.full((50, 70, 3), 0.4, np.float32)
    known = np.ones((50, 70), np.float32)
    known[20:35, 20:50] = 0
    value[20:35, 20:50] = 9
    assert np.abs(soft.filled(value, known) - 0.4).max() < 1e-3


def test_noise_is_measured_over_a_slope():
    slope = np.linspace(0, 1, 200, dtype=np.float32)[None].repeat(200, 0)
    rng = np.random.default_rng(2)
    noisy = np.asarray(slope + 0.01 * rng.standard_normal(slope.shape), np.float32)
    assert soft.noise(noisy, np.ones(slope.shape, bool)) == pytest.approx(0.01, rel=0.1)


def test_strands_are_found_and_keep_no_colour_of_what_was_behind():
    rng = np.random.default_rng(3)
    truth = np.zeros((120, 160), np.float32)
    truth[:, :70] = 1
    for row in range(8, 120, 9):  # strands two pixels thick, half transparent
        truth[row : row + 2, 70:100] = 0.7
    hair, wall = np.array([[0.05, 0.03, 0.02], [0.45, 0.5, 0.6]], np.float32)
    light = truth[..., None] * hair + (1 - truth[..., None]) * wall
    light = light + np.float32(0.002) * rng.standard_normal(light.shape, np.float32)
    rough = soft.blur((np.arange(160) < 70).astype(np.float32)[None].repeat(120, 0), 3)
    strands = np.full(truth.shape, 40, np.float32)
    split = apart(light, rough, 2, strands)
    assert np.abs(split.alpha - truth).mean() < 0.02
    assert split.alpha[9, 80] > 0.4
    assert np.abs(split.front[8:10, 71:90] - hair).max() < 0.06
    assert np.abs(split.behind - wall).max() < 0.02


def test_a_blemish_goes_and_the_grain_stays():
    rng = np.random.default_rng(4)
    lab = np.zeros((100, 100, 3), np.float32)
    lab[..., 0] = 0.6 + 0.01 * rng.standard_normal((100, 100), np.float32)
    y, x = np.mgrid[:100, :100]
    mole = np.hypot(x - 40, y - 60) < 3
    lab[mole, 0] -= 0.2
    found = spots(lab[..., 0], np.ones((100, 100), np.float32), 3)
    assert found[mole].all()
    assert found.mean() < 0.02
    mended = healed(lab, found, seed=1)
    assert abs(mended[mole, 0].mean() - 0.6) < 0.02
    assert mended[found, 0].std() > 0.003
    assert np.array_equal(mended[:20], lab[:20])
