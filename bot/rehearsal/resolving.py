"""The people, places, files and messages that an interaction names, looked up for the bot."""

from bot.rehearsal import shapes
from bot.rehearsal.permissions import allowed
from bot.rehearsal.refusals import Form, Json
from bot.rehearsal.rendering import message_for
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room


class Resolved:
    """Gathers `data.resolved`."""

    def __init__(self, stage: Stage, room: Room, form: Form) -> None:
        self.found: Json = {}
        self._stage = stage
        self._room = room
        self._form = form

    def user(self, who: str, path: str) -> None:
        """A person, and their membership here."""
        world = self._stage.world
        if who not in world.people:
            self._unknown(path, "user", who)
            return
        self._put("users", who, shapes.user(world.people[who]))
        guild = world.guilds[self._room.guild] if self._room.guild else None
        if guild and who in guild.members:
            member = shapes.member(guild, who)
            del member["deaf"], member["mute"]
            member["permissions"] = str(allowed(world, who, self._room))
            self._put("members", who, member)

    def role(self, role: str, path: str) -> None:
        """A role of this guild."""
        world = self._stage.world
        roles = world.guilds[self._room.guild].roles if self._room.guild else []
        shape = next((r for r in roles if r["id"] == role), None)
        if shape is None:
            self._unknown(path, "role", role)
        else:
            self._put("roles", role, shape)

    def mentionable(self, one: str, path: str) -> None:
        """A person or a role."""
        if one in self._stage.world.people:
            self.user(one, path)
        else:
            self.role(one, path)

    def channel(self, room: str, path: str, who: str) -> None:
        """A channel."""
        known = self._stage.world.rooms.get(room)
        if known is None or known.guild != self._room.guild:
            self._unknown(path, "channel", room)
            return
        may = str(allowed(self._stage.world, who, known))
        self._put("channels", room, known.payload | {"permissions": may})

    def attachment(self, file: str, path: str) -> None:
        """A file that was uploaded for this."""
        known = self._stage.uploads.get(file)
        if known is None:
            self._unknown(path, "attachment", file)
        else:
            self._put("attachments", file, known)

    def message(self, post: Post) -> None:
        """The message that a context menu was opened on: with all that it says."""
        self._put("messages", post.id, message_for(self._stage.world, post, self._stage.world.bot))

    def _put(self, kind: str, key: str, shape: Json) -> None:
        self.found.setdefault(kind, {})[key] = shape

    def _unknown(self, path: str, kind: str, what: str) -> None:
        self._form.wrong(path, "APPLICATION_COMMAND_OPTION_UNKNOWN", f"There is no {kind} {what}.")
