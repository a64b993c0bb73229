import numpy as np
import pytest

from engine.maquette.develop import curve, develop
from engine.maquette.kelvin import rgb
from prompts.setup import Beam, Grade, Setup
from tests.engine.maquette.conftest import lit

KEY = Beam(azimuth=0, elevation=0)


def card(value: float = 0.18, size: int = 24) -> np.ndarray:
    return np.full((size, size, 3), value, np.float32)


def codes(linear: np.ndarray, setup: Setup) -> np.ndarray:
    """Of the first pixel, 0..255."""
    return develop(linear, setup)[0, 0] * 255


def test_a_grey_card_becomes_mid_grey():
    assert codes(card() * rgb(5600).astype(np.float32), lit(KEY, white_balance=5600)) == (
        pytest.approx([118] * 3, abs=1)
    )


def test_one_stop_more_is_brighter_and_black_and_white_hold():
    greys = [codes(card(), lit(KEY, exposure=e))[1] for e in (-8, -2, -1, 0, 1, 2, 7)]
    assert greys == sorted(greys)
    assert greys[0] < 6
    assert greys[-1] > 250


def test_the_curve_never_turns_back():
    ramp = curve(np.repeat(np.geomspace(1e-4, 30, 400)[:, None], 3, 1).astype(np.float32))
    assert (np.diff(ramp[:, 1]) >= 0).all()


def test_the_balance_decides_what_is_neutral():
    tungsten = card() * rgb(3200).astype(np.float32)
    neutral = codes(tungsten, lit(KEY, white_balance=3200))
    orange = codes(tungsten, lit(KEY, white_balance=5600))
    assert np.ptp(neutral) <= 2
    assert orange[0] - orange[2] > 60


def test_a_negative_knows_no_grade():
    graded = lit(KEY, grade=Grade(saturation=0, halation=1, vignette=1, grain=1))
    picture = np.random.default_rng(0).random((24, 24, 3)).astype(np.float32) * 9
    assert np.array_equal(develop(picture, graded), develop(picture, lit(KEY)))
