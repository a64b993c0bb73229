"""Our Discord and the showroom's bot, for the page's tests."""

import asyncio
from types import TracebackType
from typing import Any, Self

import discord

from bot.rehearsal.server import Rehearsal
from tests.bot.page.loop import Loop
from tests.bot.page.showroom import Showroom
from tests.bot.rehearsal.client import point


class Stage(Loop):
    """The server and the bot in a thread of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.rehearsal = Rehearsal()
        self.bot: Showroom | None = None
        self._task: asyncio.Task[None] | None = None

    def __enter__(self) -> Self:
        super().__enter__()
        self.run(self._begin())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.run(self._end())
        super().__exit__(kind, error, at)

    def point(self) -> None:
        """discord.py has one address a process, and another test may have changed it."""
        point(self.rehearsal.base, self.rehearsal.gateway)

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

    def react(self, who: str, message: str, emoji: str, *, add: bool = True) -> None:
        """A person's reaction."""
        self.run(self.rehearsal.react(self.rehearsal.people[who], message, emoji, add=add))

    def reactions(self, message: str) -> dict[str, list[str]]:
        """Who reacted with what, by name."""
        world = self.rehearsal.stage.world
        found = self.call(lambda: world.posts[message].reactions)
        return {emoji: [world.people[p].name for p in fans] for emoji, fans in found.items()}

    def messages(self, channel: str) -> list[Any]:
        """The messages of a channel, newest last."""
        return self.call(self.rehearsal.messages, channel)

    def thread(self, channel: str, name: str) -> str:
        """A public thread by the bot; its id."""

        async def begin() -> str:
            assert self.bot
            room = self.bot.get_channel(int(channel))
            assert isinstance(room, discord.TextChannel)
            kind = discord.ChannelType.public_thread
            return str((await room.create_thread(name=name, type=kind)).id)

        return self.run(begin())

    async def _begin(self) -> None:
        await self.rehearsal.start()
        self.point()
        self.bot = Showroom()
        self._task = asyncio.create_task(self.bot.start(self.rehearsal.stage.token))
        await asyncio.wait_for(self.bot.here.wait(), 10)

    async def _end(self) -> None:
        assert self.bot
        assert self._task
        await self.bot.close()
        await asyncio.wait_for(self._task, 5)
        await self.rehearsal.stop()
