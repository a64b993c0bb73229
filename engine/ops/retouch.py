"""The pixel law, for every edit of a part: outside the matte each byte is the source's."""

from collections.abc import Iterator

from engine.models.base import Frame, Source
from engine.ops.develop import able, develop
from engine.paste import paste
from engine.protocol import EditRegion, FixEyes, StudioError
from engine.tools import Take, Tools


def retouch(order: EditRegion | FixEyes, tools: Tools, source: Source) -> Iterator[Take]:
    """Let the family paint, and paste what it painted. Raises StudioError."""
    if 0 in tools.made:
        return
    family = able(tools, order.model, "inpaint")
    patch = family.inpaint(order, source, tools)
    under = source()
    if patch.pixels.shape != under.shape:
        raise StudioError(
            "This take and its recipe do not belong together: they differ in size. "
            "Choose the take again, or shoot its brief once more."
        )
    touched = {"touched": round(float((patch.matte > 0).mean()), 4)}  # share of the picture
    frame = Frame(paste(under, patch.pixels, patch.matte), patch.measures | touched)
    yield develop(frame, order, index=0, seed=order.seed, family=family, truth=False)
