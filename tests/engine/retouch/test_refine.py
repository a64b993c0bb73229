"""Larger pictures: finer, without halos, strip by strip."""

import numpy as np
import pytest

from engine.protocol import StudioError
from engine.retouch import refine
from engine.retouch.refine import finish


class Still:
    """Hears nothing."""

    def progress(self, step, of, preview=None):
        """Go on."""


def test_an_edge_gets_no_halo():
    step = np.full((80, 80, 3), 0.25, np.float32)
    step[:, 40:] = 0.75
    made = finish(step, 2, Still(), sharpen=1.0)
    assert made.shape == (160, 160, 3)
    assert made.min() > 0.25 - 0.03
    assert made.max() < 0.75 + 0.03
    width = np.diff((made[80, :, 0] > 0.5).astype(int))
    assert np.abs(width).sum() == 1


def test_a_texture_gains_and_a_flat_stays_flat():
    y, x = np.mgrid[:90, :90]
    woven = 0.5 + 0.05 * np.sin(x * 1.2) * np.sin(y * 1.2)
    picture = np.stack([woven] * 3, -1).astype(np.float32)
    picture[:, 45:] = 0.4
    made = finish(picture, 1, Still(), sharpen=1.0)
    assert made[10:-10, 10:35].std() > 1.05 * picture[10:-10, 10:35].std()
    assert np.abs(made[:, 55:] - 0.4).max() < 1e-3


def test_strips_leave_no_seam(monkeypatch):
    picture = np.random.default_rng(5).random((300, 64, 3), np.float32)
    whole = finish(picture, 2, Still())
    monkeypatch.setattr(refine, "ROWS", 64)
    assert np.abs(finish(picture, 2, Still()) - whole).max() < 0.02


def test_what_is_large_enough_is_not_enlarged():
    with pytest.raises(StudioError, match="large enough"):
        finish(np.zeros((2100, 2000, 3), np.float32), 2, Still())
