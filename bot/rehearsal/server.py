"""Our Discord on loopback: started, visited, broken on purpose, and asked what happened."""

import re
from typing import Any

from bot.rehearsal import posts, shapes
from bot.rehearsal.actors import Actors, Where, Who
from bot.rehearsal.faults import Failure
from bot.rehearsal.handle import Handle
from bot.rehearsal.permissions import BITS
from bot.rehearsal.records import Request, Violation
from bot.rehearsal.refusals import Json
from bot.rehearsal.rest.channels import vanish
from bot.rehearsal.world import Person, Room

__all__ = ["Rehearsal"]


class Rehearsal(Actors):
    """The whole of it. What goes wrong on Discord can be made to go wrong here."""

    # ------------------------------------------------------------ records

    @property
    def requests(self) -> list[Request]:
        """The bot's requests, oldest first."""
        return list(self.records.requests)

    @property
    def violations(self) -> list[Violation]:
        """What Discord would not have let the bot do. Races (404, 413, 429) are nobody's fault."""
        return list(self.records.violations)

    @property
    def events(self) -> list[Json]:
        """The gateway events that were sent: `t` and `d`."""
        return list(self.records.events)

    # ------------------------------------------------------------ faults

    def fail(
        self,
        method: str,
        path_regex: str,
        status: int,
        times: int = 1,
        *,
        body: Any = None,
        retry_after: float | None = None,
        after: bool = False,
    ) -> None:
        """Answer the next requests like this with `status`; 0 hangs up without a word.

        The path is what follows /api/v10; an attachment's is its whole path on the CDN.
        `after`: the request is carried out first, so that only its answer is lost.
        """
        pattern = re.compile(path_regex)
        failure = Failure(method, pattern, status, times, body, retry_after, after)
        self.stage.faults.waiting.append(failure)

    def drop_gateway(self, *, resumable: bool = True) -> None:
        """Cut the bot's connections; not resumable: and forget its sessions."""
        self.gateway_server.drop(4000, forget=not resumable)

    def reconnect(self) -> None:
        """Ask the bot to connect anew (op 7), as Discord does every few hours."""
        self.gateway_server.order(7)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell the bot that its session is invalid (op 9)."""
        self.gateway_server.order(9, data=resumable)

    def ignore_heartbeats(self, *, ignored: bool = True) -> None:
        """Acknowledge no heartbeat: after a while the bot takes its connection for dead."""
        self.gateway_server.deaf = ignored

    def deny(self, permission: str, channel: Where | None = None) -> None:
        """Take a permission from the bot, in one channel or in the first guild's every one."""
        self._overwrite(permission, channel, deny=True)

    def allow(self, permission: str, channel: Where | None = None) -> None:
        """Give it back."""
        self._overwrite(permission, channel, deny=False)

    def limit(self, upload_bytes: int) -> None:
        """Let no file be larger than this."""
        self.stage.files.limit = upload_bytes

    def close_dms(self, user: Who, *, closed: bool = True) -> None:
        """Let somebody take no direct messages."""
        identity = user.id if isinstance(user, Person) else str(user)
        person = self.stage.world.person(identity)
        person.closed = closed
        self.stage.world.keep(person)

    def expire(self, handle: Handle) -> None:
        """Let an interaction's token be too old, for the first answer and for all that follow."""
        handle.interaction.expired = True

    def delete_message(self, message: str | int) -> None:
        """Delete a message, as a moderator would."""
        posts.remove(self.stage, self.stage.world.posts[str(message)])

    def delete_channel(self, channel: Where) -> None:
        """Delete a channel or a thread, as a moderator would."""
        identity = channel.id if isinstance(channel, Room) else str(channel)
        vanish(self.stage, self.stage.world.room(identity))

    def _overwrite(self, permission: str, channel: Where | None, *, deny: bool) -> None:
        world = self.stage.world
        bit = BITS[permission]
        if channel is None:
            rooms = [r for r in world.rooms.values() if r.guild == self.guild and not r.thread]
        else:
            room = channel if isinstance(channel, Room) else world.room(str(channel))
            rooms = [world.room(room.payload["parent_id"]) if room.thread else room]
        for room in rooms:
            rules: list[Json] = room.payload["permission_overwrites"]
            mine = next((r for r in rules if r["id"] == self.bot.id), None)
            if mine is None:
                mine = {"id": self.bot.id, "type": 1, "allow": "0", "deny": "0"}
                rules.append(mine)
            mine["deny"] = str(int(mine["deny"]) | bit if deny else int(mine["deny"]) & ~bit)
            world.keep(room)
            self.stage.tell("CHANNEL_UPDATE", room.payload, room)

    # ------------------------------------------------------------ other guilds

    def add_guild(self, name: str, *people: str, bot: bool = True) -> str:
        """Another guild's id: people by name, the first one owns it; with a channel "general"."""
        world = self.stage.world
        crowd = [self.people[p].id for p in people] or [self.people["Ada"].id]
        guild = shapes.found(world, name, crowd[0], crowd)
        if not bot:
            del guild.members[world.bot]
        world.keep(guild)
        self.stage.world.keep(shapes.channel(world, guild.id, "general", 0))
        self.gateway_server.join(guild.id)
        return guild.id
