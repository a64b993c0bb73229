"""Recognises the beat that the picture tells: story."""

import re
from functools import cache

from prompts.lexicon import either
from prompts.reading.page import Page

_REST = r"[^.;,]+"
_PARTICIPLE = (
    r"[a-z]+(?:ed|ead|ost|ound|ard|een|one|ome|old|ept|eft|on|ung|ought|aught|id|it|ut|ade|ent|orn"
    r"|en|un|t|d|n)\b"
)


def read_story(page: Page) -> None:
    """Moments before and after, what has just happened, what is waited for, to the clause's end."""
    for match in page.search(_beats()):
        if _face().search(match.group()):
            continue
        start, end = match.span(str(match.lastgroup))
        first, last = page.token_at(start), page.token_at(end) - 1
        if last <= first:
            continue
        cut = _ends().search(page.low, start, end)
        stop = cut.start() if cut else page.tokens[last].end
        page.say("story", page.quote(start, stop), match.start(), stop)


@cache
def _beats() -> re.Pattern[str]:
    def some(name: str) -> str:
        return f"(?:{either(f'telling.story.{name}')})"

    who = some("who")
    has = r"(?:'s| has| had|'ve| have)"
    kinds = {
        "label": rf"{some('labels')}\s*(?::|=|is that)\s*(?P<label>[^.;]+)",
        "told": rf"(?:it(?:'s| is) )?(?:the|that|a|one) (?:\w+ )?{some('moments')} "
        rf"(?:(?:just|right|shortly) )?(?:before|after|when|that|as|where) {_REST}",
        "near": rf"{some('near')}(?: \w+)? (?:before|after) {_REST}",
        "just": rf"(?:{who}|who){has}? (?:(?:only|finally|also) )?(?:just|recently|already) "
        rf"{_PARTICIPLE}[^.;,]*",
        "done": rf"{who}{has}(?: just| finally| never| at last| not)? {some('has_done')}\b[^.;,]*",
        "about": rf"(?:{who}(?:'s| is| are|'re) |who is )?{some('about_to')} {_REST}",
        "wait": rf"(?:{who}(?:'s| is| are|'re| was)? )?(?:waits?|waiting) "
        rf"(?:for|to|until|at) {_REST}",
        "as_if": rf"as (?:if|though) (?:{who})?{_REST}",
        "doing": rf"{who}(?:'s| is|'re| are) {some('is_doing')}\b[^.;,]*",
        "does": rf"{who} {some('does')}\b[^.;,]*",
    }
    return re.compile(
        "|".join(
            rf"\b{kind}" if name == "label" else rf"\b(?P<{name}>{kind})"
            for name, kind in kinds.items()
        )
    )


@cache
def _face() -> re.Pattern[str]:
    return re.compile(rf"about to (?:{either('telling.story.faces')})\b")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{either('telling.story.ends')})\b")
