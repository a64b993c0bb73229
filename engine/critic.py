"""What the studio sees in a finished picture: findings, and whether it is still the same person.

A picture is never lost because nobody could judge it: what goes wrong here is logged.
"""

import logging
from collections.abc import Callable
from typing import TypeVar

from engine.pictures import Negative, Pixels
from engine.protocol import Finding, StudioError
from prompts.shot import Shot

log = logging.getLogger(__name__)
T = TypeVar("T")


def look(pixels: Pixels, shot: Shot | None, negative: Negative) -> tuple[Finding, ...]:
    """Review a still: its print, what it should show, its negative."""

    def judge() -> tuple[Finding, ...]:
        from engine.review import review  # noqa: PLC0415 - its networks load late

        return review(pixels, shot=shot, negative=negative)

    return _safely(judge, ())


def same(one: Pixels, other: Pixels) -> float | None:
    """How far the faces of two pictures are from being one person's; None if one shows none."""

    def judge() -> float | None:
        from engine.face.identity import distance  # noqa: PLC0415 - its network loads late

        return distance(one, other)

    return _safely(judge, None)


def faces(pixels: Pixels) -> int | None:
    """How many faces a picture shows; None if nobody can tell."""
    from engine.face import faces as seen  # noqa: PLC0415 - its networks load late

    return _safely(lambda: len(seen(pixels)), None)


def _safely(judge: Callable[[], T], otherwise: T) -> T:
    try:
        return judge()
    except StudioError as error:
        log.warning("not judged: %s", error)
    except Exception:
        log.exception("a picture could not be judged")
    return otherwise
