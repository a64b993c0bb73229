"""What a worker can do: one case for each order, checked by the type checker."""

import time
from collections.abc import Iterator
from dataclasses import replace

from engine.ops import animate, bring, edit_region, fix_eyes, previs, refine, regrade, shoot
from engine.ops.source import source
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
    StudioError,
)
from engine.tools import Take, Tools


def run(order: Order, tools: Tools) -> Iterator[Take]:
    """Do what the order asks, take by take, each with the seconds that it took.

    Raises StudioError with a sentence for the artist.
    """
    return _timed(_begin(order, tools))


def _timed(takes: Iterator[Take]) -> Iterator[Take]:
    while True:
        start = time.perf_counter()
        take = next(takes, None)
        if take is None:
            return
        seconds = {"seconds": round(time.perf_counter() - start, 3)}
        yield replace(take, measures=take.measures | seconds)


def _begin(order: Order, tools: Tools) -> Iterator[Take]:  # noqa: PLR0911 - a case for each
    match order:
        case Shoot():
            return shoot.run(order, tools)
        case Previs():
            return previs.run(order, tools)
        case Bring():
            return bring.run(order, tools)
        case Refine():
            return refine.run(order, tools, source(order, tools, run))
        case FixEyes():
            return fix_eyes.run(order, tools, source(order, tools, run))
        case EditRegion():
            return edit_region.run(order, tools, source(order, tools, run))
        case Regrade():
            return regrade.run(order, tools, source(order, tools, run))
        case Animate():
            return animate.run(order, tools, source(order, tools, run))
        case Finish() | Review() | Restack() | Board() | Export():
            raise StudioError(
                f"This worker cannot do {order.kind!r} yet. Update it, or start one that can."
            )
