"""The colour of a grade: each step does what it says, greys stay grey, skin stays skin."""

import numpy as np
import pytest

from engine.grade import toned
from engine.grade.colour_io import Processor, cube
from engine.grade.hues import has, oklab, skin_weight, table
from engine.grade.processor import SPATIAL
from engine.protocol import StudioError
from prompts.looks import look, looks
from prompts.setup import MID_GREY, Grade

RAMP = np.repeat(np.linspace(0, 1, 1021, dtype=np.float32)[:, None], 3, axis=1)[None]
NOISE = np.random.default_rng(0).random((40, 50, 3), np.float32)
# sRGB of the two skins of the ColorChecker (X-Rite, 2009), and of six of the Monk scale
# (Monk 2023) that have enough colour to have a hue.
SKINS = (
    "c29682 735244 f7ead0 eadaba d7bd96 a07e56 825c43 604134"
)  # fmt: skip


def colour_of(name):
    return look(name).grade.model_copy(update=SPATIAL)


def shown(grade, picture=NOISE):
    return toned(picture, grade)


def test_asc_cdl_to_the_letter() -> None:
    wish = Grade(slope=(1.1, 1, 0.9), offset=(0.02, 0, -0.01), power=(1.1, 1, 0.8), saturation=0.8)
    powered = np.clip(NOISE * wish.slope + wish.offset, 0, 1) ** wish.power
    luma = (powered @ [0.2126, 0.7152, 0.0722])[..., None]
    expected = np.clip(luma + 0.8 * (powered - luma), 0, 1)
    np.testing.assert_allclose(shown(wish), expected, atol=2e-6)


def test_contrast_keeps_black_its_pivot_and_white() -> None:
    three = np.array([0, MID_GREY, 1], np.float32)[None, :, None].repeat(3, axis=2)
    for amount in (0.5, 1.6):
        np.testing.assert_allclose(shown(Grade(contrast=amount), three), three, atol=1e-5)
    steep = shown(Grade(contrast=1.6), RAMP)[0, :, 0]
    assert steep[300] < RAMP[0, 300, 0]
    assert steep[800] > RAMP[0, 800, 0]
    assert (np.diff(steep) > 0).all()


def test_exposure_follows_the_film_and_never_clips_what_had_detail() -> None:
    brighter = shown(Grade(exposure=1), RAMP)[0, :, 0]
    grey = np.searchsorted(RAMP[0, :, 0], MID_GREY)
    assert 0.58 < brighter[grey] < 0.68
    assert brighter[0] == 0
    assert brighter[980] < 1
    back = shown(Grade(exposure=-1), shown(Grade(exposure=1), RAMP[:, :800]))
    np.testing.assert_allclose(back, RAMP[:, :800], atol=3e-3)


def test_split_tone_leaves_black_and_white() -> None:
    wish = Grade(shadows=(-0.03, 0, 0.03), highlights=(0.03, 0, -0.03), skin=0)
    found = shown(wish, RAMP)[0]
    np.testing.assert_allclose(found[[0, -1]], RAMP[0, [0, -1]], atol=1e-6)
    assert found[300, 2] > found[300, 0]
    assert found[720, 0] > found[720, 2]


@pytest.mark.parametrize("each", [each for each in looks() if has(each.grade)], ids=lambda e: e.id)
def test_a_neutral_ramp_stays_neutral_through_the_lut_of_a_look(each) -> None:
    found = Processor([cube(table(each.grade))]).into(RAMP.copy())
    assert np.ptp(found, axis=-1).max() * 255 < 0.5
    np.testing.assert_allclose(found, RAMP, atol=1e-5)


@pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)
def test_no_look_tears_a_ramp_or_clips_half_of_it(each) -> None:
    found = shown(each.grade.model_copy(update=SPATIAL), RAMP)[0]
    assert (np.diff(found @ [0.2126, 0.7152, 0.0722]) > -1e-4).all()
    assert (found[RAMP[0, :, 0] > 0.06] > 0.004).all(), "the blacks are crushed"
    assert (found[RAMP[0, :, 0] < 0.82] < 1).all(), "bright tones are clipped"


def test_skin_keeps_its_hue_where_shadows_go_to_teal() -> None:
    codes = [[int(code[i : i + 2], 16) for i in (0, 2, 4)] for code in SKINS.split()]
    skin = np.asarray(np.array(codes)[None] / 255, np.float32)
    before, after = (
        oklab(np.asarray(v, float)) for v in (skin, shown(colour_of("teal-orange"), skin))
    )
    turned = np.degrees(
        np.arctan2(after[..., 2], after[..., 1]) - np.arctan2(before[..., 2], before[..., 1])
    )
    assert np.abs(turned).max() < 4
    assert (skin_weight(before) > 0.5).all()


def test_blues_turn_to_teal_and_greens_too() -> None:
    few = np.array([[[0.2, 0.3, 0.7], [0.2, 0.5, 0.25]]], np.float32)
    before, after = (
        np.degrees(np.arctan2(lab[0, :, 2], lab[0, :, 1])) % 360
        for lab in (
            oklab(few.astype(float)),
            oklab(shown(colour_of("teal-orange"), few).astype(float)),
        )
    )
    assert after[0] < before[0] - 15
    assert after[1] > before[1] + 10


def test_hues_have_their_own_saturation() -> None:
    few = np.array([[[0.6, 0.2, 0.2], [0.2, 0.2, 0.6]]], np.float32)
    found = shown(Grade(hues=(1, 1, 1, 1, 0, 1), skin=0), few)
    assert np.ptp(found[0, 0]) > 0.3
    assert np.ptp(found[0, 1]) < 0.06


def test_dense_dyes_darken_strong_colours_alone() -> None:
    few = np.array([[[0.1, 0.3, 0.8], [0.5, 0.5, 0.5]]], np.float32)
    found = shown(Grade(density=1), few)
    assert oklab(found[0, 0].astype(float))[0] < 0.9 * oklab(few[0, 0].astype(float))[0]
    np.testing.assert_allclose(found[0, 1], 0.5, atol=1e-5)


def test_a_lut_that_is_lost_is_a_sentence() -> None:
    with pytest.raises(StudioError, match=r"Send its \.cube file again"):
        toned(NOISE, Grade(cube="0" * 64))
    with pytest.raises(StudioError, match=r"Send its \.cube file again"):
        toned(NOISE, Grade(cube="1" * 64), cubes={}.__getitem__)
