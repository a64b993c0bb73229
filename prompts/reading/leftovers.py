"""What nobody claimed: the stretches of a page that hold more than small words."""

import re

from prompts.lexicon import words
from prompts.reading.page import Page
from prompts.reading.phrases import stops

_CLAUSE = re.compile(r"[^,;!?]+?(?=[,;!?]|\.(?=\s|$)|$)")


def leftovers(page: Page) -> tuple[str, ...]:
    """Unknown phrases in the person's words, each from one clause, in the order of the text."""
    empty = stops() | words("words.filler")
    found: list[str] = []
    for clause in _CLAUSE.finditer(page.low):
        run: list[int] = []
        last = page.token_at(clause.end())
        for token in range(page.token_at(clause.start()), last + 1):
            open_still = token < last and page.is_free(token)
            if open_still:
                run.append(token)
                continue
            if run and any(page.tokens[t].low not in empty for t in run):
                first, end = _trimmed(page, run, empty)
                found.append(page.phrase(first, end))
            run = []
    return tuple(dict.fromkeys(found))


def _trimmed(page: Page, run: list[int], empty: frozenset[str]) -> tuple[int, int]:
    first, last = run[0], run[-1]
    while page.tokens[first].low in empty:
        first += 1
    while page.tokens[last].low in empty:
        last -= 1
    return first, last
