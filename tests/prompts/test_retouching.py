"""Words that ask something of a finished picture."""

import pytest

from prompts import colours
from prompts.boxes import box
from prompts.retouching import SLIGHT, STRONG, wish


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("darker", {"light": -1}),
        ("much darker and muted", {"light": -STRONG, "chroma": -1}),
        ("a little warmer", {"warmth": SLIGHT}),
        ("less warm", {"warmth": -1}),
        ("less shine and redness, smoother", {"shine": -1, "redness": -1, "texture": -1}),
        ("more texture", {"texture": 1}),
        ("not so glossy", {"shine": -1}),
        ("remove the blemish", {"spots": -1}),
        ("fewer wrinkles", {"lines": -1}),
        ("darker, and a little less red", {"light": -1, "redness": -SLIGHT}),
        ("freckles", {"freckles": 1}),
        ("black and white", {"grey": 1}),
        ("Soft-focus", {"texture": -1, "focus": 1}),
    ],
)
def test_tones_are_heard_with_their_direction_and_degree(text, amounts):
    said = wish(text)
    assert said.amounts == amounts
    assert said.colour is None


def test_a_shade_belongs_to_its_colour():
    assert wish("dark green coat").colour == colours.rgb("dark green")
    assert not wish("dark green coat").amounts
    assert wish("slightly darker navy").amounts == {"light": -SLIGHT}
    assert wish("plum, matte").amounts == {"shine": -1}
    assert wish("#aa3344").colour == colours.rgb("#aa3344")


def test_what_says_nothing_is_empty():
    assert wish("").empty
    assert wish("a banana by Caravaggio").empty
    assert wish("darker, with texture").only("texture").amounts == {"texture": 1}


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("upper left", (0, 0, 0.4, 0.4)),
        ("the left half", (0, 0, 0.5, 1)),
        ("top-right corner", (0.75, 0, 1, 0.25)),
        ("lower third", (0, 2 / 3, 1, 1)),
        ("middle", (0.3, 0.3, 0.7, 0.7)),
        ("the whole picture", (0, 0, 1, 1)),
    ],
)
def test_words_draw_a_box(text, edges):
    assert box(text) == pytest.approx(edges)


def test_words_that_draw_no_box_are_none():
    assert box("her hair") is None
