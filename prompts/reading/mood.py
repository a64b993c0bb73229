"""Recognises what the picture feels like: mood."""

import re

from prompts.lexicon import vocabulary
from prompts.reading.feelings import adjectives, known, run_after, run_before, say_more
from prompts.reading.page import Page

_NOUN = r"(?:moods?|atmosphere|feel|feeling|vibes?|tone|ambien[ct]e|ambiance|energy)"
_NOUNS = re.compile(rf"\b{_NOUN}\b")
_MOOD_IS = re.compile(
    rf"\b(?:the )?(?:overall )?{_NOUN}(?:\s*(?:is|should be|:|=|of|wise)\s*)"
    r"(?:very |quite |rather |a bit |an? |more )?"
)
_MOOD_TURNS = re.compile(
    rf"\bthe (?:overall )?{_NOUN} (?:much |a bit |a little |even )?(?=[a-z]+er\b|more )(?:more )?"
)
_IT_FEELS = re.compile(
    r"\b(?:it|this|image|picture|shot|photo|scene|everything|portrait|whole thing)"
    r"(?:'s| should| must| needs to| has to| to| is)? (?:be |feel |feels |feeling )"
    r"(?:more |very |quite |a bit |a little |really |rather |almost )?"
)
_MAKE_IT = re.compile(
    r"\b(?:feel|feels|feeling|vibe is|(?:make|keep) (?:it|this))\s+"
    r"(?:more |very |a bit |a little |quite |really )?"
)


def read_mood(page: Page) -> None:
    """Words with "mood" or "atmosphere" beside them; "moody" and its like anywhere."""
    anything = known("feeling.mood") | known("feeling.emotion") | _beside()
    for pattern, allowed in (
        (_MOOD_IS, anything),
        (_MOOD_TURNS, anything),
        (_IT_FEELS, anything),
        (_MAKE_IT, known("feeling.mood")),
    ):
        for match in page.search(pattern):
            run = run_after(page, page.token_at(match.end()), allowed)
            if run:
                say_more(page, "mood", run, (match.start(), page.tokens[run[1]].end))
    for match in page.search(_NOUNS):
        head = page.token_at(match.start())
        first = run_before(page, head, anything)
        if first is not None:
            say_more(page, "mood", (first, head - 1), (page.tokens[first].start, match.end()))


def _beside() -> frozenset[tuple[str, ...]]:
    """What a mood may be only when a word for mood stands beside it: "a cold, clinical feel"."""
    return frozenset(vocabulary("feeling.mood.beside").entries)


def read_bare_mood(page: Page) -> None:
    """Adjectives of mood that stand alone, after the faces have had theirs."""
    adjectives(page, "mood", vocabulary("feeling.mood.words"))
