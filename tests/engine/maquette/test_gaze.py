import numpy as np
import pytest

from engine.maquette import gaze, lens
from engine.maquette.anatomy import Anatomy
from engine.maquette.build import build
from engine.maquette.person import Person, Pose
from tests.engine.maquette.conftest import lens as optics_of


@pytest.mark.parametrize(
    ("yaw", "pitch", "azimuth"), [(0, 0, 0), (-22, 6, 4), (25, -8, -6), (10, 0, 12)]
)
def test_eyes_that_are_turned_to_the_lens_meet_it(
    people: Anatomy, yaw: float, pitch: float, azimuth: float
):
    optics = optics_of().model_copy(update={"azimuth": azimuth, "elevation": 5})
    pose = Pose(yaw=yaw, pitch=pitch, roll=3)
    at, apart = gaze.to_lens(optics, pose)
    body = build(people, Person(), Pose(yaw=yaw, pitch=pitch, roll=3, gaze=at, converge=apart))
    view = lens.place(optics, body, (64, 80))
    for eye in body.eyes.values():
        looks, wanted = eye.pupil - eye.centre, view.position - eye.centre
        cosine = looks @ wanted / np.linalg.norm(looks) / np.linalg.norm(wanted)
        assert np.degrees(np.arccos(min(cosine, 1))) < 0.5


def test_an_eye_turns_no_farther_than_its_socket_lets_it():
    at, _ = gaze.to_lens(optics_of().model_copy(update={"azimuth": 60}), Pose())
    assert at[0] == gaze.FARTHEST


def test_natural_lids_are_open_alike_and_the_smile_stays():
    acts = {"eyeSquintLeft": 0.9, "eyeSquintRight": 0.5, "eyeBlinkLeft": 0.4, "mouthSmileLeft": 0.6}
    calm = gaze.natural(acts)
    assert calm["eyeSquintLeft"] == calm["eyeSquintRight"] == 0.35
    assert calm["eyeBlinkLeft"] == calm["eyeBlinkRight"] == 0
    assert calm["mouthSmileLeft"] == 0.6
    assert gaze.natural({"jawOpen": 0.2}) == {"jawOpen": 0.2}
