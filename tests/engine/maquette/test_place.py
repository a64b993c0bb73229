from dataclasses import replace
from typing import Literal, get_args

import numpy as np
import pytest

from engine.maquette.lens import View
from engine.maquette.place import Vista, glow, plate
from prompts.optics import blur_disc
from prompts.setup import Backdrop

X, Y, Z = np.eye(3, dtype=np.float32)
Kind = Literal["wall", "gradient", "window", "lights", "foliage", "horizon"]
BLACK = (0.0, 0.0, 0.0)
GREY = (0.18, 0.18, 0.18)
KINDS = get_args(Kind)


def view(focal: float = 85, aperture: float = 1.8, height: int = 320) -> View:
    away = focal * (360 / 36 + 1) / 1000
    return View(
        -Y * away, X, Z, Y, 0.18 / away, (256, height), away, focal / aperture / 2000, 0.36, away
    )


@pytest.mark.parametrize(("focal", "aperture"), [(50, 1.4), (85, 1.8), (85, 4.0), (135, 2.8)])
def test_a_disc_of_light_is_as_wide_as_the_lens_makes_it(focal: float, aperture: float):
    seen = view(focal, aperture)
    depths: list[float] = []
    for seed in range(12):
        one = Backdrop(top=BLACK, bottom=BLACK, mottle=0, discs=1, distance_m=5)
        picture = plate(one, seen, seed).sum(-1)
        if not picture.any():
            continue  # the lamp stands beside the frame
        lit = picture > picture.max() / 3
        rows, columns = np.nonzero(lit.any(1))[0], np.nonzero(lit.any(0))[0]
        whole = rows[0] > 0 and rows[-1] < 319 and columns[0] > 0 and columns[-1] < 255
        if not whole:
            continue
        middle = abs(columns.mean() - 128) < 90 and abs(rows.mean() - 160) < 110
        if not middle:
            continue
        depths.append(2 * np.sqrt(lit.sum() / np.pi) / 320 * 36)
    expected = [blur_disc(focal, aperture, seen.focus, seen.distance + 5 * k) for k in (0.75, 2.4)]
    assert depths
    assert min(depths) > expected[0] * 0.8
    assert max(depths) < expected[1] * 1.2


@pytest.mark.parametrize("kind", KINDS)
def test_every_place_is_uneven_and_never_negative(kind: Kind):
    place = Backdrop(kind=kind, top=(0.3, 0.4, 0.5), bottom=(0.05, 0.06, 0.04), mottle=0.5)
    picture = plate(place, view(), 1)
    assert picture.shape == (320, 256, 3)
    assert np.isfinite(picture).all()
    assert picture.min() >= 0
    assert picture.std() > 0.001


@pytest.mark.parametrize("kind", KINDS)
def test_a_wider_aperture_melts_the_place(kind: Kind):
    place = Backdrop(kind=kind, top=(0.3, 0.4, 0.5), bottom=(0.05, 0.06, 0.04), mottle=0.6)

    def detail(aperture: float) -> float:
        picture = plate(place, view(85, aperture), 2).mean(-1)
        return float(np.abs(np.diff(picture, axis=0)).mean())

    assert detail(1.4) <= detail(16)


def test_a_flat_backdrop_has_its_stated_value():
    flat = Backdrop(kind="gradient", top=GREY, bottom=GREY, mottle=0)
    picture = plate(flat, view(), 0)
    assert np.allclose(picture, 0.18, rtol=0.01)
    assert glow(picture) == pytest.approx([0.18] * 3, rel=0.01)


def test_the_same_seed_paints_the_same_place():
    place = Backdrop(kind="foliage", top=(0.5, 0.6, 0.7), bottom=(0.05, 0.1, 0.03), discs=8)
    assert np.array_equal(plate(place, view(), 4), plate(place, view(), 4))
    assert not np.array_equal(plate(place, view(), 4), plate(place, view(), 5))


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_seen_from_where_it_was_painted_is_the_plate(kind: Kind):
    one = Backdrop(kind=kind, top=(0.3, 0.3, 0.4), bottom=GREY, mottle=0.6, discs=6)
    seen = view()
    assert np.abs(Vista(one, seen, 3, 0.1).plate(seen) - plate(one, seen, 3)).max() < 1e-4


def test_what_is_far_stays_behind_when_the_camera_steps_aside():
    one = Backdrop(kind="wall", top=GREY, bottom=GREY, mottle=1, distance_m=4)
    seen = view(aperture=16)
    turned = np.radians(2)
    forward = np.array([np.sin(turned), np.cos(turned), 0], np.float32)
    right = np.array([np.cos(turned), -np.sin(turned), 0], np.float32)
    aside = replace(seen, position=-forward * seen.distance, forward=forward, right=right)
    vista = Vista(one, seen, 3, 0.3)
    middle = seen.position + seen.forward * (seen.distance + 4)
    step = round(aside.project(middle)[0][0] - 128)
    assert step < -10, "the camera turned to the right about the subject: the wall goes left"
    still, moved = vista.plate(seen), vista.plate(aside)
    error = [np.abs(moved[:, 60:-60] - np.roll(still, s, 1)[:, 60:-60]).mean() for s in (step, 0)]
    assert error[0] < 0.2 * error[1]
