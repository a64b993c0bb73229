"""Recognises where the picture is set: setting.place."""

import re
from functools import cache

from prompts.lexicon import Vocabulary, either, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import is_person, leftwards, stops, trim

_LABEL = re.compile(r"\b(?:place|location|setting|set)\s*[:=]\s*(?:an? |the )?(?P<p>[^.;,]+)")
_TO_NAME = re.compile(r"\b(?:in|at|near|outside)\s+(?:the )?(?=[^\W\d])")
_BELONGS = re.compile(r",? (?:in|of|near|outside|above|off|by)(?: (?:a|an|the|old|his|her))* ")
_BODY_PART = frozenset({"temple", "temples"})
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man")
_OTHER_ENDINGS = ("ing", "ed", "ly", "y")  # of words that do not go on a place's name
_SHORTEST_NAME = 3
_SUFFIXED = 6  # letters of a word that is told by its ending


def read_place(page: Page) -> None:
    """A place noun alone or after "in", "on", "at"; a name: "a rooftop in Lisbon"."""
    labels = list(page.search(_LABEL))
    spans = [match.span("p") for match in labels]
    for match in labels:
        page.take(*match.span())
    spans.extend(
        _claimed(page, match)
        for match in page.find(_heads())
        if page.free(*page.span(match.first, match.last))
        and not _describes(page, match)
        and not _is_title(page, match)
    )
    for match in page.search(_TO_NAME):
        first = page.token_at(match.end())
        last = _name(page, first)
        if last is not None:
            spans.append(page.span(first, last))
            page.take(match.start(), page.tokens[last].end)
    for match in page.search(_unknown_place()):
        first, last = page.token_at(match.start("noun")), page.token_at(match.end("noun")) - 1
        if first <= last and _may_be_place(page, match, last):
            first, last = trim(page, first, last)
            spans.append(page.span(first, last))
            page.take(match.start(), page.tokens[last].end)
    for match in page.find(vocabulary("setting.place.names")):
        span = page.span(match.first, match.last)
        if page.free(*span) and page.before(match.first) != "from":
            spans.append(span)
            page.take(*span)
    if spans:
        spans.sort()
        text = ", ".join(page.quote(*span) for span in spans)
        page.say("setting.place", text, spans[0][0], spans[-1][1], claim=False)


@cache
def _unknown_place() -> re.Pattern[str]:
    """Nouns no lexicon knows, after words that only a place follows or with a place's ending."""
    noun = r"(?P<noun>(?:[a-z'-]+ ){0,2}?(?P<head>[a-z'-]+))"
    ends = (
        r"(?=\s*(?:[,.;:!?)]|$|(?:at|in|with|and|lit|wearing|under|by|on|of|near|during|shot|while"
        r"|as|for|smiling"
        r"|looking|waiting|holding|after|before|where|who|she|he|they)\b))"
    )
    leads = rf"(?:(?:{either('setting.more.before_place')}) )?"
    return re.compile(
        rf"\b{leads}(?:(?P<sure>outside|inside|aboard)|(?P<some>at|in|on|by|near|beside|behind"
        rf"|through|beneath|along"
        rf"|across|under)) (?:an?|the|his|her|their|some|an old|this|that) {noun}{ends}"
    )


def _may_be_place(page: Page, match: re.Match[str], last: int) -> bool:
    head = match["head"].removesuffix("'s")
    singled = page.tokens[last].one
    not_one = words("setting.more.never_place")
    if (
        head in not_one
        or singled in not_one
        or not page.is_free(last)
        or len(head) < _SHORTEST_NAME
    ):
        return False
    inner = set(match["noun"].split()) - {head}
    if (
        inner & (stops() | not_one)
        or is_person(head)
        or (head,) in vocabulary("people.roles.heads").entries
    ):
        return False
    if match["sure"]:
        return True
    return singled.endswith(tuple(words("setting.more.place_endings"))) and len(singled) > _SUFFIXED


def _heads() -> Vocabulary:
    return vocabulary("setting.place.heads")


def _claimed(page: Page, match: Match) -> tuple[int, int]:
    """Claim a place with its adjectives, its preposition and what belongs to it."""
    adverb = page.tokens[match.first].low == "backstage"
    first = match.first if adverb else leftwards(page, match.first, 4)
    first, _ = trim(page, first, match.first)
    start, end = page.span(first, _tail(page, _onwards(page, match.last)))
    lead = _lead().search(page.low, max(0, start - 40), start)
    free = lead is not None and page.free(lead.start(), start)
    page.take(lead.start() if lead and free else start, end)
    return start, end


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?:{either('setting.more.before_place')}) )?"
        rf"(?:{either('setting.place.prepositions')})"
        r"(?: (?:a|an|the|his|her|their|some|an old|this))?\s$"
    )


def _onwards(page: Page, last: int) -> int:
    """The noun that a place word goes on to: "hospital corridor", "desert highway"."""
    while page.joined[last] and page.is_free(last + 1):
        place = page.near(_heads(), last + 1, 0) is not None
        if not place and not _goes_with(page.after(last)):
            break
        last += 1
        if not place:
            break
    return last


def _goes_with(word: str) -> bool:
    small = word in stops() or word in words("words.filler") or word[0].isdigit()
    return not small and not word.endswith(_OTHER_ENDINGS)


def _tail(page: Page, last: int) -> int:
    """As in "Of an old house", "in Lisbon", ", Istanbul" belong to the place."""
    end = page.tokens[last].end
    belongs = _BELONGS.match(page.low, end)
    first = page.token_at(belongs.end()) if belongs else last + 1
    if belongs or page.low.startswith(", ", end):
        name = _name(page, first)
        if name is not None and page.free(end, page.tokens[name].end):
            return name
    if belongs and page.joined[last]:
        head = page.near(_heads(), first, 3)
        if head and page.free(end, page.tokens[head.last].end):
            return head.last
    return last


def _name(page: Page, first: int) -> int | None:
    """The last token of a capitalised or known place name that starts here."""
    if first >= len(page.tokens) or not page.is_free(first):
        return None
    known = page.near(vocabulary("setting.place.names"), first, 3)
    if known and known.first == first:
        return known.last
    if not _is_capital(page, first) or _is_no_name(page, first):
        return None
    last = first
    while page.joined[last] and _is_capital(page, last + 1) and page.is_free(last + 1):
        last += 1
    return last


def _is_capital(page: Page, token: int) -> bool:
    word = page.text[slice(*page.span(token, token))]
    return len(word) >= _SHORTEST_NAME and word[0].isupper() and not word.isupper()


def _is_no_name(page: Page, first: int) -> bool:
    """A day, a nationality, or any word of a text that capitalises all of them."""
    word = page.tokens[first].low
    known = word in words("setting.more.no_names") or word in _peoples()
    return known or page.text.isupper() or page.text.istitle()


@cache
def _peoples() -> frozenset[str]:
    return frozenset(key[0] for key in vocabulary("people.heritage.list").entries if len(key) == 1)


def _is_title(page: Page, match: Match) -> bool:
    """Between double quotes: the name of a book, no place."""
    start = page.tokens[match.first].start
    return page.low.count('"', 0, start) % 2 == 1 and '"' in page.low[start:]


def _describes(page: Page, match: Match) -> bool:
    """A place word that is none here: "street photographer", "fingers on temple", "to park"."""
    word, following = page.tokens[match.last].low, page.after(match.last)
    if following and _is_describable(page, following, match.last + 1):
        return True
    if word in _BODY_PART and _of_the_head(page, match.last):
        return True
    before = page.before(match.first)
    return word in words("setting.more.verbs_too") and before in words("setting.more.before_verbs")


def _is_describable(page: Page, word: str, token: int) -> bool:
    if (word,) in vocabulary("people.roles.heads").entries or is_person(word):
        return True
    if word in words("setting.more.no_place_before"):
        return True
    known = (word,) in _heads().entries or word in words("setting.more.no_people")
    return page.is_free(token) and word.endswith(_PERSON_ENDINGS) and not known


def _of_the_head(page: Page, token: int) -> bool:
    before = page.low[: page.tokens[token].start][-10:]
    return bool(re.search(rf"\b(?:{either('setting.more.before_temple')}) $", before))
