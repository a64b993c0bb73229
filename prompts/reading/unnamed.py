"""Recognises clothes that no lexicon knows, by a colour or a cloth in a list about a person."""

import re
from functools import cache

from prompts.lexicon import vocabulary, words
from prompts.reading.page import Page
from prompts.reading.phrases import is_person, stops

Span = tuple[int, int]

_LIST = "appearance.wardrobe.more"
_WORDS = 4  # in a garment that no lexicon knows


@cache
def shades() -> frozenset[str]:
    """What may describe a garment, commas between: colours, patterns, cuts, "running" of a vest."""
    return frozenset().union(
        *(words(f"appearance.wardrobe.{name}") for name in ("colours", "shades")),
        words(f"{_LIST}.ings"),
    )


def read_unnamed(page: Page) -> list[Span]:
    """A clause of a colour or a cloth and an unknown noun, in a list about a person, is worn.

    As in "woman, 40, blue silk deel" and "ivory brocade".
    """
    found: list[Span] = []
    somebody = False
    for start, end in _clauses(page):
        first, last = page.token_at(start), page.token_at(end) - 1
        if last < first:
            continue
        if _tells_of_person(page, first, last):
            somebody = True
            continue
        if not somebody or not page.free(start, end):
            continue
        while first < last and page.tokens[first].low in {
            "a",
            "an",
            "the",
            "in",
            "his",
            "her",
            "their",
        }:
            first += 1
        if _may_be_worn(page, first, last):
            found.append(page.span(first, last))
            page.take(*found[-1])
    return found


_CLAUSE = re.compile(r"[^,;|/]+?(?=[,;|/]|\.(?:\s|$)|$)")


def _clauses(page: Page) -> list[Span]:
    return [
        (match.start() + len(match.group()) - len(match.group().lstrip(" .")), match.end())
        for match in _CLAUSE.finditer(page.low)
    ]


def _tells_of_person(page: Page, first: int, last: int) -> bool:
    roles, ages = vocabulary("people.roles.heads"), {"aged", "old"}
    tokens = page.tokens[first : last + 1]
    if any(
        is_person(token.low) or token.low in ages or token.low in words("people.nouns.plain")
        for token in tokens
    ):
        return True
    heritage = vocabulary("people.heritage.list")
    return any(
        next(iter(page.find_any(entries, first, last)), None) for entries in (roles, heritage)
    )


def _may_be_worn(page: Page, first: int, last: int) -> bool:
    low = [token.low for token in page.tokens[first : last + 1]]
    if not 1 <= len(low) <= _WORDS or not all(page.joined[first:last]):
        return False
    if set(low) & (stops() | words(f"{_LIST}.not_worn")) or any(word[0].isdigit() for word in low):
        return False
    cloth = frozenset(word for word in words("appearance.wardrobe.materials") if " " not in word)
    described = [word for word in low if word in cloth or word in shades()]
    if low[-1] in cloth:
        return len(described) == len(low) and len(low) > 1
    if len(low) == 1 or not described or len(low) - len(described) > 1 or low[-1] in shades():
        return False
    if _is_something_else(page, last):
        return False
    return bool(set(low) & cloth) or low[0] in words("appearance.wardrobe.colours")


_ELSE = (
    "setting.place.heads", "setting.practical.heads", "setting.weather.heads", "setting.time",
    "appearance.hair.heads", "appearance.marks.heads", "camera.lamp.light", "camera.lamp.key",
    "camera.lamp.rim", "camera.lamp.fill", "camera.use.heads", "camera.gel", "camera.framing",
    "feeling.emotion.nouns", "feeling.emotion.words", "feeling.mood.words", "feeling.mood.nouns",
    "aliases.look", "aliases.grain",
)  # fmt: skip


def _is_something_else(page: Page, last: int) -> bool:
    """A place, a lamp, hair, a mark, a feeling, a use: read by others."""
    token, walls = page.tokens[last], words("setting.more.backgrounds")
    known = any(next(iter(page.find_any(vocabulary(path), last, last)), None) for path in _ELSE)
    return known or token.one in walls or token.low in walls
