"""Ten briefs of one person, from weak to strong: what is said, what it changes, how it looks."""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from prompts.brief import Brief, Model
from prompts.compiler import compile_shot
from prompts.intake import read
from prompts.lint import lint
from prompts.setup import Setup

ALL = "all.webp"  # every picture on one page, in order


class Lesson(NamedTuple):
    """One brief of the ten. `number` counts from 1."""

    number: int
    name: str
    said: str  # the words that make this brief of the one before it
    brief: Brief
    changes: tuple[str, ...]  # dotted paths that differ from the brief before it
    notes: int  # how much the lint still says
    numbers: dict[str, float]  # of its light and lens, and `..._before` of the lesson before

    @property
    def file(self) -> str:
        """The name of its picture."""
        return f"{self.number:02}-{self.name}.webp"


class _Said(Model):
    name: str
    said: str
    afresh: bool = False


class _Book(Model):
    person: int
    lesson: tuple[_Said, ...]


@cache
def _book() -> _Book:
    text = resources.files(__name__).joinpath("lessons.toml").read_text(encoding="utf-8")
    return _Book.model_validate(tomllib.loads(text))


def person_seed() -> int:
    """Who stands before the camera in all of them."""
    return _book().person


@cache
def lessons() -> tuple[Lesson, ...]:
    """All ten, in order."""
    return tuple(_read())


def picture(name: str) -> bytes:
    """The WebP of a lesson's `file`, or ALL."""
    return resources.files(__name__).joinpath(name).read_bytes()


def _read() -> Iterator[Lesson]:
    before: Brief | None = None
    numbers: dict[str, float] = {}
    for number, each in enumerate(_book().lesson, 1):
        brief = read(each.said, None if each.afresh else before).brief
        shot = compile_shot(brief)
        now = _numbers(shot.setup)
        yield Lesson(
            number,
            each.name,
            each.said,
            brief,
            _changed(before, brief) if before else (),
            len(lint(brief)),
            now | {f"{name}_before": value for name, value in numbers.items()},
        )
        before, numbers = brief, now


def _numbers(setup: Setup) -> dict[str, float]:
    optics = setup.optics
    return {
        "kelvin": setup.key.kelvin,
        "stops": round(setup.fill.stops, 1),
        "azimuth": abs(round(setup.key.azimuth)),  # degrees off the axis
        "focal": optics.focal_mm,
        "aperture": optics.aperture,
        "metres": round(optics.distance_m, 1),
        "cover": round(optics.cover_m * 100),  # centimetres of the frame's height
    }


def _changed(before: Brief, after: Brief) -> tuple[str, ...]:
    old = dict(_leaves(before))
    return tuple(path for path, value in _leaves(after) if old[path] != value)


def _leaves(model: Model, prefix: str = "") -> Iterator[tuple[str, object]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        if isinstance(value, Model):
            yield from _leaves(value, f"{prefix}{name}.")
        elif name != "version":
            yield f"{prefix}{name}", value
