import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.maquette.kelvin import balance, rgb
from engine.maquette.lens import View
from engine.maquette.lights import Lamp, rig
from prompts.setup import Beam
from tests.engine.maquette.conftest import OFF, Eye, lens, lit

EYES = np.zeros(3, np.float32)
X, Y, Z = np.eye(3, dtype=np.float32)
VIEW = View(-Y, X, Z, Y, 0.18, (64, 80), 1.0, 0.0, 0.36, 1.0)
BLACK = np.zeros(3, np.float32)


def irradiance(lamp: Lamp) -> np.ndarray:
    """At the target, facing the lamp: the integral over rings of the disc."""
    distance = np.linalg.norm(lamp.position)
    r = (np.arange(20000) + 0.5) / 20000 * lamp.radius
    cosine = distance / np.hypot(distance, r)
    rings = 2 * np.pi * r * (lamp.radius / 20000)
    return lamp.radiance * (rings * cosine**2 / (distance**2 + r**2)).sum()


@given(
    stops=st.floats(-2, 6),
    diameter=st.floats(0.02, 2),
    distance=st.floats(0.5, 4),
    azimuth=st.floats(-180, 180),
)
def test_a_lamp_gives_its_stops_at_the_face_whatever_its_size_and_distance(
    stops: float, diameter: float, distance: float, azimuth: float
):
    beam = Beam(
        azimuth=azimuth, elevation=20, stops=stops, diameter_m=diameter, distance_m=distance
    )
    lamp = rig(lit(beam), EYES, VIEW, BLACK).lamps[0]
    luminance = irradiance(lamp) @ [0.2126, 0.7152, 0.0722]
    assert luminance == pytest.approx(np.pi * 2**-stops, rel=1e-3)


def test_azimuth_is_as_the_camera_sees_it():
    beam = Beam(azimuth=90, elevation=0, distance_m=2)
    front = rig(lit(beam), EYES, VIEW, BLACK).lamps[0]
    moved = lit(beam, optics=lens().model_copy(update={"azimuth": 90}))
    side = rig(moved, EYES, VIEW, BLACK).lamps[0]
    assert front.position == pytest.approx([2, 0, 0], abs=1e-5)
    assert side.position == pytest.approx([0, 2, 0], abs=1e-5)


def test_a_lamp_that_is_off_keeps_its_place_and_gives_nothing():
    lamps = rig(lit(OFF), EYES, VIEW, BLACK).lamps
    assert len(lamps) == 5
    assert not any(lamp.radiance.any() for lamp in lamps)


def test_a_gel_replaces_the_temperature():
    beam = Beam(azimuth=0, elevation=0, kelvin=3200, gel=(1.0, 0.0, 0.5))
    radiance = rig(lit(beam), EYES, VIEW, BLACK).lamps[0].radiance
    assert radiance / radiance[0] == pytest.approx([1.0, 0.0, 0.5])


def test_a_lamp_of_the_balance_is_neutral():
    for kelvin in (2700, 3200, 4300, 5600, 7500):
        gray = rgb(kelvin) * balance(kelvin)
        assert gray == pytest.approx([1, 1, 1], abs=1e-6)


def test_the_brighter_cheek_is_on_the_side_of_the_key(eye: Eye):
    rng = np.random.default_rng(3)
    for _ in range(6):
        side = rng.choice([-1, 1])
        key = Beam(
            azimuth=side * rng.uniform(30, 80),
            elevation=rng.uniform(-10, 45),
            diameter_m=rng.uniform(0.1, 0.9),
        )
        fill = Beam(azimuth=-side * 40, elevation=5, stops=rng.uniform(1.2, 5), diameter_m=1.0)
        left, right = eye.cheeks(lit(key, fill=fill))
        assert np.sign(right.sum() - left.sum()) == side


def test_a_warmer_key_is_redder_and_never_the_reverse(eye: Eye):
    ratios: list[float] = []
    for kelvin in (2700, 3600, 4600, 5600, 8000):
        key = Beam(azimuth=-40, elevation=20, kelvin=kelvin, diameter_m=0.5)
        left, _ = eye.cheeks(lit(key))
        ratios.append(left[0] / left[2])
    assert ratios == sorted(ratios, reverse=True)
    assert ratios[0] > 2 * ratios[-1]


def test_each_stop_of_fill_lifts_the_shadow(eye: Eye):
    key = Beam(azimuth=-70, elevation=10, diameter_m=0.2)
    shadows = [
        eye.cheeks(lit(key, fill=Beam(azimuth=45, elevation=5, stops=s, diameter_m=1)))[1].sum()
        for s in (1, 2, 3, 4)
    ]
    assert shadows == sorted(shadows, reverse=True)
    assert shadows[0] > 3 * shadows[3]
