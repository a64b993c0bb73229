"""The lint: each rule on what it must find and must not, and every fix tried."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from prompts.brief import Brief, Setting
from prompts.forms import load
from prompts.lint import Advice, LintError, Swap, lint, lint_text, mend, mend_text
from prompts.linting.advice import LABEL, short
from prompts.looks import Look, dress, looks

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
KEYED = {"key": {"side": "left"}}


def brief(**said: Any) -> Brief:
    return Brief.model_validate({"subject": {}, "light": KEYED} | said)


def lit(**lamps: Any) -> Brief:
    return brief(light={"key": {"side": "left"} | lamps.pop("key", {}), **lamps})


def key(advice: Advice) -> tuple[str, str, str]:
    return advice.rule, advice.path, advice.words.lower()


# What is wrong, the rule that must say so, and a path with its value after the fix.
WRONG = [
    (brief(light={}), "missing-key", "light.key.side", "left"),
    (brief(light={"fill": {"side": "left"}}), "missing-key", "light.key.side", "right"),
    (lit(fill={"side": "left"}), "same-side", "light.fill.side", "right"),
    (lit(fill={"stops": -2}), "bright-fill", "light.fill.stops", 2),
    (lit(key={"gel": "magenta", "kelvin": 3200}), "gel-and-kelvin", "light.key.kelvin", None),
    (lit(rim={"gel": "cyan", "kelvin": 9000}), "gel-and-kelvin", "light.rim.kelvin", None),
    (lit(key={"side": "below", "height": "high"}), "height-against-side", "light.key.height", None),
    (lit(rim={"side": "front"}), "front-rim", "light.rim.side", "back"),
    (
        lit(key={"softness": "hard"}).model_copy(update={"setting": Setting(weather="thick fog")}),
        "hard-under-cloud", "light.key.softness", "soft",
    ),
    (
        brief(light={"key": {"side": "left", "height": "low"}}, setting={"time": "noon"}),
        "low-noon", "light.key.height", "high",
    ),
    (brief(setting={"time": "golden hour", "weather": "overcast"}), "sunless-hour",
     "setting.weather", "clear"),
    (
        lit(key={"kelvin": 5600}, practicals=["a single candle"]),
        "cold-candle", "light.key.kelvin", 1900,
    ),
    (brief(look="golden-hour", setting={"time": "night"}), "against-look", "setting.time",
     "golden hour"),
    (brief(look="moonlight", setting={"time": "noon"}), "against-look", "setting.time", "night"),
    (lit(key={"kelvin": 2800}) .model_copy(update={"look": "moonlight"}), "against-look",
     "light.key.kelvin", 7000),
    (lit(key={"side": "front"}).model_copy(update={"look": "silhouette"}), "against-look",
     "light.key.side", "back"),
    (lit(key={"side": "back"}).model_copy(update={"look": "rembrandt"}), "against-look",
     "light.key.side", "left"),
    (lit(fill={"stops": 5}).model_copy(update={"look": "high-key"}), "against-look",
     "light.fill.stops", 1),
    (lit(fill={"stops": 0}).model_copy(update={"look": "noir"}), "against-look",
     "light.fill.stops", 4),
    (lit(key={"softness": "hard"}).model_copy(update={"look": "overcast"}), "against-look",
     "light.key.softness", "soft"),
    (brief(look="noire"), "unknown-look", "look", "noir"),
    (brief(finish={"grade": "noire"}), "unknown-look", "finish.grade", "noir"),
    (brief(camera={"sensor": "potato"}), "unknown-sensor", "camera.sensor", "full frame"),
    (
        brief(camera={"focal_mm": 24, "aperture": 8, "framing": "medium"},
              setting={"background": "melting bokeh lights"}),
        "lens-melts", "camera.focal_mm", 85,
    ),
    (brief(camera={"focal_mm": 16, "aperture": 4, "framing": "close-up"}), "lens-looms",
     "camera.focal_mm", 85),
    (brief(camera={"focal_mm": 200, "aperture": 1.4, "framing": "extreme close-up"}),
     "lens-one-eye", "camera.aperture", 2.8),
    (brief(camera={"focal_mm": 400, "aperture": 4, "framing": "wide"}), "lens-far-away",
     "camera.focal_mm", 85),
    (brief(subject={"marks": ["scar", "freckles", "glasses", "beard", "tattoo"]}),
     "too-many-ideas", "subject.marks", ("scar", "freckles", "glasses")),
    (lit(practicals=["neon sign", "lamp", "tv", "fire"]), "too-many-ideas", "light.practicals",
     ("neon sign", "lamp", "tv")),
    (brief(story="She has come home. " + "There was much before it. " * 8), "long-story", "story",
     "She has come home. " + " ".join(["There was much before it."] * 5)),
    (brief(story="and then " * 40), "long-story", "story", " ".join(["and then"] * 15)),
    (brief(mood="joyful, melancholy, furious"), "cancelling-moods", "mood", "joyful"),
    (brief(subject={"emotion": "serene and terrified"}), "cancelling-moods", "subject.emotion",
     "serene"),
    (brief(setting={"place": "a beach, a bar and a subway"}), "many-places", "setting.place",
     "a beach"),
    (brief(notes=["looks like Scarlett Johansson", "rain"]), "real-person", "notes", ("rain",)),
    (brief(story="Brad Pitt waits"), "real-person", "story", "an invented person waits"),
    (brief(subject={"hair": "hair like Taylor Swift"}), "real-person", "subject.hair",
     "hair like an invented person"),
    (brief(subject={"wardrobe": "a Nike hoodie"}), "brand", "subject.wardrobe",
     "a sportswear hoodie"),
    (lit(practicals=["Coca-Cola sign"]), "brand", "light.practicals", ("soda sign",)),
    (brief(notes=["cinematic lighting"]), "empty-words", "notes", ()),
    (brief(mood="epic, quiet"), "empty-words", "camera.angle", "low"),
    (brief(notes=["8k"]), "empty-words", "camera.aperture", 4),
    (brief(notes=["hyperrealistic"]), "empty-words", "subject.marks", ("visible pores",)),
    (brief(subject={"hair": "beautiful long hair"}), "empty-words", "subject.hair", "long hair"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "rule", "path", "after"), WRONG)
def test_one_tap_mends_what_the_rule_finds(
    wrong: Brief, rule: str, path: str, after: object
) -> None:
    found = next(each for each in lint(wrong) if each.rule == rule)
    assert found.fix
    assert found.why.endswith((".", "?"))
    mended = mend(wrong, found)
    value: object = mended
    for name in path.split("."):
        value = getattr(value, name)
    assert value == after
    assert {key(each) for each in lint(mended)} <= {key(e) for e in lint(wrong)} - {key(found)}


@pytest.mark.parametrize("look", looks(), ids=lambda look: look.id)
def test_no_look_contradicts_itself(look: Look) -> None:
    named = Brief.model_validate({"subject": {}, "look": look.id})
    assert lint(named) == ()
    assert [each for each in lint(dress(named).brief) if each.level == "error"] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_example_has_an_error(path: Path) -> None:
    assert [each for each in lint(load(path)) if each.level == "error"] == []


@pytest.mark.parametrize(
    "good",
    [
        lit(key={"softness": "soft"}, fill={"side": "right", "stops": 2}, rim={"stops": -1}),
        brief(setting={"time": "noon"}, light={"key": {"side": "above", "softness": "hard"}}),
        brief(
            setting={"weather": "fog", "time": "night"},
            light={"key": {"side": "back", "softness": "hard"}},
        ),
        brief(
            setting={"place": "a bar", "weather": "rain"},
            light={"key": {"side": "left", "softness": "hard"}},
        ),
        lit(key={"kelvin": 5600, "side": "left"}, practicals=["candle"]).model_copy(
            update={"notes": ("cold window behind",)}
        ),
        lit(key={"kelvin": 1900}, practicals=["candle"]),
        brief(light={"key": {"height": "overhead"}}),
        brief(look="noir", light={}),
        brief(look="golden-hour", setting={"time": "dusk"}),
        brief(mood="quiet, watchful, a little sad"),
        brief(setting={"place": "a bar by the station in Paris, France"}),
        brief(subject={"emotion": "holding back tears"}),
        brief(story="She reads the letter again, and this time she believes it."),
        brief(avoid=["beautiful", "Nike logo", "text"]),
        brief(notes=["like Gordon Parks", "in the style of Frida Kahlo", "shot by Saul Leiter"]),
        brief(notes=["4K HMI through the window", "Leica glass", "Kodak Portra 400"]),
        brief(character="Marilyn Monroe"),
        brief(camera={"focal_mm": 85, "aperture": 1.8}, setting={"background": "blurred lights"}),
    ],
)
def test_a_good_brief_is_left_alone(good: Brief) -> None:
    assert lint(good) == ()


PEOPLE = [
    (
        "a woman who looks like Scarlett Johansson in a red coat, key left",
        "a woman in a red coat, key left",
    ),
    ("portrait of taylor swift, key left", "portrait of an invented person, key left"),
    ("a man resembling an older Tom Hanks, key left", "a man, key left"),
    ("Brad Pitt's face, key left", "an invented person's face, key left"),
    ("an old man in the likeness of John Smithson, key left", "an old man, key left"),
    ("a woman dressed as Marie Dupont, key left", "a woman, key left"),
    ("she looks like Annie Leibovitz, key left", "she, key left"),
    ("the spitting image of Piet van der Berg, key left", "key left"),
    ("a dead ringer for Elvis Presley, key left", "key left"),
    ("Beyoncé on a roof, key left", "an invented person on a roof, key left"),
]


@pytest.mark.parametrize(("text", "after"), PEOPLE)
def test_a_real_name_goes_and_the_rest_of_the_sentence_stays(text: str, after: str) -> None:
    found = next(each for each in lint_text(text) if each.rule == "real-person")
    assert found.level == "error"
    assert mend_text(text, found) == after


@pytest.mark.parametrize(
    "text",
    [
        "like Roger Deakins, key left",
        "in the style of Annie Leibovitz, key left",
        "make it look like Edward Hopper, key left",
        "Wong Kar-wai's light, key left",
        "lit by Gordon Willis, key left",
        "she looks like Lady Macbeth, key left",
        "an actor as Sherlock Holmes, key left",
        "portrait of New York, key left",
        "it looks like Film Noir, key left",
        "Rembrandt, key left",
        "more like Vermeer, key left",
        "a Leica on her lap, key left",
        "portrait of a middle-aged East Asian woman, key left",
        "he looks like an Old Testament prophet, key left",
        "portrait of a young Papua New Guinean dancer, key left",
        "an apple and a jaguar, key left",
        "two people converse, key left",
        "a perfect stranger, key left",
    ],
)
def test_styles_roles_and_plain_words_are_no_names_and_no_brands(text: str) -> None:
    assert lint_text(text) == ()


WORDS = [
    ("a hyperrealistic masterpiece of a woman, key left", "hyperrealistic",
     "a masterpiece of a woman, key left, visible pores and fine facial hair"),
    ("a masterpiece of an old man, key left", "masterpiece",
     "an old man, key left, fill two stops under the key"),
    ("An epic portrait. Key left.", "epic", "A portrait. Key left. Low camera angle."),
    ("a stunning, beautiful woman, key left", "stunning",
     "a beautiful woman, key left, thin rim light from behind"),
    ("(masterpiece:1.2), a man, key left", "masterpiece",
     "a man, key left, fill two stops under the key"),
    ("cinematic lighting", "cinematic lighting",
     "hard key from camera left, fill three stops under"),
    ("cinematic lighting, key from camera right", "cinematic lighting", "key from camera right"),
    ("an Adidas hoodie, key left", "Adidas", "a sportswear hoodie, key left"),
    ("Ray-Ban sunglasses, key left", "Ray-Ban", "sunglasses, key left"),
    ("a man at dusk", "no key direction", "a man at dusk, key from camera left"),
    ("A man at dusk.", "no key direction", "A man at dusk. Key from camera left."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "after"), WORDS)
def test_a_fix_of_words_leaves_good_english(text: str, words: str, after: str) -> None:
    found = next(each for each in lint_text(text) if each.words == words)
    assert mend_text(text, found) == after


ALL_TEXTS = [text for text, *_ in (*PEOPLE, *WORDS)]


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_every_fix_of_a_text_ends_its_advice_and_starts_none(text: str) -> None:
    found = lint_text(text)
    for each in found:
        left = {key(other) for other in lint_text(mend_text(text, each))}
        assert left <= {key(other) for other in found} - {key(each)}


SIDES = st.sampled_from([None, "left", "right", "front", "back", "above", "below"])
LAMPS = st.fixed_dictionaries(
    {},
    optional={
        "side": SIDES,
        "height": st.sampled_from(["low", "eye", "high", "overhead"]),
        "kelvin": st.sampled_from([1900, 3200, 5600, 9000]),
        "gel": st.sampled_from(["magenta", "cyan"]),
        "softness": st.sampled_from(["hard", "soft"]),
        "stops": st.sampled_from([-2, 0, 1, 2.5, 5]),
    },
)
FRAGMENTS = st.sampled_from(
    ["a woman", "8k", "cinematic lighting", "epic", "joyful", "melancholy", "overcast", "candle",
     "looks like Brad Pitt", "a Nike hoodie", "bokeh", "deep focus", "beautiful", "a beach",
     "a bar",
     "and", "perfect", "masterpiece", "of a", "unreal", "engine", "Rolex", "as Marie Dupont"]
)  # fmt: skip
PHRASES = st.lists(FRAGMENTS, min_size=1, max_size=4).map(" ".join)
BRIEFS = st.fixed_dictionaries(
    {
        "subject": st.fixed_dictionaries(
            {},
            optional={"hair": PHRASES, "emotion": PHRASES, "marks": st.lists(PHRASES, max_size=5)},
        ),
        "setting": st.fixed_dictionaries(
            {},
            optional={
                "time": st.sampled_from(["noon", "night", "golden hour", "dusk"]),
                "weather": PHRASES,
                "background": PHRASES,
                "place": PHRASES,
            },
        ),
        "light": st.fixed_dictionaries(
            {},
            optional={"key": LAMPS, "fill": LAMPS, "rim": LAMPS, "practicals": st.lists(PHRASES)},
        ),
        "camera": st.fixed_dictionaries(
            {},
            optional={
                "focal_mm": st.sampled_from([14, 24, 50, 85, 400]),
                "aperture": st.sampled_from([1.2, 2.8, 8, 16]),
                "framing": st.sampled_from(["extreme close-up", "close-up", "wide"]),
                "sensor": st.sampled_from(["super 35", "potato"]),
            },
        ),
    },
    optional={
        "look": st.sampled_from([*(look.id for look in looks()), "noire"]),
        "mood": PHRASES,
        "story": PHRASES,
        "notes": st.lists(PHRASES, max_size=3),
    },
).map(Brief.model_validate)


@settings(max_examples=30, deadline=None)
@given(BRIEFS)
def test_every_fix_of_a_brief_ends_its_advice_and_starts_none(one: Brief) -> None:
    found = lint(one)
    keys = {key(each) for each in found}
    for each in found:
        if each.fix:
            assert {key(other) for other in lint(mend(one, each))} <= keys - {key(each)}
        else:
            assert each.patch == {}


@settings(max_examples=25, deadline=None)
@given(BRIEFS)
def test_tapping_every_fix_in_turn_comes_to_an_end(one: Brief) -> None:
    for _ in range(len(lint(one)) + 1):
        fixable = [each for each in lint(one) if each.fix]
        if not fixable:
            break
        one = mend(one, fixable[0])
    assert [each for each in lint(one) if each.fix] == []


def test_words_that_ask_for_both_sharp_and_blurred_are_reported_without_a_fix() -> None:
    one = brief(
        camera={"focal_mm": 24, "aperture": 8, "framing": "medium"},
        notes=["blurred background", "deep focus"],
    )
    assert [(each.rule, each.fix) for each in lint(one)] == [("lens-melts", "")]


def test_advice_survives_the_wire() -> None:
    wire = TypeAdapter(tuple[Advice, ...])
    for found in (lint(WRONG[0][0]), lint_text("an epic portrait")):
        assert wire.validate_json(wire.dump_json(found)) == found


def test_advice_is_closed() -> None:
    with pytest.raises(ValidationError):
        Advice.model_validate({**lint(WRONG[0][0])[0].model_dump(), "colour": "red"})


def test_every_label_fits_its_button() -> None:
    assert short("x" * 60) == "x" * 60
    assert len(short("a word " * 20)) <= LABEL


def test_a_fix_for_the_wrong_thing_is_a_sentence() -> None:
    of_text = lint_text("an epic portrait, key left")[0]
    of_brief = lint(WRONG[0][0])[0]
    stale = of_brief.model_copy(update={"patch": {"light.lamp.side": "left"}})
    bad = of_brief.model_copy(update={"patch": {"light.key.side": "north"}})
    gone = of_text.model_copy(update={"patch": Swap(find="not there")})
    for call in (
        lambda: mend(WRONG[0][0], of_text),
        lambda: mend_text("a man", of_brief),
        lambda: mend(WRONG[0][0], stale),
        lambda: mend(WRONG[0][0], bad),
        lambda: mend_text("a man", gone),
        lambda: lint_text("  "),
    ):
        with pytest.raises(LintError, match=r"\.$"):
            call()


def test_a_minor_is_refused_before_anything_is_checked() -> None:
    with pytest.raises(ValueError, match="adults only"):
        lint_text("a stunning toddler")
