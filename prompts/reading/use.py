"""Recognises what the picture is for: use."""

import re
from functools import cache

from prompts.lexicon import either, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import is_person, leftwards, stops, trim

_LABEL = re.compile(r"\b(?:use|usage|purpose|deliverable)\s*[:=]\s*(?P<use>[^.;,]+)")
_MODIFIERS = 3
_THEN = frozenset({"of", "for", "with", "showing", "about", "featuring", "please"})
_SHAPED = re.compile(r",? ?(?:in |at )?\d{1,2} ?[:x] ?\d{1,2}\b")
_WANTED = re.compile(
    r"\b(?:need|want|make|doing|shooting|shoot|for|commission|order|it's|this is|deliver)\b"
)
# What may go before a use that stands alone in its clause.
_LEAD = re.compile(
    r"(?:^|[.;:!?,(/|]|\s-)\s*(?:(?:please |i need |we need |i want |we want |i'd like |we'd like "
    r"|can you make |make me "
    r"|make |give me |shoot |doing |it's |this is |needs to be |looking for |do |ok |okay |so |hi "
    r"|hello "
    r"|and |also |probably |maybe |just )*(?:an? |the |my |our |one |some |two |new |next )*)$"
)
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
    _bare(page)
    for match in page.find(vocabulary("camera.use.alone")):
        start, end = page.span(match.first, match.last)
        if not _no_use_after().search(page.low, max(0, start - 16), start):
            page.say("use", page.quote(start, end), start, end)


def _bare(page: Page) -> None:
    """A clause that is nothing but a use: "Perfume ad.", "Paperback cover, 2:3"."""
    heads = vocabulary("camera.use.heads")
    for match in page.find(heads):
        if not _ends_clause(page, match.last) or page.value("use"):
            continue
        first = leftwards(page, match.first, _MODIFIERS)
        lead = _LEAD.search(
            page.low, max(0, page.tokens[first].start - 40), page.tokens[first].start
        )
        word = page.phrase(match.first, match.last).lower()
        shaped = _SHAPED.match(page.low, page.tokens[match.last].end) is not None
        weak = (
            not shaped
            and word in words("camera.use.weak")
            and not (lead and _WANTED.search(lead.group()))
        )
        if lead is None or (weak and (first == match.first or not _says_what(page, first, match))):
            continue
        first, _ = trim(page, first, match.first)
        start, end = page.span(first, match.last)
        if _is_worn_or_behind(page, match.last) or not page.free(start, end):
            continue
        more = _goes_on().match(page.low, end)
        onwards = more is not None and page.free(*more.span()) and not _of_the_sitter(page, more)
        stop = more.end() if more and onwards else end
        page.say("use", page.quote(start, stop), start, stop)


def _of_the_sitter(page: Page, more: re.Match[str]) -> bool:
    """As in "a print of my grandmother": who is photographed."""
    here = page.token_at(more.start()), page.token_at(more.end()) - 1
    roles = vocabulary("people.roles.heads")
    someone = any(is_person(page.tokens[token].low) for token in range(here[0], here[1] + 1))
    return someone or next(iter(page.find_any(roles, *here)), None) is not None


def _ends_clause(page: Page, last: int) -> bool:
    after = page.after(last)
    return not after or after in _THEN or after[0].isdigit()


def _says_what(page: Page, first: int, match: Match) -> bool:
    """Whether the words before a weak head are no pattern of cloth: "floral print" is one."""
    described = {token.low for token in page.tokens[first : match.first]}
    small = described <= stops() | words("words.filler")
    return not small and not described & words("camera.use.patterns")


def _is_worn_or_behind(page: Page, last: int) -> bool:
    return page.after(last) in {"behind", "on", "in", "under", "over", "against"}


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
