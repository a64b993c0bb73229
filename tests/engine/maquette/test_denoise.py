import logging

import numpy as np
import pytest

from engine.maquette import denoise as module
from engine.maquette.denoise import denoise
from engine.maquette.subsurface import scatter


def noisy_step() -> tuple[np.ndarray, np.ndarray]:
    clean = np.full((96, 96, 3), 0.1, np.float32)
    clean[:, 48:] = 0.8
    noise = np.random.default_rng(0).gamma(2, 0.5, clean.shape).astype(np.float32)
    return clean, clean * noise


def test_noise_goes_and_edges_stay():
    clean, noisy = noisy_step()
    out = denoise(noisy, clean, np.zeros_like(clean))
    assert np.abs(out - clean).mean() < 0.2 * np.abs(noisy - clean).mean()
    assert out[:, 50:].mean() - out[:, :46].mean() > 0.6


def test_without_the_library_the_picture_comes_back_with_one_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    _, noisy = noisy_step()
    module.opened.cache_clear()
    monkeypatch.setattr(module, "library", lambda: None)
    with caplog.at_level(logging.WARNING):
        first = denoise(noisy, noisy, noisy)
        denoise(noisy, noisy, noisy)
    module.opened.cache_clear()
    assert np.array_equal(first, noisy)
    assert len(caplog.records) == 1


def test_red_light_wanders_farther_under_the_skin_than_blue():
    light = np.zeros((60, 60, 3), np.float32)
    light[:, :30] = 0.5
    soft = scatter(light, np.full_like(light, 0.5), np.ones((60, 60), np.float32), 1000)
    into_the_shadow = soft[30, 31]
    assert into_the_shadow[0] > into_the_shadow[1] > into_the_shadow[2] > 0


def test_what_is_no_skin_does_not_scatter():
    light = np.random.default_rng(1).random((40, 40, 3)).astype(np.float32)
    skin = np.zeros((40, 40), np.float32)
    skin[10:20, 10:20] = 1
    soft = scatter(light, np.full_like(light, 0.5), skin, 1000)
    assert np.array_equal(soft[25:], light[25:])
    assert not np.array_equal(soft[12:18, 12:18], light[12:18, 12:18])
