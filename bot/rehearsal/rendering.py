"""A message as one reader sees it: their reactions marked, its thread and its reply shown."""

from bot.rehearsal.refusals import Json
from bot.rehearsal.shapes import full_member, member, user
from bot.rehearsal.world import Post, World

EPHEMERAL, LOADING, HAS_THREAD, V2 = 1 << 6, 1 << 7, 1 << 5, 1 << 15
REPLY = 19


def message_for(world: World, post: Post, who: str, *, content: bool = True) -> Json:
    """The message object for a reader. Without `content`: what the bot may not read is empty."""
    shape = dict(post.payload)
    if post.reactions:
        shape["reactions"] = [
            {
                "emoji": emoji(key),
                "count": len(fans),
                "count_details": {"burst": 0, "normal": len(fans)},
                "burst_colors": [],
                "me_burst": False,
                "me": who in fans,
            }
            for key, fans in post.reactions.items()
        ]
    thread = world.rooms.get(post.id)
    if thread and thread.thread:
        shape["thread"] = thread.payload
        shape["flags"] = shape["flags"] | HAS_THREAD
    if reference := shape.get("message_reference"):
        quoted = world.posts.get(reference.get("message_id", ""))
        shape["referenced_message"] = None
        if quoted:
            inner = message_for(world, quoted, who, content=content)
            inner.pop("referenced_message", None)
            shape["referenced_message"] = inner
    if not content and not readable(world, post, who):
        shape |= {"content": "", "embeds": [], "attachments": [], "components": []}
    return shape


def event_for(
    world: World, post: Post, who: str, *, content: bool = True, fresh: bool = False
) -> Json:
    """The same as the gateway sends it: with guild and members; a fresh one with its nonce."""
    shape = message_for(world, post, who, content=content)
    if fresh and post.nonce:
        shape["nonce"] = post.nonce
    room = world.rooms[post.room]
    shape["channel_type"] = room.kind
    if room.guild is None:
        return shape
    guild = world.guilds[room.guild]
    shape["guild_id"] = room.guild
    if shape["author"]["id"] in guild.members:
        shape["member"] = member(guild, shape["author"]["id"])
    shape["mentions"] = [
        m | {"member": member(guild, m["id"])} if m["id"] in guild.members else m
        for m in shape["mentions"]
    ]
    return shape


def readable(world: World, post: Post, who: str) -> bool:
    """May an app without the message content intent read this?

    Its own messages, direct messages, messages that mention it, and pinging replies to a message
    that is not the answer to an interaction.
    """
    if post.payload["author"]["id"] == who or world.rooms[post.room].guild is None:
        return True
    if f"<@{who}>" in post.payload["content"] or f"<@!{who}>" in post.payload["content"]:
        return True
    if who not in (m["id"] for m in post.payload["mentions"]):
        return False
    reference = post.payload.get("message_reference", {})
    quoted = world.posts.get(reference.get("message_id", ""))
    return quoted is not None and "interaction_metadata" not in quoted.payload


def emoji(key: str) -> Json:
    """A reaction's emoji object, from its key in an address."""
    name, _, identity = key.partition(":")
    return {"id": identity or None, "name": name}


def reaction_event(world: World, post: Post, key: str, who: str, *, added: bool) -> Json:
    """What the gateway says of a reaction."""
    room = world.rooms[post.room]
    event: Json = {
        "user_id": who,
        "channel_id": room.id,
        "message_id": post.id,
        "emoji": emoji(key),
        "burst": False,
        "type": 0,
    }
    if room.guild:
        event["guild_id"] = room.guild
    if added:
        event["message_author_id"] = post.payload["author"]["id"]
        if room.guild:
            event["member"] = full_member(world, world.guilds[room.guild], who)
    return event


def author(world: World, who: str) -> Json:
    """A message's author."""
    return user(world.people[who])
