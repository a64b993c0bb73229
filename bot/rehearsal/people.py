"""What a person can do: the page's requests and the tests' calls both come here."""

from collections.abc import Sequence

from bot.rehearsal import asking, commanding, posts, pressing, reacting, shapes, threads
from bot.rehearsal.files import Upload
from bot.rehearsal.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interaction
from bot.rehearsal.permissions import need
from bot.rehearsal.refusals import Json, Refused, invalid, unknown_interaction, unknown_message
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room


def say(stage: Stage, who: str, where: str, body: Json, uploads: Sequence[Upload] = ()) -> Post:
    """Write a message. In a thread, the writer and whom they mention join it. Raises Refused."""
    room = stage.world.room(where)
    posts.may_write(stage, who, room, body, uploads)
    text = {k: v for k, v in body.items() if k not in ("components", "embeds", "flags")}
    post = posts.write(stage, who, room, text, uploads)
    if room.thread:
        for member in (who, *(m["id"] for m in post.payload["mentions"])):
            threads.join(stage, room, member)
    return post


def seen(stage: Stage, who: str, where: str, which: str) -> tuple[Room, Post]:
    """A message that somebody sees. Raises Refused."""
    room = stage.world.room(where)
    need(stage.world, who, room)
    post = stage.world.post(where, which)
    if post.reader not in (None, who):
        raise unknown_message()
    return room, post


def history(stage: Stage, who: str, where: str, *, limit: int = 50, before: str = "") -> list[Post]:
    """A room's messages for somebody, newest last. Raises Refused."""
    room = stage.world.room(where)
    need(stage.world, who, room)
    some = [p for p in stage.world.posts_in(where) if p.reader in (None, who)]
    return posts.page(some, limit=limit, before=before or None)


def delete(stage: Stage, who: str, where: str, which: str) -> None:
    """Delete a message of one's own, or dismiss an ephemeral one. Raises Refused."""
    room, post = seen(stage, who, where, which)
    if post.reader is None and post.payload["author"]["id"] != who:
        need(stage.world, who, room, "manage_messages")
    posts.remove(stage, post)


def react(stage: Stage, who: str, where: str, which: str, key: str, *, add: bool) -> None:
    """Put a reaction on a message, or take it off. Raises Refused."""
    room, post = seen(stage, who, where, which)
    if add:
        reacting.react(stage, who, room, post, key)
    else:
        reacting.unreact(stage, who, room, post, key)


def converse(stage: Stage, who: str, recipient: str) -> Room:
    """The conversation with somebody, begun if need be. Raises Refused."""
    world = stage.world
    other = world.person(recipient).id
    if other == who:
        raise Refused(400, 50007, "Cannot send messages to this user")
    room = world.dm(who, other)
    if room is None:
        room = shapes.conversation(world, who, other)
        world.keep(room)
        stage.opened(room)
    return room


def upload(stage: Stage, who: str, name: str, data: bytes) -> Json:
    """A file for a command's option or a form. Raises Refused (413)."""
    upload = Upload("0", name, data)
    stage.files.weigh([upload])
    shape = stage.files.keep(who, upload, {}, ephemeral=True)
    stage.uploads[shape["id"]] = shape
    return shape


def act(stage: Stage, who: str, body: Json) -> Interaction:
    """Use a command, press, choose, hand in a form: `body` as the page sends it. Raises Refused."""
    room = stage.world.room(str(body.get("channel_id")))
    need(stage.world, who, room)
    kind, data = int(body.get("type") or 0), body.get("data") or {}
    nonce = str(body.get("nonce") or "")
    post, first = None, None
    match kind:
        case 2 | 4:
            typing = kind == AUTOCOMPLETE
            data = commanding.command_data(stage, who, room, data, typing=typing)
        case 3:
            _, post = seen(stage, who, room.id, str(body.get("message_id")))
            data = pressing.press(stage, who, room, post, data)
        case 5:
            first = interaction(stage, str(body.get("interaction_id")))
            data = pressing.hand_in(stage, who, room, first, data)
            post = stage.world.posts.get(first.message or "")
        case _:
            choices = {COMMAND, COMPONENT, AUTOCOMPLETE, MODAL}
            raise invalid("type", "BASE_TYPE_CHOICES", f"Value must be one of {choices}.")
    return asking.ask(stage, who, room, kind, data, post=post, nonce=nonce, first=first)


def interaction(stage: Stage, identity: str) -> Interaction:
    """An interaction by its id. Raises Refused (10062)."""
    found = next((it for it in stage.open.values() if it.id == identity), None)
    if found is None:
        raise unknown_interaction()
    return found
