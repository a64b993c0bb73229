"""White balance: the white that Ohno's paper says, and what Bradford makes of it."""

import numpy as np
import pytest

from engine.grade.balance import BRADFORD, NEUTRAL, matrix, usual, white
from engine.grade.colour_io import Processor
from engine.grade.processor import balanced
from prompts.setup import Grade

# CIE 15:2018: x and y of the illuminants A and D65. The third is a black body of 4000 K, from the
# table of Ohno 2014.
KNOWN = [
    (2855.5, 0.0, (0.4476, 0.4074)),
    (NEUTRAL, usual(NEUTRAL), (0.3127, 0.3290)),
    (4000.0, 0.0, (0.3805, 0.3768)),
]


@pytest.mark.parametrize(("kelvin", "duv", "known"), KNOWN)
def test_a_white_is_where_the_tables_say(kelvin, duv, known) -> None:
    found = white(kelvin, duv)
    np.testing.assert_allclose(found[:2] / found.sum(), known, atol=2e-4)


def test_duv_is_the_distance_from_the_black_bodies_towards_green() -> None:
    def uv(xyz):
        return np.array([4 * xyz[0], 6 * xyz[1]]) / (xyz @ [1, 15, 3])

    on, above = uv(white(5000)), uv(white(5000, 0.01))
    assert np.hypot(*(above - on)) == pytest.approx(0.01, rel=1e-6)
    assert above[1] > on[1]


def test_the_usual_white_is_left_alone() -> None:
    np.testing.assert_allclose(matrix(NEUTRAL), np.eye(3), atol=1e-12)
    assert balanced(Grade(kelvin=NEUTRAL)) == balanced(Grade()) == []


@pytest.mark.parametrize("kelvin", [2000, 2856, 4500, 7500, 15_000])
def test_the_light_that_is_named_becomes_neutral(kelvin) -> None:
    lamp = white(kelvin, usual(kelvin))
    from_xyz = np.linalg.inv(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    shown = matrix(kelvin) @ (from_xyz @ lamp)
    np.testing.assert_allclose(shown, 1, atol=2e-3)
    assert np.linalg.det(BRADFORD) > 0


def test_higher_kelvin_prints_warmer_and_more_tint_more_magenta() -> None:
    def of(grade):
        grey = np.full((1, 1, 3), 0.5, np.float32)
        return Processor(balanced(grade)).into(grey)[0, 0]

    red, green, blue = of(Grade(kelvin=8000))
    assert red > green > blue
    red, green, blue = of(Grade(tint=10))
    assert green < min(red, blue)
