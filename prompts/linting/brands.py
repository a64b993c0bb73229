"""Brands, and the generic word that a camera can dress somebody in."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from prompts.brief import Brief
from prompts.linting.advice import Finding, Remedy, Swap
from prompts.linting.people import masked
from prompts.linting.wording import either, first_of, lexicon, rewritten, texts

RULE = "brand"


class _Spot(NamedTuple):
    brand: str
    word: str
    phrases: tuple[str, ...]  # what the word stands for, the longest first

    def swaps(self) -> Iterator[Swap]:
        return (Swap(find=phrase, put=self.word) for phrase in self.phrases)


@cache
def _generic() -> dict[str, str]:
    """Each brand, lower case with plain spaces, to its generic word."""
    rows: dict[str, list[str]] = lexicon("brands")["brands"]
    return {_plain(brand): word for word, brands in rows.items() for brand in brands}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(_generic())})(?![\w-])", re.IGNORECASE)


def _plain(brand: str) -> str:
    return re.sub(r"[\s-]+", " ", brand.lower())


def _spotted(text: str) -> Iterator[_Spot]:
    """Each brand with its generic word and the words to swap: "Ray-Ban sunglasses" is one thing."""
    for found in _pattern().finditer(masked(text)):
        brand = found.group(0)
        word = _generic()[_plain(brand)]
        again = re.match(
            rf"\s+(?:{either((word, word.split()[-1]))})\b", text[found.end() :], re.IGNORECASE
        )
        yield _Spot(brand, word, (brand + again.group(0), brand) if again else (brand,))


def _finding(spot: _Spot, path: str, patches: Iterable[Swap | dict[str, Any]]) -> Finding:
    remedies = tuple(Remedy(f'Say "{spot.word}"', patch) for patch in patches)
    why = f"{spot.brand} is a trademark, and models print its logo wrong: {spot.word} says it."
    return Finding(RULE, "hint", path, spot.brand, why, remedies)


def in_text(text: str) -> Iterator[Finding]:
    """Brands in free text."""
    for spot in first_of(_spotted(text), lambda spot: spot.brand.lower()):
        yield _finding(spot, "", spot.swaps())


def in_brief(brief: Brief) -> Iterator[Finding]:
    """Brands in any free field of a brief."""
    spots = ((path, spot) for path, text in texts(brief) for spot in _spotted(text))
    for path, spot in first_of(spots, lambda each: (each[0], each[1].brand.lower())):
        yield _finding(spot, path, (rewritten(brief, path, swap) for swap in spot.swaps()))
