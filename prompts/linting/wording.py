"""Words inside the free text of a brief: where they stand, how they are taken out and put in."""

import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, TypeVar

from prompts.brief import Brief
from prompts.linting.advice import Swap

FREE = (
    "subject.gender", "subject.heritage", "subject.hair", "subject.wardrobe", "subject.emotion",
    "subject.marks", "setting.place", "setting.weather", "setting.background", "light.practicals",
    "mood", "story", "use", "notes",
)  # fmt: skip
"""Every field that holds free words. `avoid` is not one: it names what must not be seen."""

T = TypeVar("T")

_VOWEL = re.compile(r"(?!uni|use|eu|one)[aeiou]", re.IGNORECASE)
_EDGE = re.compile(
    r"^(?:[\s,;:]+|(?:and|of|with)\b)+|(?:[\s,;:]+|\b(?:and|of|with|in|a|an))+$", re.IGNORECASE
)


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A table of the lint's own lexicon, parsed."""
    source = files("prompts").joinpath("lexicon", "lint", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def value(brief: Brief, path: str) -> Any:
    """What stands at a dotted path."""
    found: Any = brief
    for name in path.split("."):
        found = getattr(found, name)
    return found


def texts(brief: Brief) -> Iterator[tuple[str, str]]:
    """Every piece of free text with its path; a list gives one piece an item."""
    for path in FREE:
        match value(brief, path):
            case str() as text:
                yield path, text
            case tuple() as items:
                yield from ((path, item) for item in items)
            case _:
                pass


def everything(brief: Brief) -> str:
    """All free text of a brief, lower case."""
    return " . ".join(text for _, text in texts(brief)).lower()


def rewritten(brief: Brief, path: str, swap: Swap) -> dict[str, Any]:
    """A patch that swaps words in the text at `path`; what becomes empty is no longer said."""
    found = value(brief, path)
    if isinstance(found, str):
        return {path: swapped(found, swap) or None}
    return {path: [new for item in found if (new := _in_item(item, swap))]}


def _in_item(item: str, swap: Swap) -> str:
    """An item that the swap does not touch keeps every letter."""
    return swapped(item, swap) if swap.find.lower() in item.lower() else item


def first_of(items: Iterable[T], key: Callable[[T], Hashable]) -> Iterator[T]:
    """The items whose key is new."""
    seen: set[Hashable] = set()
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            yield item


def either(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; a space also matches a hyphen."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in longest)


def swapped(text: str, swap: Swap) -> str:
    """The text after a swap: articles agree, no comma or "and" is left over."""
    if swap.find:
        text = _put(text, swap.find, swap.put)
    return _with_tail(text, swap.tail) if swap.tail else text


@lru_cache(maxsize=1024)  # trying the fixes asks for the same swaps again and again
def _put(text: str, find: str, put: str) -> str:
    return _tidied(_phrase(find).sub(lambda found: _agreed(found, put), text))


def _phrase(find: str) -> re.Pattern[str]:
    """The words with their article, a comma of listed adjectives, and an "of a" that hangs on."""
    before = r"(?<!\w)" if find[0].isalnum() else ""
    after = r"(?!\w)" if find[-1].isalnum() else ""
    return re.compile(
        rf"(?:\b(?P<article>an?)\s+|(?P<list>\b(?:an?|the)\s+\w+),\s*)?"
        rf"{before}{re.escape(find)}{after}"
        r"(?P<of>\s+of(?=\s+(?:an?|the)\b))?(?P<after>\s*,?\s*\w*)",
        re.IGNORECASE,
    )


def _agreed(found: re.Match[str], put: str) -> str:
    """What stands instead of one match of `_phrase`."""
    article, adjective, of, after = found.group("article", "list", "of", "after")
    if put:
        if article and not re.match(r"an?\b", put):
            put = f"{_article(article, put)} {put}"
        return f"{adjective}, {put}{of or ''}{after}" if adjective else f"{put}{of or ''}{after}"
    if of:  # "a masterpiece of a woman" keeps one article, "a moody masterpiece of a woman" has it
        moody = not article and found.string[: found.start()].rstrip()[-1:].isalnum()
        return adjective or ("" if moody else after.lstrip())
    rest = after.lstrip(", ") if article else after
    if article:  # "a masterpiece, ..." loses its article too
        return f"{_article(article, rest)} {rest}" if rest else ""
    return f"{adjective}{after}" if adjective else after


def _article(old: str, following: str) -> str:
    right = "an" if _VOWEL.match(following) else "a"
    return right.capitalize() if old[0] == "A" else right


def _tidied(text: str) -> str:
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r"\(\s*(?::[\d.]+)?\s*\)", "", text)  # an emptied "(masterpiece:1.2)"
    text = re.sub(r"\s+([,.;:!?])", r"\1", text)
    text = re.sub(r"[,;](?:\s*(?:and\s*)?[,;])+", ",", text)
    text = re.sub(r"[,;]+([.!?])", r"\1", text)
    text = re.sub(r"([.!?])\s*[,.;]+", r"\1", text)
    text = re.sub(r"\b(and|with|of),", ",", text)
    return _EDGE.sub("", text).strip()


def _with_tail(text: str, tail: str) -> str:
    if not text:
        return tail
    if text.endswith((".", "!", "?")):
        return f"{text} {tail[0].upper()}{tail[1:]}."
    return f"{text}, {tail}"
