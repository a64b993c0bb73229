"""Recognises what must not be in the picture: avoid."""

import re
from collections.abc import Iterator
from functools import cache

from prompts.lexicon import either, words
from prompts.reading.page import Page
from prompts.reading.phrases import trim

_WORDS = 6  # in one item
_REACH = 200  # letters that one "no" can reach
_SOFTENERS = r"(?:(?:any|the|a|an|visible|too much|much|to see|obvious|please) )*"
_REST = re.compile(r"[^.;:!?]*")
_LENS = re.compile(r"\b(?:at \d|on \d|\d+ ?mm|f/?\d)|\s-\s")
_NEW_CLAUSE = re.compile(r"(?:in|on|at|with|from|lit|\w+ (?:coat|jacket|light|key))\b")
_LIST = re.compile(r"[^,]+(?:, *(?!no |without |and |or )[a-z' -]{2,24})+,? (?P<last>and|or|nor) ")
_COMMAS = re.compile(r",? (?:and|or|nor) (?:no |any |without )?|, *(?:no |any )?")
_JOINTS = re.compile(r" (?:and|or|nor|/) (?:no |any )?|,.*$")


def read_avoid(page: Page) -> None:
    """One item after each "no"; the whole list after "avoid" or before an "or"."""
    for match in page.search(_cues()):
        rest = _REST.match(page.low, match.end(), match.end() + _REACH)
        what = rest.group() if rest else ""
        cue = " ".join(match["cue"].split())
        weak = cue in words("telling.avoid.weak")
        if not what or _not_an_item().match(what) or (weak and not _weak_may().match(what)):
            continue
        begun = match.start()
        for start, end in _items(what, cue):
            first = page.token_at(match.end() + start)
            last = page.token_at(match.end() + end) - 1
            if last < first or not page.free(*page.span(first, last)):
                break
            first, last = trim(page, first, last)
            page.add("avoid", page.phrase(first, last), begun, page.tokens[last].end)
            begun = page.tokens[last].end


def _items(what: str, cue: str) -> Iterator[tuple[int, int]]:
    """Where each thing that is ruled out stands in `what`.

    "No text, logos or marks" is one list; after "no" an "and" behind commas begins something new.
    """
    cut = min(
        (found.start() for found in (_ends().search(what), _LENS.search(what)) if found),
        default=len(what),
    )
    text = what[: cut or len(what)]
    listing = _LIST.match(text) if cue not in words("telling.avoid.weak") else None
    closed = listing and (listing["last"] != "and" or cue in words("telling.avoid.open"))
    joint = _COMMAS if closed else _JOINTS
    start = 0
    while start < len(text):
        between = joint.search(text, start)
        item = text[start : between.start() if between else len(text)]
        if not _is_item(item.strip(), first=start == 0):
            return
        yield start, start + len(item.rstrip())
        if between is None or (not closed and between.group().startswith(",")):
            return
        start = between.end()


def _is_item(item: str, *, first: bool) -> bool:
    if not item or len(item.split()) > _WORDS:
        return False
    return first or not (_not_an_item().match(item) or _NEW_CLAUSE.match(item))


@cache
def _cues() -> re.Pattern[str]:
    cues = "|".join(either(f"telling.avoid.{name}") for name in ("open", "cues", "weak"))
    return re.compile(rf"\b(?P<cue>{cues})\s+{_SOFTENERS}(?=\S)")


@cache
def _not_an_item() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{either('telling.avoid.not_items')})\b|\d)")


@cache
def _weak_may() -> re.Pattern[str]:
    return re.compile(rf"(?:too )?(?:{either('telling.avoid.weak_may')})\b")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either('telling.avoid.ends')})\b")
