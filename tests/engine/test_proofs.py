"""Takes as they are shown where their masters are too large."""

import io

import numpy as np
import pytest
from PIL import Image

from engine import proofs
from engine.protocol import PROOF, SMALL, Size
from tests.fakes import gradient

TALL = gradient(1, Size(width=800, height=1000))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_proof_is_the_picture_and_a_small_one_is_small() -> None:
    made = proofs.files(TALL)
    with opened(made[PROOF]) as proof, opened(made[SMALL]) as small:
        assert (proof.format, proof.size) == ("WEBP", (800, 1000))
        assert (small.format, small.size) == ("WEBP", (614, 768))
        assert np.abs(np.asarray(proof, float) - TALL).mean() < 2
        assert proof.info["icc_profile"] == small.info["icc_profile"] == proofs.profile()


def test_a_picture_that_is_small_keeps_its_size() -> None:
    with opened(proofs.files(gradient(1, Size(width=64, height=80)))[SMALL]) as small:
        assert small.size == (64, 80)


def test_a_small_picture_needs_no_smaller_one() -> None:
    assert set(proofs.files(TALL, small=False)) == {PROOF}


def test_the_profile_is_srgbs_and_has_no_date() -> None:
    proofs.profile.cache_clear()
    first = proofs.profile()
    proofs.profile.cache_clear()
    assert proofs.profile() == first
    assert first[proofs.DATE] == bytes(12)
    with Image.fromarray(TALL) as picture:
        same = proofs.ImageCms.profileToProfile(picture, io.BytesIO(first), io.BytesIO(first))
    assert same is not None
    assert np.abs(np.asarray(same, float) - TALL).max() <= 1


@pytest.mark.parametrize("key", ["exif", "xmp", "comment"])
def test_nothing_of_another_file_comes_along(key: str) -> None:
    picture = Image.fromarray(TALL)
    picture.info[key] = b"GPS: 52.5 N"
    assert b"52.5" not in proofs.webp(picture, 80)
