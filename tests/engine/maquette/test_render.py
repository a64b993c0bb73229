from pathlib import Path

import numpy as np
import pytest

from engine.maquette import variant
from engine.maquette.render import Maquette
from engine.maquette.sitting import Quality, take
from engine.pictures import Negative
from prompts.setup import Beam
from tests.engine.maquette.conftest import QUICK, SITTER, SIZE, Eye, lens, lit

KEY = Beam(azimuth=-45, elevation=25, diameter_m=0.4)


def _no_library(_cache: Path) -> None:
    return None


class StopError(Exception):
    """Somebody pressed stop."""


def test_the_same_seed_gives_the_same_pixels(eye: Eye):
    assert np.array_equal(eye.see(lit(KEY)), eye.see(lit(KEY)))


def test_another_seed_moves_the_noise_only(maquette: Maquette):
    one = maquette.photograph(lit(KEY), *SITTER, SIZE, QUICK, seed=1).astype(int)
    other = maquette.photograph(lit(KEY), *SITTER, SIZE, QUICK, seed=2).astype(int)
    assert not np.array_equal(one, other)
    assert abs(one - other).mean() < 4


def test_steps_are_told_with_pictures_and_the_last_without(maquette: Maquette):
    told: list[tuple[int, int, bool]] = []

    def step(done: int, of: int, picture: Negative | None):
        told.append((done, of, picture is not None))

    maquette.photograph(lit(KEY), *SITTER, (64, 80), Quality(12, 2, 0.05, 1024, "fast"), step)
    assert told == [(4, 12, True), (8, 12, True), (12, 12, False)]


def test_a_stop_in_the_middle_leaves_the_camera_usable(maquette: Maquette):
    before = maquette.photograph(lit(KEY), *SITTER, (64, 80), QUICK)

    def stop(_done: int, _of: int, _picture: Negative | None):
        raise StopError

    with pytest.raises(StopError):
        maquette.photograph(lit(KEY), *SITTER, (64, 80), Quality(8, 2, 0.05, 1024, "fast"), stop)
    assert np.array_equal(maquette.photograph(lit(KEY), *SITTER, (64, 80), QUICK), before)


def test_more_exposure_is_brighter(eye: Eye):
    means = [eye.see(lit(KEY, exposure=e)).mean() for e in (-1, 0, 1)]
    assert means == sorted(means)


def test_a_wide_frame_shows_an_edge_before_the_cut_of_the_body(maquette: Maquette):
    wide = lens(50, cover=1.5).model_copy(update={"aim_m": -0.45})
    truth = maquette.truth(lit(KEY, optics=wide), *SITTER, SIZE)
    assert (truth.classes[-8:] == 10).all()  # the set, along the bottom
    close = maquette.truth(lit(KEY), *SITTER, SIZE)
    assert not (close.classes == 10).any()


def test_the_slow_variant_shows_the_same_picture(
    maquette: Maquette, cache_dir: Path, monkeypatch: pytest.MonkeyPatch
):
    quality = Quality(16, 2, 0.02, 1024, "fast")
    setup = lit(KEY, fill=Beam(azimuth=40, elevation=0, stops=2, diameter_m=1))
    fast = maquette.photograph(setup, *SITTER, (48, 60), quality).astype(int)
    monkeypatch.setattr(variant, "find", _no_library)
    slow_camera = Maquette(cache_dir)
    slow = slow_camera.photograph(setup, *SITTER, (48, 60), quality).astype(int)
    known = slow_camera.truth(setup, *SITTER, (48, 60))
    assert slow_camera.variant == variant.SCALAR
    assert fast.mean((0, 1)) == pytest.approx(slow.mean((0, 1)), abs=3)
    same = maquette.truth(setup, *SITTER, (48, 60))
    assert known.landmarks == same.landmarks
    assert (known.classes == same.classes).mean() > 0.98


def test_a_take_has_as_many_samples_as_asked():
    assert take(32).samples == 32
