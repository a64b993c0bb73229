"""Models in memory: those that were not used for longest make room for the next."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Held:
    """One loaded model."""

    gigabytes: float
    drop: Callable[[], None]  # forgets it; it is loaded again when it is asked for


class Shelf:
    """All loaded models of this process. Only the camera's thread touches it."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Held] = OrderedDict()

    def use(self, name: str) -> None:
        """It is used now."""
        if name in self._held:
            self._held.move_to_end(name)

    def room(self, gigabytes: float, budget: float) -> None:
        """Drop models until this much more fits, or none is left."""
        while self._held and self.filled + gigabytes > budget:
            self._drop(next(iter(self._held)))

    def hold(self, name: str, held: Held) -> None:
        """A model was loaded."""
        self._held[name] = held

    def alone(self, name: str) -> bool:
        """Drop all others; whether there were any."""
        others = [each for each in self._held if each != name]
        for each in others:
            self._drop(each)
        return bool(others)

    @property
    def filled(self) -> float:
        """Gigabytes."""
        return sum(each.gigabytes for each in self._held.values())

    @property
    def names(self) -> tuple[str, ...]:
        """From the least used to the last used."""
        return tuple(self._held)

    def _drop(self, name: str) -> None:
        held = self._held.pop(name)
        log.info("the model %s leaves the memory: %.1f GB", name, held.gigabytes)
        held.drop()


SHELF = Shelf()
"""One a process, as there is one card."""
