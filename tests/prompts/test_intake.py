"""Reading: the sentences that the grammar was grown on, and what a reading promises."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from prompts.brief import AVOID, MINOR, Brief, Lamp, Subject
from prompts.intake import LONGEST, ReadingError, RefusalError, read
from prompts.reading.edits import BASE_KELVIN, WARMER

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("dev_sentences.toml").read_text()
)["sentence"]
NO_FIELDS = {"notes", "version", "references", "subject.role"}


def named(sentence: dict[str, Any]) -> str:
    return str(sentence["text"])[:48]


def fields(brief: Brief) -> dict[str, Any]:
    """Every field that says something, by dotted path; what all portraits avoid is left out."""
    found: dict[str, Any] = {}

    def walk(data: dict[str, Any], prefix: str) -> None:
        for key, value in data.items():
            path = f"{prefix}{key}"
            if isinstance(value, dict):
                walk(value, f"{path}.")
            elif value not in (None, []) and path not in NO_FIELDS:
                found[path] = value

    walk(brief.model_dump(mode="json"), "")
    found["avoid"] = [item for item in found.get("avoid", []) if item not in AVOID]
    return {path: value for path, value in found.items() if value != []}


def holds(wanted: Any, value: Any) -> bool:
    """A word list is held by a text or a list that has all its words; anything else is equal."""
    if isinstance(wanted, list):
        text = " ".join(value) if isinstance(value, list) else str(value or "")
        return bool(value) == bool(wanted) and all(word in text.lower() for word in wanted)
    return value == wanted


def onto(sentence: dict[str, Any]) -> Brief | None:
    return read(sentence["onto"]).brief if "onto" in sentence else None


@pytest.mark.parametrize("sentence", SENTENCES, ids=named)
def test_a_sentence_gives_its_fields_and_no_others(sentence: dict[str, Any]) -> None:
    before = onto(sentence)

    after = fields(read(sentence["text"], before).brief)

    old = fields(before) if before else {}
    kept = {path: value for path, value in after.items() if old.get(path) != value}
    for path, wanted in sentence["want"].items():
        shown = after.get(path, [*AVOID] if path == "avoid" else None)
        assert holds(wanted, shown), f"{path}: {wanted} is not {shown}"
    assert set(kept) <= set(sentence["want"])


def test_an_empty_brief_says_nothing() -> None:
    assert fields(read("please").brief) == {}


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_text_is_a_sentence(text: str) -> None:
    with pytest.raises(ReadingError, match="say who should be in the picture"):
        read(text)


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(ReadingError, match=f"at most {LONGEST}"):
        read("a" * (LONGEST + 1))


@pytest.mark.parametrize("text", ["a teenage boy", "Mara, sixteen, freckles", "make her 12"])
def test_a_minor_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        read(text, Brief(subject=Subject()))
    assert str(refusal.value) == MINOR


def test_why_quotes_the_words_as_they_were_written() -> None:
    why = {finding.path: finding.words for finding in read("Lit from HER Right, 3200K").why}

    assert why["light.key.side"] == "from HER Right"
    assert why["light.key.kelvin"] == "3200K"


def test_what_is_not_understood_is_unknown_and_noted() -> None:
    reading = read("woman, 40, feeding pigeons with her umbrella")

    assert any("pigeons" in phrase for phrase in reading.unknown)
    assert reading.brief.notes == reading.unknown


def test_notes_are_kept_through_changes_and_never_doubled() -> None:
    first = read("woman feeding pigeons").brief

    second = read("feeding pigeons, older", first).brief

    assert second.notes == first.notes


def test_a_real_name_is_left_to_the_notes() -> None:
    assert "Brad Pitt" in " ".join(read("a man who looks like Brad Pitt").brief.notes)


def test_a_change_grows_the_version_and_nothing_changed_does_not() -> None:
    first = read("woman, 40").brief

    assert read("make her 60", first).brief.version == 2
    assert read("woman, 40", first).brief.version == 1


def test_a_change_says_what_it_took_away() -> None:
    before = read("man with round glasses, in a red coat and a straw hat").brief

    reading = read("lose the glasses and the hat", before)

    assert [(gone.path, gone.value) for gone in reading.removed] == [
        ("subject.marks", ["round glasses"]),
        ("subject.wardrobe", "red coat and a straw hat"),
    ]
    assert reading.brief.subject.marks == ()
    assert reading.brief.subject.wardrobe == "red coat"


def test_what_a_brief_has_not_is_avoided_instead_of_removed() -> None:
    assert read("no hat", read("man").brief).brief.avoid == (*AVOID, "hat")


def test_comparatives_without_a_brief_stay_unknown() -> None:
    reading = read("warmer, tighter")

    assert fields(reading.brief) == {}
    assert reading.unknown == ("warmer", "tighter")


def test_warmth_starts_from_the_documented_kelvin_where_none_is_known() -> None:
    kelvin = read("warmer key", read("man, key from the left").brief).brief.light.key.kelvin

    assert kelvin == BASE_KELVIN * WARMER


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("key from camera left", "left"),
        ("key from her right", "left"),
        ("key on his left side", "right"),
        ("key from the subject's left", "right"),
        ("key from screen right", "right"),
        ("key frame right", "right"),
        ("stage left key", "right"),
        ("three-quarter left key", "left"),
        ("key to the right of the frame", "right"),
        ("lit from behind", "back"),
        ("light from above", "above"),
        ("frontal key", "front"),
    ],
)
def test_the_key_stands_as_the_camera_sees_it(text: str, side: str) -> None:
    assert read(text).brief.light.key.side == side


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("fill two stops under", 2),
        ("fill at -1.5", 1.5),
        ("half a stop of fill", 0.5),
        ("fill a stop and a half below the key", 1.5),
        ("a 4:1 lighting ratio", 2),
        ("8 to 1 contrast ratio", 3),
        ("no fill", 8),
        ("fill at the same level as the key", 0),
    ],
)
def test_the_fill_is_in_stops_under_the_key(text: str, stops: float) -> None:
    assert read(text).brief.light.fill.stops == stops


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("in her 30s", 35), ("late 50s", 57), ("a fortysomething woman", 45), ("mid-40s", 45),
        ("in her early thirties", 32), ("septuagenarian", 75), ("sixty-two", 62), ("30ish", 30),
        ("an elderly man", 75), ("middle-aged", 50), ("a young woman", 25), ("an old man", 70),
        ("35-40 years old", 37), ("pushing sixty", 58), ("she's 29", 29),
    ],
)  # fmt: skip
def test_an_age_is_the_middle_of_its_range(text: str, age: int) -> None:
    assert read(text).brief.subject.age == age


@pytest.mark.parametrize(
    "text", ["a 50s diner", "the late 60s", "1950s glamour", "an old coat", "an 85mm lens"]
)
def test_an_era_or_a_thing_has_no_age(text: str) -> None:
    assert read(text).brief.subject.age is None


@pytest.mark.parametrize("text", ["a baker", "they look away", "a man's suit", "his or her coat"])
def test_a_gender_is_never_guessed(text: str) -> None:
    assert read(text).brief.subject.gender is None


@pytest.mark.parametrize(
    "text",
    ["in an Italian restaurant", "on a Persian rug", "German expressionism", "French windows"],
)
def test_a_nationality_of_a_thing_is_no_heritage(text: str) -> None:
    assert read(text).brief.subject.heritage is None


@pytest.mark.parametrize(
    "text", ["a warm key", "tungsten key", "blue coat, key from the left", "light blue shirt"]
)
def test_no_kelvin_and_no_gel_are_made_up(text: str) -> None:
    key = read(text).brief.light.key

    assert (key.kelvin, key.gel) == (None, None)


def test_a_value_that_a_brief_cannot_hold_is_noted() -> None:
    reading = read("woman, camera at 9.9 m, seed 99999999999")

    assert "99999999999" in " ".join(reading.brief.notes)


def test_a_mark_and_a_side_are_told_apart() -> None:
    brief = read("a scar on his left cheek, key from the right").brief

    assert brief.subject.marks == ("scar on his left cheek",)
    assert brief.light.key.side == "right"


@pytest.mark.parametrize(
    ("text", "mm", "stop"),
    [
        ("eighty-five millimetre", 85, None), ("a hundred and five mil", 105, None),
        ("one-oh-five at f four", 105, 4), ("nifty fifty at one-eight", 50, 1.8),
        ("on a thirty-five, f/2", 35, 2), ("24 at f eleven", 24, 11),
        ("the eighty-five at f two point eight", 85, 2.8), ("lens: fifty", 50, None),
    ],
)  # fmt: skip
def test_a_lens_is_read_as_it_is_said_on_a_set(text: str, mm: int, stop: float | None) -> None:
    camera = read(text).brief.camera

    assert (camera.focal_mm, camera.aperture) == (mm, stop)


@pytest.mark.parametrize(
    "text",
    ["I'm happy with this. man, 50", "the client is nervous, man, 50", "we'd be delighted, man"],
)
def test_the_feelings_of_others_are_not_the_sitters(text: str) -> None:
    assert read(text).brief.subject.emotion is None


@pytest.mark.parametrize(
    "text",
    ["man, 40, black cat", "a hand behind one ear", "pencil behind her ear", "man, white horse"],
)
def test_things_beside_somebody_are_no_clothes_and_no_background(text: str) -> None:
    brief = read(text).brief

    assert (brief.subject.wardrobe, brief.setting.background) == (None, None)


@pytest.mark.parametrize(
    "change", ["no rim", "drop the rim", "lose the hair light", "kill the kicker"]
)
def test_a_lamp_that_goes_leaves_nothing_of_itself(change: str) -> None:
    before = read("man, key left, hard magenta rim from the right at 5600K").brief

    reading = read(change, before)

    assert reading.brief.light.rim == Lamp(stops=8)
    assert {gone.path for gone in reading.removed} >= {"light.rim.side", "light.rim.gel"}


@pytest.mark.parametrize(
    "text",
    ["flip the key", "swap sides", "mirror the lighting", "reverse the lights"],
)
def test_a_mirrored_plan_turns_every_side_that_was_said(text: str) -> None:
    light = read(text, read("man, key left, fill right, rim left").brief).brief.light

    assert (light.key.side, light.fill.side, light.rim.side) == ("right", "left", "right")


def test_what_follows_a_softer_key_is_said_of_the_key() -> None:
    onto = read("a fisherman, hard key from camera left").brief

    brief = read("Softer, and from the right", onto).brief

    assert (brief.light.key.softness, brief.light.key.side) == ("soft", "right")


def test_an_age_may_be_of_somebody_with_something() -> None:
    assert read("a retired boxer of 62 with grey stubble").brief.subject.age == 62
