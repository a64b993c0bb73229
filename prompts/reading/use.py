"""Recognises what the picture is for: use."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary
from prompts.reading.page import Page

_LABEL = re.compile(r"\b(?:use|usage|purpose|deliverable)\s*[:=]\s*(?P<use>[^.;,]+)")
_OF = (
    r" (?:of|for|about) (?:an?|the|my|our|his|her|their) (?:\w+ ){0,3}?[\w']+"
    r"(?=\s*(?:[,.;:!?]|$|with\b|and\b|in\b))"
)


def read_use(page: Page) -> None:
    """As in "for the cover of a thriller", "a LinkedIn headshot"."""
    for match in page.search(_for()):
        first = page.token_at(match.end())
        head = page.near(vocabulary("camera.use.heads"), first, 5)
        if head is None or not all(page.joined[first : head.first]):
            continue
        end = page.tokens[head.last].end
        if page.free(match.start(), end):
            more = _goes_on().match(page.low, end)
            stop = more.end() if more and page.free(*more.span()) else end
            page.say("use", page.quote(page.tokens[first].start, stop), match.start(), stop)
    for match in page.search(_LABEL):
        page.say("use", page.quote(*match.span("use")), *match.span())
    for match in page.find(vocabulary("camera.use.alone")):
        start, end = page.span(match.first, match.last)
        if not _no_use_after().search(page.low, max(0, start - 16), start):
            page.say("use", page.quote(start, end), start, end)


@cache
def _for() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:it(?:'s| is) |this is |to be used |intended |meant |made |needed )?"
        rf"(?:{either('telling.use.before')})\s+(?:(?:{either('telling.use.articles')})\s+)*"
    )


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"{_OF}| (?:{either('telling.use.goes_on')})\b")


@cache
def _no_use_after() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either('telling.use.no_use_after')}) (?:an? |the )?$")
