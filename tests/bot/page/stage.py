"""Our Discord, the showroom's bot and Chromium, for the page's tests."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from bot.rehearsal.server import Rehearsal
from tests.bot.page.showroom import Showroom
from tests.bot.rehearsal.client import point

T = TypeVar("T")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class Stage:
    """The server and the bot in a thread of their own: the tests drive the browser in theirs."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.rehearsal = Rehearsal()
        self.bot: Showroom | None = None
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> "Stage":
        self._thread.start()
        self.run(self._begin())
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(5)
        self.loop.close()

    def run(self, work: Coroutine[Any, Any, T], timeout: float = 10) -> T:
        """Run something in the server's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout)

    def call(self, work: Any, *args: Any, **more: Any) -> Any:
        """Call something in the server's thread, where all of the world is."""

        async def run() -> Any:
            return work(*args, **more)

        return self.run(run())

    def room(self, name: str) -> str:
        """The id of a channel by name."""
        rooms = self.rehearsal.stage.world.rooms.values()
        return next(r.id for r in rooms if r.payload.get("name") == name)

    def fresh_room(self, name: str) -> str:
        """A new channel for one test, so that tests do not see each other's messages."""
        return self.call(self.rehearsal.add_channel, name)

    def post(self, channel: str, content: str | None = None, **more: Any) -> str:
        """A message by the bot; its id."""

        async def send() -> str:
            assert self.bot
            room = self.bot.get_partial_messageable(int(channel))
            return str((await room.send(content, **more)).id)

        return self.run(send())

    def edit(self, channel: str, message: str, **changes: Any) -> None:
        """The bot edits its message."""

        async def change() -> None:
            assert self.bot
            room = self.bot.get_partial_messageable(int(channel))
            await room.get_partial_message(int(message)).edit(**changes)

        self.run(change())

    def say(self, who: str, channel: str, text: str, **more: Any) -> str:
        """A message by a person; its id."""
        person = self.rehearsal.people[who]
        return self.run(self.rehearsal.say(person, channel, text, **more))["id"]

    async def _begin(self) -> None:
        await self.rehearsal.start()
        point(self.rehearsal.base, self.rehearsal.gateway)
        self.bot = Showroom()
        self._task = asyncio.create_task(self.bot.start(self.rehearsal.stage.token))
        await asyncio.wait_for(self.bot.here.wait(), 10)

    async def _end(self) -> None:
        assert self.bot
        assert self._task
        await self.bot.close()
        await asyncio.wait_for(self._task, 5)
        await self.rehearsal.stop()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:  # callbacks that were made to be too late
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)


def later(stage: Stage, work: Coroutine[Any, Any, T]) -> "concurrent.futures.Future[T]":
    """Begin something in the server's thread while the test goes on."""
    return asyncio.run_coroutine_threadsafe(work, stage.loop)
