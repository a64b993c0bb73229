"""Recognises what a face carries: subject.marks, each in the person's own words."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import leftwards

_PATH = "subject.marks"
_MORE = "appearance.marks.more"
_SMUDGED = re.compile(r" (?:smudged|smeared|running|streaked|streaming|run)\b(?! (?:a|the|to)\b)")
_WHOSE = "(?:his|her|their|the)"
_OF = re.compile(r" of (?:an? |the )?[a-z]+\b")
_AT = (
    "on|across|over|through|along|above|under|below|beneath|down|up|near|by|around|of|in|from|to"
    "|at|behind|between"
)


def read_marks(page: Page) -> None:
    """Scars, glasses, beards, freckles, skin, eyes; each with its adjectives and its place."""
    for pattern in (_smeared(), _described()):
        for match in page.search(pattern):
            page.add(_PATH, page.quote(*match.span()), *match.span())
    for match in page.find(vocabulary("appearance.marks.heads")):
        if page.free(*page.span(match.first, match.last)):
            _mark(page, match)
    for match in page.find(vocabulary("appearance.marks.alone")):
        page.add(_PATH, match.meant, *page.span(match.first, match.last))


def _mark(page: Page, match: Match) -> None:
    head = page.tokens[match.last].low
    first = leftwards(page, match.first, across=words("appearance.hair.words.adjectives"))
    if not _is_mark(page, head, first, match.last):
        return
    start, end = page.span(first, match.last)
    for pattern in (_SMUDGED, _OF, _place()):
        place = pattern.match(page.low, end)
        if place and head not in words(f"{_MORE}.no_place_after") and page.free(*place.span()):
            end = place.end()
    page.add(_PATH, page.quote(start, end), start, end)


def _is_mark(page: Page, head: str, first: int, last: int) -> bool:
    """Whether a word says something: "eyes" alone does not, nor "left eye", nor "eyes closed"."""
    if head in words("appearance.marks.needs_words") and first == last:
        return False
    described = {token.low for token in page.tokens[first:last]}
    if head == "eyes" and described and described <= _feelings():
        return False  # "sad eyes" are a feeling
    if head == "eye" and described <= words(f"{_MORE}.which"):
        return False
    return head != "eyes" or not _eyes_do().match(page.low, page.tokens[last].end)


@cache
def _feelings() -> frozenset[str]:
    found = vocabulary("feeling.emotion.words").entries
    return frozenset(words[0] for words in found if len(words) == 1) | {"and"}


@cache
def _place() -> re.Pattern[str]:
    """As in "running down his right cheek", "over the bridge of her nose"."""
    lead = r"(?: (?:running|cutting|slashed|faded))?"
    whose = r"(?: (?:the|his|her|their|one|each|both|a|an))?"
    which = r"(?: (?:left|right|upper|lower|entire|whole|side|full))?"
    drawn = rf"(?: of)?(?: {_WHOSE})?(?: (?:{either(f'{_MORE}.drawn')}))?(?: of)?(?: {_WHOSE})?"
    return re.compile(
        rf"{lead}(?:,? (?:{_AT}){whose}{which}{drawn} (?:{either(f'{_MORE}.body')})\b)+"
    )


@cache
def _smeared() -> re.Pattern[str]:
    """As in "streaks of soot on his face", "clay on her hands"."""
    return re.compile(
        r"\b(?:(?:smears|streaks|smudges|traces|beads|spots|drops|a smear|a streak|a smudge) of )?"
        rf"(?:{either(f'{_MORE}.smeared')})\b(?: \w+ed| running)? "
        r"(?:on|across|over|down|under|in|around|dripping down|running down) "
        rf"{_WHOSE} (?:left |right )?"
        rf"(?:{either(f'{_MORE}.body')}|fingers|fingernails|nails|beard|eyelashes|lashes)\b"
    )


@cache
def _described() -> re.Pattern[str]:
    """As in "a weathered, deeply lined face"."""
    words_for = either("appearance.marks.described_face")
    return re.compile(
        rf"\b(?:(?:deeply |heavily |slightly )?(?:{words_for})(?:,| and|,? but)? )+"
        rf"(?:{either(f'{_MORE}.describable')})\b"
    )


@cache
def _eyes_do() -> re.Pattern[str]:
    return re.compile(rf" (?:{either(f'{_MORE}.eyes_do')})\b")
