import numpy as np
import pytest

from engine.maquette import anatomy, eyes
from engine.maquette.build import build
from engine.maquette.person import Person, Pose

WHITE, IRIS, PUPIL = 0.42, 0.12, 0.03  # radii in the texture, from its middle


def ring(texture: np.ndarray, radius: float) -> np.ndarray:
    """Mean colour of a ring of the polar texture."""
    size = len(texture)
    y, x = (np.mgrid[0:size, 0:size] + 0.5) / size - 0.5
    return texture[np.abs(np.hypot(x, y) - radius) < 0.012].mean(0)


def test_the_cornea_stands_proud_of_the_globe():
    unit = eyes.unit_eye()
    radius = np.linalg.norm(unit.vertices, axis=1)
    assert unit.vertices[0, 1] == pytest.approx(-(1 + eyes.BULGE), abs=0.01)
    assert np.median(radius) == pytest.approx(1, abs=0.01)
    outward = (unit.normals * unit.vertices).sum(1) / radius
    assert outward.min() > 0.9


def test_triangles_of_the_eye_face_outwards():
    unit = eyes.unit_eye()
    a, b, c = (unit.vertices[unit.triangles[:, k]] for k in range(3))
    facing = (np.cross(b - a, c - a) * (a + b + c)).sum(1)
    assert (facing >= -1e-9).all()


@pytest.mark.parametrize("colour", sorted(eyes.COLOURS))
def test_the_pupil_is_black_and_the_white_is_not_white(colour):
    texture = eyes.iris(Person(eyes=colour), 256)
    assert texture.shape == (256, 256, 3)
    assert ring(texture, PUPIL).max() < 0.03
    white = ring(texture, WHITE)
    assert 0.3 < white.mean() < 0.6
    assert white[0] > white[2]


def test_irises_have_the_colours_they_are_named_for():
    colours = {c: ring(eyes.iris(Person(eyes=c), 256), IRIS) for c in eyes.COLOURS}
    assert colours["blue"][2] > 1.4 * colours["blue"][0]
    assert colours["brown"][0] > 1.6 * colours["brown"][2]
    assert colours["green"][1] == max(colours["green"])
    assert colours["dark"].mean() < colours["brown"].mean() < colours["grey"].mean()


def test_two_people_have_two_irises_and_one_person_has_one():
    one, again, other = (eyes.iris(Person(seed=s, eyes="blue"), 128) for s in (1, 1, 2))
    assert np.array_equal(one, again)
    assert not np.allclose(one, other, atol=0.02)


def test_an_unknown_colour_of_eyes_is_an_error():
    with pytest.raises(KeyError, match="plaid"):
        eyes.iris(Person(eyes="plaid"), 64)


def test_the_eyes_sit_behind_their_lids(cache_dir):
    body = build(anatomy.load(cache_dir), Person(), Pose())
    for side in "lr":
        eye = body.eyes[side]
        radius = np.linalg.norm(eye.mesh.vertices - eye.centre, axis=1)
        assert 0.012 < np.median(radius) < 0.019
        inner, outer = body.anchors[f"inner_{side}"], body.anchors[f"outer_{side}"]
        between = (eye.pupil[0] - inner[0]) / (outer[0] - inner[0])
        assert 0.3 < between < 0.7
        assert eye.pupil[1] < min(inner[1], outer[1])
