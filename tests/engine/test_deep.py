"""Negatives and layers as files."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from engine import deep, png
from engine.pictures import dithered, to_bytes, to_float
from engine.protocol import StudioError
from tests.fakes import SIZE, gradient

ALL = np.arange(256, dtype=np.uint8).repeat(3).reshape(16, 16, 3)
SEEDS = st.integers(0, 2**31 - 1)


def test_what_is_a_photograph_stays_it() -> None:
    photo = to_float(ALL)
    assert np.array_equal(deep.settled(photo), photo)
    assert np.array_equal(deep.decode(deep.encode(photo)), photo)


@given(seed=SEEDS)
def test_a_print_of_what_is_exact_is_exact_whatever_the_seed(seed: int) -> None:
    assert np.array_equal(to_bytes(to_float(ALL), seed), ALL)


@given(seed=SEEDS)
@settings(max_examples=20)
def test_a_negative_comes_back_as_it_was_settled(seed: int) -> None:
    values = np.random.default_rng(seed).uniform(-0.1, 1.1, (9, 7, 3)).astype(np.float32)
    kept = deep.settled(values)
    assert np.array_equal(deep.settled(kept), kept)
    assert np.array_equal(deep.decode(deep.encode(values)), kept)
    assert kept == pytest.approx(np.clip(values, 0, 1), abs=0.51 / deep.STEPS)


@given(seed=SEEDS)
@settings(max_examples=20)
def test_a_layer_comes_back_with_its_matte(seed: int) -> None:
    rng = np.random.default_rng(seed)
    values = rng.random((9, 7, 3)).astype(np.float32)
    matte = (rng.integers(0, 256, (9, 7)) * (rng.random((9, 7)) < 0.5)).astype(np.uint8)
    negative, alpha = deep.decode_layer(deep.encode_layer(values, matte))
    assert np.array_equal(alpha, matte)
    assert np.array_equal(negative[matte > 0], deep.settled(values)[matte > 0])


def test_other_programs_see_the_whole_range_of_srgb() -> None:
    ends = np.array([[[0, 0.5, 1]]], np.float32)
    data = deep.encode(ends)
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.info["srgb"] == 0
        assert np.asarray(picture.convert("RGB")).tolist() == [[[0, 128, 255]]]
    assert deep.encode(ends) == data, "same values, same bytes"


def test_dither_has_no_mean_and_no_bands() -> None:
    values = np.full((200, 200, 1), 100.25 / 255, np.float32)
    codes = dithered(values, 255, seed=1)
    assert set(np.unique(codes)) == {100, 101}
    assert codes.mean() == pytest.approx(100.25, abs=0.01)


@pytest.mark.parametrize(
    "data", [b"", b"no picture", png.colour(gradient(1, SIZE)), deep.encode(to_float(ALL))[:90]]
)
def test_what_is_no_negative_is_a_sentence(data: bytes) -> None:
    for read in (deep.decode, deep.decode_layer):
        with pytest.raises(StudioError, match="This negative cannot be read"):
            read(data)


def test_a_layer_is_no_negative() -> None:
    layer = deep.encode_layer(to_float(ALL), np.full((16, 16), 9, np.uint8))
    with pytest.raises(StudioError, match="cannot be read"):
        deep.decode(layer)
    with pytest.raises(StudioError, match="cannot be read"):
        deep.decode_layer(deep.encode(to_float(ALL)))
