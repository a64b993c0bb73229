"""Every look is whole and sane, and dresses a brief without contradicting it."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from prompts import colours
from prompts.brief import (
    Brief,
    Camera,
    Finish,
    Lamp,
    Light,
    Setting,
    Subject,
)
from prompts.looks import MIRROR, Look, LookError, dress, look, look_of, looks

REQUIRED = {
    "noir", "neon-noir", "golden-hour", "high-key", "rembrandt", "candlelight", "overcast",
    "moonlight", "tungsten", "silhouette", "bleach-bypass", "three-strip", "winter-blue",
    "western", "fluorescent", "underlit", "low-key", "window-light", "tintype", "studio-beauty",
    "teal-orange",
}  # fmt: skip
SIDES = ("left", "right", "front", "back", "above", "below")
every_look = pytest.mark.parametrize("each", looks(), ids=lambda each: each.id)


def brief(**said: Any) -> Brief:
    return Brief(subject=Subject(), **said)


def test_all_looks_are_there() -> None:
    assert {each.id for each in looks()} == REQUIRED


@every_look
def test_a_look_says_everything(each: Look) -> None:
    for lamp in (each.light.key, each.light.fill, each.light.rim):
        assert lamp.side
        assert lamp.height
        assert lamp.softness
        assert lamp.stops is not None
        assert lamp.kelvin or colours.gel(lamp.gel or "")
    for name in ("framing", "focal_mm", "aperture", "sensor", "angle"):
        assert getattr(each.camera, name) is not None
    assert each.finish.grain
    assert each.finish.halation
    assert each.good_for
    assert len(each.words) >= 3
    assert len(each.palette) >= 4
    assert {"key", "fill", "rim"} <= set(each.placing)
    assert ("kicker" in each.placing) == (each.kicker is not None)


@every_look
def test_a_look_could_be_built_on_a_stage(each: Look) -> None:
    assert each.light.key.stops == 0
    assert 0 < (each.light.fill.stops or 0) <= 6
    assert -3 <= (each.light.rim.stops or 0) <= 4
    for lamp in (each.light.key, each.light.fill, each.light.rim):
        assert lamp.kelvin is None or 1800 <= lamp.kelvin <= 10000
    assert 2500 <= each.white_balance <= 6500
    assert max(each.ambient) <= 0.3
    assert 0.75 <= each.grade.contrast <= 1.4
    assert all(0.7 <= slope <= 1.3 for slope in each.grade.slope)
    assert abs(each.exposure) <= 4
    assert colours.luminance(each.backdrop.top) * 2**each.exposure <= 1.6


@every_look
def test_lamps_stand_where_their_side_says(each: Look) -> None:
    for slot in ("key", "fill", "rim"):
        side, azimuth = getattr(each.light, slot).side, each.placing[slot].azimuth
        if side == "left":
            assert azimuth < 0
        if side == "right":
            assert azimuth > 0
    for slot, placing in each.placing.items():
        if slot in ("rim", "kicker"):
            assert abs(placing.azimuth) >= 115, "it would light the front of the face"


@every_look
def test_hard_lamps_are_small_and_soft_ones_large(each: Look) -> None:
    key = each.placing["key"]
    spread = key.diameter_m / key.distance_m
    assert spread < 0.25 if each.light.key.softness == "hard" else spread >= 0.2


@every_look
def test_the_words_of_a_look_say_no_side(each: Look) -> None:
    spoken = " ".join((*each.words, each.prose, each.setting.background or "")).lower().split()
    assert not {"left", "right"} & set(spoken)


@every_look
def test_swatches_are_named_as_they_look(each: Look) -> None:
    for swatch in each.palette:
        word = swatch.split(" #")[0]
        assert word in colours.WORDS


def test_an_unknown_look_names_the_nearest() -> None:
    with pytest.raises(LookError, match="Did you mean noir"):
        look("nior")
    with pytest.raises(LookError, match="Choose from bleach-bypass"):
        look("zzzzzz")
    with pytest.raises(LookError):
        dress(brief(finish=Finish(grade="sepia-dream")))


def test_a_look_with_a_mistake_is_refused() -> None:
    source = files("prompts").joinpath("looks", "noir.toml").read_text(encoding="utf-8")
    data = tomllib.loads(source) | {"id": "noir"}
    with pytest.raises(ValidationError, match="write a swatch"):
        Look.model_validate(data | {"palette": ["black"]})
    with pytest.raises(ValidationError, match="extra"):
        Look.model_validate(data | {"sparkle": 1})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (brief(), "window-light"),
        (brief(look="noir"), "noir"),
        (brief(setting=Setting(time="golden hour")), "golden-hour"),
        (brief(setting=Setting(time="night")), "low-key"),
        (brief(setting=Setting(weather="heavy snow")), "winter-blue"),
        (brief(setting=Setting(weather="overcast")), "overcast"),
        (brief(light=Light(practicals=("a candle",))), "candlelight"),
        (brief(look="noir", setting=Setting(time="golden hour")), "noir"),
    ],
)
def test_a_brief_without_a_look_is_dressed_by_its_light(said: Brief, expected: str) -> None:
    assert look_of(said).id == expected
    dressed = dress(said)
    assert dressed.brief.look == said.look
    assert dressed.origins["look"] == ("said" if said.look else "look")


@pytest.mark.parametrize("name", ["noir", "rembrandt", "western", "tungsten", "window-light"])
def test_moving_the_key_mirrors_the_fill_and_the_rim(name: str) -> None:
    own = look(name).light
    key = Lamp(side=MIRROR[own.key.side or "front"])
    moved = dress(brief(look=name, light=Light(key=key))).brief
    assert moved.light.fill.side == MIRROR[own.fill.side or "front"]
    assert moved.light.rim.side == MIRROR[own.rim.side or "front"]


def test_a_fill_that_is_said_stays_and_sends_the_key_across() -> None:
    light = dress(brief(look="noir", light=Light(fill=Lamp(side="left")))).brief.light
    assert (light.key.side, light.fill.side, light.rim.side) == ("right", "left", "left")


def test_a_key_and_a_fill_that_are_both_said_both_stay() -> None:
    said = Light(key=Lamp(side="left"), fill=Lamp(side="left"))
    light = dress(brief(look="noir", light=said)).brief.light
    assert (light.key.side, light.fill.side) == ("left", "left")


def test_a_lateral_key_under_a_frontal_look_keeps_the_fill_across() -> None:
    light = dress(brief(look="high-key", light=Light(key=Lamp(side="right")))).brief.light
    assert light.fill.side == "left"


def test_kelvin_silences_a_gel_and_a_gel_kelvin() -> None:
    warm = dress(brief(look="neon-noir", light=Light(key=Lamp(kelvin=3200)))).brief.light.key
    assert (warm.kelvin, warm.gel) == (3200, None)
    red = dress(brief(look="noir", light=Light(key=Lamp(gel="red")))).brief.light.key
    assert (red.kelvin, red.gel) == (None, "red")


def test_a_place_that_is_said_drops_the_look_s_own_background() -> None:
    setting = dress(brief(look="western", setting=Setting(place="a kitchen"))).brief.setting
    assert setting.background is None
    assert dress(brief(look="western")).brief.setting.background


def test_origins_tell_who_decided() -> None:
    said = brief(
        look="noir",
        light=Light(key=Lamp(side="left")),
        use="poster",
        camera=Camera(focal_mm=50),
    )
    origins = dress(said).origins
    expected = {
        "light.key.side": "said",
        "light.key.kelvin": "look",
        "light.fill.stops": "look",
        "camera.focal_mm": "said",
        "camera.aperture": "look",
        "setting.place": "look",
        "subject.heritage": "model",
        "subject.wardrobe": "model",
        "story": "model",
        "aspect": "said",
        "finish.grade": "look",
        "look": "said",
        "avoid": "look",
    }
    assert {path: origins[path] for path in expected} == expected


lamps = st.builds(
    Lamp,
    side=st.none() | st.sampled_from(SIDES),
    height=st.none() | st.sampled_from(["low", "eye", "high", "overhead"]),
    kelvin=st.none() | st.integers(1000, 20000),
    gel=st.none() | st.sampled_from(["magenta", "teal", "no such colour"]),
    softness=st.none() | st.sampled_from(["hard", "soft"]),
    stops=st.none() | st.floats(-3, 12),
)
briefs = st.builds(
    Brief,
    subject=st.just(Subject()),
    look=st.none() | st.sampled_from(sorted(REQUIRED)),
    light=st.builds(Light, key=lamps, fill=lamps, rim=lamps),
    setting=st.builds(
        Setting,
        place=st.none() | st.just("a kitchen"),
        time=st.none() | st.sampled_from(["noon", "golden hour", "night", "blue hour"]),
        weather=st.none() | st.sampled_from(["snow", "rain", "overcast"]),
    ),
)


@given(briefs)
def test_what_is_said_is_never_changed(said: Brief) -> None:
    dressed = dress(said)
    assert (
        said.model_dump(exclude_none=True, exclude_defaults=True).items()
        <= {
            name: _as_said(value, dressed.brief.model_dump()[name])
            for name, value in said.model_dump(exclude_none=True, exclude_defaults=True).items()
        }.items()
    )


def _as_said(said: Any, dressed: Any) -> Any:
    """The dressed value, without what was not said."""
    if isinstance(said, dict):
        return {name: _as_said(value, dressed[name]) for name, value in said.items()}
    return dressed


@given(briefs)
def test_dressing_twice_changes_nothing(said: Brief) -> None:
    once = dress(said).brief
    assert dress(once).brief == once
    assert look_of(once) == look_of(said)
