"""Recognises what is behind the subject: setting.background."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import is_person, leftwards, stops, trim

_PATH = "setting.background"
_LONGEST = 10  # words of one background
_NOUN = re.compile(r"\b(?:background|backdrop|seamless|cyclorama|cyc)\b")
_MADE = re.compile(r"\b(?:background|backdrop)(?: to| into| be| as| for)? (?:an? |the )?(?=[a-z])")
_MAKES = re.compile(
    r"\b(?:make|change|turn|switch|set|swap|have|want|put|replace)(?: the| her| his)?(?: whole)? $"
)
_NAMED_BY_ITSELF = frozenset({"seamless", "cyclorama", "cyc"})
_BEHIND = re.compile(
    r"\b(?:behind (?:her(?! (?:ears?|back|head|eyes|glasses|specs|mask|veil|fan|hands?|smile|desk"
    r"|counter|bar"
    r"|wheel|teeth|lips|neck|knees?|piano|stall|cello)\b)|him|them|it|the (?:subject|sitter|model"
    r"|woman|man|actor|head))"
    r"|behind(?=\s*(?:[,.;:!?)]|$|(?:and|in|with|out|is|are|there|we|a|an) )(?! (?:an?|one)"
    r" ears?\b))"
    r"|in the (?:\w+ )?(?:background|distance)|in back|as (?:the |a )?(?:background|backdrop))\b"
)
_THEN = re.compile(
    r",?\s*(?:there(?:'s| is| are) |is |are |we see |: ?)?(?:an? |the |some )?(?=[a-z])"
)
_OPENS = frozenset({"with", "and", "has", "the", "a", "an", "some", "there's"})
_NO_BACKGROUND = frozenset({"key", "rim", "light", "fill", "sun", "gel", "gels", "lamp"})


def read_against(page: Page) -> None:
    """What follows "against", "in front of", "background:"."""
    for match in page.search(_against()):
        first = page.token_at(match.end())
        if not _opens(page, first) or page.tokens[first].low in words("setting.more.not_before"):
            continue
        if match["before"] and not _is_placed(page, first):
            continue
        _say(page, first, match.start())
    for match in page.search(_MADE):
        if _MAKES.search(page.low, max(0, match.start() - 24), match.start()):
            _say(page, page.token_at(match.end()), match.start())
    for match in page.search(_label()):
        first = page.token_at(match.end())
        if _opens(page, first) and page.tokens[first].start - match.end() <= 1:
            _say(page, first, match.start())


def read_behind(page: Page) -> None:
    """As in "a grey backdrop", "city lights behind her", "behind him, mountains"."""
    for match in page.search(_NOUN):
        head = page.token_at(match.start())
        first = leftwards(page, head, 6, across=words("appearance.wardrobe.colours"))
        if first < head or match.group() in _NAMED_BY_ITSELF:
            page.say(_PATH, page.phrase(first, head), page.tokens[first].start, match.end())
    _alone(page)
    for match in page.search(_BEHIND):
        if not _after(page, match):
            _before(page, match)


def _alone(page: Page) -> None:
    """A clause that is nothing but "a white wall"."""
    for head, token in enumerate(page.tokens):
        if token.low not in words("setting.more.backgrounds") or page.joined[head]:
            continue
        first = leftwards(page, head, 6, across=words("appearance.wardrobe.colours"))
        start = first - 1 if page.before(first) in {"a", "an", "the"} else first
        if first < head and page.is_free(head) and not page.before(start):
            page.say(_PATH, page.phrase(first, head), page.tokens[first].start, token.end)


@cache
def _against() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:{either('setting.more.before_background')}) )*"
        r"(?:against|in front of|(?P<before>before))\s+(?=\w)"
    )


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:background|backdrop)\s*(?::|=|\b(?:{either('setting.more.background_is')})\b)"
        r"\s*(?:an? |the )?"
    )


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('setting.more.background_goes_on')})\b")


def _opens(page: Page, first: int) -> bool:
    return first < len(page.tokens) and page.is_free(first)


def _say(page: Page, first: int, start: int) -> bool:
    first, last = trim(page, first, _end(page, first))
    return page.say(_PATH, page.phrase(first, last), start, page.tokens[last].end)


def _is_placed(page: Page, first: int) -> bool:
    """As in "Before a window" is a place; "before he confesses" is a time."""
    led = page.tokens[first].low in {"a", "an", "the"}
    return led and page.near(vocabulary("setting.place.heads"), first, 4) is not None


def _end(page: Page, first: int) -> int:
    """The last token of a background that begins at `first`."""
    last = first
    while page.joined[last] and page.is_free(last + 1) and last - first < _LONGEST:
        ends = page.after(last) in words("setting.more.background_ends")
        if ends and not _goes_on().match(page.low, page.tokens[last + 1].start):
            break
        last += 1
    return last


def _after(page: Page, match: re.Match[str]) -> bool:
    """As in "Behind him, mountains out of focus": at the start of a clause the thing follows."""
    last = page.token_at(match.start()) - 1
    if last >= 0 and page.joined[last] and page.tokens[last].low not in {"and", "with"}:
        return False
    gap = _THEN.match(page.low, match.end())
    first = page.token_at(gap.end()) if gap else len(page.tokens)
    if not _opens(page, first) or page.tokens[first].low in stops():
        return False
    return _say(page, first, match.start())


def _before(page: Page, match: re.Match[str]) -> None:
    """As in "Blurred city lights behind him": the noun phrase that ends here."""
    last = page.token_at(match.start()) - 1
    if last < 0 or not page.joined[last] or not page.is_free(last):
        return
    first = _phrase_start(page, last)
    while first < last and page.tokens[first].low in stops():
        first += 1
    while last > first and page.tokens[last].low in stops() - {"out"}:
        last -= 1
    word = page.tokens[first].low
    if page.tokens[last].low in _NO_BACKGROUND - {"sun"}:
        return
    if is_person(word) or word in stops() | _NO_BACKGROUND or _is_lamp(page, first, last):
        return
    page.say(_PATH, page.phrase(first, last), page.tokens[first].start, match.end())


def _phrase_start(page: Page, last: int) -> int:
    first = last
    while first > 0 and page.joined[first - 1] and page.is_free(first - 1):
        word = page.tokens[first - 1].low
        if word in _OPENS or is_person(page.tokens[first].low):
            break
        if word in stops() - {"of", "out", "in"}:
            break
        first -= 1
    return first


def _is_lamp(page: Page, first: int, last: int) -> bool:
    """As in "A neon sign behind her" is a practical; "city lights behind her" are a background."""
    if next(page.find(vocabulary("setting.practical.heads"), first, last), None) is None:
        return False
    start, end = page.span(first, last)
    return not re.search(rf"\b(?:{either('setting.practical.more.distant')})", page.low[start:end])
