"""Real people's names: a likeness needs consent. An artist's name is light while it is a style."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from prompts.brief import Brief
from prompts.linting.advice import Finding, Remedy, Swap
from prompts.linting.wording import either, first_of, lexicon, rewritten, texts

RULE = "real-person"

_AGE = r"(?:(?:a|an|the)\s+)?(?:(?:young(?:er)?|old(?:er)?|middle-aged)\s+)?"
# "An Old Testament prophet", "an East Asian woman": capitals that name nobody.
_ARTICLE = r"(?P<article>(?:a|an)\s+(?=[A-Z]))?"
_PERSON = re.compile(
    r"\s+(?!(?:over|under|after|near|for|or|her|their|later)\b)"
    r"(?:(?:wo)?m[ae]n|person|people|lady|gentleman|couple|girl|guy|actress|model"
    r"|grand(?:mother|father)|\w+(?:ist|ian|er|or))\b"
)
_WHO = r"(?:,?\s*\b(?:who|that|which|and)\s+)?"
_LIKENESS = (
    rf"{_WHO}\b(?:looks?|looking)\s+(?:(?:a\s+(?:bit|lot|little)|exactly|just|something|much)\s+)?like",
    rf"{_WHO}\bresembl(?:ing|es?)",
    r",?\s*\b(?:in|with)\s+the\s+(?:exact\s+)?(?:likeness|face|features)\s+of",
    r",?\s*\b(?:the\s+|a\s+)?(?:spitting\s+image|likeness|dead\s+ringer|double|lookalike)\s+(?:of|for)",
    r",?\s*\b(?:as\s+)?(?:played|portrayed)\s+by",
)
_DRESSED = r",?\s*\b(?:(?:dressed|posing|made\s+up|styled)\s+)?as"
_SHOWN = (r"\b(?:portrait|photo|photograph|picture|headshot|close-up|image|face)\s+of", r"\bas")
_STYLE = re.compile(
    r"(?:\b(?:in|after)\s+the\s+(?:style|manner|light|spirit)\s+of|\bstyle\s+of|\bà\s+la|\ba\s+la|\bby"
    r"|\binspired\s+by|\bhomage\s+to|\blike|\bafter)\s+(?:a\s+|an\s+)?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"^(?:['\u2019]s?\b|[\s-]+(?:style|light|lighting|palette|look|film|painting|photograph|mood)\b)"
    r"|^[\s-]+(?:esque|inspired|like)\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:she|he|they|who|woman|man|person|that)\s*$", re.IGNORECASE)
# Two or more capitals in a row, with the small words that names have inside.
_SMALL = r"(?:(?:de|da|di|del|van|von|der|la|bin|al|el)\s+)*"
_NAME = rf"[A-Z][\w'\u2019.-]+(?:\s+{_SMALL}[A-Z][\w'\u2019.-]*)+"


class _Spot(NamedTuple):
    name: str
    start: int
    end: int
    cue: str  # the likeness words before the name, "" if it stands bare


@cache
def _known() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{either(lexicon('people')['figures'])})(?![\w-])", re.IGNORECASE
    )


@cache
def _artists() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{either(lexicon('people')['artists'])})(?![\w-])", re.IGNORECASE
    )


@cache
def _nobody() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(lexicon('people')['nobody'])})(?![\w-])", re.IGNORECASE)


@cache
def _pointed() -> re.Pattern[str]:
    """Two capitals after words that ask for a likeness, those in any case, the name as written."""
    cues = "|".join((*_LIKENESS, *_SHOWN))
    return re.compile(rf"(?P<cue>(?i:{cues}))\s+{_ARTICLE}(?i:{_AGE})(?P<name>{_NAME})")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join((*_LIKENESS, _DRESSED))})\s+{_AGE}$", re.IGNORECASE)


@lru_cache(maxsize=1024)  # trying the fixes asks for the same texts again and again
def _spotted(text: str) -> tuple[_Spot, ...]:
    return tuple(_spots(text))


def _spots(text: str) -> Iterator[_Spot]:
    taken: list[range] = []
    for found in _known().finditer(text):
        if _artists().fullmatch(found.group(0)) and _is_style(text, found.start(), found.end()):
            continue
        taken.append(range(found.start(), found.end()))
        yield _spot(text, found.group(0), found.start(), found.end())
    for found in _pointed().finditer(text):
        start, end = found.span("name")
        name = found.group("name").rstrip(".'\u2019-")
        described = found.group("article") or _PERSON.match(text[start + len(name) :])
        if described or any(start < r.stop and r.start < start + len(name) for r in taken):
            continue
        if not _is_nobody(text, name, start, end):
            yield _spot(text, name, start, start + len(name))


def _is_nobody(text: str, name: str, start: int, end: int) -> bool:
    if _nobody().match(name):
        return True
    return bool(_artists().match(name)) and _is_style(text, start, end)


def _is_style(text: str, start: int, end: int) -> bool:
    """Whether an artist's name speaks of their work: "lit by", "like" a picture, "'s light"."""
    if _WORK.match(text[end:]):
        return True
    before = text[:start]
    if not (cue := _STYLE.search(before)):
        return False
    looks = re.search(r"\s*\b(?:looks?|looking)\s*$", before[: cue.start()], re.IGNORECASE)
    if looks:  # "make it look like Gordon Parks" is style, "she looks like him" a likeness
        return not _HE.search(before[: looks.start()])
    return not re.search(r"\b(?:played|portrayed)\s*$", before[: cue.start()], re.IGNORECASE)


def _spot(text: str, name: str, start: int, end: int) -> _Spot:
    cue = _before().search(text[:start])
    return _Spot(name, start, end, cue.group(0) if cue else "")


def _remedies(text: str, spot: _Spot) -> Iterator[tuple[str, Swap]]:
    label = f"Leave {spot.name} out"
    if spot.cue:
        owned = re.match(r"['\u2019]s\b", text[spot.end :])
        yield label, Swap(find=spot.cue + spot.name + (owned.group(0) if owned else ""))
    yield f"Make {spot.name} an invented person", Swap(find=spot.name, put="an invented person")
    yield label, Swap(find=spot.name)


def _why(name: str) -> str:
    return (
        f"{name} is, or may be, a real person: a likeness needs their signed release, "
        "so describe an invented face instead."
    )


def in_text(text: str) -> Iterator[Finding]:
    """Names of real people in free text."""
    for spot in first_of(_spotted(text), lambda spot: spot.name.lower()):
        remedies = tuple(Remedy(label, swap) for label, swap in _remedies(text, spot))
        yield Finding(RULE, "error", "", spot.name, _why(spot.name), remedies)


def in_brief(brief: Brief) -> Iterator[Finding]:
    """Names of real people in any free field of a brief."""
    spots = ((path, text, spot) for path, text in texts(brief) for spot in _spotted(text))
    for path, text, spot in first_of(spots, lambda each: (each[0], each[2].name.lower())):
        remedies = tuple(
            Remedy(label, rewritten(brief, path, swap)) for label, swap in _remedies(text, spot)
        )
        yield Finding(RULE, "error", path, spot.name, _why(spot.name), remedies)


def masked(text: str) -> str:
    """The text with known names blanked: "Coco Chanel" is nobody's handbag."""
    return _known().sub(lambda found: " " * len(found.group(0)), text)
