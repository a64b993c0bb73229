"""The carriers that the contract is asked of: a new one is a class here and a name in CARRIERS."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Protocol

from engine.protocol import Desk, Studio
from engine.queue.sqlite import open_queue

LEASE = 30.0


class Queue(Studio, Desk, Protocol):
    """Both sides of the boundary."""


class Carrier(Protocol):
    """One queue in the world."""

    async def open(self) -> Queue:
        """Reach it as another process would."""
        ...

    async def wait(self, seconds: float) -> None:
        """Let time pass for all sides."""
        ...

    async def lapse(self) -> None:
        """Let every lease run out."""
        ...


class SqliteCarrier:
    """One file, and a clock of its own."""

    def __init__(self, folder: Path, stack: AsyncExitStack) -> None:
        self._path = folder / "queue.db"
        self._stack = stack
        self._now = 1000.0

    async def open(self) -> Queue:
        queue = await open_queue(self._path, lease=LEASE, clock=lambda: self._now)
        return await self._stack.enter_async_context(queue)

    async def wait(self, seconds: float) -> None:
        self._now += seconds

    async def lapse(self) -> None:
        await self.wait(LEASE + 1)


CARRIERS: dict[str, Callable[[Path, AsyncExitStack], Carrier]] = {"sqlite": SqliteCarrier}
