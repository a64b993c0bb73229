"""What a change did to a brief, in one readable line: "Key: hard, camera left, 3200 K."."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.cards.pieces import clipped, field, harmless, is_off, leaves, shown
from bot.words import say
from prompts.brief import Brief

LINE = 700  # characters of one reply
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("who", ("subject.role", "subject.gender", "subject.age", "subject.heritage")),
    ("hair", ("subject.hair",)),
    ("wardrobe", ("subject.wardrobe",)),
    ("emotion", ("subject.emotion",)),
    ("marks", ("subject.marks",)),
    ("where", ("setting.place", "setting.time", "setting.weather")),
    ("behind", ("setting.background",)),
    *(
        (lamp, tuple(f"light.{lamp}.{name}" for name in names))
        for lamp in ("key", "fill", "rim")
        for names in (("softness", "side", "height", "gel", "kelvin", "stops"),)
    ),
    ("practicals", ("light.practicals",)),
    ("lens", ("camera.focal_mm", "camera.aperture", "camera.sensor")),
    ("frame", ("camera.framing", "camera.angle", "camera.height_m", "aspect")),
    ("look", ("look",)),
    ("mood", ("mood",)),
    ("story", ("story",)),
    ("finish", ("finish.grade", "finish.grain", "finish.halation")),
    ("avoid", ("avoid",)),
    ("for", ("use",)),
    ("character", ("character",)),
    ("references", ("references",)),
    ("seed", ("seed",)),
)
"""What is said together, in this order. Notes are said apart."""


def understood(before: Brief, after: Brief, locale: object = None) -> str:
    """The changes as sentences; empty if nothing changed but the notes."""
    old, new = dict(leaves(before)), dict(leaves(after))
    changed = {path: value for path, value in new.items() if old[path] != value}
    said = list[str]()
    for name, paths in GROUPS:
        here = [path for path in paths if path in changed]
        head = "age" if here == ["subject.age"] else name
        if parts := list(_parts(here, old, new, locale)):
            what = say(f"talk.head.{head}", locale)
            said.append(say("talk.changed", locale, what=what, now=", ".join(parts)))
    return clipped(" ".join(said), LINE)


def _parts(
    paths: list[str], old: Mapping[str, Any], new: Mapping[str, Any], locale: object
) -> Iterator[str]:
    """What the changed fields say now. A lamp that is off says only that."""
    if any(is_off(path, new[path]) for path in paths):
        yield say("cards.value.off", locale)
        return
    gone = list[str]()
    for path in paths:
        match old[path], new[path]:
            case tuple(), tuple():
                yield from _list(path, old[path], new[path], locale)
            case _, None:
                gone.append(path)
            case _:
                yield shown(path, new[path], locale) or say("cards.value.as_key", locale)
    if gone and len(gone) == len(paths) == 1 and "light" not in paths[0]:
        yield say("talk.open", locale)
    elif gone:
        names = ", ".join(field(path, locale) for path in _one_colour(gone, paths))
        if names:
            yield say("talk.fields_open", locale, fields=names)


def _one_colour(gone: list[str], changed: list[str]) -> list[str]:
    """A lamp that got a gel lost its Kelvin by it, and the other way round: that is one change."""
    ends = ("gel", "kelvin")
    said = [path for path in changed if path.endswith(ends)]
    return gone if len(said) < 2 else [path for path in gone if not path.endswith(ends)]


def _list(path: str, old: tuple[str, ...], new: tuple[str, ...], locale: object) -> Iterator[str]:
    """What came to a list, and what went from it."""
    if path == "references":
        yield shown(path, new, locale) or say("talk.none", locale)
        return
    if added := [harmless(each, 60) for each in new if each not in old]:
        yield ", ".join(added)
    if removed := [harmless(each, 60) for each in old if each not in new]:
        yield say("talk.without", locale, things=", ".join(removed))
