"""An event loop in a thread of its own: servers and bots run there, the browser is driven here."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Loop:
    """Runs until the end of its `with`; what is left over then is cancelled."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.run(_clear())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def run(self, work: Coroutine[Any, Any, T], patience: float = 20) -> T:
        """Await something there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(patience)

    def call(self, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
        """Call something there, where all of the world is."""

        async def run() -> T:
            return work(*args, **more)

        return self.run(run())


async def _clear() -> None:
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:  # callbacks that were made to be too late
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
