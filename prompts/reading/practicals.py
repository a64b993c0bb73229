"""Recognises the lamps that are seen in the picture: light.practicals."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import leftwards, trim

_WORD = re.compile(r"\bpracticals?\b(?: lights?| lamps?)?\s*(?:is|are|:|=)?")
_AROUND = 24  # letters in which a weak lamp must be said to be lit


def read_practicals(page: Page) -> None:
    """Neon signs, candles, desk lamps; a laptop only where it glows."""
    for match in page.find(vocabulary("setting.practical.heads")):
        start, end = page.span(match.first, match.last)
        if not page.free(start, end) or _names_a_place(page, match):
            continue
        stands = _stands().match(page.low, end)
        stop = stands.end() if stands and page.free(end, stands.end()) else end
        if _is_weak(page, match) and not _lit().search(
            page.low, max(0, start - _AROUND), stop + len(" glow")
        ):
            continue
        colours = words("appearance.wardrobe.colours")
        first, _ = trim(page, leftwards(page, match.first, 4, across=colours), match.first)
        phrase = page.phrase(first, match.last)
        page.add("light.practicals", phrase, page.tokens[first].start, stop)
    if page.value("light.practicals"):
        for match in page.search(_WORD):
            page.take(*match.span())


def _names_a_place(page: Page, match: Match) -> bool:
    """A lamp room, a candle shop: no lamp is said to burn there."""
    heads = vocabulary("setting.place.heads")
    return page.joined[match.last] and page.near(heads, match.last + 1, 0) is not None


def _is_weak(page: Page, match: Match) -> bool:
    weak = words("setting.practical.weak")
    return match.meant in weak or page.phrase(match.first, match.last).lower() in weak


@cache
def _stands() -> re.Pattern[str]:
    return re.compile(
        r"(?:'s)?(?: (?:glow|light|flame|screen))?(?: (?:on|in|over|above|beside|next to|behind) "
        r"(?:the |a |an |his |her |their )?"
        rf"(?:{either('setting.practical.more.stands')})\b| visible| in view| in vision)*"
    )


@cache
def _lit() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either('setting.practical.more.lit')})\b")
