"""A use gives the aspect, and an aspect the pixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.uses import USES, Use, UseError, aspect, frame, ratio, use


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("poster", "2:3"),
        ("a theatre poster for autumn", "2:3"),
        ("social", "4:5"),
        ("Instagram", "4:5"),
        ("an instagram story", "9:16"),
        ("reel", "9:16"),
        ("website banner", "16:9"),
        ("film still", "239:100"),
        ("album cover", "1:1"),
        ("book cover", "2:3"),
        ("magazine cover", "3:4"),
        ("mood board", "4:5"),
        ("headshot", "4:5"),
        ("something for my aunt", "4:5"),
        (None, "4:5"),
    ],
)
def test_a_use_has_its_aspect(words: str | None, expected: str) -> None:
    assert aspect(words) == expected


@pytest.mark.parametrize("each", USES, ids=lambda each: each.name)
def test_a_delivery_has_the_aspect_of_its_use(each: Use) -> None:
    assert each.width / each.height == pytest.approx(ratio(each.aspect), rel=0.005)
    assert use(each.words[0]) is each


@pytest.mark.parametrize(
    ("shape", "pixels", "expected"),
    [
        ("4:5", 512 * 640, (512, 640)),
        ("4:5", 192 * 240, (192, 240)),
        ("1:1", 1024 * 1024, (1024, 1024)),
        ("16:9", 512 * 640, (768, 432)),
        ("9:16", 512 * 640, (432, 768)),
        ("2:3", 512 * 640, (480, 720)),
    ],
)
def test_a_frame_keeps_the_pixel_budget(shape: str, pixels: int, expected: tuple[int, int]) -> None:
    assert frame(shape, pixels) == expected


@given(
    width=st.integers(25, 100),
    height=st.integers(25, 100),
    pixels=st.integers(150_000, 4_000_000),
)
def test_every_frame_is_in_steps_of_sixteen_and_near_its_shape_and_budget(
    width: int, height: int, pixels: int
) -> None:
    w, h = frame(f"{width}:{height}", pixels)
    assert w % 16 == h % 16 == 0
    assert w / h == pytest.approx(width / height, rel=0.06)
    assert w * h == pytest.approx(pixels, rel=0.15)


@pytest.mark.parametrize("shape", ["1:9", "999:1"])
def test_a_shape_no_portrait_fits_is_refused_with_a_sentence(shape: str) -> None:
    with pytest.raises(UseError, match="stay between 1:4 and 4:1"):
        frame(shape, 512 * 640)
