"""What a careful eye would look at in a take, as JSON: no picture is made."""

from collections.abc import Iterator

from pydantic import TypeAdapter

from engine import critic
from engine.ops.develop import recipe_of
from engine.ops.source import Parent
from engine.protocol import Finding, Review, shot_of
from engine.tools import Take, Tools

FINDINGS = TypeAdapter(tuple[Finding, ...])


def run(order: Review, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Look, unless it is done. Raises StudioError."""
    if 0 in tools.made:
        return
    tools.progress(0, 1)
    seen = parent()
    findings = (tools.look or critic.look)(seen.pixels, shot_of(order), seen.negative)
    tools.progress(1, 1)
    recipe = recipe_of(order, index=0, seed=order.seed)
    data = FINDINGS.dump_json(findings, indent=1)
    yield Take(0, data, recipe, media="application/json", findings=findings)
