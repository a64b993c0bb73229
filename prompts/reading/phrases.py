"""Noun phrases: where "a dark green wool coat" begins, where a clause ends."""

from functools import cache

from prompts.lexicon import singular, vocabulary, words
from prompts.reading.page import Page


@cache
def stops() -> frozenset[str]:
    """Words at which a noun phrase ends."""
    return words("words.determiners") | words("words.prepositions") | words("words.others")


@cache
def describing() -> frozenset[str]:
    return words("words.describing")


def leftwards(page: Page, head: int, limit: int = 5, across: frozenset[str] = frozenset()) -> int:
    """The first token of the noun phrase that ends in `head`: "a dark green wool coat" -> "dark".

    Words in `across` may be parted by commas or joined by "and": "long, curly and red hair".
    """
    first = head
    while first > 0 and head - first < limit + len(across) // 40:
        before = page.tokens[first - 1].low
        if before == "and" and first > 1 and _both(page, first, across):
            first -= 2
            continue
        bridged = page.joined[first - 1] or (
            before in across and page.tokens[first].low in across and _comma(page, first - 1)
        )
        hyphened = page.low[page.tokens[first - 1].end : page.tokens[first].start] == "-"
        describes = hyphened or _describes(before, across)
        if not bridged or not page.is_free(first - 1) or not describes:
            break
        first -= 1
    return first


def _describes(word: str, across: frozenset[str]) -> bool:
    if word in across:
        return True
    if word in stops() or word[0].isdigit() or is_person(word):
        return False
    return not word.endswith("ing") or word in describing()


@cache
def _person_nouns() -> frozenset[str]:
    found = vocabulary("people.gender").entries
    return frozenset(words[0] for words in found if len(words) == 1)


def is_person(word: str) -> bool:
    word = word.removesuffix("'s")
    return word in _person_nouns() or singular(word) in _person_nouns()


def _both(page: Page, first: int, across: frozenset[str]) -> bool:
    """Whether "X and Y" joins two words that may describe the same thing."""
    return (
        page.tokens[first].low in across
        and page.tokens[first - 2].low in across
        and page.joined[first - 1]
        and page.joined[first - 2]
        and page.is_free(first - 2)
    )


def _comma(page: Page, token: int) -> bool:
    return page.low[page.tokens[token].end : page.tokens[token + 1].start].strip() == ","


def clause_end(
    page: Page, first: int, limit: int = 12, end_at: frozenset[str] = frozenset()
) -> int:
    """The last token of what is being said from `first` on, up to a comma or a claimed word."""
    last = first
    while (
        last - first < limit
        and page.joined[last]
        and page.is_free(last + 1)
        and page.tokens[last + 1].low not in end_at
    ):
        last += 1
    return last


def trim(page: Page, first: int, last: int) -> tuple[int, int]:
    """Without the determiners in front and the loose words behind."""
    while first < last and page.tokens[first].low in words("words.determiners"):
        first += 1
    while last > first and page.tokens[last].low in stops():
        last -= 1
    return first, last
