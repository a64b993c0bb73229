"""Recognises how old the subject is: subject.age, the middle of a range."""

import re
from functools import cache

from prompts.adults import RefusalError
from prompts.brief import ADULT, MINOR
from prompts.lexicon import either, vocabulary, words
from prompts.reading.numbers import WHOLE, whole
from prompts.reading.page import Page
from prompts.reading.phrases import is_person

YOUNG, OLD = 25, 70
"""What "a young man" and "an old man" mean."""

_PART = {"early": 2, "mid": 5, "middle": 5, "late": 7}
_MIDDLE = 5  # of a decade
_SPREAD = 15  # years between the ends of a bare "45-50"
_LEAST, _MOST = 10, 110  # a bare number outside is no age
_TENS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fourties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip

_YEARS = (
    r"[- ]*(?:years?[- ]*olds?\b|y\.?/?o\b\.?|yrs?\.?(?:[- ]old)?\b|years? of age\b|years? young\b"
    r"|summers old\b|winters old\b)"
)
_WHOLE = re.compile(WHOLE)
_STOP = r"[,.;:!?)/|]|$"
_END = (
    rf"(?=\s*(?:{_STOP}|(?:with|and|in|wearing|who|from|please|instead|but|lit|against|on|now|again"
    r"|or so|of(?! (?:the|his|her|their|our|my|those|these|us|them)\b)|at)\b))"
)
_DECADES = re.compile(
    r"(?P<lead>\b(?:somewhere |well )?(?:in |into )?(?:(?:his|her|their) |(?P<the>the ))?)?"
    r"\b(?:(?P<part>early|mid|middle|late)(?: to (?:mid|late))?[- ]*(?:into )?)?"
    rf"(?:'?(?P<digit>[2-9])0'?s|(?P<word>{'|'.join(_TENS)}))\b"
)
_SOMETHING = re.compile(
    r"\b(?P<tens>twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|[2-9]0)"
    r"[- ]?(?:some ?thing|odd)s?\b(?: years old)?"
)
_RANGE = re.compile(
    r"\b(?P<lead>between |aged? )?(?:from |about |around )*(?P<low>\d{2})\s*(?:-|to|and)\s*"
    rf"(?P<high>\d{{2}})(?P<years>{_YEARS}|(?=\s*(?:[,.;]|$)))"
)
_SAID = re.compile(
    rf"\b(?P<years>{WHOLE}){_YEARS}"
    r"|\bage[d]?\b[\s:=]*(?:(?:of|about|around|roughly|is|at|approximately|up to) )*"
    rf"(?P<age>{WHOLE})\b(?!\s*(?:mm|k\b|%|stops?))"
    r"|\b(?P<ish>\d{2}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[- ]\w+)?)[- ]?ish\b"
    r"|\b(?:turning|turns|turned|about to be|almost|nearly|close to|just turned|about to turn"
    r"|just over|just under|around|about|roughly|circa|approximately|maybe|perhaps|say|of about|of"
    r" around|of some|of maybe|of perhaps|well over|just past)\s+"
    rf"(?P<about>{WHOLE})(?! (?:stops?|kelvin|mm|mil|degrees|metres|meters|feet)\b"
    r"| at night| in the (?:morning|evening|afternoon|night)|[- ](?:a\.?m|p\.?m|o'clock)\b|:)"
    rf"(?=\s*(?:{_STOP}|years|(?:and|with|in|at|wearing)\b))"
)
# "Pushing fifty" is not there yet.
_SHY = 2
_NEARING = re.compile(
    r"\b(?:pushing|nearing|approaching|knocking on|closing in on|coming up to|coming up on"
    rf"|the wrong side of)\s+(?P<n>{WHOLE})(?=\s*(?:{_STOP}|(?:and|with|in|at"
    r"|wearing|who|but|from|now|she|he)\b))"
)
_IF_A_DAY = re.compile(
    rf"\b(?P<n>{WHOLE})(?:,? if (?:a day|(?:she|he)'s a day)\b|,? and counting\b|,? or"
    rf" thereabouts\b"
    r"|,? give or take\b| (?:next|last) (?:birthday|week|month)\b)"
)
# "She have 38 years", "82 year", "at her 80th", "70+".
_OTHER_FORMS = re.compile(
    r"(?:^|[,;.(]\s*|\b(?:has|have|having|with|of)\s)(?P<years>[1-9]\d) years?(?=\s*(?:[,.;)]|$"
    r"|and\b|with\b|in\b))"
    r"|\b(?:her|his|their) (?P<nth>[1-9]\d)(?:th|st|nd|rd)(?: birthday\b|(?=\s*(?:[,.;)]|$)))"
    r"|(?:^|[,;.:(|/]|\baged?|\bover)\s*(?:~|c\.\s?|ca\.?\s)?(?P<plus>[1-9]\d)\s?\+(?!\d)"
    r"|(?:^|[,;.:(|/ ])(?:~\s?|c\.\s?)(?P<about>[1-9]\d)(?=\s*(?:[,.;)|/]|$))"
)
_OF_PERSON = re.compile(
    r"\b(?:she|he|they|her|him|them|subject|woman|man|person|lady|guy|model)"
    r"(?:'s| is| are|'re| was)?"
    r"(?:,| of| at| around| about| aged|,? maybe|:| to(?: be)?| be| look| roughly)* "
    rf"(?P<n>{WHOLE}){_END}"
)
_OF = re.compile(
    rf"(?<=[a-z]) of (?P<n>{WHOLE})"
    rf"(?=\s*(?:{_STOP}|in (?:an?|the|his|her) |with\b|wearing\b|from\b))"
)
_ALONE = re.compile(
    rf"(?:^|[,;.:(|]|\s/|\s-|[a-z]/(?=\d\d\b))\s*(?P<n>{WHOLE})\s*(?=[,;.)!?|]|$|/\s?[a-z]|\s?/\s"
    rf"|-\s|with\b"
    r"|and (?=[a-z]))(?!\s*/\s*\d)"
)
# What shows that a bare number before "," is a focal length: "fifty at f/1.2".
_LENS_NEAR = re.compile(r"\b(?:lens|prime|glass|on an?|mm|mil|focal|nifty)\s*$")
_YOUNG_OLD = re.compile(r"\b(?:young|old)\b")
_SWINGING = re.compile(r"\b(?:roaring|swinging)\s*$")
_PRONOUNS = frozenset({"she's", "he's", "is", "they're", "her", "him"})


def read_age(page: Page) -> None:
    """Decades, ranges, numbers, words. Raises RefusalError under 18."""
    _decades(page)
    _ranges(page)
    _phrases(page)
    _bare(page)
    for match in page.find(vocabulary("people.age")):
        aged = page.tokens[match.last].low == "aged" and match.first == match.last
        if not aged or is_person(page.after(match.last)):
            _age(page, int(match.meant), *page.span(match.first, match.last))
    _young_or_old(page)


def _phrases(page: Page) -> None:
    """Numbers that their words make an age: "pushing fifty", "sixty if a day", "aged 44"."""
    for match in page.search(_NEARING):
        shy = -_SHY if "wrong side" in match.group() else _SHY
        if (years := _whole(match["n"])) >= _LEAST:
            _age(page, years - shy, *match.span())
    for pattern in (_IF_A_DAY, _OTHER_FORMS, _SAID):
        for match in page.search(pattern):
            years = _whole(str(match[str(match.lastgroup)]))
            if years >= _LEAST or (pattern is _SAID and match.lastgroup != "about"):
                _age(page, years, *match.span())


def _bare(page: Page) -> None:
    """Numbers that their place makes an age: "she is 40", "a man of 40", ", 40,"."""
    for pattern in (_OF_PERSON, _OF, _ALONE):
        for match in page.search(pattern):
            start, years = match.start("n"), _whole(match["n"])
            if pattern is _ALONE and _LENS_NEAR.search(page.low, max(0, start - 12), start):
                continue
            if years >= _LEAST or pattern is _OF_PERSON:
                _age(page, years, *match.span("n"))


def _age(page: Page, years: int, start: int, end: int) -> None:
    if not 0 < years <= _MOST:
        return
    if years < ADULT:
        raise RefusalError(MINOR)
    page.say("subject.age", years, start, end)


def _whole(text: str) -> int:
    return whole(text) if _WHOLE.fullmatch(text) else 0


def _decades(page: Page) -> None:
    for match in page.search(_DECADES):
        if not _is_era(page, match):
            tens = int(match["digit"]) * 10 if match["digit"] else _TENS[match["word"]]
            _age(page, tens + _PART.get(match["part"] or "", _MIDDLE), *match.span())
    for match in page.search(_SOMETHING):
        _age(page, _whole(match["tens"]) + _MIDDLE, *match.span())


def _is_era(page: Page, match: re.Match[str]) -> bool:
    """As in "the late 60s", "the roaring twenties", "a 50s diner"."""
    if match["the"] and (match["digit"] or not match["part"]):
        return True
    if _era().match(page.low, match.end()):
        return True
    before = page.low[: match.start()]
    led = bool((match["lead"] or "").strip() or match["part"])
    article = before.rstrip().endswith((" a", " an")) or before.strip() in {"a", "an"}
    goes_on = page.low[match.end() : match.end() + 2].strip().isalpha()
    return bool(_SWINGING.search(before[-10:])) or (not led and article and goes_on)


@cache
def _era() -> re.Pattern[str]:
    return re.compile(rf"[ -](?:{either('people.era.followers')})\b")


def _ranges(page: Page) -> None:
    for match in page.search(_RANGE):
        low, high = int(match["low"]), int(match["high"])
        said = match["years"].strip() or match["lead"]
        if low < high and (said or (high - low <= _SPREAD and _is_of_age(page, match.start()))):
            _age(page, (low + high) // 2, *match.span())


def _is_of_age(page: Page, start: int) -> bool:
    """Whether a bare range stands where an age would: after a comma, "he's", "a woman"."""
    before = page.low[:start].rstrip()
    if not before or before[-1] in ",;:.(":
        return True
    word = before.split()[-1]
    return is_person(word) or word in _PRONOUNS


def _young_or_old(page: Page) -> None:
    for match in page.search(_YOUNG_OLD):
        young = match.group() == "young"
        if page.value("subject.age") is None and _is_of_person(page, match.end(), young=young):
            page.say("subject.age", YOUNG if young else OLD, *match.span())


def _is_of_person(page: Page, end: int, *, young: bool) -> bool:
    """As in "a young Nigerian singer": a person within the next words; "old friend" says no age."""
    first = page.token_at(end)
    roles = vocabulary("people.roles.heads")
    for token in range(first, min(first + (3 if young else 2), len(page.tokens))):
        word = page.tokens[token].low
        if not page.before(token):
            return False
        role = page.near(roles, token, 1)
        someone = is_person(word) or word in words("people.nouns.plain")
        if someone or (role and role.first == token):
            return young or word not in words("people.era.no_old")
    return False
