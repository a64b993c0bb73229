"""Recognises who is photographed: subject.gender, heritage, role."""

import re

from prompts.lexicon import vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import is_person, leftwards, stops, trim

_SOMEBODY_ELSE = re.compile(r"\b(?:his|her|their|my)(?: late| dead| own| old)? $")
_ANDROGYNOUS = re.compile(r"\bandrogynous\b")
_MIXED = re.compile(r"\b(?:mixed|half|part|of mixed)[- ]$")
_AND = re.compile(r"[\s,/-]*(?:and|&|,)?[\s-]*(?:half|part|quarter)?[\s-]*")
_DESCENT = re.compile(
    r"[ -](?:born|descent|heritage|ancestry|origins?|roots|extraction|parentage|mix|blood)\b"
)
_OPENING = re.compile(
    r"\W*(?:(?:please |i want |i need |shoot |give me |make )*(?:an? |the )?"
    r"(?:portrait|photo|photograph|picture|shot|image|close[- ]?up|headshot) of )?an? $"
)
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man")


def read_gender(page: Page, known: str | None) -> None:
    """Nouns state it; pronouns do where no noun does and nothing is known; professions never."""
    for match in page.find(vocabulary("people.gender")):
        start, end = page.span(match.first, match.last)
        before = page.low[max(0, start - 14) : start]
        if _SOMEBODY_ELSE.search(before) or _is_a_cut(page, match.last):
            continue
        if page.value("subject.gender") in {None, match.meant}:
            page.say("subject.gender", match.meant, start, end, claim=False)
            page.take(start, end)
    for match in page.search(_ANDROGYNOUS):
        page.say("subject.gender", "androgynous", *match.span())
    if page.value("subject.gender") is None and known is None:
        _pronouns(page)


def _is_a_cut(page: Page, last: int) -> bool:
    """As in "a man's suit": a cut of clothes, no person."""
    if not page.tokens[last].low.endswith("'s"):
        return False
    garments = vocabulary("appearance.wardrobe.heads")
    return page.near(garments, last + 1, 2, claimed=True) is not None


def _pronouns(page: Page) -> None:
    meant = vocabulary("people.pronouns").entries
    said = [token for token in page.tokens if (token.low,) in meant]
    if len({meant[(token.low,)] for token in said}) == 1:
        first = said[0]
        page.say("subject.gender", meant[(first.low,)], first.start, first.end, claim=False)


def read_heritage(page: Page) -> None:
    """Nationalities and peoples; "black" and "white" only straight before a word for a person."""
    spans = [
        page.span(match.first, match.last)
        for match in page.find(vocabulary("people.heritage.list"))
        if not _describes_thing(page, match.last)
    ]
    spans += [
        page.span(match.first, match.last)
        for match in page.find(vocabulary("people.heritage.skin"))
        if page.joined[match.last] and _is_somebody(page, match.last + 1)
    ]
    if not spans:
        return
    (start, end), *others = sorted(spans)
    lead = _MIXED.search(page.low, max(0, start - 10), start)
    for first, last in others:
        end = last if _AND.fullmatch(page.low, end, first) else end
    descent = _DESCENT.match(page.low, end)
    start = lead.start() if lead else start
    text = page.quote(start, end)
    page.say("subject.heritage", text, start, descent.end() if descent else end)


def _is_somebody(page: Page, token: int) -> bool:
    """A word for a person here, or a trade in this place or the next."""
    role = page.near(vocabulary("people.roles.heads"), token, 2)
    near = (
        role is not None and role.first <= token + 1 and (role.first == token or page.joined[token])
    )
    return is_person(page.tokens[token].low) or near


def _describes_thing(page: Page, last: int) -> bool:
    """A nationality that describes a thing: "an Italian restaurant", "German expressionism"."""
    word = page.after(last)
    if not word or word in stops() or word[0].isdigit() or not page.is_free(last + 1):
        return False
    people = words("people.nouns.plain") | words("people.descent.words")
    if word in people or (word,) in vocabulary("people.heritage.list").entries:
        return False
    here = last + 1
    while here < min(last + 4, len(page.tokens)):
        if _is_somebody(page, here):
            return False
        if not page.joined[here]:
            break
        here += 1
    if _OPENING.match(page.low[: page.tokens[last].start]):
        return False  # "A Scottish ghillie ...": the first thing that is named is the subject
    return not word.endswith(_PERSON_ENDINGS) or word in words("people.thing.no_people")


def read_role(page: Page) -> None:
    """A trade or a part with its words: "a retired boxer"."""
    for match in page.find(vocabulary("people.roles.heads")):
        first, _ = trim(page, leftwards(page, match.first, 3), match.first)
        if page.value("subject.role") is None and page.free(*page.span(first, match.last)):
            page.say("subject.role", page.phrase(first, match.last), *page.span(first, match.last))
