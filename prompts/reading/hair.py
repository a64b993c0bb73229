"""Recognises how the hair is worn: subject.hair."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import clause_end, leftwards, trim

_MORE = "appearance.hair.more"
_HAIR_IS = re.compile(
    r"\bhair(?: colou?r)?\s*(?:(?:is|was|should be|goes|:|=)\s+(?:all |a |in )?"
    r"|(?:to|:|=)\s*(?:be )?)(?=[a-z])"
)
_HAIR_TURNS = re.compile(
    r"\bhair (?:much |a bit |a little |slightly )?(?=[a-z]+er\b(?=\s*(?:[,.;]|$|and\b|please\b)))"
)
_LOOSE = frozenset({"tight", "close", "high", "low", "medium", "wide"})  # of a crop: a framing
_LONGEST = 6  # words of how it is worn


def read_hair(page: Page) -> None:
    """The words with "hair", "curls", "a bun"; "bald", "blonde", "redhead"."""
    found: dict[tuple[int, int], str] = {}
    for match in (*page.search(_HAIR_IS), *page.search(_HAIR_TURNS)):
        run = _predicate(page, page.token_at(match.end()))
        if run:
            headed = page.near(vocabulary("appearance.hair.heads"), run[0], run[1] - run[0])
            text = page.phrase(*run) + ("" if headed else " hair")
            _keep(page, found, (match.start(), page.tokens[run[1]].end), text)
    for match in page.find(vocabulary("appearance.hair.heads")):
        span = page.span(match.first, match.last)
        run = None if not page.free(*span) or _is_misread(page, match) else _phrase(page, match)
        if run:
            _keep(page, found, page.span(*run), page.phrase(*run))
    for match in page.find(vocabulary("appearance.hair.alone")):
        span = page.span(match.first, match.last)
        said = " ".join(found.values()).lower()
        if match.meant.split()[0] not in said:
            found[span] = match.meant
        page.take(*span)
    if found:
        spans = sorted(found)
        text = ", ".join(found[span] for span in spans)
        page.say("subject.hair", text, spans[0][0], max(end for _, end in spans), claim=False)


def _keep(page: Page, found: dict[tuple[int, int], str], span: tuple[int, int], text: str) -> None:
    found[span] = text
    page.take(*span)


def _adjectives() -> frozenset[str]:
    return words("appearance.hair.words.adjectives")


def _predicate(page: Page, first: int) -> tuple[int, int] | None:
    """What follows "her hair is": adjectives, and how it is worn."""
    if first >= len(page.tokens) or not page.is_free(first):
        return None
    if page.tokens[first].low not in _adjectives() | {"a"}:
        return None
    last = first
    while last + 1 < len(page.tokens) and page.is_free(last + 1) and _goes_on(page, last):
        last += 1
    return trim(page, first, last)


def _goes_on(page: Page, last: int) -> bool:
    following = page.tokens[last + 1].low
    if not page.joined[last]:
        comma = page.low[page.tokens[last].end : page.tokens[last + 1].start].strip() == ","
        return comma and following in _adjectives() - words(f"{_MORE}.not_after_comma")
    then = page.after(last + 1)
    if following == "and":
        return then in _adjectives()
    if following == "in":
        return then in words(f"{_MORE}.worn_in")
    return following in _adjectives() | words(f"{_MORE}.goes_on")


def _is_misread(page: Page, match: Match) -> bool:
    """As in "locks the door", "uncle Bob", "tight crop": no hair."""
    head, before = page.tokens[match.last].low, page.before(match.first)
    match head:
        case "locks":
            return before not in _adjectives()
        case "bob":
            return page.text[page.tokens[match.last].start].isupper() and not page.text.isupper()
        case "crop":
            return match.first == match.last and before not in _adjectives() - _LOOSE
        case "fringe" | "bangs":
            return before in {"the", "on", "leather"}
        case _:
            return False


def _phrase(page: Page, match: Match) -> tuple[int, int] | None:
    """The adjectives before, and how it is worn: "long red hair tied back in a bun"."""
    first = leftwards(page, match.first, limit=6, across=_adjectives())
    last = match.last
    while (worn := _worn().match(page.low, page.tokens[last].end)) and page.free(*worn.span()):
        through = max(last + 1, page.token_at(worn.end()) - 1)
        last = clause_end(page, through, _LONGEST, words(f"{_MORE}.ends"))
    if page.tokens[match.last].low == "hair" and first == last:
        return None
    return trim(page, first, match.last)[0], last  # "hair up" keeps its "up"


@cache
def _worn() -> re.Pattern[str]:
    return re.compile(rf" (?:is |was |all )?(?:{either('appearance.hair.words.after')})\b")
