"""Lays what was read over a brief: absolute values win, lists grow, notes keep the rest."""

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from prompts.brief import Brief, Subject
from prompts.reading.page import Finding

LISTS = ("subject.marks", "light.practicals", "avoid")


def empty() -> Brief:
    return Brief(subject=Subject())


def lay(onto: Brief, path: str, value: Any) -> Brief:
    """`onto` with one field set. Raises pydantic.ValidationError for a value it cannot hold."""
    data = onto.model_dump()
    *rooms, name = path.split(".")
    here = data
    for room in rooms:
        here = here[room]
    here[name] = value
    return Brief.model_validate(data)


def patched(
    onto: Brief, fields: Mapping[str, Any], found: list[Finding], adding: Collection[str] = ()
) -> tuple[Brief, list[Finding]]:
    """The brief with all `fields` laid over it, and the findings that it could not hold.

    The texts at `adding` grow instead of being replaced.
    """
    brief, refused = onto, list[Finding]()
    for path, value in fields.items():
        laid = value
        if path in LISTS:
            laid = grown(get(brief, path), value)
        elif path in adding:
            laid = _longer(get(brief, path), value)
        try:
            brief = lay(brief, path, laid)
        except ValidationError:
            refused += [finding for finding in found if finding.path == path]
    return brief, refused


def _longer(before: str | None, more: str) -> str:
    if not before:
        return more
    return before if more.lower() in before.lower() else f"{before}, {more}"


def grown(before: Any, more: Any) -> tuple[str, ...]:
    """A list with new things at its end, each once."""
    return tuple(dict.fromkeys([*(before or ()), *more]))


def get(brief: Brief, path: str) -> Any:
    here: Any = brief
    for name in path.split("."):
        here = getattr(here, name)
    return here
