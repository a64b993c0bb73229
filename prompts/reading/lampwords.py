"""Finds the lamps that a text names, and which stretch of words speaks of which."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from prompts.lexicon import either_of, listed, vocabulary, words
from prompts.reading.page import Page

Span = tuple[int, int]

_CHUNK = re.compile(
    r"(?:[^,;!?().]|\.(?!\s|$))+?(?=[,;!?()]|\.(?=\s|$)|\b(?:and(?! an? (?:half|third|quarter))"
    r"|plus|but|while|with)\b|&|$)"
)
_LOOK_AHEAD = 24  # letters: "key to the city" begins in one chunk and ends in the next
_FULL_STOP = re.compile(r"[!?()]|\.(?=\s|$)")
_NO_LAMP = re.compile(
    r"\bnegative fill\b|\bkeys\b|\bkey (?:frame(?! left| right)|grip|art|moment|ring|hole|to (?:the"
    r"|her|his|a"
    r"|success)\b(?! ))"
    r"|\bhold\w* (?:an? |the |her |his )?(?:\w+ )?key\b|\bfill(?:s|ing|ed)? (?:the|her|his|with|in"
    r"|up)\b|\blights? up\b"
)
# "Hotter than the key", "a stop under the key": the key is only what is compared with.
_COMPARED = re.compile(
    r"\b(?:than|under|over|below|above|as|behind|match|matching) (?:the |her |his )?$"
)
_COLOURS = (
    "red|orange|amber|yellow|green|lime|teal|cyan|turquoise|aqua|blue|indigo|violet|purple|lavender"
    "|lilac|magenta|fuchsia|pink"
)
_ADJECTIVE = (
    r"very|quite|slightly|soft|softer|hard|harder|harsh|harsher|diffused|gentle|subtle|strong|weak"
    r"|faint|cold|cool|cooler|colder|warm|warmer|thin|big|large|small|bright|dim|the|an?|pale|deep"
    r"|icy|hot|steel|left|right|camera|frame|screen|three|quarter|high|low|back|front|rear|single"
    rf"|second|\d{{4,5}} ?k|\d(?:\.\d)? stops?|{_COLOURS}"
)
_BEFORE = re.compile(rf"(?:\b(?:{_ADJECTIVE})\b[\s-]*)+$")
_OWN_SIDE = re.compile(r"\s*(?:camera[- ]|frame[- ]|screen[- ])?(?:left|right|high|low)\b")
_PLAIN = re.compile(
    rf"\b(?:{_ADJECTIVE}|key|fill|rim|light|lights|lighting|edge|hair|it|keep|make|is|more|a|bit"
    r"|with|by|s|little|rather|nice|broad|narrow|than|from|at|on|of|to|in|into|coming|comes|falls"
    r"|falling"
    r"|placed|positioned|set|should|be|up|and|his|her|their|side|about|around|roughly|degrees?|deg"
    r"|\d+|too|please|touch|tad|smidge|just|off|for|hotter|brighter|darker|dimmer|weaker|stronger"
    r"|gelled|gel|through|tinted|colou?red|also|both|somewhere|whole|sits|stays|kept|move|moved"
    r"|made|now|balanced|daylight|tungsten|softly|diffuse|hand|higher|lower|above|below|behind"
    r"|overhead|eye|level|frontal|stage|subject'?s?|head|raised|opposite|other|shoulder|k|kelvin"
    r"|stop|stops|under|over|down|half|one|two|three|four|the)\b|[\u00b0\s\-'\"/:+&]"
)


class Mention(NamedTuple):
    """A lamp's name in the text."""

    lamp: str  # key | fill | rim
    start: int
    end: int
    named: bool  # "fill", "key": not a mere "light"
    noun: str


def chunks(page: Page) -> Iterator[tuple[int, int, bool]]:
    """Stretches between commas and "and"s, and whether a full stop went before."""
    last = 0
    for match in _CHUNK.finditer(page.low):
        yield match.start(), match.end(), bool(_FULL_STOP.search(page.low, last, match.start()))
        last = match.end()


def mentions(page: Page, start: int, end: int) -> list[Mention]:
    """Lamps named between two places, in the order of the text."""
    first, last = page.token_at(start), page.token_at(end) - 1
    others = [match.span() for match in page.search(_NO_LAMP, start, end + _LOOK_AHEAD)]
    found: list[Mention] = []
    for kind in ("rim", "fill", "key", "light"):
        for match in page.find(vocabulary(f"camera.lamp.{kind}"), first, last):
            span = page.tokens[match.first].start, page.tokens[match.last].end
            taken = any(overlap(span, (m.start, m.end)) for m in found) or any(
                overlap(span, other) for other in others
            )
            compared = _COMPARED.search(page.low[max(0, span[0] - 20) : span[0]])
            if taken or compared or (kind == "light" and _is_shade(page, match.last)):
                continue
            lamp = "key" if kind == "light" else kind
            found.append(Mention(lamp, *span, kind != "light", page.low[slice(*span)]))
    return sorted(found, key=lambda mention: mention.start)


def shares(
    page: Page, named: list[Mention], start: int, end: int
) -> Iterator[tuple[Mention, int, int]]:
    """Which letters of a chunk speak of which lamp: the adjectives before it, and what follows."""
    kept = [mention for mention in named if mention.named] or named[:1]
    if len({mention.lamp for mention in kept}) == 1:
        kept = kept[:1]
    edges = [start]
    edges += [_adjectives(page, one.end, other.start) for one, other in pairwise(kept)]
    edges.append(end)
    for mention, (left, right) in zip(kept, pairwise(edges), strict=True):
        yield mention, left, right


def _adjectives(page: Page, start: int, end: int) -> int:
    """Where the words that describe the next lamp begin: "key left | soft fill right"."""
    match = _BEFORE.search(page.low[start:end])
    if match is None:
        return end
    own = _OWN_SIDE.match(match.group()) if match.start() <= 1 else None
    return start + match.start() + (own.end() if own else 0)


def is_bare(page: Page, start: int, end: int) -> bool:
    """Whether a chunk says nothing but things of lamps: "soft, 3200K, and to the left"."""
    text = "".join(
        char if page.free(place, place + 1) else " "
        for place, char in enumerate(page.low[start:end], start)
    )
    return bool(text.strip()) and content(text) == ""


def content(text: str) -> str:
    """What is left of a text without the words that describe a lamp."""
    return _PLAIN.sub("", _gels().sub("", text))


@cache
def _gels() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either_of('camera.gel')})\b")


def overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_shade(page: Page, last: int) -> bool:
    """As in "Light blue", "light rain", "city lights": no lamp."""
    if page.tokens[last].low == "lights":
        return True
    if page.tokens[last].low != "light" or not page.joined[last]:
        return False
    return page.tokens[last + 1].low in words("camera.lamp.light_things")


@cache
def lamp_nouns() -> frozenset[str]:
    """Every single word that a lamp's name is made of."""
    return frozenset(
        part
        for kind in ("rim", "fill", "key", "light")
        for entry in listed(f"camera.lamp.{kind}")
        for part in entry.split()
    )
