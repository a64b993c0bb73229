"""Briefs as files: what goes out comes back, and every mistake is a sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.brief import AVOID, Brief, Camera, Lamp, Light, Subject
from prompts.forms import BriefError, diff, dumps, from_data, load, loads, paths

TEXT = st.text(
    st.one_of(
        st.sampled_from("\"'\\\n\t\r\x00\x7f\x85\u2028#=[]{},"),
        st.characters(exclude_categories=("Cs", "L")),  # no letters: no word is a minor's
        st.sampled_from("éßøЖ中"),
    ),
    min_size=1,
    max_size=12,
)
# A digit before "yo" or a lone 7 would be an age, and is the adult rule's business.
WORDS = TEXT.filter(lambda text: not any(c.isnumeric() for c in text))
LAMPS = st.builds(
    Lamp,
    side=st.sampled_from([None, "left", "below"]),
    kelvin=st.none() | st.integers(1000, 20000),
    gel=st.none() | WORDS,
    stops=st.none() | st.floats(-3, 12),
)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
BRIEFS = st.builds(
    Brief,
    subject=st.builds(
        Subject,
        age=st.none() | st.integers(18, 110),
        hair=st.none() | WORDS,
        marks=LISTS,
    ),
    light=st.builds(Light, key=LAMPS, rim=LAMPS, practicals=LISTS),
    camera=st.builds(
        Camera, focal_mm=st.none() | st.floats(8, 800), framing=st.sampled_from([None, "close-up"])
    ),
    mood=st.none() | WORDS,
    notes=LISTS,
    avoid=st.sampled_from([AVOID, (), ("children",)]),
    seed=st.none() | st.integers(0, 2**31 - 1),
)


@given(BRIEFS)
def test_what_is_written_as_toml_is_read_back_the_same(brief: Brief) -> None:
    assert loads(dumps(brief)) == brief


@given(BRIEFS)
def test_what_is_written_as_json_is_read_back_the_same(brief: Brief) -> None:
    assert from_data(json.loads(json.dumps(brief.model_dump(mode="json")))) == brief


@given(BRIEFS)
def test_a_brief_does_not_differ_from_itself(brief: Brief) -> None:
    assert diff(brief, brief.model_copy(update={"version": 2})) == ()


def test_toml_leaves_out_what_nobody_said() -> None:
    assert dumps(Brief(subject=Subject(age=60))) == "[subject]\nage = 60\n"
    assert dumps(Brief(subject=Subject())) == "[subject]\n"


def test_an_emptied_avoid_list_stays_empty() -> None:
    assert loads("avoid = []\n[subject]").avoid == ()
    assert loads("[subject]").avoid == AVOID


def test_a_diff_reads_as_lines_in_the_order_of_the_brief() -> None:
    old = loads('mood = "calm"\n[subject]\nage = 60\nmarks = ["glasses"]\n[light.key]\nstops = 2.0')
    new = loads(
        'mood = "calm"\nseed = 4\n[subject]\nage = 70\n[light.key]\nstops = 2.5\nside = "left"'
    )
    assert [str(change) for change in diff(old, new)] == [
        "subject.age: 60 -> 70",
        "subject.marks: glasses -> not said",
        "light.key.side: not said -> left",
        "light.key.stops: 2 -> 2.5",
        "seed: not said -> 4",
    ]


def test_every_field_of_the_contract_has_its_path() -> None:
    assert {
        "subject.age",
        "light.rim.stops",
        "light.practicals",
        "camera.focal_mm",
        "notes",
    } <= set(paths())


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("", "The brief is empty"),
        ("# nothing", "The brief is empty"),
        ("mood = ", "This is not valid TOML"),
        (f"seed = {'9' * 5000}", "This is not valid TOML"),
        ("mood = " + "[" * 100_000, "This is not valid TOML"),
        ('mood = "calm"', "The brief needs subject: say at least who it is of"),
        ("subject = 'a man'", "subject is 'a man': it is a table of fields, as in `[subject]`."),
        (
            "[subject]\nagee = 3",
            "The brief has no field 'subject.agee'. Did you mean 'subject.age'?",
        ),
        ("[subject]\nxyzzy = 3", "The brief has no field 'subject.xyzzy'. Known: age, gender"),
        ("[subjec]", "The brief has no field 'subjec'. Did you mean 'subject'?"),
        ("focal_mm = 85\n[subject]", "no field 'focal_mm'. Did you mean 'camera.focal_mm'?"),
        ("[subject]\n[light.key]\nsoftnes = 1", "Did you mean 'light.key.softness'?"),
        ("[subject]\nage = 17", "Chiaroscuro photographs adults only"),
        ("[subject]\nage = 200", "subject.age is 200: it should be less than or equal to 110."),
        ("[subject]\nage = 'old'", "subject.age is 'old': it should be a valid integer"),
        ("[subject]\nhair = 3", "subject.hair is 3: it should be a valid string."),
        ("[subject]\nmarks = 'scar'", "subject.marks is 'scar': it should be a valid list."),
        (
            "[subject]\n[setting]\ntime = 'tea'",
            "setting.time is 'tea': it must be 'dawn', 'morning'",
        ),
        ("[subject]\n[camera]\nfocal_mm = 0", "camera.focal_mm is 0: it should be greater than"),
        ("[subject]\n[light.key]\nstops = nan", "light.key.stops is nan: it should be"),
        ("aspect = '4x5'\n[subject]", "aspect is '4x5': write it as width:height, such as 4:5."),
        ("seed = -1\n[subject]", "seed is -1: it should be greater than or equal to 0."),
    ],
)
def test_a_mistake_is_a_sentence_that_says_what_to_do(toml: str, says: str) -> None:
    with pytest.raises(BriefError) as caught:
        loads(toml)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "toml",
    [
        "[subject]\ngender = 'schoolgirl'",
        "notes = ['a toddler']\n[subject]",
        "story = 'a 12-year-old waits'\n[subject]",
        "[subject]\n[setting]\nbackground = 'children playing'",
    ],
)
def test_a_minor_is_refused_in_whichever_field_it_hides(toml: str) -> None:
    with pytest.raises(BriefError, match="adults only"):
        loads(toml)


def test_what_is_to_be_avoided_is_not_asked_for() -> None:
    assert loads('avoid = ["children"]\n[subject]').avoid == ("children",)


def test_a_girl_of_25_is_an_adult() -> None:
    assert loads('[subject]\nage = 25\ngender = "girl"').subject.age == 25


def test_two_mistakes_are_two_sentences() -> None:
    with pytest.raises(BriefError, match=r"subject\.age .*\. seed "):
        loads("seed = -1\n[subject]\nage = 300")


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text("[subject]\nage = 60", encoding="utf-8-sig")
    assert load(path).subject.age == 60


@pytest.mark.parametrize("kind", ["missing", "folder", "picture"])
def test_a_file_that_is_no_brief_is_a_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "brief.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "picture":
        path.write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    with pytest.raises(BriefError, match=r"brief\.toml"):
        load(path)
