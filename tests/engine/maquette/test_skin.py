from dataclasses import replace

import numpy as np
import pytest

from engine.maquette import anatomy, complexion, fields, noise, skin
from engine.maquette.anatomy import Anatomy
from engine.maquette.heritage import tone
from engine.maquette.person import Person

SIZE = 1024  # the size that the cache holds already


@pytest.fixture(scope="module")
def body(cache_dir) -> Anatomy:
    return anatomy.load(cache_dir)


def at(body: Anatomy, picture: np.ndarray, x: float, z: float, reach: int = 6) -> np.ndarray:
    """The texels round a place of the face, millimetres from between the eyes."""
    rest = body.surface.rest
    eyes = (body.rest["eye_l"] + body.rest["eye_r"]) / 2
    off = np.hypot(rest[:, 0] - x * 1e-3, rest[:, 2] - eyes[2] - z * 1e-3)
    u, v = body.surface.uv[int(np.argmin(off + 0.3 * (rest[:, 1] - rest[:, 1].min())))]
    row, column = int((1 - v) * len(picture)), int(u * len(picture))
    return picture[row - reach : row + reach + 1, column - reach : column + reach + 1]


@pytest.mark.parametrize("depth", [0.0, 0.35, 0.7, 1.0])
def test_the_face_has_the_tone_of_the_person(body, depth):
    colour = np.array(tone(depth))
    maps = skin.paint(body, Person(tone=tone(depth), gender=0.9), SIZE)
    forehead = at(body, maps.albedo, 0, 40, 30).mean((0, 1))
    assert np.allclose(forehead, colour, rtol=0.25)


def test_maps_are_finite_and_physical(body):
    maps = skin.paint(body, Person(seed=3, age=80, freckles=1, beard=0.3, scar=True), SIZE)
    assert maps.albedo.shape == (SIZE, SIZE, 3)
    assert maps.albedo.dtype == np.float32
    assert maps.albedo.min() > 0
    assert maps.albedo.max() < 1
    assert np.isfinite(maps.bump).all()
    assert np.abs(maps.bump).max() < 3e-3
    assert 0.15 < maps.roughness.min() < maps.roughness.max() < 0.9


def test_a_person_is_painted_the_same_twice_and_another_otherwise(body):
    one, again, other = (skin.paint(body, Person(seed=s), SIZE) for s in (4, 4, 5))
    assert np.array_equal(one.albedo, again.albedo)
    assert np.array_equal(one.bump, again.bump)
    assert not np.array_equal(one.albedo, other.albedo)


def test_lines_deepen_with_every_decade(body):
    def depth(age: float) -> float:
        maps = skin.paint(body, Person(seed=1, age=age, gender=1), SIZE)
        return float(at(body, maps.bump, 24, -49, 25).std() + at(body, maps.bump, 0, 38, 25).std())

    depths = [depth(age) for age in (25, 45, 60, 75)]
    assert depths == sorted(depths)
    assert depths[-1] > 2 * depths[0]


def test_lips_are_redder_than_the_cheek_and_lipstick_is_what_was_said(body):
    bare = skin.paint(body, Person(gender=1), SIZE)
    lips, cheek = (at(body, bare.albedo, x, z).mean((0, 1)) for x, z in ((0, -71), (35, -60)))
    assert lips[0] / lips[1] > 1.2 * cheek[0] / cheek[1]
    painted = skin.paint(body, Person(gender=1, lips=(0.36, 0.02, 0.03)), SIZE)
    assert np.allclose(
        at(body, painted.albedo, 0, -71, 3).mean((0, 1)), (0.36, 0.02, 0.03), atol=0.06
    )


def test_stubble_darkens_the_chin_only(body):
    shaven = skin.paint(body, Person(gender=1), SIZE)
    stubbled = skin.paint(body, Person(gender=1, beard=0.3), SIZE)
    chin, brow = (
        at(body, stubbled.albedo, *place).mean() / at(body, shaven.albedo, *place).mean()
        for place in ((0, -98), (0, 42))
    )
    assert chin < 0.93
    assert brow == pytest.approx(1, abs=0.01)


def test_freckles_spot_the_cheeks(body):
    plain, spotted = (skin.paint(body, Person(seed=2, freckles=f), SIZE).albedo for f in (0.0, 1.0))
    change = at(body, spotted, 42, -35, 40) / at(body, plain, 42, -35, 40)
    assert change.min() < 0.85
    assert np.median(change) > 0.95


def test_a_scar_is_painted_only_on_the_scarred(body):
    whole, scarred = (skin.paint(body, Person(seed=6, scar=s), SIZE) for s in (False, True))
    changed = np.abs(whole.bump - scarred.bump) > 1e-5
    assert 50 < changed.sum() < 20_000


def test_a_damaged_cache_of_fields_is_made_again(body, tmp_path):
    elsewhere = replace(body, cache_dir=tmp_path)
    first = fields.load(elsewhere, 128)
    file = fields.path(tmp_path, 128)
    file.write_bytes(file.read_bytes()[:1000])
    second = fields.load(elsewhere, 128)
    assert np.array_equal(first.fine["pores"], second.fine["pores"])


def test_noise_is_a_function_of_the_place_alone():
    points = np.random.default_rng(0).uniform(-0.1, 0.1, (500, 3)).astype(np.float32)
    whole = noise.smooth(points, 200, 3, octaves=2)
    assert np.array_equal(whole[100:200], noise.smooth(points[100:200], 200, 3, octaves=2))
    assert np.abs(whole.mean()) < 0.1
    assert not np.allclose(whole, noise.smooth(points, 200, 4, octaves=2))


def test_the_inks_of_a_face_grow_steadily_with_age():
    growth = [complexion.of(Person(age=a)).late for a in range(20, 96, 5)]
    assert growth == sorted(growth)
    assert growth[0] == 0
