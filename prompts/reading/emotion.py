"""Recognises what the subject feels: subject.emotion."""

import re

from prompts.lexicon import vocabulary, words
from prompts.reading.feelings import adjectives, known, say_more
from prompts.reading.page import Match, Page
from prompts.reading.phrases import leftwards, trim

_PATH = "subject.emotion"
_LABEL = re.compile(r"\b(?P<of>emotion|expression|mood)\s*[:=]\s*(?P<rest>[^.;]+)")
_NEXT_LABEL = re.compile(r",(?! ?(?:and|but|yet)?\s?[a-z-]+ ?(?:,|$))")
_ON_FACE = re.compile(
    r"(?: (?:on|in|across|playing on|at the corners? of|behind|running down|streaming down"
    r"|rolling down|down|to|of|about)"
    r" (?:his|her|their|the) (?:face|eyes?|lips|mouth|cheeks?|features|gaze|expression|jaw|brow))+"
)
_HAVING = re.compile(
    r"\b(?:with|full of|filled with|in|of|a mix of|a mixture of|quiet|(?:trace|hint|flicker|flash"
    r"|touch) of)"
    r"\s+(?:an? |the |quiet )?$"
)
_LOOK_OF = re.compile(
    r"\b(?:an? |the )?(?:look|expression|air|sense|face) of (?P<what>[a-z]+(?: [a-z]+)?)"
    r"(?: (?:on|in) (?:his|her|their) (?:face|eyes))?"
)
_LOOKS = frozenset({"look", "stare", "glance"})
_FACES = frozenset({"expression", "demeanour", "demeanor", "countenance", "gaze", "glare"})
_VERBS = frozenset({"looks", "stares", "glances", "glares", "smiles", "frowns"})


def read_labels(page: Page) -> None:
    """As in "Emotion: stoic", "mood: lonely and quiet"."""
    for match in page.search(_LABEL):
        path = "mood" if match["of"] == "mood" else _PATH
        rest = _NEXT_LABEL.split(match["rest"])[0]
        first = page.token_at(match.start("rest"))
        last = page.token_at(match.start("rest") + len(rest)) - 1
        if last >= first and page.free(*page.span(first, last)):
            first, last = trim(page, first, last)
            page.say(path, page.phrase(first, last), match.start(), page.tokens[last].end)


def read_emotion(page: Page) -> None:
    """As in "a nervous smile", "tears in her eyes", "quiet confidence", "looks weary"."""
    nouns = vocabulary("feeling.emotion.nouns")
    for match in page.search(_LOOK_OF):
        if (match["what"].split()[-1],) in nouns.entries:
            run = page.token_at(match.start()), page.token_at(match.end()) - 1
            say_more(page, _PATH, trim(page, *run), match.span())
    for match in page.find(nouns):
        if page.free(*page.span(match.first, match.last)):
            _expression(page, match)
    adjectives(page, _PATH, vocabulary("feeling.emotion.words"))


def _expression(page: Page, match: Match) -> None:
    single = frozenset(key[0] for key in known("feeling.emotion") if len(key) == 1)
    first, _ = trim(page, leftwards(page, match.first, across=single), match.first)
    end = page.tokens[match.last].end
    place = _ON_FACE.match(page.low, end)
    if not _is_expression(page, match, first, placed=place is not None):
        return
    stop = place.end() if place and page.free(end, place.end()) else end
    say_more(page, _PATH, (first, page.token_at(stop) - 1), (page.tokens[first].start, stop))


def _is_expression(page: Page, match: Match, first: int, *, placed: bool) -> bool:
    """Whether a noun tells of the face: "a hard stare" does, "a stare", "the look" do not."""
    head, bare = page.tokens[match.last].low, first == match.first
    felt = not bare and _is_felt(page, first, match.first - 1)
    if head in _VERBS:
        return False
    if head in _LOOKS:
        return felt or (placed and head == "look")
    if head in _FACES:
        return placed or not bare
    if head in words("feeling.emotion.abstract"):
        start = page.tokens[first].start
        whole = not page.before(first) and not page.joined[match.last]
        having = _HAVING.search(page.low, max(0, start - 24), start)
        return placed or having is not None or felt or (whole and not bare)
    return True


def _is_felt(page: Page, first: int, last: int) -> bool:
    feelings = known("feeling.emotion")
    return any(
        (page.tokens[token].low,) in feelings or page.tokens[token].low in words("feeling.of_looks")
        for token in range(first, last + 1)
    )
