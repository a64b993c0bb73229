"""Empty words, and the light, lens or texture that a camera can obey instead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from prompts.brief import Brief
from prompts.linting.advice import Finding, Remedy, Swap
from prompts.linting.wording import either, first_of, lexicon, rewritten, texts, value

RULE = "empty-words"


@dataclass(frozen=True)
class _Entry:
    words: tuple[str, ...]
    why: str
    tail: str
    fields: dict[str, Any]
    unless: tuple[str, ...]


@cache
def _entries() -> dict[str, _Entry]:
    """Every empty word, lower case with plain spaces, to its entry."""
    found: dict[str, _Entry] = {}
    for row in lexicon("empty")["entry"]:
        entry = _Entry(
            tuple(row["words"]), row["why"], row["tail"], row["set"], tuple(row.get("unless", ()))
        )
        found |= {_plain(word): entry for word in entry.words}
    return found


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{either(_entries())})(?![\w-])", re.IGNORECASE)


def _plain(word: str) -> str:
    return re.sub(r"[\s-]+", " ", word.lower())


def _spotted(text: str) -> Iterator[tuple[str, _Entry]]:
    for found in _pattern().finditer(text):
        words, after = found.group(0), text[found.end() :]
        entry = _entries()[_plain(words)]
        if not (
            entry.unless and re.match(rf"[\s-]+(?:{either(entry.unless)})\b", after, re.IGNORECASE)
        ):
            yield words, entry


def in_text(text: str, said: Brief) -> Iterator[Finding]:
    """Empty words in free text that reads as `said`; only what is unsaid is filled."""
    for words, entry in first_of(_spotted(text), lambda each: each[0].lower()):
        drop = Remedy(f'Drop "{words}"', Swap(find=words))
        write = Remedy(f'Write "{entry.tail}"', Swap(find=words, tail=entry.tail))
        unsaid = _unsaid(said, entry) and entry.tail not in text.lower()
        yield Finding(RULE, "hint", "", words, entry.why, (write, drop) if unsaid else (drop,))


def in_brief(brief: Brief) -> Iterator[Finding]:
    """Empty words in any free field of a brief."""
    spots = ((path, *spot) for path, text in texts(brief) for spot in _spotted(text))
    for path, words, entry in first_of(spots, lambda each: (each[0], each[1].lower())):
        gone = rewritten(brief, path, Swap(find=words))
        drop = Remedy(f'Drop "{words}"', gone)
        write = Remedy(f'Set "{entry.tail}"', _filled(brief, entry, gone))
        remedies = (write, drop) if _unsaid(brief, entry) else (drop,)
        yield Finding(RULE, "hint", path, words, entry.why, remedies)


def _unsaid(brief: Brief, entry: _Entry) -> bool:
    return all(
        not set(new) <= set(value(brief, path)) if isinstance(new, list) else not value(brief, path)
        for path, new in entry.fields.items()
    )


def _filled(brief: Brief, entry: _Entry, patch: dict[str, Any]) -> dict[str, Any]:
    filled = dict(patch)
    for path, new in entry.fields.items():
        if isinstance(new, list):
            kept = filled.get(path, list(value(brief, path)))
            filled[path] = [*kept, *(item for item in new if item not in kept)]
        else:
            filled[path] = new
    return filled
