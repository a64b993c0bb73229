"""Finding a table's words in a short text, and reading the tables."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")
NEGATION = re.compile(r"\b(?:no|not|without|never|lose|minus)\s+(?:\w+\s+)?$")


def plain(text: str | None) -> str:
    """Lower case, without hyphens and curly quotes, single spaces."""
    text = (text or "").lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.sub(r"[^\w']+", " ", text).strip()


@dataclass(frozen=True)
class Hit(Generic[T]):
    """A word that was heard, where, and what it means."""

    start: int
    end: int
    word: str
    value: T


class Lexicon(Generic[T]):
    """Words and phrases -> values; the longest phrase is heard first, a plural counts."""

    def __init__(self, table: dict[str, T]) -> None:
        self.table = {plain(word): value for word, value in table.items()}
        longest = sorted(self.table, key=len, reverse=True)
        self.pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest)) + r")(?:s|es)?\b")

    def hits(self, text: str | None) -> list[Hit[T]]:
        """All that is heard, in order; what is denied ("no beard") is not."""
        said = plain(text)
        return [
            Hit(m.start(), m.end(), m.group(1), self.table[m.group(1)])
            for m in self.pattern.finditer(said)
            if not NEGATION.search(said[: m.start()])
        ]

    def first(self, text: str | None) -> Hit[T] | None:
        """The first that is heard."""
        found = self.hits(text)
        return found[0] if found else None


@cache
def table(name: str) -> dict[str, Any]:
    """One of the casting tables."""
    return tomllib.loads((Path(__file__).parent / "casting" / f"{name}.toml").read_text("utf-8"))
