"""The pixel law."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.paste import feather, paste


def noise(seed: int, size: int = 24) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (size, size, 3), dtype=np.uint8)


@given(st.integers(0, 99), st.floats(0, 20), st.integers(0, 23), st.integers(1, 24))
def test_no_byte_outside_the_mask_changes(seed: int, width: float, start: int, length: int) -> None:
    mask = np.zeros((24, 24), bool)
    mask[start : start + length, 3:19] = True
    source = noise(seed)
    pasted = paste(source, noise(seed + 1000), feather(mask, width))
    assert np.array_equal(pasted[~mask], source[~mask])


def test_the_middle_of_a_mask_is_wholly_the_patch_and_its_edge_is_soft() -> None:
    mask = np.zeros((40, 40), bool)
    mask[5:35, 5:35] = True
    matte = feather(mask, 6)
    assert matte[20, 20] == 255
    assert (np.diff(matte[20, 4:14].astype(int)) > 0).any()
    assert np.abs(np.diff(matte[20].astype(int))).max() < 80
    assert np.array_equal(paste(noise(1, 40), noise(2, 40), matte)[20, 20], noise(2, 40)[20, 20])


def test_the_pictures_border_is_no_edge() -> None:
    mask = np.zeros((20, 20), bool)
    mask[:, :10] = True
    assert (feather(mask, 4)[:, 0] == 255).all()
    assert (feather(np.ones((9, 9), bool), 4) == 255).all()
    assert not feather(np.zeros((9, 9), bool), 4).any()
