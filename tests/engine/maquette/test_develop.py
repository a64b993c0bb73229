import numpy as np
import pytest

from engine.maquette.develop import curve, develop, grade
from engine.maquette.kelvin import rgb
from prompts.setup import Beam, Grade
from tests.engine.maquette.conftest import lit

KEY = Beam(azimuth=0, elevation=0)


def card(value: float = 0.18, size: int = 24) -> np.ndarray:
    return np.full((size, size, 3), value, np.float32)


def test_a_grey_card_is_printed_as_mid_grey():
    picture = develop(card() * rgb(5600).astype(np.float32), lit(KEY, white_balance=5600))
    assert picture == pytest.approx(np.full_like(picture, 118), abs=1)


def test_one_stop_more_is_brighter_and_black_and_white_hold():
    greys = [int(develop(card(), lit(KEY, exposure=e))[0, 0, 1]) for e in (-8, -2, -1, 0, 1, 2, 7)]
    assert greys == sorted(greys)
    assert greys[0] < 6
    assert greys[-1] > 250


def test_the_curve_never_turns_back():
    ramp = curve(np.repeat(np.geomspace(1e-4, 30, 400)[:, None], 3, 1).astype(np.float32))
    assert (np.diff(ramp[:, 1]) >= 0).all()


def test_the_balance_decides_what_is_neutral():
    tungsten = card() * rgb(3200).astype(np.float32)
    neutral = develop(tungsten, lit(KEY, white_balance=3200))[0, 0].astype(int)
    orange = develop(tungsten, lit(KEY, white_balance=5600))[0, 0].astype(int)
    assert np.ptp(neutral) <= 2
    assert orange[0] - orange[2] > 60


def test_the_decision_list_is_slope_then_offset_then_power():
    wish = Grade(slope=(0.5, 1, 1), offset=(0.1, 0, 0), power=(2, 1, 1))
    out = grade(np.full((1, 1, 3), 0.6, np.float32), wish)
    assert out[0, 0] == pytest.approx([(0.6 * 0.5 + 0.1) ** 2, 0.6, 0.6], abs=1e-5)


def test_no_saturation_is_grey():
    colour = np.random.default_rng(0).random((8, 8, 3)).astype(np.float32)
    assert np.ptp(grade(colour, Grade(saturation=0)), axis=-1).max() < 1e-5


def test_grain_follows_its_seed_and_keeps_the_mean():
    setup = lit(KEY, grade=Grade(grain=0.8))
    big = card(size=96)
    one, same, other = (develop(big, setup, seed) for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)
    assert one.std() > 3
    assert abs(one.mean() - 118) < 2


def test_halation_is_red_and_only_around_what_is_bright():
    lamp = card(0.01, 64)
    lamp[28:36, 28:36] = 20
    plain = develop(lamp, lit(KEY)).astype(int)
    halo = develop(lamp, lit(KEY, grade=Grade(halation=1))).astype(int)
    gain = (halo - plain)[32, 38]
    assert gain[0] > gain[2]
    assert np.array_equal(
        develop(card(), lit(KEY, grade=Grade(halation=1))), develop(card(), lit(KEY))
    )


def test_a_vignette_darkens_the_corners_only():
    picture = develop(card(size=65), lit(KEY, grade=Grade(vignette=1))).astype(int)
    assert picture[32, 32, 1] >= 116
    assert picture[0, 0, 1] < 90
