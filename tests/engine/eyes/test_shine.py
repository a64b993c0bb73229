"""A cornea mirrors a lamp on the side where it stands."""

import pytest

from engine.eyes.shine import FARTHEST, of_beam
from prompts.setup import Beam

AHEAD = (0.0, 0.0)


def test_a_lamp_at_the_camera_is_mirrored_in_the_middle():
    spot = of_beam(Beam(azimuth=0, elevation=0), AHEAD)
    assert spot is not None
    assert (spot.x, spot.y) == pytest.approx((0, 0), abs=1e-6)


@pytest.mark.parametrize(("azimuth", "clock"), [(-45, (290, 340)), (45, (20, 70))])
def test_a_key_from_above_a_side_is_mirrored_there(azimuth, clock):
    spot = of_beam(Beam(azimuth=azimuth, elevation=35), AHEAD)
    assert spot is not None
    assert clock[0] < spot.clock < clock[1]
    assert 0.3 < (spot.x**2 + spot.y**2) ** 0.5 <= FARTHEST


def test_a_softbox_is_mirrored_larger_than_a_bare_lamp():
    box = of_beam(Beam(azimuth=-30, elevation=30, diameter_m=1.2, distance_m=1.5), AHEAD)
    lamp = of_beam(Beam(azimuth=-30, elevation=30, diameter_m=0.1, distance_m=1.5), AHEAD)
    assert box is not None
    assert lamp is not None
    assert box.size > 1.5 * lamp.size


def test_a_lamp_behind_the_head_or_off_is_not_mirrored():
    assert of_beam(Beam(azimuth=150, elevation=20), AHEAD) is None
    assert of_beam(Beam(azimuth=-30, elevation=20, on=False), AHEAD) is None


def test_an_eye_that_turns_to_a_lamp_has_it_nearer_its_middle():
    beam = Beam(azimuth=40, elevation=0)
    ahead, towards = of_beam(beam, AHEAD), of_beam(beam, (0.1, 0.0))
    assert ahead is not None
    assert towards is not None
    assert towards.x < ahead.x
