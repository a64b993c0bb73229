"""What this machine can photograph with: the built-in families, and what studio.toml names."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from engine.models.base import Card
from engine.models.pipes import variants
from engine.models.pipes.card import DiffusionCard
from engine.protocol import StudioError
from engine.settings import BUILT_IN, Named, Settings

DIFFUSION = ("sdxl", "zimage", "flux2", "flux1", "ltx", "sd3", "wan", "wan14", "svd", "qwen")
"""Families of models with weights, one line each: a card and a module of that name."""


@dataclass(frozen=True)
class Entry:
    """One model that may be asked for by name."""

    name: str
    card: Card
    named: Named | None = None  # None: built in

    @property
    def diffusion(self) -> DiffusionCard:
        """The card of a model with weights."""
        assert isinstance(self.card, DiffusionCard), f"{self.name} has no weights"
        return self.card


def known(settings: Settings) -> dict[str, Entry]:
    """Every model by name, the built-in ones first. Raises StudioError for a wrong table."""
    entries = [Entry(name, built_in(name)) for name in BUILT_IN]
    entries += [Entry(name, card_of(name, named), named) for name, named in settings.models.items()]
    found = {entry.name: entry for entry in entries}
    for task, name in settings.defaults:
        if name is not None and name not in found:
            raise StudioError(f"[defaults] says {task} = {name!r}. {unknown(name, found)}")
    return found


def entry(model: str, settings: Settings) -> Entry:
    """One of them. Raises StudioError for an unknown one, which names the known."""
    found = known(settings)
    if model not in found:
        raise StudioError(unknown(model, found))
    return found[model]


def unknown(model: str, found: dict[str, Entry]) -> str:
    """The sentence for a name that nobody knows."""
    return f"There is no model {model!r}. This worker knows: {', '.join(sorted(found))}."


def built_in(name: str) -> Card:
    """The card of a family that needs no weights."""
    return Card.model_validate(_file(name))


def family_card(family: str) -> DiffusionCard:
    """The card of a family with weights. Raises StudioError for an unknown one."""
    if family not in DIFFUSION:
        raise StudioError(
            f"There is no family {family!r}. There are: {', '.join(sorted(DIFFUSION))}."
        )
    return DiffusionCard.model_validate(_file(family))


def card_of(name: str, named: Named) -> DiffusionCard:
    """A family's card as a named model has it: its steps, its memory, what it can."""
    card = family_card(named.family)
    if other := variants.meant(card.weights, card.hub, named):
        card = card.model_copy(update=other.changes)
    changed: dict[str, Any] = {
        "id": name,
        "title": f"{name} ({card.title})",
        "family": named.family,
        "memory_gb": card.memory.get(named.dtype, card.memory_gb),
        "hub": named.hub or card.hub,
        "revision": named.revision or _revision(card, named),
    }
    for key in ("steps", "guidance", "side"):
        if (said := getattr(named, key)) is not None:
            changed[key] = said
    can = list(card.can)
    if named.controlnet and "guided" not in can:
        can.append("guided")
    if named.ip_adapter and "edit" not in can:
        can.append("edit")
    return card.model_copy(update=changed | {"can": tuple(can)})


def _revision(card: DiffusionCard, named: Named) -> str:
    """The card's commit is of the card's hub alone."""
    return card.revision if variants.same(named.hub or card.hub, card.hub) else "main"


def accepted(of: Entry) -> None:
    """Raise StudioError for a non-commercial licence that nobody accepted."""
    if of.named and not of.card.commercial and not of.named.accept_license:
        raise StudioError(
            f"{of.card.title} may not be used commercially ({of.card.licence}). Read its licence, "
            f"and say accept_license = true under [models.{of.name}] in studio.toml if it suits."
        )


def _file(name: str) -> dict[str, Any]:
    text = (files("engine.models") / "cards" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
