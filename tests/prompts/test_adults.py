"""The adult rule: minors in every phrasing are refused, adults in none."""

import pytest

from prompts.adults import RefusalError, refuse_minors
from prompts.brief import MINOR
from prompts.intake import read

MINORS = (
    "a little girl",
    "teenage boy",
    "17 years old",
    "schoolgirl",
    "a 12-year-old",
    "toddler",
    "a kid with freckles",
    "in her teens",
    "a girl on a beach",
    "boy, 15, cap",
    "woman, 16",
    "she is 14",
    "make her 12",
    "sixteen-year-old dancer",
    "a mother holding her baby",
    "with a child on her lap",
    "high school student",
    "aged 9",
    "age: 13",
    "he's fifteen, freckles",
    "a 16yo skater",
    "looks about 14",
    "a teen in a hoodie",
    "show her as a child",
    "two girls laughing",
    "a youth in a doublet",
    "she is a minor",
    "a 14-17 year old",
    "children playing behind her",
    "Little-girl look, pigtails",
    "a woman who looks like a teenager",
    "6 months old",
    "between 14 and 17 years",
    "teenager's portrait",
    "underage drinker",
    "late teens",
    "a lad of twelve",
    "Little\u2011girl look",
    "a woman with her young son",
)

ADULTS = (
    "a girl boss, 35",
    "girl boss in a blazer",
    "a young woman",
    "a mother of a child",
    "mother of three children",
    "his childhood home",
    "baby blue coat",
    "boyish grin",
    "kid gloves",
    "teen drama look",
    "a 24-year-old girl",
    "girl, 24, freckles",
    "like Girl with a Pearl Earring",
    "no children in the background",
    "when she was a girl",
    "a song she learned as a child",
    "key at 12 o'clock",
    "fill two stops under, 85mm f/1.8 at 16:9",
    "seed 12",
    "children's book author",
    "16-year-old whisky in hand",
    "he misses his children",
    "no longer a child",
    "a minor scar on her chin",
    "in a minor key",
    "woman, 60, 4:5",
    "man of 45",
    "she is one of the last weavers",
    "18 years old",
    "nineteen",
    "cowgirl, girlfriend",
    "pupils dilated",
    "her key 2 stops over",
    "make her 60",
    "she's 5 foot tall",
    "as a child psychologist",
    "the man is 6 feet tall",
    "she looks 80",
    "model, 5 lights",
    "rosy-cheeked woman, 12 candles",
    "age 35",
    "she lost her baby last year",
    "aged 62",
    "120 years old",
    "woman, 2 stops under",
    "her, 4:5",
    "a boy of twenty",
    "a woman with her grown son",
    "15 years older",
    "an adult",
)


@pytest.mark.parametrize("text", MINORS)
def test_a_minor_is_refused(text: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        refuse_minors(text)
    assert str(refusal.value) == MINOR


@pytest.mark.parametrize("text", ADULTS)
def test_an_adult_is_not_refused(text: str) -> None:
    refuse_minors(text)


@pytest.mark.parametrize("age", range(1, 18))
def test_every_age_under_18_is_refused(age: int) -> None:
    for text in (
        f"{age} years old",
        f"aged {age}",
        f"a {age}-year-old",
        f"a woman, {age}",
        f"she is {age}",
    ):
        with pytest.raises(RefusalError):
            refuse_minors(text)


@pytest.mark.parametrize("age", [18, 19, 21, 40, 99])
def test_no_age_from_18_on_is_refused(age: int) -> None:
    for text in (
        f"{age} years old",
        f"aged {age}",
        f"a {age}-year-old",
        f"a woman, {age}",
        f"she is {age}",
    ):
        refuse_minors(text)


UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def in_words(age: int) -> str:
    if age >= 100:
        return "one hundred" + (f" and {in_words(age - 100)}" if age > 100 else "")
    if age < 20:
        return UNITS[age]
    return TENS[age // 10 - 2] + (f"-{UNITS[age % 10]}" if age % 10 else "")


FORMS = (
    "a {hyphened}-year-old baker",
    "a {spaced} year old baker",
    "{spaced}-year-old woman",
    "she is {hyphened} years old",
    "aged {spaced}",
    "a woman, {hyphened}",
    "a woman of {spaced}",
    "she's {spaced}, freckles",
)


@pytest.mark.parametrize("form", FORMS)
def test_every_adult_age_in_words_is_read_and_not_refused(form: str) -> None:
    for age in range(18, 111):
        said = in_words(age)
        text = form.format(hyphened=said.replace(" ", "-"), spaced=said.replace("-", " "))

        refuse_minors(text)
        assert read(text).brief.subject.age == age, text


@pytest.mark.parametrize("form", FORMS)
def test_every_age_in_words_under_18_is_refused(form: str) -> None:
    for age in range(18):
        said = in_words(age)
        with pytest.raises(RefusalError):
            read(form.format(hyphened=said, spaced=said))


@pytest.mark.parametrize(
    "text",
    [
        "15 years older",
        "she is one of the last weavers",
        "a street, around eleven at night",
        "fifty at f/1.2",
        "three-piece suit, two lamps, six feet from the wall",
        "twenty-two candles on the table",
        "key two under, fill one under",
        "f/16, 1/125",
        "m, 12 o'clock high",
    ],
)
def test_small_numbers_that_are_no_ages_are_not_refused(text: str) -> None:
    assert read(text).brief.version == 1


@pytest.mark.parametrize(
    "text", ["F, 12", "m/16, skater", "16/f", "he turns seventeen", "at her 16th"]
)
def test_a_minor_in_shorthand_is_refused(text: str) -> None:
    with pytest.raises(RefusalError):
        read(text)
