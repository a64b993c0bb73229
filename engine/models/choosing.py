"""Which model does what: what the operator said, what a model can, what fits, what may be used."""

import logging
from dataclasses import dataclass

from engine.models import catalogue
from engine.models.base import Capability
from engine.models.catalogue import Entry
from engine.protocol import StudioError
from engine.settings import BUILT_IN, Settings

SAID: dict[Capability, str] = {
    "shoot": "shoot",
    "guided": "shoot",
    "reshoot": "inpaint",
    "inpaint": "inpaint",
    "edit": "edit",
    "animate": "animate",
}
"""By capability, the line of [defaults] that speaks of it."""
LAST: dict[Capability, str] = {"shoot": "maquette", "animate": "retouch", "inpaint": "retouch"}
"""What is taken where nothing else can: it needs no weights and works on any picture."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Choice:
    """A model, and why it."""

    name: str
    reason: str


def choose(
    what: Capability, settings: Settings, memory_gb: float | None = None, own: str | None = None
) -> Choice:
    """The model for a task. `own` shot the take that is edited; None of memory: anything fits.

    Raises StudioError where nothing can, or what [defaults] says cannot.
    """
    found = catalogue.known(settings)
    line = SAID[what]
    said = getattr(settings.defaults, line)
    if said is not None:
        entry = found[said]
        if against := _against(entry, what, memory_gb):
            raise StudioError(
                f"[defaults] says {line} = {said!r}, but {against}. Name another model there."
            )
        return _chosen(said, what, f"[defaults] {line} says so")
    passed: list[str] = []
    for entry in sorted(found.values(), key=lambda each: _rank(each, what, own)):
        against = _against(entry, what, memory_gb)
        if against is None:
            return _chosen(entry.name, what, _why(entry, own, passed))
        passed.append(against)
    raise StudioError(
        f"No model here can {what}: {'; '.join(passed)}. Name one that can in studio.toml."
    )


def _chosen(name: str, what: Capability, reason: str) -> Choice:
    log.info("%s: %s, as %s", what, name, reason)
    return Choice(name, reason)


def _rank(entry: Entry, what: Capability, own: str | None) -> tuple[int, float, str]:
    """Whoever shot the take, then the largest with weights, then those that need none."""
    if entry.name == own:
        return 0, 0.0, entry.name
    if entry.name in BUILT_IN:
        return (2 if entry.name == LAST.get(what) else 3), 0.0, entry.name
    return 1, -entry.card.memory_gb, entry.name


def _against(entry: Entry, what: Capability, memory_gb: float | None) -> str | None:
    """What speaks against a model; None if nothing does."""
    card = entry.card
    if what not in card.can:
        return f"{entry.name} cannot {what}"
    try:
        catalogue.accepted(entry)
    except StudioError:
        return f"the licence of {entry.name} is not accepted"
    if memory_gb is None or entry.named is None or entry.named.offload != "none":
        return None
    if card.memory_gb > memory_gb:
        return f"{entry.name} needs {card.memory_gb:g} GB of {memory_gb:g}"
    return None


def _why(entry: Entry, own: str | None, passed: list[str]) -> str:
    if entry.name == own:
        return "it shot the take"
    because = "it is the largest that fits" if entry.named else "it needs no weights"
    return f"{because} ({'; '.join(passed)})" if passed else because
