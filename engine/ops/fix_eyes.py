"""Repair the eyes; everything around them keeps every byte."""

from collections.abc import Iterator

from engine.models.base import Source
from engine.ops.retouch import retouch
from engine.protocol import FixEyes, StudioError
from engine.tools import Take, Tools


def run(order: FixEyes, tools: Tools, source: Source) -> Iterator[Take]:
    """Make it, unless it is made. Raises StudioError, also if no eye is named."""
    if not order.eyes:
        raise StudioError("Say which eye to mend: left, right or both, as the camera sees them.")
    return retouch(order, tools, source)
