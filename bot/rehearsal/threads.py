"""Threads: begun, joined, changed."""

from bot.rehearsal import posts, shapes
from bot.rehearsal.ids import moment
from bot.rehearsal.permissions import need
from bot.rehearsal.refusals import Form, Json, Refused
from bot.rehearsal.rendering import author
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import PRIVATE_THREAD, Post, Room

PUBLIC = 11
ARCHIVE = (60, 1440, 4320, 10080)  # minutes; resources/channel
BEGUN, STARTER = 18, 21  # message types


def begin(stage: Stage, who: str, room: Room, body: Json, post: Post | None = None) -> Room:
    """Start a thread, from a message or on its own. Raises Refused."""
    kind = PUBLIC if post else int(body.get("type") or PRIVATE_THREAD)
    private = kind == PRIVATE_THREAD
    need(stage.world, who, room, "create_private_threads" if private else "create_public_threads")
    if room.guild is None or room.thread:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    check(body, named=True)
    if post and post.id in stage.world.rooms:
        raise Refused(400, 160004, "A thread has already been created for this message")
    identity = post.id if post else stage.world.ids.new()
    now = moment()
    payload: Json = {
        "id": identity,
        "type": kind,
        "guild_id": room.guild,
        "parent_id": room.id,
        "owner_id": who,
        "name": body["name"],
        "last_message_id": None,
        "rate_limit_per_user": int(body.get("rate_limit_per_user") or 0),
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "archive_timestamp": now,
            "auto_archive_duration": int(body.get("auto_archive_duration") or 4320),
            "locked": False,
            "create_timestamp": now,
        },
    }
    if private:
        payload["thread_metadata"]["invitable"] = bool(body.get("invitable", True))
    thread = Room(payload, {who: now})
    stage.world.keep(thread)
    fresh = shapes.room_for(stage.world, thread, who) | {"newly_created": True}
    stage.tell("THREAD_CREATE", fresh, thread)
    if post:
        posts.tell(stage, "MESSAGE_UPDATE", post)
        quoted: Json = {"message_id": post.id, "channel_id": room.id}
        _note(stage, who, thread, kind=STARTER, text="", reference=quoted)
    elif not private:
        begun: Json = {"channel_id": thread.id}
        _note(stage, who, room, kind=BEGUN, text=payload["name"], reference=begun)
    return thread


def check(body: Json, *, named: bool) -> None:
    """Raise Refused for a wrong name or a wrong time to archive."""
    form = Form()
    if named or body.get("name") is not None:
        form.length("name", body.get("name", ""), 100, least=1)
    if body.get("auto_archive_duration") not in (None, *ARCHIVE):
        fault = f"Value must be one of {set(ARCHIVE)}."
        form.wrong("auto_archive_duration", "BASE_TYPE_CHOICES", fault)
    form.check()


def join(stage: Stage, thread: Room, who: str) -> None:
    """Put somebody into a thread."""
    if who in thread.members:
        return
    thread.members[who] = moment()
    thread.payload["member_count"] = len(thread.members)
    stage.world.keep(thread)
    if thread.guild is None:
        return
    guild = stage.world.guilds[thread.guild]
    added = shapes.thread_member(thread, who) | {
        "member": shapes.full_member(stage.world, guild, who),
    }
    change: Json = {"id": thread.id, "guild_id": thread.guild, "added_members": [added]}
    change["member_count"] = len(thread.members)
    stage.tell("THREAD_MEMBERS_UPDATE", change, thread)


def leave(stage: Stage, thread: Room, who: str) -> None:
    """Take somebody out of a thread."""
    if thread.members.pop(who, None) is None:
        return
    thread.payload["member_count"] = len(thread.members)
    stage.world.keep(thread)
    change: Json = {"id": thread.id, "guild_id": thread.guild, "removed_member_ids": [who]}
    change["member_count"] = len(thread.members)
    stage.tell("THREAD_MEMBERS_UPDATE", change, thread)


def _note(stage: Stage, who: str, room: Room, *, kind: int, text: str, reference: Json) -> None:
    """A message of the system: that a thread began, or from which message."""
    payload: Json = {
        "id": stage.world.ids.new(),
        "type": kind,
        "channel_id": room.id,
        "author": author(stage.world, who),
        "content": text,
        "timestamp": moment(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
        "message_reference": {"type": 0, "guild_id": room.guild, **reference},
    }
    post = Post(payload, room=room.id)
    stage.world.keep(post)
    posts.tell(stage, "MESSAGE_CREATE", post)
