"""A contact sheet in passes: what a pass made beside the take that was asked for is kept for it."""

from dataclasses import dataclass
from typing import Any

from engine.protocol import Shoot


@dataclass(frozen=True)
class Kept:
    """A take that waits to be decoded."""

    planes: Any  # (1, c, h, w)
    batch: int  # the size of its pass


class Sheet:
    """The takes of one order that are made and not asked for yet."""

    def __init__(self) -> None:
        self._order: Shoot | None = None
        self._kept: dict[int, Kept] = {}

    def take(self, order: Shoot, index: int) -> Kept | None:
        """A take, once. Another order's takes are forgotten.

        One that must be made in a pass of another size is not the same.
        """
        if self._whole(order) != self._order:
            self._order, self._kept = self._whole(order), {}
        kept = self._kept.pop(index, None)
        return kept if kept and order.batch in {None, kept.batch} else None

    def keep(self, index: int, planes: Any, batch: int) -> None:
        """Keep what a pass made: take `index` and those after it."""
        self._kept |= {index + i: Kept(planes[i : i + 1], batch) for i in range(len(planes))}

    def forget(self) -> None:
        """Keep nothing."""
        self._order, self._kept = None, {}

    @staticmethod
    def _whole(order: Shoot) -> Shoot:
        return order.model_copy(update={"only": None, "batch": None})
