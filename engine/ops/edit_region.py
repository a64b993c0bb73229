"""Re-shoot one region; the rest keeps every byte."""

from collections.abc import Iterator

from engine.ops.retouch import retouch
from engine.ops.source import Parent
from engine.protocol import Box, EditRegion, StudioError
from engine.tools import Take, Tools


def run(order: EditRegion, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError, also for a box without an inside."""
    match order.region:
        case Box(left=left, top=top, right=right, bottom=bottom):
            if left >= right or top >= bottom:
                raise StudioError(
                    "This box has no inside: its left must lie left of its right, and its top "
                    "above its bottom. Draw it again."
                )
        case _:
            pass
    return retouch(order, tools, parent)
