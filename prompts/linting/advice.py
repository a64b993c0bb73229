"""One piece of advice: what is wrong with some words or fields, why, and a button's fix."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from prompts.brief import Model

Level = Literal["error", "hint"]
"""An error makes a picture that nobody said, or harms somebody; a hint would make it stronger."""

LABEL = 60  # characters that fit a button


class Swap(Model):
    """A change to free text: `find` becomes `put` everywhere, and `tail` is added at the end."""

    find: str  # "" where only the tail is added
    put: str = ""
    tail: str = ""


class Advice(Model):
    """What to change, why, and the change itself. An empty patch means that no one tap mends it."""

    rule: str
    level: Level
    path: str = ""  # dotted path in a brief; "" for free text
    words: str  # the offending words
    why: str  # one sentence
    fix: Annotated[str, Field(max_length=LABEL)] = ""  # a button's label
    patch: Annotated[Swap | dict[str, Any], Field(union_mode="left_to_right")]


@dataclass(frozen=True)
class Remedy:
    """One way out: the button's label and what it does."""

    label: str
    patch: Swap | dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """What a rule found, with its remedies, best first. They are tried before one is offered."""

    rule: str
    level: Level
    path: str
    words: str
    why: str
    remedies: Iterable[Remedy]  # read once: the costly ones are made only when they are tried

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two findings the same one."""
        return self.rule, self.path, self.words.lower()

    def advice(self, remedy: Remedy | None) -> Advice:
        """The finding as it is shown, with the remedy that held."""
        return Advice(
            rule=self.rule,
            level=self.level,
            path=self.path,
            words=self.words,
            why=self.why,
            fix=short(remedy.label) if remedy else "",
            patch=remedy.patch if remedy else {},
        )


def short(label: str) -> str:
    """The label, cut at a word to fit a button."""
    if len(label) <= LABEL:
        return label
    return label[: LABEL - 1].rsplit(" ", 1)[0].rstrip(' ,;:"') + "…"
