import pytest

from bot.talk.understood import understood
from prompts.brief import Brief, Subject
from prompts.intake import read

EMPTY = Brief(subject=Subject())
BOXER = read(
    "a retired boxer of 62, hard key from camera left, freckles, candle in the picture"
).brief


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "hard key from camera left, 3200 K, dark green coat",
            "Wardrobe: dark green coat. Key: hard, camera left, 3200 K.",
        ),
        ("noir, for a poster", "Look: Noir. For: poster."),
        ("a harbour at dawn, in the rain", "Where: harbour, dawn, rain."),
        ("85mm f/1.8 close-up, low angle", "Lens: 85 mm, f/1.8. Frame: close-up, from below."),
        ("no fill", "Fill: off."),
        ("rim magenta from the right", "Rim: camera right, magenta gel."),
    ],
)
def test_a_first_message_is_said_back(words: str, line: str):
    assert understood(EMPTY, read(words, EMPTY).brief) == line


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("older", "Age: 72."),
        ("make the key softer, from the right", "Key: soft, camera right."),
        ("remove the freckles", "Marks: without freckles."),
        ("no smoke", "Avoid: smoke."),
        ("key in magenta", "Key: magenta gel."),
    ],
)
def test_a_change_is_said_alone(words: str, line: str):
    assert understood(BOXER, read(words, BOXER).brief) == line


def test_what_goes_is_left_open():
    dressed = read("dark green coat", BOXER).brief

    assert understood(dressed, read("lose the coat", dressed).brief) == "Wardrobe: left open."


def test_notes_alone_are_no_change():
    assert understood(BOXER, read("blorb the zeitgeist", BOXER).brief) == ""


def test_the_same_brief_says_nothing():
    assert understood(BOXER, BOXER) == ""


def test_what_somebody_typed_is_harmless():
    wardrobe = BOXER.subject.model_copy(update={"wardrobe": "a @everyone **coat**"})
    line = understood(BOXER, BOXER.model_copy(update={"subject": wardrobe}))

    assert "@everyone" not in line
    assert "**coat**" not in line


def test_a_line_has_an_end():
    long = BOXER.model_copy(update={"mood": "m " * 900, "story": "s " * 900, "use": "u " * 900})

    assert len(understood(BOXER, long)) <= 700
