"""The trade's words: TOML lists read once, looked up by the longest run of words.

A list is named by its path: "camera.framing" is the table `framing` in lexicon/camera.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, cast


class Vocabulary(NamedTuple):
    """What may be written, word by word, and what it stands for; ready to be looked up."""

    entries: Mapping[tuple[str, ...], str]
    longest: int  # words in the longest entry
    first: frozenset[str]  # words that an entry starts with: most words of a text start none


@cache
def vocabulary(*paths: str) -> Vocabulary:
    """The lists and tables at `paths`, together; an earlier entry wins. Raises LookupError."""
    entries: dict[tuple[str, ...], str] = {}
    for path in paths:
        for written, meant in _pairs(_at(path)):
            entries.setdefault(split(written), meant)
    return Vocabulary(
        entries, max(map(len, entries), default=0), frozenset(words[0] for words in entries)
    )


@cache
def listed(path: str) -> tuple[str, ...]:
    """A plain list, in its own order. Raises LookupError."""
    return tuple(str(word) for word in _at(path))


def section(path: str) -> Mapping[str, Sequence[str]]:
    """A table of lists as it was written. Raises LookupError."""
    return _at(path)


@cache
def words(path: str) -> frozenset[str]:
    """A plain list as a set. Raises LookupError."""
    return frozenset(listed(path))


@cache
def either(path: str) -> str:
    """A plain list as alternatives of a regular expression. Raises LookupError."""
    longest_first = sorted(listed(path), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in longest_first)


@cache
def either_of(path: str) -> str:
    """Whatever may be written for a table or a list, as alternatives of a regular expression."""
    longest_first = sorted(map(" ".join, vocabulary(path).entries), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", "[ -]") for word in longest_first)


def split(text: str) -> tuple[str, ...]:
    """Words as a reader sees them: lower case, no hyphens."""
    return tuple(text.lower().replace("-", " ").split())


_PLURALS = (("ies", "y"), ("ves", "f"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"))
_SHORTEST = 4  # "bus" and "gas" are no plurals


def singular(word: str) -> str:
    """A plain plural without its ending: "candles", "brushes", "scarves"."""
    for ending, instead in _PLURALS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    plural = word.endswith("s") and not word.endswith("ss") and len(word) >= _SHORTEST
    return word[:-1] if plural else word


def _at(path: str) -> Any:
    name, *keys = path.split(".")
    found: Any = _file(name)
    for key in keys:
        if key not in found:
            raise LookupError(f"The lexicon has no list {path!r}.")
        found = found[key]
    return found


@cache
def _file(name: str) -> Mapping[str, Any]:
    file = resources.files("prompts") / "lexicon" / f"{name}.toml"
    if not file.is_file():
        raise LookupError(f"The lexicon has no file {name!r}.")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _pairs(entries: Any) -> Iterator[tuple[str, str]]:
    """A list stands for itself; a table says meant = [written, ...] or written = number."""
    if not isinstance(entries, Mapping):
        yield from ((word, word) for word in entries)
        return
    for key, value in cast("Mapping[str, Any]", entries).items():
        if isinstance(value, int):
            yield key, str(value)
        else:
            yield from ((written, key) for written in (key, *value))
