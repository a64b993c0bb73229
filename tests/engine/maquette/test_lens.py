import mitsuba as mi
import numpy as np
import pytest

from engine.maquette import scene
from engine.maquette.lens import View
from engine.maquette.render import Maquette
from prompts.optics import blur_disc
from prompts.setup import Beam
from tests.engine.maquette.conftest import SITTER, SIZE, lens, lit

KEY = Beam(azimuth=30, elevation=20)
X, Y, Z = np.eye(3, dtype=np.float32)


def view(focal: float, aperture: float, away: float, height: int = 240) -> View:
    cover = (away - focal / 1000) / focal * 36
    return View(
        position=-Y * away,
        right=X,
        up=Z,
        forward=Y,
        half_height=cover / 2 / away,
        size=(height, height),
        focus=away,
        radius=focal / aperture / 2000,
        cover=cover,
        distance=away,
    )


@pytest.mark.parametrize(("focal", "aperture"), [(35, 1.4), (50, 2.0), (85, 1.8), (135, 4.0)])
def test_the_blur_of_a_point_is_that_of_a_thin_lens(focal: float, aperture: float):
    for depth in (1.5, 2.5, 6.0, 20.0):
        seen = view(focal, aperture, 1.1)
        millimetres = blur_disc(focal, aperture, 1.1, depth)
        assert seen.blur(depth) / 240 * 36 == pytest.approx(millimetres, rel=0.01)


def test_the_tracer_blurs_as_the_arithmetic_says(maquette: Maquette):
    assert maquette.variant  # the variant is set
    seen = view(85, 1.8, 1.0, height=240)
    for depth in (1.5, 3.0):
        expected = float(seen.blur(depth))
        size = 0.2 * expected / 240 * 2 * seen.half_height * depth  # a fifth of the blur
        at = mi.ScalarTransform4f().look_at([0, depth - 1.0, 0], [0, -9, 0], [0, 0, 1])
        lamp = {
            "type": "disk",
            "to_world": at @ mi.ScalarTransform4f().scale(size / 2),
            "emitter": {"type": "area", "radiance": {"type": "rgb", "value": 1.0}},
        }
        world = mi.load_dict({"type": "scene", "lamp": lamp, "i": {"type": "direct"}})
        pixels = np.array(mi.render(world, sensor=scene.sensor(seen, 256), spp=256))[..., 0]
        light = pixels / pixels.sum()
        at_x, at_y = np.meshgrid(np.arange(240), np.arange(240))
        spread = sum((light * (at - (light * at).sum()) ** 2).sum() for at in (at_x, at_y))
        # An even disc of diameter D has the variance D^2 / 16 along each axis.
        assert np.sqrt(8 * spread / (1 + 0.2**2)) == pytest.approx(expected, rel=0.05)


def test_a_shorter_lens_at_the_same_framing_makes_the_middle_of_the_face_larger(maquette: Maquette):
    shares: list[float] = []
    for focal in (24, 50, 135):
        points = maquette.truth(lit(KEY, optics=lens(focal)), *SITTER, SIZE).landmarks
        mouth = points["mouth_l"][0] - points["mouth_r"][0]
        ears = points["ear_l"][0] - points["ear_r"][0]
        shares.append(mouth / ears)
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 1.15 * shares[2]


def test_the_frame_covers_what_was_asked_at_the_eyes(maquette: Maquette):
    points = maquette.truth(lit(KEY, optics=lens(cover=0.30)), *SITTER, SIZE).landmarks
    wide = maquette.truth(lit(KEY, optics=lens(cover=0.60)), *SITTER, SIZE).landmarks
    near = points["pupil_l"][0] - points["pupil_r"][0]
    far = wide["pupil_l"][0] - wide["pupil_r"][0]
    assert near / far == pytest.approx(2, rel=0.02)


def test_a_camera_that_walks_to_the_right_sees_the_left_of_the_subject(maquette: Maquette):
    side = lens().model_copy(update={"azimuth": 30})
    points = maquette.truth(lit(KEY, optics=side), *SITTER, SIZE).landmarks
    assert points["nose"][0] < (points["ear_l"][0] + points["ear_r"][0]) / 2 - 5
    assert points["ear_l"][2] < points["ear_r"][2]
