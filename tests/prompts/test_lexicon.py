"""The lexicon: every file loads, its words can be found, its looks exist."""

import subprocess
import sys
from importlib import resources

import pytest

from prompts.brief import Brief, Camera, Lamp, Setting, Subject
from prompts.lexicon import either, listed, singular, split, vocabulary, words
from prompts.looks import looks
from prompts.optics import sensor

FILES = sorted(
    file.name.removesuffix(".toml")
    for file in (resources.files("prompts") / "lexicon").iterdir()
    if file.name.endswith(".toml")
)


@pytest.mark.parametrize(
    "path", ["camera.framing", "setting.time", "people.gender", "aliases.look"]
)
def test_a_table_knows_its_own_names_and_synonyms(path: str) -> None:
    found = vocabulary(path)

    assert found.longest >= 2
    assert all(words in found.entries for words in map(split, found.entries.values()))


def test_every_alias_names_a_look_that_exists() -> None:
    assert set(vocabulary("aliases.look").entries.values()) <= {look.id for look in looks()}


def test_every_look_can_be_named() -> None:
    assert {look.id for look in looks()} <= set(vocabulary("aliases.look").entries.values())


def test_every_value_of_a_closed_field_is_one_that_a_brief_can_hold() -> None:
    for framing in vocabulary("camera.framing").entries.values():
        Camera.model_validate({"framing": framing})
    for angle in vocabulary("camera.angle").entries.values():
        Camera.model_validate({"angle": angle})
    for time in vocabulary("setting.time").entries.values():
        Setting.model_validate({"time": time})
    for softness in vocabulary("camera.softness").entries.values():
        Lamp.model_validate({"softness": softness})
    for aspect in vocabulary("camera.aspect").entries.values():
        Brief(subject=Subject(), aspect=aspect)
    for name in vocabulary("camera.sensor").entries.values():
        assert sensor(name)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("candles", "candle"), ("brushes", "brush"), ("scarves", "scarf"), ("dress", "dress"),
        ("gas", "gas"), ("braids", "braid"), ("ladies", "lady"), ("glasses", "glass"),
    ],
)  # fmt: skip
def test_a_plural_finds_its_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_a_list_becomes_alternatives_with_the_longest_first() -> None:
    assert either("camera.lamp.soft_by_nature").split("|")[0] == "umbrella[ -]light"


@pytest.mark.parametrize("path", ["nowhere.at.all", "camera.nothing", "camera.lamp.nothing"])
def test_a_missing_list_is_a_sentence(path: str) -> None:
    for look_up in (vocabulary, listed, words):
        with pytest.raises(LookupError, match="The lexicon has no"):
            look_up(path)


def test_the_lexicon_has_its_files() -> None:
    assert {"adults", "aliases", "camera", "people", "setting", "words"} <= set(FILES)


def test_importing_the_reader_reads_no_lexicon_and_no_heavy_library() -> None:
    code = (
        "import sys, prompts.intake; from prompts.lexicon import vocabulary; "
        "assert vocabulary.cache_info().currsize == 0; "
        "assert not {'numpy', 'torch', 'PIL', 'cv2', 'mitsuba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
