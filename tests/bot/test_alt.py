from pathlib import Path

import pytest

from bot.alt import LONGEST, alt_text
from prompts.brief import Brief, Subject
from prompts.forms import load
from prompts.looks import looks

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


def brief(**fields) -> Brief:
    return Brief.model_validate({"subject": {"age": 46, "gender": "man"}, **fields})


def test_it_says_who_where_light_lens_and_look():
    said = alt_text(
        brief(
            subject={"age": 46, "gender": "man", "wardrobe": "dark wool coat", "emotion": "wary"},
            setting={"place": "a harbour", "time": "dusk"},
            look="noir",
        ),
        "take",
        slate="A3",
    )

    assert said.startswith("A3: A portrait: a 46-year-old man, wearing a dark wool coat, wary.")
    for part in ("harbour", "at dusk", "from the left", "nearly black", "85 mm", "Noir"):
        assert part in said


def test_the_side_that_is_said_is_the_side_that_is_told():
    said = alt_text(brief(look="noir", light={"key": {"side": "right"}}), "previs")

    assert "from the right of the picture; the left side of the face is nearly black" in said


def test_a_gel_is_a_colour_and_not_a_temperature():
    said = alt_text(
        brief(look="neon-noir", light={"key": {"side": "left", "gel": "magenta"}}), "clip"
    )

    assert "magenta light from the left" in said
    assert " K" not in said


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_example_is_told_within_the_limit(path):
    said = alt_text(load(path), "sheet", slate="B2")

    assert 100 < len(said) <= LONGEST
    assert "  " not in said
    assert said.endswith(".")


def test_every_look_is_told():
    assert all(found.title in alt_text(brief(look=found.id), "take") for found in looks())


def test_too_much_is_cut_between_words():
    said = alt_text(brief(mood="x", setting={"place": "a very long street " * 90}), "take")

    assert len(said) <= LONGEST
    assert said.endswith("…")


def test_a_look_that_nobody_knows_is_no_obstacle():
    assert alt_text(Brief(subject=Subject(age=30), look="no-such-look"), "take")


def test_a_brought_picture_needs_no_brief():
    assert alt_text(None, "reference") == "A picture that somebody brought."
