"""Shoot a contact sheet, take by take."""

import time
from collections.abc import Iterator
from dataclasses import replace

from engine.ops.develop import able, develop
from engine.protocol import Shoot
from engine.tools import Take, Tools


def run(order: Shoot, tools: Tools) -> Iterator[Take]:
    """Make what is not made yet. Raises StudioError if the model cannot shoot."""
    family = able(tools, order.model, "shoot")
    whole = order.model_copy(update={"only": None})  # a take made again has the same recipe
    wanted = range(order.takes) if order.only is None else (order.only,)
    for place, index in enumerate(wanted):
        steps = tools.part(place, len(wanted))
        if index in tools.made:
            continue
        start = time.perf_counter()
        frame = family.shoot(whole, index, steps)
        seconds = {"seconds": round(time.perf_counter() - start, 3)}
        take = develop(
            frame,
            whole,
            index=index,
            seed=order.seed + index,
            family=family,
            truth=order.truth,
        )
        yield replace(take, measures=take.measures | seconds)
