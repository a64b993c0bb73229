"""Recognises how the picture is printed: finish.grain, finish.halation, finish.grade."""

from prompts.lexicon import vocabulary, words
from prompts.reading.page import Page

MONOCHROME = "noir"
"""The look whose grade stands for black and white."""


def read_finish(page: Page) -> None:
    """Grain, halation; "black and white" borrows the grade of noir."""
    for name in ("grain", "halation"):
        for match in page.find(vocabulary(f"aliases.{name}")):
            bare = page.tokens[match.last].low == match.meant  # "fine", "strong": of what?
            if not bare and page.after(match.last) not in words("aliases.prints.no_grain"):
                page.say(f"finish.{name}", match.meant, *page.span(match.first, match.last))
    for match in page.find(vocabulary("aliases.monochrome.words")):
        if page.after(match.last) not in words("aliases.prints.patterns"):
            page.say("finish.grade", MONOCHROME, *page.span(match.first, match.last))
