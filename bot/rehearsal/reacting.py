"""Reactions: put on and taken off."""

from bot.rehearsal.news import Event
from bot.rehearsal.permissions import need
from bot.rehearsal.refusals import Refused, unknown_message
from bot.rehearsal.rendering import reaction_event
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room

KINDS = 20  # different reactions a message takes; 30010
KEYCAP = "\u20e3"  # ends 1️⃣: the only emoji that begins with ASCII


def react(stage: Stage, who: str, room: Room, post: Post, key: str) -> None:
    """Put a reaction on. Doing it again changes nothing. Raises Refused."""
    if post.reader is not None:
        raise unknown_message()
    need(stage.world, who, room, "read_message_history")
    if key[:1].isascii() and not key.endswith(KEYCAP):
        raise Refused(400, 10014, "Unknown Emoji")
    asleep(room)
    if key not in post.reactions:
        need(stage.world, who, room, "add_reactions")
        if len(post.reactions) >= KINDS:
            raise Refused(400, 30010, "Maximum number of reactions reached (20)")
    fans = post.reactions.setdefault(key, [])
    if who not in fans:
        fans.append(who)
        _tell(stage, room, post, key, who, added=True)


def unreact(stage: Stage, who: str, room: Room, post: Post, key: str) -> None:
    """Take a reaction off. One that is not there is nothing to take."""
    asleep(room)
    fans = post.reactions.get(key, [])
    if who in fans:
        fans.remove(who)
        if not fans:
            del post.reactions[key]
        _tell(stage, room, post, key, who, added=False)


def asleep(room: Room) -> None:
    """Raise Refused (50083) in a thread that is put away."""
    if room.thread and room.payload["thread_metadata"]["archived"]:
        raise Refused(400, 50083, "Thread is archived")


def _tell(stage: Stage, room: Room, post: Post, key: str, who: str, *, added: bool) -> None:
    stage.world.keep(post)
    name = "MESSAGE_REACTION_ADD" if added else "MESSAGE_REACTION_REMOVE"
    data = reaction_event(stage.world, post, key, who, added=added)
    stage.news.tell(Event(name, data, room=room, guild=room.guild))
