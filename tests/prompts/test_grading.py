"""The sliders of a print: they move what they say, a bounded number of times, and back."""

import pytest

from prompts.grading import (
    SLIDERS,
    cooler,
    less_colour,
    lift_shadows,
    more_contrast,
    softer,
    warmer,
)
from prompts.looks import looks
from prompts.setup import Grade

THERE_AND_BACK = [
    ("warmer", "cooler"),
    ("lift_shadows", "deepen_shadows"),
    ("brighter", "darker"),
]


@pytest.mark.parametrize("name", SLIDERS)
@pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)
def test_a_slider_moves_and_stays_within_what_a_grade_may_say(name, each) -> None:
    grade = SLIDERS[name](each.grade)
    assert grade != each.grade
    for _ in range(60):
        grade = SLIDERS[name](grade)
        assert Grade.model_validate_json(grade.model_dump_json()) == grade
    if name != "less_colour":  # that comes nearer to none for ever
        assert SLIDERS[name](grade) == grade


@pytest.mark.parametrize(("there", "back"), THERE_AND_BACK)
def test_what_goes_there_comes_back(there, back) -> None:
    plain = Grade()
    assert SLIDERS[back](SLIDERS[there](plain)) == plain
    assert SLIDERS[there](SLIDERS[back](plain)) == plain


def test_each_says_what_it_does() -> None:
    plain = Grade()
    assert (warmer(plain).kelvin or 0) > 6504 > (cooler(plain).kelvin or 9999)
    assert more_contrast(plain).contrast > 1 > softer(plain).contrast
    assert min(lift_shadows(plain).shadows) > 0
    assert less_colour(plain).saturation < 1


def test_an_old_recipe_still_reads() -> None:
    old = (
        '{"slope":[1.02,1.0,0.96],"offset":[0.0,0.0,0.0],"power":[1.0,1.0,1.0],"saturation":0.9,'
        '"contrast":1.1,"grain":0.2,"halation":0.1,"vignette":0.3}'
    )
    assert Grade.model_validate_json(old).contrast == 1.1
    assert Grade.model_validate_json("{}") == Grade()
