"""Reading any text at all: it never breaks, never depends on luck, and never loses a word."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prompts.brief import Brief
from prompts.intake import LONGEST, Reading, ReadingError, RefusalError, read
from prompts.lexicon import listed
from prompts.reading.lampwords import lamp_nouns

SENTENCES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("dev_sentences.toml").read_text()
)["sentence"]
WORDS = sorted({word for each in SENTENCES for word in each["text"].split()})
BASE = read("woman, 40, round glasses, red coat, hard key from the left at 3200K, noir").brief


def named(sentence: dict[str, Any]) -> str:
    return str(sentence["text"])[:48]


salads = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
texts = st.one_of(
    salads,
    st.text(max_size=200),
    st.text(alphabet="ab ,.;:'-/0129KfF\n&é\u2019\u201c", max_size=120),
)


def reading(text: str, onto: Brief | None = None) -> Reading | None:
    try:
        return read(text, onto)
    except (ReadingError, RefusalError):
        return None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_text_gives_a_valid_brief_or_a_sentence(text: str) -> None:
    for onto in (None, BASE):
        found = reading(text, onto)
        if found:
            assert Brief.model_validate(found.brief.model_dump()) == found.brief
            assert Brief.model_validate_json(found.brief.model_dump_json()) == found.brief


@settings(max_examples=60, deadline=None)
@given(texts)
def test_the_same_text_reads_the_same(text: str) -> None:
    assert reading(text) == reading(text)


@settings(max_examples=60, deadline=None)
@given(salads)
def test_every_unknown_phrase_is_in_the_text_and_in_the_notes(text: str) -> None:
    found = reading(text)
    if found:
        assert set(found.unknown) <= set(found.brief.notes)
        assert all(phrase in " ".join(text.split()) for phrase in found.unknown)


@pytest.mark.parametrize("sentence", SENTENCES, ids=named)
def test_reading_a_brief_again_onto_itself_changes_nothing(sentence: dict[str, Any]) -> None:
    if "onto" in sentence:
        return
    brief = read(sentence["text"]).brief

    assert read(sentence["text"], brief).brief == brief


SMALL = {
    word
    for path in ("words.determiners", "words.prepositions", "words.others", "words.filler")
    for word in listed(path)
}


@pytest.mark.parametrize("sentence", SENTENCES, ids=named)
def test_no_word_of_weight_is_lost(sentence: dict[str, Any]) -> None:
    before = read(sentence["onto"]).brief if "onto" in sentence else None
    found = read(sentence["text"], before)

    kept = " ".join(
        chain(
            (each.words for each in found.why),
            (each.words for each in found.removed),
            found.brief.notes,
        )
    )
    said = set(re.findall(r"[a-z]+", sentence["text"].lower()))
    lost = said - set(re.findall(r"[a-z]+", kept.lower())) - SMALL - lamp_nouns()
    assert not lost


@pytest.mark.parametrize(
    "text",
    ["a " * 2000, ", " * 2000, "no " * 1333, "key left and " * 307, "x" * LONGEST, "in the " * 571],
)
def test_a_long_text_is_read(text: str) -> None:
    assert read(text[:LONGEST]).brief.version == 1
