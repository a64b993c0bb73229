"""A page: a text, its words, what has been understood so far, and which letters that used up."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from prompts.brief import Model
from prompts.lexicon import Vocabulary, singular

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|&", re.UNICODE)
_BREAK = re.compile(r"[^\s\-'\"&_*#~`]")  # between two words, ends a phrase
_PUNCTUATION = str.maketrans({
    "\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-",
    "\u2014": ";", "\u2015": ";", "\u2022": ";", "\n": ";", "\u2026": ".",
    "\u00d7": "x", "\u0192": "f",
    "\r": " ", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
})  # fmt: skip

_FEW = 12  # tokens that are faster looked at than looked up


class Finding(Model):
    """One field that was read, and the words behind it."""

    path: str  # dotted: "light.key.side"
    value: Any  # as JSON has it
    words: str  # quoted from the text


class Token(NamedTuple):
    """One word: where it stands, and its plain form."""

    start: int
    end: int
    low: str
    one: str  # its singular


class Match(NamedTuple):
    """An entry of the lexicon in the text: tokens first..last, and what it stands for."""

    first: int
    last: int
    meant: str


class Page:
    """A text being read. Recognisers claim letters; what nobody claims is unknown."""

    def __init__(self, text: str) -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.low = _plain(self.text)
        self.tokens = [_token(m) for m in _WORD.finditer(self.low)]
        # A dash with a space before it parts two thoughts: "Mara - in the rain".
        self.joined = [
            not _BREAK.search(gap) and " -" not in gap
            for gap in (self.low[a.end : b.start] for a, b in pairwise(self.tokens))
        ] + [False]
        self._places: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            for word in {token.low, token.one}:
                self._places.setdefault(word, []).append(place)
        self.found: list[Finding] = []
        self.removed: list[Finding] = []
        self.adding: set[str] = set()  # texts that grow instead of being replaced
        self.off: dict[
            str, tuple[int, int]
        ] = {}  # lamps that are switched off, and where it says so
        self.look_before: str | None = None  # of the brief that is changed
        self._taken = bytearray(len(self.low))
        self._paths: dict[str, Any] = {}

    def free(self, start: int, end: int) -> bool:
        return not any(self._taken[start:end])

    def is_free(self, token: int) -> bool:
        return self.free(*self.tokens[token][:2])

    def take(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\x01" * (end - start)

    def quote(self, start: int, end: int) -> str:
        """The person's own words, on one line."""
        return " ".join(self.text[start:end].split())

    def phrase(self, first: int, last: int) -> str:
        return self.quote(self.tokens[first].start, self.tokens[last].end)

    def value(self, path: str) -> Any:
        return self._paths.get(path)

    def fields(self) -> dict[str, Any]:
        """Every path that was read, with its value."""
        return dict(self._paths)

    def say(self, path: str, value: Any, start: int, end: int, *, claim: bool = True) -> bool:
        """Set a field; the first word on it stands. Returns whether it was taken."""
        if claim and path in self._paths:
            return False
        self._paths[path] = value
        self.found.append(Finding(path=path, value=value, words=self.quote(start, end)))
        if claim:
            self.take(start, end)
        return True

    def correct(self, path: str, value: Any, start: int, end: int) -> None:
        """Say a field anew, in the light of later words."""
        self.found = [finding for finding in self.found if finding.path != path]
        self.say(path, value, start, end, claim=False)

    def add(self, path: str, value: str, start: int, end: int) -> None:
        """Put one more thing on a list."""
        self._paths.setdefault(path, []).append(value)
        self.found.append(Finding(path=path, value=value, words=self.quote(start, end)))
        self.take(start, end)

    def search(
        self, pattern: re.Pattern[str], start: int = 0, end: int | None = None
    ) -> Iterator[re.Match[str]]:
        """Matches that nobody has claimed a letter of."""
        for match in pattern.finditer(self.low, start, len(self.low) if end is None else end):
            if match.end() > match.start() and self.free(*match.span()):
                yield match

    def find(self, entries: Vocabulary, first: int = 0, last: int | None = None) -> Iterator[Match]:
        """Entries of a vocabulary among the tokens first..last, the longest at each place."""
        stop = len(self.tokens) if last is None else last + 1
        here = first
        for token in self._candidates(entries, first, stop):
            match = self._at(entries, token, stop) if token >= here else None
            if match:
                yield match
                here = match.last + 1

    def _candidates(self, entries: Vocabulary, first: int, stop: int) -> Iterable[int]:
        """Tokens first..stop that may begin an entry; most words of a text begin none."""
        if stop - first <= _FEW:
            return range(first, stop)
        words_here = self._places.keys() & entries.first
        found = {place for word in words_here for place in self._places[word]}
        return sorted(place for place in found if first <= place < stop)

    def find_any(self, entries: Vocabulary, first: int, last: int) -> Iterator[Match]:
        """As `find`, in claimed words, too."""
        for here in range(first, last + 1):
            match = self._at(entries, here, last + 1, claimed=True)
            if match:
                yield match

    def _at(
        self, entries: Vocabulary, here: int, stop: int, *, claimed: bool = False
    ) -> Match | None:
        token = self.tokens[here]
        if token.low not in entries.first and token.one not in entries.first:
            return None
        length = 1
        while length < entries.longest and here + length < stop and self.joined[here + length - 1]:
            length += 1
        for last in range(here + length - 1, here - 1, -1):
            if not claimed and not self.free(self.tokens[here].start, self.tokens[last].end):
                continue
            written = tuple(token.low for token in self.tokens[here : last + 1])
            for form in (written, (*written[:-1], self.tokens[last].one)):
                if form in entries.entries:
                    return Match(here, last, entries.entries[form])
        return None

    def before(self, token: int) -> str:
        """The word straight before a token in the same phrase, or nothing."""
        return self.tokens[token - 1].low if token > 0 and self.joined[token - 1] else ""

    def after(self, token: int) -> str:
        """The word straight after a token in the same phrase, or nothing."""
        return self.tokens[token + 1].low if self.joined[token] else ""

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last].end

    def near(
        self, entries: Vocabulary, first: int, reach: int, *, claimed: bool = False
    ) -> Match | None:
        """The first entry that begins within `reach` tokens of `first`."""
        last = min(first + reach, len(self.tokens) - 1)
        look = self.find_any if claimed else self.find
        return next(iter(look(entries, first, last)), None)

    def token_at(self, place: int) -> int:
        """The first token that starts at or after a letter."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.tokens[middle].start < place else (low, middle)
        return low


def _token(match: re.Match[str]) -> Token:
    low = "and" if match.group() == "&" else match.group()
    return Token(*match.span(), low, singular(_own(low)))


def _own(word: str) -> str:
    return word.removesuffix("'s")


def _plain(text: str) -> str:
    """Lower case without accents, letter for letter: places in it are places in the text."""
    return "".join(_letter(char) for char in text.translate(_PUNCTUATION))


@cache
def _letter(char: str) -> str:
    bare = unicodedata.normalize("NFKD", char)[0] if ord(char) > 127 else char
    lower = (bare if bare.isalpha() or bare.isdigit() else char).lower()
    return lower if len(lower) == 1 else char
