"""The people, played by tests: each act goes the same way as the page's requests."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from bot.rehearsal import people, shapes
from bot.rehearsal.commanding import FILE, GROUP, SUB, available
from bot.rehearsal.components import LABEL, walk
from bot.rehearsal.files import Upload
from bot.rehearsal.handle import Handle
from bot.rehearsal.host import Host
from bot.rehearsal.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from bot.rehearsal.refusals import Json
from bot.rehearsal.rendering import message_for
from bot.rehearsal.world import Person, Post, Room

Who = Person | str | int
Where = Room | str | int
File = tuple[str, bytes]
T = TypeVar("T")
LOOK = 0.05  # seconds between two looks at what is not in the world


class Actors(Host):
    """What people do. Everything raises Refused where their client or Discord would refuse."""

    # ------------------------------------------------------------ who and where

    @property
    def people(self) -> dict[str, Person]:
        """Everybody but the bot, by name."""
        return {p.name: p for p in self.stage.world.people.values() if not p.bot}

    @property
    def bot(self) -> Person:
        return self.stage.world.people[self.stage.world.bot]

    @property
    def guild(self) -> str:
        """The first guild's id."""
        return next(iter(self.stage.world.guilds))

    @property
    def channels(self) -> dict[str, str]:
        """The first guild's channels: ids by name."""
        rooms = (r for r in self.stage.world.rooms.values() if r.guild == self.guild)
        return {r.payload["name"]: r.id for r in rooms if not r.thread}

    def threads(self, channel: Where | None = None) -> list[Json]:
        """All threads, or a channel's, oldest first."""
        rooms = (r for r in self.stage.world.rooms.values() if r.thread)
        parent = _id(channel) if channel else None
        return [r.payload for r in rooms if parent in (None, r.payload["parent_id"])]

    def messages(self, channel: Where, viewer: Who | None = None) -> list[Json]:
        """What was said, newest last; with a viewer: and what only they see."""
        world = self.stage.world
        who = _id(viewer) if viewer else ""
        some = world.posts_in(_id(channel))
        return [message_for(world, p, who) for p in some if p.reader in (None, who)]

    def message(self, message: str | int, viewer: Who | None = None) -> Json:
        """One message, by its id. Raises KeyError if it is gone."""
        post = self.stage.world.posts[str(message)]
        return message_for(self.stage.world, post, _id(viewer) if viewer else "")

    def files(self, message: Json) -> list[Json]:
        """A message's files; its `attachments` lack those that a component or an embed shows."""
        return list(self.stage.world.posts[message["id"]].files)

    @staticmethod
    def find(message: Json, *, label: str = "", custom_id: str = "") -> Json:
        """A message's component by its label, or by how its custom_id begins.

        Raises LookupError, with what there is.
        """
        some = [c for _, c in walk(message["components"])]
        for component in some:
            if label and component.get("label") == label:
                return component
            if custom_id and str(component.get("custom_id", "")).startswith(custom_id):
                return component
        there = [c.get("label") or c.get("custom_id") for c in some if "custom_id" in c]
        raise LookupError(f"no component {label or custom_id!r} among {there}")

    # ------------------------------------------------------------ words and marks

    async def say(
        self,
        user: Who,
        channel: Where,
        text: str = "",
        *,
        files: Sequence[File] = (),
        reply_to: str | int | None = None,
        mention_bot: bool = False,
    ) -> Json:
        """Write a message."""
        body: Json = {"content": f"<@{self.bot.id}> {text}" if mention_bot else text}
        if reply_to:
            body["message_reference"] = {"message_id": str(reply_to), "channel_id": _id(channel)}
        uploads = [Upload(str(n), name, data) for n, (name, data) in enumerate(files)]
        post = people.say(self.stage, _id(user), _id(channel), body, uploads)
        return message_for(self.stage.world, post, _id(user))

    async def react(self, user: Who, message: str | int, emoji: str, *, add: bool = True) -> None:
        """Put a reaction on a message, or take it off."""
        post = self.stage.world.posts[str(message)]
        people.react(self.stage, _id(user), post.room, post.id, emoji, add=add)

    async def delete(self, user: Who, message: str | int) -> None:
        """Delete a message, or dismiss an ephemeral one."""
        post = self.stage.world.posts[str(message)]
        people.delete(self.stage, _id(user), post.room, post.id)

    async def dm(self, user: Who, other: Who | None = None) -> str:
        """The id of somebody's conversation with the bot, or with another person."""
        recipient = _id(other) if other else self.bot.id
        return people.converse(self.stage, _id(user), recipient).id

    # ------------------------------------------------------------ commands

    async def slash(
        self, user: Who, channel: Where, command: str, options: Mapping[str, Any] | None = None
    ) -> Handle:
        """Use a slash command, such as "brief new", with options by name.

        A person or a room stands for its id, a (name, bytes) pair for an attachment.
        """
        values = {k: self._value(user, v) for k, v in (options or {}).items()}
        data = self._command(user, channel, command, values)
        return self._act(user, channel, COMMAND, data)

    async def autocomplete(
        self,
        user: Who,
        channel: Where,
        command: str,
        option: str,
        text: str = "",
        *,
        others: Mapping[str, Any] | None = None,
    ) -> list[Json]:
        """What the bot proposes for an option while it is typed."""
        data = self._command(user, channel, command, {**(others or {}), option: text}, option)
        handle = self._act(user, channel, AUTOCOMPLETE, data)
        return (await handle.answer())["choices"]

    async def menu(self, user: Who, message: str | int, name: str) -> Handle:
        """Use a message's context menu."""
        post = self.stage.world.posts[str(message)]
        data: Json = {"name": name, "type": 3, "target_id": post.id}
        return self._act(user, post.room, COMMAND, data)

    async def click(
        self, user: Who, message: str | int, custom_id: str, values: Sequence[Any] | None = None
    ) -> Handle:
        """Press a button, or choose `values` in a select."""
        post = self.stage.world.posts[str(message)]
        data: Json = {"custom_id": custom_id}
        if values is not None:
            data["values"] = [self._value(user, v) for v in values]
        return self._act(user, post.room, COMPONENT, data, message_id=post.id)

    async def submit(self, user: Who, handle: Handle, fields: Mapping[str, Any]) -> Handle:
        """Hand in the form that the bot answered with: a value, or a list of values or files."""
        modal = handle.interaction.modal
        if modal is None:
            raise LookupError("The bot answered with no form.")
        filled: list[Json] = []
        for custom_id, given in fields.items():
            field: Json = {"custom_id": custom_id}
            if isinstance(given, list | tuple):
                field["values"] = [self._value(user, v) for v in given]
            else:
                field["value"] = given
            filled.append({"type": LABEL, "component": field})
        data: Json = {"custom_id": modal["custom_id"], "components": filled}
        room = handle.interaction.room
        return self._act(user, room, MODAL, data, interaction_id=handle.id)

    def _act(self, user: Who, channel: Where, kind: int, data: Json, **more: str) -> Handle:
        body: Json = {"type": kind, "channel_id": _id(channel), "data": data, **more}
        it = people.act(self.stage, _id(user), body)
        return Handle(self.stage, it, self.until)

    def _value(self, user: Who, value: Any) -> Any:
        match value:
            case Person() | Room():
                return value.id
            case (str() as name, bytes() as data):
                return people.upload(self.stage, _id(user), name, data)["id"]
            case _:
                return value

    def _command(
        self,
        user: Who,
        channel: Where,
        command: str,
        values: Mapping[str, Any],
        focused: str = "",
    ) -> Json:
        """A command as a client sends it. Raises LookupError for what is not offered here."""
        room = self.stage.world.room(_id(channel))
        offered = {c["name"]: c for c in available(self.stage, _id(user), room) if c["type"] == 1}
        name, *path = command.split()
        if name not in offered:
            raise LookupError(f"no command {name!r} among {sorted(offered)}")
        known = offered[name]
        types = [known]
        for step in path:
            types.append(next(o for o in types[-1].get("options", ()) if o["name"] == step))
        options: list[Json] = []
        for option, value in values.items():
            rule = next((o for o in types[-1].get("options", ()) if o["name"] == option), {})
            shape: Json = {"name": option, "type": rule.get("type", FILE), "value": value}
            options.append(shape | ({"focused": True} if option == focused else {}))
        for step in reversed(types[1:]):
            kind = step["type"] if step["type"] in (SUB, GROUP) else SUB
            options = [{"name": step["name"], "type": kind, "options": options}]
        return {"id": known["id"], "name": name, "type": 1, "options": options}

    # ------------------------------------------------------------ time

    async def until(self, predicate: Callable[[], T | None], timeout: float = 20) -> T:  # noqa: ASYNC109 - of a whole wait
        """Wait until `predicate` gives something true, and return it.

        Raises TimeoutError. It looks at every change of the world, and every 50 ms.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        news = asyncio.Event()
        unwatch = self.stage.world.watch(news.set)
        try:
            while not (found := predicate()):
                if loop.time() > end:
                    raise TimeoutError(f"nothing came true in {timeout} s")
                news.clear()
                try:
                    await asyncio.wait_for(news.wait(), LOOK)
                except TimeoutError:
                    continue
            return found
        finally:
            unwatch()

    # ------------------------------------------------------------ more people and places

    def add_person(self, name: str, *, guild: str | None = None) -> Person:
        """Somebody new, in a guild (the first one, if none is named)."""
        world = self.stage.world
        person = Person(world.ids.new(), name)
        world.keep(person)
        home = world.guild(guild or self.guild)
        home.members[person.id] = []
        world.keep(home)
        return person

    def add_channel(self, name: str, guild: str | None = None) -> str:
        """A new text channel's id."""
        world = self.stage.world
        home = guild or self.guild
        room = shapes.channel(world, home, name, len(world.rooms))
        world.keep(room)
        self.stage.tell("CHANNEL_CREATE", room.payload, room)
        return room.id


def _id(thing: Who | Where | Post) -> str:
    return str(thing) if isinstance(thing, str | int) else thing.id
