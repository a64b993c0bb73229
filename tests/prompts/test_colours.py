"""Colour words, gels and black bodies."""

import pytest

from engine.maquette import kelvin as engine_kelvin
from prompts import black_body, colours


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a teal wall", "teal"),
        ("gray seamless", "grey"),
        ("#2f3133", "charcoal"),
        ("an off-white curtain", "ivory"),
        ("burgundy velvet", "burgundy"),
    ],
)
def test_words_become_light_and_come_back(text: str, word: str) -> None:
    found = colours.rgb(text)
    assert found is not None
    assert colours.name(found) == word


def test_a_shade_moves_the_brightness_and_stays_a_reflectance() -> None:
    deep, plain, pale = (colours.rgb(text) for text in ("deep red", "red", "pale red"))
    assert deep is not None
    assert plain is not None
    assert pale is not None
    assert deep[0] < plain[0] < pale[0] <= 0.92


def test_what_names_no_colour_is_none() -> None:
    assert colours.rgb("a wall of bricks") is None
    assert colours.gel("octarine") is None


def test_a_gel_is_bright_in_one_channel_and_dark_in_none() -> None:
    for word in colours.GELS:
        found = colours.gel(f"a {word} gel")
        assert found is not None
        assert max(found) == 1
        assert min(found) > 0
    assert colours.gel("plus green tubes") == colours.GELS["plus green"]
    assert max(colours.gel("moss") or (0,)) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("kelvin", [1000, 1900, 3200, 5600, 9000, 20000])
def test_the_words_and_the_renderer_mean_the_same_kelvin(kelvin: int) -> None:
    assert black_body.rgb(kelvin) == pytest.approx(engine_kelvin.rgb(kelvin).tolist(), rel=1e-3)


def test_warmer_light_is_redder() -> None:
    ratios = [black_body.rgb(kelvin)[0] / black_body.rgb(kelvin)[2] for kelvin in range(2000, 9000)]
    assert ratios == sorted(ratios, reverse=True)


def test_a_grey_seen_under_a_warm_balance_is_warm_light() -> None:
    red, green, blue = black_body.scene((0.2, 0.2, 0.2), 3000)
    assert red > green > blue
