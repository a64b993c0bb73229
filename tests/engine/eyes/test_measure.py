"""What is measured of an eye is what was drawn: place, size, shape and catchlights."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.eyes import NORMAL, both, faults, measure
from engine.eyes.crop import LOOKED, Closeup
from engine.eyes.lids import landmarks, trace
from engine.eyes.lights import Spot, spots
from engine.eyes.limbus import Limbus, dark_of, fit
from engine.eyes.normal import apart, doubled
from engine.face import faces
from engine.pictures import to_float

HEIGHT, WIDTH = 192, 256
SKIN, WHITE, PUPIL = (0.78, 0.58, 0.48), (0.86, 0.84, 0.82), (0.04, 0.03, 0.03)


def drawn(
    at=(128.0, 96.0), radii=(27.0, 27.0), iris=(0.35, 0.22, 0.12), lamps=(), shadow=0.0
) -> Closeup:
    """An eye between lids, LOOKED pixels from corner to corner."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] + 0.5
    across = (x - WIDTH / 2) / (LOOKED / 2)
    upper, lower = 96 - 26 * (1 - across**2), 96 + 24 * (1 - across**2)
    picture = np.empty((HEIGHT, WIDTH, 3), np.float32)
    picture[:] = SKIN
    inside = (y > upper) & (y < lower) & (np.abs(across) < 1)
    picture[inside] = WHITE
    rho = np.hypot((x - at[0]) / radii[0], (y - at[1]) / radii[1])
    picture[inside & (rho < 1)] = iris
    picture[inside & (rho < 0.35)] = PUPIL
    for lamp_x, lamp_y in lamps:
        far = np.hypot(x - at[0] - lamp_x * radii[0], y - at[1] - lamp_y * radii[1])
        picture[inside & (far < 0.15 * radii[0])] = 0.97
    picture[(y > upper - 4) & (y <= upper) & (np.abs(across) < 1)] = 0.15  # lashes
    picture *= (1 - shadow * np.clip(across + 0.5, 0, 1))[..., None]
    bend = np.linspace(-1, 1, 9)
    lids = [(128 + 64 * t, 96 + 24 * (1 - t * t)) for t in bend]
    lids += [(128 - 64 * t, 96 - 26 * (1 - t * t)) for t in bend[1:-1]]
    smooth = cv2.GaussianBlur(picture, (0, 0), 1.5)
    there = np.array([(1, 0, 0), (0, 1, 0)], np.float32)
    return Closeup(np.asarray(smooth, np.float32), there, 1.0, LOOKED, np.array(lids, np.float32))


def seen(closeup, guess=(128.0, 96.0), radius=26.0) -> Limbus:
    rim = fit(closeup, np.array(guess, np.float32), radius)
    assert rim is not None
    return rim


@pytest.mark.parametrize("iris", [(0.35, 0.22, 0.12), (0.1, 0.07, 0.06), (0.52, 0.62, 0.7)])
@pytest.mark.parametrize("at", [(128.0, 96.0), (116.0, 92.0), (144.0, 99.0)])
def test_an_iris_is_found_where_it_is_whatever_its_colour(iris, at):
    rim = seen(drawn(at, iris=iris))
    assert (rim.x, rim.y) == pytest.approx(at, abs=2.5)
    assert rim.radius == pytest.approx(27, rel=0.08)
    assert rim.clear > 0.8


def test_an_iris_a_third_too_large_is_seen_though_the_guess_is_not():
    assert seen(drawn(radii=(34, 34))).radius == pytest.approx(34, rel=0.08)


def test_an_oval_iris_is_oval():
    """Lids hide what would tell best, so that a reading leans to the round."""
    narrow, round_, wide = (seen(drawn(radii=radii)) for radii in ((20, 27), (27, 27), (34, 26)))
    assert narrow.down / narrow.across > 1.12 * round_.down / round_.across
    assert wide.down / wide.across < 0.95 * round_.down / round_.across
    assert narrow.across == pytest.approx(20, abs=2)
    assert wide.across == pytest.approx(34, abs=2.5)


def test_half_an_eye_in_the_shadow_is_where_it_is():
    rim = seen(drawn((138, 95), shadow=0.7))
    assert (rim.x, rim.y) == pytest.approx((138, 95), abs=3)


def test_lids_are_found_where_the_white_ends():
    closeup = drawn()
    shifted = replace(closeup, lids=closeup.lids + np.array((0, 4), np.float32))
    rim = seen(closeup)
    lids = trace(shifted, dark_of(closeup, rim), rim.x, rim.radius)
    true, wrong = landmarks(closeup), landmarks(shifted)
    beside = [80, 90, 165, 175]
    for edge in ("upper", "lower"):
        off = np.abs(getattr(lids, edge) - getattr(true, edge))[beside].mean()
        assert off < np.abs(getattr(wrong, edge) - getattr(true, edge))[beside].mean()
        assert off < 2.5


def test_lamps_are_counted_and_placed_like_a_clock():
    closeup = drawn(lamps=[(-0.45, -0.4), (0.45, 0.25)])
    left, right = sorted((spot for spot, _ in spots(closeup, seen(closeup))), key=lambda s: s.x)
    assert 290 < left.clock < 330
    assert 90 < right.clock < 140
    assert left.size == pytest.approx(0.15, abs=0.05)
    assert not spots(drawn(), seen(drawn()))


def test_two_lamps_that_the_other_eye_has_too_are_none_too_many(portrait, face):
    eye = both(portrait, face)["left"]
    one, two = Spot(-0.4, -0.4, 0.15, 1.0), Spot(0.4, 0.2, 0.15, 1.0)
    twice = replace(eye, catchlights=(one, two))
    assert doubled(twice, replace(eye, catchlights=(one,))) == (two,)
    assert doubled(twice, twice) == ()
    assert doubled(twice, replace(eye, catchlights=())) == (two,)  # the lower one
    assert doubled(replace(eye, catchlights=(one,)), replace(eye, catchlights=())) == ()


@pytest.mark.parametrize("factor", [0.6, 1.0, 1.7])
def test_eyes_of_a_photograph_are_normal_at_every_size(portrait, factor):
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    pixels = np.asarray(cv2.resize(portrait, None, fx=factor, fy=factor, interpolation=way))
    eyes = both(pixels, faces(pixels)[0])
    assert all(eye.ok for eye in eyes.values())
    assert not faults(eyes["left"], eyes["right"])
    assert not faults(eyes["right"], eyes["left"])
    assert abs(apart(eyes["left"], eyes["right"])) < NORMAL["gaze-apart"].high


def test_bytes_and_a_negative_measure_alike(portrait, face):
    assert measure(portrait, face, "left") == measure(to_float(portrait), face, "left")


def test_what_cannot_be_judged_says_why(portrait, face):
    assert measure(portrait // 40, face, "left").why_not == "dark"
    assert measure(portrait, replace(face, yaw=50.0), "right").why_not == "aside"
    flat = {
        side: replace(eye, lids=np.c_[eye.lids[:, 0], np.full(16, eye.lids[:, 1].mean())])
        for side, eye in face.eyes.items()
    }
    assert measure(portrait, replace(face, eyes=flat), "left").why_not == "closed"
    at = int(face.eyes["left"].centre[0])
    eyes = {
        side: replace(eye, lids=eye.lids - np.array((at, 0), np.float32))
        for side, eye in face.eyes.items()
    }
    assert measure(portrait[:, at:], replace(face, eyes=eyes), "left").why_not == "cut"
