from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.maquette import anatomy, casting, heritage
from engine.maquette.acting import expression
from engine.maquette.eyes import COLOURS
from engine.maquette.person import Garment, HairStyle
from engine.maquette.words import Lexicon, table
from prompts.brief import Brief, Lamp, Light, Side, Subject
from prompts.setup import Beam, Optics, Setup

LAMP = Beam(azimuth=0, elevation=20)
LENS = Optics(
    focal_mm=85, aperture=2.8, sensor_w_mm=24, sensor_h_mm=36, distance_m=1, cover_m=0.4, aim_m=0
)


def brief(**subject: Any) -> Brief:
    return Brief(subject=Subject(**subject))


def cast(seed: int = 7, **subject: Any):
    return casting.cast(brief(**subject), seed)


def setup(azimuth: float) -> Setup:
    key = LAMP.model_copy(update={"azimuth": azimuth})
    return Setup(key=key, fill=LAMP, rim=LAMP, kicker=LAMP, optics=LENS)


@given(st.integers(0, 2**31 - 1), st.text(max_size=40), st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_words_and_any_seed_cast_an_adult_with_sane_numbers(seed, one, other):
    person, outfit = cast(seed, heritage=one, hair=other, wardrobe=one, marks=(other,))
    assert person.age >= 18
    assert person.african + person.asian + person.caucasian == pytest.approx(1)
    assert all(0 < channel < 0.8 for channel in person.tone)
    assert all(-1 <= value <= 1 for value in person.face.values())
    assert person.hair.style in get_args(HairStyle)
    assert outfit.garment in get_args(Garment)
    assert person.eyes in COLOURS
    assert 0 <= outfit.sheen <= 1


def test_the_same_seed_is_the_same_person_in_another_coat_and_mood():
    bare, _ = cast(3, age=40, gender="woman", heritage="Kenyan")
    dressed, outfit = cast(
        3, age=40, gender="woman", heritage="Kenyan", wardrobe="red coat", emotion="furious"
    )
    assert bare == dressed
    assert outfit.garment == "coat"


def test_a_word_about_the_hair_changes_only_the_hair():
    plain, _ = cast(11, gender="man", heritage="Irish", age=35)
    curled, _ = cast(11, gender="man", heritage="Irish", age=35, hair="long red curls")
    assert replace(curled, hair=plain.hair) == plain
    assert curled.hair.style == "curly"
    assert curled.hair.length > 1


def test_eight_seeds_are_eight_faces():
    faces = [cast(s)[0].face for s in range(8)]
    names = sorted(faces[0])
    table_ = np.array([[face[n] for n in names] for face in faces])
    apart = np.abs(table_[:, None] - table_[None]).mean(-1)
    assert apart[~np.eye(8, dtype=bool)].min() > 0.08


def test_nobody_in_particular_may_come_from_anywhere():
    people = [cast(s)[0] for s in range(300)]
    shapes = np.array([[p.african, p.asian, p.caucasian] for p in people]).mean(0)
    assert (shapes > 0.2).all()
    assert 0.4 < np.mean([p.gender > 0.5 for p in people]) < 0.6
    green = np.array([p.tone[1] for p in people])
    assert np.percentile(green, 10) < 0.1
    assert np.percentile(green, 90) > 0.35


@pytest.mark.parametrize(
    ("said", "strongest"),
    [("Nigerian", "african"), ("Korean", "asian"), ("Norwegian", "caucasian"), ("Zulu", "african")],
)
def test_a_heritage_is_heard(said, strongest):
    person, _ = cast(heritage=said)
    assert getattr(person, strongest) > 0.7


def test_a_heritage_is_a_range_of_tones_not_one():
    tones = [cast(s, heritage="Indian")[0].tone[1] for s in range(40)]
    assert max(tones) > 1.6 * min(tones)


def test_two_heritages_blend():
    person, _ = cast(heritage="half Japanese, half Ghanaian")
    assert person.asian > 0.2
    assert person.african > 0.2


def test_a_nation_from_everywhere_gives_way_to_the_word_beside_it():
    assert [g.name for g in heritage.heard("Korean-American")] == ["east-asian"]
    assert heritage.heard("Canadian") == []


def test_a_tone_in_words_overrules_the_heritage():
    deep, _ = cast(heritage="Brazilian", marks=("very dark skin",))
    pale, _ = cast(heritage="Brazilian", marks=("pale skin",))
    assert deep.tone[1] < 0.1
    assert pale.tone[1] > 0.35


@pytest.mark.parametrize(
    ("said", "style"),
    [
        ("shaved head", "bald"),
        ("buzz cut", "buzz"),
        ("silver bob", "bob"),
        ("box braids", "locs"),
        ("a low bun", "bun"),
        ("slicked back", "slicked"),
        ("long auburn waves", "wavy"),
        ("short grey curls", "curly"),
        ("afro", "afro"),
        ("ponytail", "ponytail"),
        ("side-parted", "side-part"),
        ("pixie cut", "crop"),
        ("long straight black hair", "long"),
        ("short hair", "short"),
    ],
)
def test_hair_is_cut_as_said(said, style):
    person, _ = cast(gender="woman", heritage="French", hair=said)
    assert person.hair.style == style


def test_grey_comes_with_age_or_with_the_word():
    young, old = (
        np.mean([cast(s, gender="man", age=age)[0].hair.grey for s in range(20)])
        for age in (28, 78)
    )
    assert young < 0.05
    assert old > 0.7
    assert cast(age=30, hair="silver bob")[0].hair.grey > 0.8
    assert cast(age=80, hair="black hair")[0].hair.grey == 0


@pytest.mark.parametrize(
    ("said", "garment"),
    [
        ("navy suit and tie", "suit"),
        ("black roll-neck", "turtleneck"),
        ("trench coat", "coat"),
        ("white linen shirt", "shirt"),
        ("grey hoodie", "hoodie"),
        ("cable-knit jumper", "crew"),
        ("red silk dress", "v-neck"),
        ("leather jacket", "coat"),
        ("emerald kimono", "wrap"),
    ],
)
def test_clothes_are_sewn_as_said(said, garment):
    assert cast(wardrobe=said)[1].garment == garment


def test_colours_belong_to_their_garments():
    _, outfit = cast(wardrobe="charcoal wool coat over a white shirt")
    assert max(outfit.colour) < 0.05
    assert min(outfit.second) > 0.5
    _, turned = cast(wardrobe="white t-shirt under a black leather jacket")
    assert max(turned.colour) < 0.05
    assert min(turned.second) > 0.5
    assert turned.sheen > 0.5


def test_marks_are_seen_and_denials_too():
    person, outfit = cast(
        gender="man",
        marks=("full beard", "wire-rimmed glasses", "a scar", "freckles", "green eyes"),
    )
    assert person.beard == 1
    assert outfit.glasses == "round"
    assert person.scar
    assert person.freckles > 0.6
    assert person.eyes == "green"
    shaven, bare = cast(gender="man", marks=("no beard", "without glasses"))
    assert shaven.beard == 0
    assert not bare.glasses


def test_women_have_no_beard_unless_it_is_said():
    assert all(cast(s, gender="woman")[0].beard == 0 for s in range(30))


def test_every_word_of_the_tables_means_something_that_exists(cache_dir):
    body = anatomy.load(cache_dir)
    spreads = table("features")
    names = [
        name for part in ("middle", "lopsided", "ageing", "feminine") for name in spreads[part]
    ]
    names += [f"{side}-{name}" for side in "lr" for name in spreads["paired"]]
    names += [name for row in table("people")["shape"].values() for name in row]
    assert [name for name in names if name not in body.details] == []
    for row in table("acting").values():
        said = expression(row["words"][0]).actions
        assert [name for name in said if name not in body.details] == []
    known = set(table("colours")["hair"])
    for group in heritage.groups().values():
        assert set(group.hair) <= known
        assert set(group.eyes) <= set(COLOURS)
        assert sum(group.shape) == pytest.approx(1)


def test_the_first_take_is_composed_and_looks_near_the_lens():
    pose = casting.pose(brief(emotion="calm"), 5, 0)
    assert 4 < abs(pose.yaw) < 20
    assert abs(pose.yaw + pose.gaze[0]) < 5


def test_the_face_turns_to_the_key():
    sides: tuple[tuple[Side, int], ...] = (("left", -1), ("right", 1))
    for side, sign in sides:
        lit = Brief(subject=Subject(), light=Light(key=Lamp(side=side)))
        assert all(casting.pose(lit, s, 0).yaw * sign > 0 for s in range(10))


def test_later_takes_differ_and_repeat_themselves():
    said = brief(emotion="joyful")
    poses = [casting.pose(said, 9, i) for i in range(4)]
    assert len({p.yaw for p in poses}) == 4
    assert poses[2] == casting.pose(said, 9, 2)


def test_emotions_move_the_muscles_they_should():
    assert casting.pose(brief(emotion="happy"), 1, 0).actions["mouthSmileLeft"] > 0.4
    assert casting.pose(brief(emotion="furious"), 1, 0).actions["browDownLeft"] > 0.5
    assert casting.pose(brief(emotion="terrified"), 1, 0).actions["eyeWideLeft"] > 0.4
    assert casting.pose(brief(emotion="on the verge of tears"), 1, 0).actions["browInnerUp"] > 0.6
    quiet, loud = (expression(e).actions["browDownLeft"] for e in ("slightly angry", "angry"))
    assert quiet < loud


def test_the_first_take_has_the_setup_as_planned():
    planned = setup(40)
    assert casting.vary(planned, 3, 0) is planned


@given(st.floats(-180, 180), st.integers(0, 1000), st.integers(1, 7))
@settings(max_examples=80, deadline=None)
def test_a_nudged_key_never_changes_its_side(azimuth, seed, index):
    varied = casting.vary(setup(azimuth), seed, index)
    before, after = np.sin(np.radians([azimuth, varied.key.azimuth]))
    assert before * after >= 0
    assert abs(varied.key.azimuth - azimuth) <= 8
    assert abs(varied.optics.azimuth) <= 5


def test_a_lexicon_hears_the_longest_phrase_and_not_what_is_denied():
    words = Lexicon({"coat": 1, "trench coat": 2, "hat": 3})
    assert [hit.value for hit in words.hits("a Trench-Coat, and two coats, no hat")] == [2, 1]


def test_a_grey_beard_greys_the_head_unless_its_colour_is_said() -> None:
    bearded = Brief.model_validate({"subject": {"gender": "man", "marks": ["grey beard"]}})
    dyed = Brief.model_validate(
        {"subject": {"gender": "man", "hair": "black crop", "marks": ["grey beard"]}}
    )

    assert casting.cast(bearded, 3)[0].hair.grey >= 0.5
    assert casting.cast(dyed, 3)[0].hair.grey == 0


@pytest.mark.parametrize("seed", range(12))
def test_no_two_takes_of_a_sheet_are_alike(seed: int) -> None:
    brief = Brief.model_validate({"subject": {"age": 50}, "look": "noir"})
    poses = [casting.pose(brief, seed + index, index) for index in range(4)]
    held = [np.array([each.yaw, 2 * each.pitch, 2 * each.roll, *each.gaze]) for each in poses]

    apart = [np.abs(a - b).max() for i, a in enumerate(held) for b in held[:i]]
    assert min(apart) > 4  # degrees
