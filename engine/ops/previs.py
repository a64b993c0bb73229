"""Show the light and the framing before anything is spent."""

import time
from collections.abc import Iterator
from dataclasses import replace

from engine.ops.develop import able, develop
from engine.protocol import Previs
from engine.tools import Take, Tools

MODEL = "maquette"  # on every machine, in seconds


def run(order: Previs, tools: Tools) -> Iterator[Take]:
    """Make one quick picture, unless it is made."""
    if 0 in tools.made:
        return
    family = able(tools, MODEL, "shoot")
    start = time.perf_counter()
    frame = family.previs(order, tools)
    seconds = {"seconds": round(time.perf_counter() - start, 3)}
    take = develop(frame, order, index=0, seed=order.seed, family=family, truth=order.truth)
    yield replace(take, measures=take.measures | seconds)
