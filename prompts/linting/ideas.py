"""Too many ideas for one picture: marks, lamps, a long story, feelings that cancel, many places."""

import re
from collections.abc import Iterator
from functools import cache

from prompts.brief import Brief
from prompts.linting.advice import Finding, Remedy
from prompts.linting.wording import either, lexicon, value

MOST = 3  # marks on a face, lamps in a frame, places in a line
STORY_WORDS = 30

_LISTS = {
    "subject.marks": ("marks", "nobody sees more than three on one face"),
    "light.practicals": ("practicals", "each pulls the eye away from the face"),
}
_BREAK = re.compile(r"\s*(?:[,;/]|\band\b|\bthen\b|\bbut\b|\byet\b|\bor\b)\s*")


def crowded(brief: Brief) -> Iterator[Finding]:
    """More marks or practicals than a portrait can show."""
    for path, (name, why) in _LISTS.items():
        items: tuple[str, ...] = value(brief, path)
        if len(items) > MOST:
            yield Finding(
                "too-many-ideas",
                "hint",
                path,
                ", ".join(items[MOST:]),
                f"There are {len(items)} {name}: {why}.",
                (Remedy(f"Keep the first {MOST} {name}", {path: list(items[:MOST])}),),
            )


def long_story(brief: Brief) -> Iterator[Finding]:
    """A picture tells one beat."""
    story = brief.story or ""
    words = story.split()
    if len(words) <= STORY_WORDS:
        return
    yield Finding(
        "long-story",
        "hint",
        "story",
        " ".join(words[STORY_WORDS:]),
        f"The story has {len(words)} words: one picture tells one beat, in {STORY_WORDS} at most.",
        (Remedy("Keep the first beat", {"story": _first_beat(story)}),),
    )


def _first_beat(story: str) -> str:
    """The whole sentences that fit, else the clauses, else the words."""
    for ending in (r"(?<=[.!?])\s+", r"(?<=[,;:])\s+"):
        kept = ""
        for part in re.split(ending, story.strip()):
            if len(f"{kept} {part}".split()) > STORY_WORDS:
                break
            kept = f"{kept} {part}".strip()
        if kept:
            return kept.rstrip(",;: ")
    return " ".join(story.split()[:STORY_WORDS])


@cache
def _family() -> dict[str, str]:
    moods: dict[str, list[str]] = lexicon("ideas")["moods"]
    return {word: family for family, words in moods.items() for word in words}


@cache
def _moods() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(_family())})\b", re.IGNORECASE)


def cancelling_moods(brief: Brief) -> Iterator[Finding]:
    """Feelings that cannot be in one face, or one room, at once."""
    for path in ("mood", "subject.emotion"):
        text = value(brief, path) or ""
        if (found := _clash(text)) is None:
            continue
        kept = _keep_first(text)
        yield Finding(
            "cancelling-moods",
            "hint",
            path,
            text,
            f"{found[0].capitalize()} and {found[1]} cancel out: one feeling reads in a face, two "
            "read as none.",
            (
                Remedy(f'Keep "{kept}"', {path: kept}),
                Remedy(f'Keep "{found[0]}"', {path: found[0]}),
            ),
        )


def _clash(text: str) -> tuple[str, str] | None:
    words = [found.group(0).lower() for found in _moods().finditer(text)]
    opposed: list[list[str]] = lexicon("ideas")["opposed"]["pairs"]
    for at, first in enumerate(words):
        for second in words[at + 1 :]:
            pair = [_family()[first], _family()[second]]
            if pair in opposed or pair[::-1] in opposed:
                return first, second
    return None


def _keep_first(text: str) -> str:
    """The parts of a list of moods that go with the first."""
    kept: list[str] = []
    for part in filter(None, _BREAK.split(text)):
        if _clash(", ".join((*kept, part))) is None:
            kept.append(part)
    return ", ".join(kept)


@cache
def _places() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(lexicon('ideas')['places']['words'])})\b", re.IGNORECASE)


def many_places(brief: Brief) -> Iterator[Finding]:
    """One picture is in one place; two words may be one place, "a bar by the station"."""
    place = brief.setting.place or ""
    parts = [part for part in _BREAK.split(place) if _places().search(part)]
    if len(parts) < MOST:
        return
    yield Finding(
        "many-places",
        "hint",
        "setting.place",
        ", ".join(parts[1:]),
        f"There are {len(parts)} places: one picture stands in one.",
        (Remedy(f"Stay in {parts[0]}", {"setting.place": parts[0]}),),
    )
