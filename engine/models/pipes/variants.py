"""Which of a family's weights a named model has: their licence, steps and abilities differ.

A hub's name says it; a folder is told by what its own files say, whatever it is called.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from engine.models.base import Capability
from engine.protocol import Model
from engine.settings import Named

INDEX = "model_index"


class Weights(Model):
    """Weights beside a family's usual ones; what is not said is as on the family's card."""

    hub: str
    revision: str
    signs: dict[str, str | bool | int]  # "model_index.KEY" or "PART.KEY" of its config: a value
    title: str
    licence: str
    commercial: bool
    can: tuple[Capability, ...] | None = None
    memory_gb: Annotated[float, Field(gt=0)] | None = None
    memory: dict[str, float] | None = None
    steps: Annotated[int, Field(gt=0)] | None = None
    guidance: Annotated[float, Field(ge=0)] | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the family's card that are others."""
        return self.model_dump(exclude={"signs"}, exclude_none=True)


def meant(known: Sequence[Weights], usual: str, named: Named) -> Weights | None:
    """The weights that a model is, or is made of; None: the usual ones, of the hub `usual`."""
    if named.path is None and same(named.hub or usual, usual):
        return None
    for each in known:
        if named.hub and same(each.hub, named.hub):
            return each
    where = named.path or _cached(named)
    if where is None:
        return None
    return next((each for each in known if _has(where, each.signs)), None)


def same(one: str, other: str) -> bool:
    """Are two of a hub's names the same? It takes large and small letters for each other."""
    return one.casefold() == other.casefold()


def _has(where: Path, signs: dict[str, str | bool | int]) -> bool:
    for sign, value in signs.items():
        part, _, key = sign.partition(".")
        file = f"{INDEX}.json" if part == INDEX else f"{part}/config.json"
        if _said(where / file).get(key) != value:
            return False
    return True


def _said(file: Path) -> dict[str, Any]:
    """A folder that cannot be read shows no sign; loading it says what is wrong."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def _cached(named: Named) -> Path | None:
    """Where a download is, if it was downloaded."""
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415 - few models need it

    found = try_to_load_from_cache(str(named.hub), f"{INDEX}.json", revision=named.revision)
    return Path(found).parent if isinstance(found, str) else None
