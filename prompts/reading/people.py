"""Recognises who is photographed: subject.gender, heritage, role."""

import re

from prompts.adults import RefusalError
from prompts.brief import ADULT, MINOR
from prompts.lexicon import singular, vocabulary, words
from prompts.reading.page import Match, Page
from prompts.reading.phrases import is_person, leftwards, stops, trim

_SOMEBODY_ELSE = re.compile(r"\b(?:his|her|their|my)(?: late| dead| own| old)? $")
_OF_SITTER = re.compile(
    r"\b(?:portrait|print|picture|photo|photograph|shot|image|headshot|close[- ]?up)s? of (?:my"
    r"|our)(?: \w+)? $"
)
_ANDROGYNOUS = re.compile(r"\bandrogynous\b")
_MIXED = re.compile(r"\b(?:mixed|half|part|of mixed)[- ]$")
_AND = re.compile(r"[\s,/-]*(?:and|&|,)?[\s-]*(?:half|part|quarter)?[\s-]*")
_DESCENT = re.compile(
    r"[ -](?:born|descent|heritage|ancestry|origins?|roots|extraction|parentage|mix|blood)\b"
)
_OPENING = re.compile(
    r"(?:.*[.;:!?]\s)?\W*(?:(?:please |i want |i need |shoot |give me |make |casting |cast |a |my "
    r"|our )*(?:an? |the )?"
    r"(?:portrait|photo|photograph|picture|shot|image|close[- ]?up|headshot) of )?(?:(?:an?|our|my"
    r"|the) )?"
    r"(?:(?:young|old|elderly|retired|former|proud|tall|\d\d[- ]year[- ]old|famous|middle[- ]aged)"
    r" )*$",
    re.DOTALL,
)
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "man")


_LETTERS = {"f": "woman", "w": "woman", "m": "man", "nb": "nonbinary", "x": "nonbinary"}
_YEARS = r"(?P<{0}>[1-9]\d|1[01]\d)(?!\d| o'clock|mm|[:.]\d|k\b|\s?%|\s*(?:stops?|mil|metres|m\b))"
# "F, 26", "F/34", "m 40", "(f, 30s)", "26/f": letter and number; f/22 is a stop.
_SHORTHAND = re.compile(
    rf"(?:^|[;.:,(\[|/]\s*|\s-\s|\b[a-z]{{3,}}\s\(?)(?P<letter>f|m|w|nb|x)(?:,\s?|\s?/\s?|\s)(?:~"
    rf"|c\.? ?|ca\.? ?|approx\.? |about |around )?"
    rf"{_YEARS.format('years')}(?P<decade>'?s\b)?"
    rf"|(?:^|[;.:,(\[|]\s*|\b[a-z]{{3,}}[, (]+){_YEARS.format('first')}(?:\s?[,/]\s?|)(?P<after>f|m"
    rf"|nb)\b(?![/.]?\d)"
    rf"|\((?P<alone>f|m|nb)\)"
)
_STOPS = frozenset({"10", "11", "13", "14", "16", "18", "20", "22", "25", "28", "29", "32"})


def read_shorthand(page: Page) -> None:
    """As in a casting list: "F/34", "m 40", "26, f"."""
    for match in page.search(_SHORTHAND):
        letter = match["letter"] or match["after"] or match["alone"]
        years = match["years"] or match["first"]
        f_number = (
            match["letter"] == "f" and years in _STOPS and "," not in match.group().lstrip(" ,")
        )
        if f_number and not match["decade"]:
            continue
        metres = match["after"] == "m" and not re.search(r"[,/]\s?m$", match.group())
        if metres:
            continue
        group = "letter" if match["letter"] else "after" if match["after"] else "alone"
        page.say("subject.gender", _LETTERS[letter], *match.span(group))
        if years and not match["decade"]:
            if int(years) < ADULT:
                raise RefusalError(MINOR)
            page.say("subject.age", int(years), *match.span("years" if match["years"] else "first"))


def read_gender(page: Page, known: str | None) -> None:
    """Nouns state it; pronouns do where no noun does and nothing is known; professions never."""
    for match in page.find(vocabulary("people.gender")):
        start, end = page.span(match.first, match.last)
        before = page.low[max(0, start - 14) : start]
        whose = _SOMEBODY_ELSE.search(before)
        if (whose and not _OF_SITTER.search(page.low, max(0, start - 32), start)) or _is_a_cut(
            page, match.last
        ):
            continue
        if _is_no_person(page, match, before):
            continue
        if page.value("subject.gender") in {None, match.meant}:
            page.say("subject.gender", match.meant, start, end, claim=False)
            if not _names_a_role(page, match):
                page.take(start, end)
    for match in page.search(_ANDROGYNOUS):
        page.say("subject.gender", "androgynous", *match.span())
    if page.value("subject.gender") is None and known is None:
        _pronouns(page)


def _names_a_role(page: Page, match: Match) -> bool:
    """As in "queen", "waitress": they say what somebody is, too."""
    roles = vocabulary("people.roles.heads")
    return page.near(roles, match.first, 0) is not None


def _is_no_person(page: Page, match: Match, before: str) -> bool:
    """As in "drag queen", "in Queens", "looks like a king", "king-size", "the maid's room"."""
    if re.search(r"\b(?:drag|like an?|as if an?|than an?|beauty|chess|dancing) $", before):
        return match.first == match.last
    after = page.after(match.last)
    word = page.low[slice(*page.span(match.last, match.last))]
    if word in {"queens", "kings"} and page.text[page.tokens[match.first].start].isupper():
        return bool(re.search(r"\b(?:in|at|near|from) $", before))
    return after in words("people.thing.no_person_before") and word not in {"woman", "man"}


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
        if not _describes_thing(page, match.last) and not _is_language(page, match)
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


def _is_language(page: Page, match: Match) -> bool:
    """As in "written in English", "speaks French"."""
    spoken = page.before(match.first) in {"in", "speaks", "speaking", "into", "from"}
    return spoken and (not page.after(match.last) or page.after(match.last) in stops())


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
    if _OPENING.match(page.low[: page.tokens[last].start]) and not _names_a_thing(page, last + 1):
        return False
    if _makes_something(page, last + 1):
        return False
    # "A Scottish ghillie ...": the first thing that is named is the subject
    return not word.endswith(_PERSON_ENDINGS) or word in words("people.thing.no_people")


def _noun_end(page: Page, first: int) -> int:
    """The last token of the words that go on from `first`, up to a small word."""
    last = first
    while page.joined[last] and page.is_free(last + 1) and page.after(last) not in stops():
        last += 1
    return last


def _makes_something(page: Page, first: int) -> bool:
    """As in "violin maker": whatever the trade is, its ending names a person."""
    word = page.tokens[_noun_end(page, first)].low
    ends = word.endswith(
        (*_PERSON_ENDINGS, "woman", "stress", "tress", "smith", "wright", "monger", "ess")
    )
    return ends and word not in words("people.thing.no_people") and not _is_thing(word)


def _names_a_thing(page: Page, first: int) -> bool:
    return _is_thing(page.tokens[_noun_end(page, first)].low)


def _is_thing(word: str) -> bool:
    lists = (
        "setting.place.heads",
        "appearance.wardrobe.heads",
        "setting.practical.heads",
        "camera.use.heads",
    )
    forms = ((word,), (singular(word),))
    return (
        any(form in vocabulary(path).entries for path in lists for form in forms)
        or word in words("setting.more.backgrounds")
        or word in words("people.thing.things")
    )


def read_role(page: Page) -> None:
    """A trade or a part with its words: "a retired boxer"."""
    for match in page.find(vocabulary("people.roles.heads")):
        first, _ = trim(page, leftwards(page, match.first, 3), match.first)
        owned = page.tokens[match.last].low.endswith("'s") and page.joined[match.last]
        if (
            not owned
            and page.value("subject.role") is None
            and page.free(*page.span(first, match.last))
        ):
            page.say("subject.role", page.phrase(first, match.last), *page.span(first, match.last))
