"""The compiler: the same brief gives the same bytes, words that a model can obey, sane numbers."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts.avoiding import UNKNOWN, positives
from prompts.black_body import rgb
from prompts.brief import AVOID, Brief, Camera, Finish, Lamp, Light, Setting, Subject
from prompts.compiler import compile_shot, numbers
from prompts.looks import Look, dress, look, looks
from prompts.optics import COVER, OpticsError
from prompts.setup import Setup
from prompts.uses import UseError
from prompts.words import BUDGET, EMPTY, Phrase, fit, plain, tokens

BANNED = re.compile(rf"(?<!\w)(?:{'|'.join(EMPTY)})(?!\w)", re.IGNORECASE)
WORDY = (
    "hyperrealistic portrait, masterpiece, 8k, ultra masterpiece detailed, trending on artstation"
)


def brief(**said: Any) -> Brief:
    return Brief(subject=said.pop("subject", Subject(age=40, gender="woman")), **said)


def setup(**said: Any) -> Setup:
    return compile_shot(brief(**said)).setup


def lit(look_name: str = "noir", **lamps: Lamp) -> Setup:
    return setup(look=look_name, light=Light.model_validate(lamps))


words = st.none() | st.text(max_size=60) | st.sampled_from([WORDY, "calm", "a red coat", "(x:1.2)"])
lamps = st.builds(
    Lamp,
    side=st.none() | st.sampled_from(["left", "right", "front", "back", "above", "below"]),
    height=st.none() | st.sampled_from(["low", "eye", "high", "overhead"]),
    kelvin=st.none() | st.integers(1000, 20000),
    gel=st.none() | st.sampled_from(["magenta", "steel", "octarine"]),
    softness=st.none() | st.sampled_from(["hard", "soft"]),
    stops=st.none() | st.floats(-3, 12),
)
briefs = st.builds(
    Brief,
    subject=st.builds(
        Subject,
        age=st.none() | st.integers(18, 110),
        gender=words,
        heritage=words,
        hair=words,
        wardrobe=words,
        emotion=words,
        marks=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    ),
    setting=st.builds(
        Setting,
        place=words | st.sampled_from(["a forest", "Tokyo street", "the beach", "a cellar"]),
        time=st.none() | st.sampled_from(["dawn", "noon", "golden hour", "dusk", "night"]),
        weather=words | st.just("fog"),
        background=words | st.sampled_from(["deep red velvet", "white seamless", "a window"]),
    ),
    light=st.builds(
        Light,
        key=lamps,
        fill=lamps,
        rim=lamps,
        practicals=st.lists(
            st.sampled_from(["neon sign", "candle", "a lava lamp", "owl"]), max_size=2
        ).map(tuple),
    ),
    camera=st.builds(
        Camera,
        framing=st.none() | st.sampled_from(list(COVER)),
        focal_mm=st.none() | st.floats(8, 800),
        aperture=st.none() | st.floats(0.7, 32),
        height_m=st.none() | st.floats(0, 10),
        angle=st.none() | st.sampled_from(["low", "eye", "high"]),
    ),
    finish=st.builds(Finish, grain=st.none() | st.sampled_from(["none", "coarse"])),
    look=st.none() | st.sampled_from([each.id for each in looks()]),
    mood=words,
    story=words,
    avoid=st.just(AVOID) | st.lists(st.text(max_size=30), max_size=4).map(tuple),
    use=words | st.just("poster"),
)


@settings(max_examples=150, deadline=None)
@given(briefs)
def test_any_brief_compiles_to_the_same_bytes_without_empty_words(said: Brief) -> None:
    first, again = compile_shot(said), compile_shot(Brief.model_validate(said.model_dump()))
    assert first.model_dump_json() == again.model_dump_json()
    assert all(tokens(chunk) <= BUDGET for chunk in first.clip.positive.split(" BREAK "))
    assert all(tokens(chunk) <= BUDGET for chunk in first.clip.negative.split(" BREAK "))
    assert not BANNED.search(first.clip.positive)
    assert not BANNED.search(first.prose.positive)
    assert first.prose.negative == ""
    assert "\n" not in first.clip.positive + first.prose.positive


@settings(max_examples=150, deadline=None)
@given(briefs)
def test_any_brief_gives_numbers_that_a_renderer_can_use(said: Brief) -> None:
    made = compile_shot(said).setup
    for beam in (made.rim, made.kicker):
        assert abs(beam.azimuth) >= 115
    for beam in (made.key, made.fill, made.rim, made.kicker):
        assert -90 < beam.elevation < 90
        assert beam.gel is None or min(beam.gel) > 0
    assert 0.27 < made.optics.distance_m < 400
    assert max(*made.backdrop.top, *made.backdrop.bottom) < 60
    assert min(*made.backdrop.top, *made.backdrop.bottom, *made.ambient) >= 0


@pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)
def test_a_plain_brief_is_one_chunk_in_every_look(each: Look) -> None:
    shot = compile_shot(
        brief(
            look=each.id,
            subject=Subject(
                age=62,
                gender="woman",
                heritage="Nigerian",
                hair="short grey afro",
                wardrobe="dark wool coat",
                emotion="calm",
                marks=("freckles",),
            ),
        )
    )
    assert " BREAK " not in shot.clip.positive
    assert each.words[0].lower() in shot.clip.positive
    assert shot.clip.positive.startswith(f"{each.camera.framing} photograph of a 62-year-old")


@pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)
def test_prose_is_three_to_six_sentences_without_negations(each: Look) -> None:
    text = compile_shot(brief(look=each.id)).prose.positive
    sentences = re.split(r"(?<=[.])\s+(?=[A-Z])", text)
    assert 3 <= len(sentences) <= 6
    assert not re.search(r"\b(?:no|not|without|never|avoid|don't)\b", text, re.IGNORECASE)


def test_the_key_names_its_side_and_where_its_shadow_falls() -> None:
    shot = compile_shot(brief(look="noir"))
    assert "from camera left, above eye level, and its shadow falls to the right" in (
        shot.prose.positive
    )
    assert "from camera left, the right side of the face in shadow" in shot.clip.positive


def test_what_is_said_survives_a_full_chunk() -> None:
    story = " ".join(f"word{n}" for n in range(60))
    text = compile_shot(brief(look="noir", story=story, mood="salty")).clip.positive
    assert " BREAK " in text
    assert "word59" in text
    assert "salty mood" in text


def test_a_phrase_longer_than_a_chunk_is_cut_at_its_words() -> None:
    chunks = fit([Phrase("alpha " * 100), Phrase("y" * 4000)])
    assert all(tokens(chunk) <= BUDGET for chunk in chunks)
    assert " ".join(chunks).split().count("alpha") == 100


def test_avoided_things_become_a_negative_and_a_wish() -> None:
    shot = compile_shot(brief(avoid=("plastic skin", "text")))
    assert shot.clip.negative == "plastic skin, text"
    assert "natural skin texture with visible pores" in shot.prose.positive
    assert "text" not in shot.prose.positive.replace("texture", "")


def test_an_unforeseen_thing_to_avoid_is_never_named() -> None:
    wishes = positives(("bagpipes", "plastic skin", "owls"))
    assert wishes == ("natural skin texture with visible pores", UNKNOWN)


def test_empty_words_are_removed_even_when_removal_joins_new_ones() -> None:
    assert plain(WORDY) == "portrait"


@pytest.mark.parametrize(
    ("lamp", "azimuths", "elevations"),
    [
        (Lamp(side="left"), (-70, -30), (20, 50)),
        (Lamp(side="right"), (30, 70), (20, 50)),
        (Lamp(side="front"), (-10, 10), (20, 50)),
        (Lamp(side="back"), (150, 180), (20, 50)),
        (Lamp(side="above"), (-10, 10), (70, 80)),
        (Lamp(side="below"), (-10, 10), (-45, -35)),
        (Lamp(side="left", height="eye"), (-70, -30), (0, 12)),
        (Lamp(side="left", height="low"), (-70, -30), (-30, -15)),
        (Lamp(side="left", height="overhead"), (-70, -30), (60, 70)),
    ],
)
def test_sides_and_heights_become_angles(
    lamp: Lamp, azimuths: tuple[float, float], elevations: tuple[float, float]
) -> None:
    key = lit(key=lamp).key
    assert azimuths[0] <= key.azimuth <= azimuths[1]
    assert elevations[0] <= key.elevation <= elevations[1]


def test_a_mirrored_key_mirrors_every_lamp() -> None:
    own, turned = lit("neon-noir"), lit("neon-noir", key=Lamp(side="right"))
    for slot in ("key", "fill", "rim", "kicker"):
        before, after = getattr(own, slot), getattr(turned, slot)
        assert after.azimuth == -before.azimuth
        assert after.elevation == before.elevation


def test_a_rim_straight_behind_stays_across_from_the_key() -> None:
    left = lit("overcast", key=Lamp(side="left"), rim=Lamp(side="back")).rim.azimuth
    right = lit("overcast", key=Lamp(side="right"), rim=Lamp(side="back")).rim.azimuth
    assert right == -left


def test_softness_is_the_size_of_the_lamp() -> None:
    hard, soft = (
        lit("window-light", key=Lamp(softness=softness)).key.diameter_m
        for softness in ("hard", "soft")
    )
    assert hard == 0.10
    assert soft == look("window-light").placing["key"].diameter_m > 0.8


def test_a_warmer_key_leaves_the_white_balance_alone() -> None:
    warm, cold = (lit("window-light", key=Lamp(kelvin=kelvin)) for kelvin in (2800, 9000))
    assert warm.white_balance == cold.white_balance == look("window-light").white_balance
    assert (warm.key.kelvin, cold.key.kelvin) == (2800, 9000)


def test_a_gel_replaces_the_kelvin_and_an_unknown_one_does_not() -> None:
    magenta = lit(key=Lamp(gel="magenta")).key.gel
    assert magenta is not None
    assert magenta[0] > magenta[2] > magenta[1]
    assert lit(key=Lamp(gel="octarine")).key.gel is None


def test_the_camera_stands_where_the_framing_asks() -> None:
    close = setup(camera=Camera(framing="close-up", focal_mm=85)).optics
    longer = setup(camera=Camera(framing="close-up", focal_mm=135)).optics
    assert close.cover_m == longer.cover_m == COVER["close-up"]
    assert longer.distance_m > 1.5 * close.distance_m
    assert close.sensor_h_mm / close.sensor_w_mm == pytest.approx(5 / 4)


def test_a_lens_too_wide_to_come_near_shows_more() -> None:
    optics = setup(camera=Camera(framing="extreme close-up", focal_mm=12)).optics
    assert optics.distance_m == 0.28
    assert optics.cover_m > COVER["extreme close-up"]


@pytest.mark.parametrize(
    ("camera", "elevation"),
    [
        (Camera(angle="low"), -14),
        (Camera(angle="eye"), 0),
        (Camera(angle="high"), 16),
        (Camera(height_m=10, framing="close-up"), 40),
        (Camera(height_m=0, framing="wide", focal_mm=200), -9),
    ],
)
def test_the_angle_is_the_camera_s_pitch(camera: Camera, elevation: float) -> None:
    assert setup(camera=camera).optics.elevation == pytest.approx(elevation, abs=1.5)


@pytest.mark.parametrize(
    ("setting", "kind"),
    [
        (Setting(place="a city street", time="night"), "lights"),
        (Setting(place="a forest"), "foliage"),
        (Setting(place="the beach"), "horizon"),
        (Setting(background="a brick wall"), "wall"),
        (Setting(background="a tall window"), "window"),
        (Setting(background="open sky"), "gradient"),
        (Setting(background="white seamless"), "gradient"),
        (Setting(background="teal"), "gradient"),
    ],
)
def test_a_place_chooses_the_kind_of_backdrop(setting: Setting, kind: str) -> None:
    assert setup(look="window-light", setting=setting).backdrop.kind == kind


def test_night_is_darker_than_noon_and_fog_is_greyer() -> None:
    noon, night, fog = (
        setup(setting=setting).backdrop.top
        for setting in (
            Setting(place="a meadow", time="noon"),
            Setting(place="a meadow", time="night"),
            Setting(place="a meadow", time="noon", weather="fog"),
        )
    )
    assert sum(night) < sum(noon) / 8
    assert max(fog) - min(fog) < max(noon) - min(noon)


def test_the_colour_of_a_backdrop_is_seen_through_the_white_balance() -> None:
    found = look("candlelight")
    red, green, blue = setup(
        look=found.id, setting=Setting(background="grey seamless")
    ).backdrop.top
    balance = rgb(found.white_balance)
    assert red / balance[0] == pytest.approx(blue / balance[2], rel=0.03)
    assert green / balance[1] == pytest.approx(blue / balance[2], rel=0.03)


def test_a_practical_that_is_said_lights_the_fourth_slot_on_the_key_s_side() -> None:
    made = setup(look="noir", light=Light(practicals=("a red neon sign",)))
    assert made.kicker.on
    assert made.kicker.azimuth < 0
    assert made.backdrop.discs >= 16
    assert not setup(look="noir").kicker.on


def test_a_borrowed_grade_brings_its_print_and_keeps_the_light() -> None:
    made = setup(look="noir", finish=Finish(grade="tintype", grain="none"))
    assert made.grade.slope == look("tintype").grade.slope
    assert made.grade.grain == 0
    assert made.key == setup(look="noir").key


def test_a_silhouette_is_exposed_for_what_is_behind() -> None:
    made = setup(look="silhouette")
    assert made.exposure < -3
    assert max(made.backdrop.bottom) * 2**made.exposure > 0.5
    assert made.rim.stops == -3


def test_numbers_are_a_function_of_the_dressed_brief() -> None:
    said = brief(look="western", setting=Setting(place="a kitchen"))
    assert numbers(dress(said)) == compile_shot(said).setup


def test_what_cannot_be_built_is_a_sentence() -> None:
    with pytest.raises(OpticsError, match="No sensor is called"):
        setup(camera=Camera(sensor="potato"))
    with pytest.raises(UseError, match="stay between"):
        setup(aspect="1:20")
