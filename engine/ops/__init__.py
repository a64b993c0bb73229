"""What a worker can do: one case for each order, checked by the type checker."""

import time
from collections.abc import Iterator
from dataclasses import replace

from engine.ops import (
    animate,
    board,
    bring,
    edit_region,
    export,
    finish,
    fix_eyes,
    previs,
    refine,
    regrade,
    restack,
    review,
    shoot,
)
from engine.ops.source import Parent, parent
from engine.protocol import (
    Animate,
    Board,
    Bring,
    EditRegion,
    Export,
    Finish,
    FixEyes,
    Order,
    Previs,
    Refine,
    Regrade,
    Restack,
    Review,
    Shoot,
    grade_of,
)
from engine.tools import Take, Tools

Edited = Refine | FixEyes | EditRegion | Regrade | Animate | Finish | Review | Board | Export


def run(order: Order, tools: Tools) -> Iterator[Take]:
    """Do what the order asks, take by take, each with the seconds that it took.

    Raises StudioError with a sentence for the artist.
    """
    return _timed(_begin(order, replace(tools, grade=grade_of(order))))


def _timed(takes: Iterator[Take]) -> Iterator[Take]:
    while True:
        start = time.perf_counter()
        take = next(takes, None)
        if take is None:
            return
        seconds = {"seconds": round(time.perf_counter() - start, 3)}
        yield replace(take, measures=take.measures | seconds)


def _begin(order: Order, tools: Tools) -> Iterator[Take]:
    match order:
        case Shoot():
            return shoot.run(order, tools)
        case Previs():
            return previs.run(order, tools)
        case Bring():
            return bring.run(order, tools)
        case Restack():
            return restack.run(order, tools, run)
        case _:
            return _edit(order, tools, parent(order, tools, run))


def _edit(order: Edited, tools: Tools, source: Parent) -> Iterator[Take]:  # noqa: PLR0911 - a case for each
    match order:
        case Refine():
            return refine.run(order, tools, source)
        case FixEyes():
            return fix_eyes.run(order, tools, source)
        case EditRegion():
            return edit_region.run(order, tools, source)
        case Regrade():
            return regrade.run(order, tools, source)
        case Animate():
            return animate.run(order, tools, source)
        case Review():
            return review.run(order, tools, source)
        case Board():
            return board.run(order, tools, source)
        case Export():
            return export.run(order, tools)
        case Finish():
            return finish.run(order, tools, source)
