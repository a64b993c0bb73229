"""Messages in channels: written, read, changed, deleted, pinned."""

from typing import Any

from bot.rehearsal import posts
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.permissions import BITS, allowed, need
from bot.rehearsal.reacting import asleep
from bot.rehearsal.refusals import Json, Refused, unknown_message
from bot.rehearsal.rendering import message_for
from bot.rehearsal.rest.channels import here
from bot.rehearsal.world import Post, Room

ROUTES = Routes()
PAGE = 50  # messages of one answer, if the client does not say; at most 100
PINS = 250  # of a channel; 30003


def there(call: Call, room: Room) -> Post:
    """The message of the path. Ephemeral ones are unknown here. Raises Refused (10008)."""
    post = call.stage.world.post(room.id, call.at["message"])
    if post.reader is not None:
        raise unknown_message()
    return post


def shown(call: Call, post: Post) -> Json:
    """A message as the bot sees it."""
    return message_for(call.stage.world, post, call.bot, content=call.stage.content)


@ROUTES.serve("POST", "/channels/{channel}/messages")
async def write(call: Call) -> Any:
    room = here(call)
    posts.may_write(call.stage, call.bot, room, call.form, call.uploads)
    post = posts.write(call.stage, call.bot, room, call.form, call.uploads)
    return shown(call, post) | ({"nonce": post.nonce} if post.nonce else {})


@ROUTES.serve("GET", "/channels/{channel}/messages")
async def history(call: Call) -> Any:
    room = here(call)
    if not allowed(call.stage.world, call.bot, room) & BITS["read_message_history"]:
        return []
    some = posts.page(
        [p for p in call.stage.world.posts_in(room.id) if p.reader is None],
        limit=min(int(call.query.get("limit", PAGE)), 100),
        before=call.query.get("before"),
        after=call.query.get("after"),
        around=call.query.get("around"),
    )
    return [shown(call, post) for post in reversed(some)]


@ROUTES.serve("GET", "/channels/{channel}/messages/{message}")
async def read(call: Call) -> Any:
    return shown(call, there(call, here(call, "read_message_history")))


@ROUTES.serve("PATCH", "/channels/{channel}/messages/{message}")
async def change(call: Call) -> Any:
    room = here(call)
    post = there(call, room)
    if post.payload["author"]["id"] != call.bot:
        raise Refused(403, 50005, "Cannot edit a message authored by another user")
    asleep(room)
    if call.uploads:
        need(call.stage.world, call.bot, room, "attach_files")
    return shown(call, posts.change(call.stage, post, call.form, call.uploads))


@ROUTES.serve("DELETE", "/channels/{channel}/messages/{message}")
async def delete(call: Call) -> Any:
    room = here(call)
    post = there(call, room)
    if post.payload["author"]["id"] != call.bot:
        need(call.stage.world, call.bot, room, "manage_messages")
    asleep(room)
    posts.remove(call.stage, post)


@ROUTES.serve("POST", "/channels/{channel}/messages/bulk-delete")
async def delete_many(call: Call) -> Any:
    room = here(call, "manage_messages")
    for message in call.form.get("messages") or []:
        post = call.stage.world.posts.get(str(message))
        if post and post.room == room.id and post.reader is None:
            posts.remove(call.stage, post)


@ROUTES.serve("PUT", "/channels/{channel}/pins/{message}")
@ROUTES.serve("PUT", "/channels/{channel}/messages/pins/{message}")
async def pin(call: Call) -> Any:
    room = here(call, "pin_messages")
    post = there(call, room)
    pinned = sum(p.payload["pinned"] for p in call.stage.world.posts_in(room.id))
    if pinned >= PINS and not post.payload["pinned"]:
        raise Refused(400, 30003, f"Maximum number of pins reached for the channel ({PINS})")
    posts.pin(call.stage, room, post, on=True)


@ROUTES.serve("DELETE", "/channels/{channel}/pins/{message}")
@ROUTES.serve("DELETE", "/channels/{channel}/messages/pins/{message}")
async def unpin(call: Call) -> Any:
    room = here(call, "pin_messages")
    posts.pin(call.stage, room, there(call, room), on=False)


@ROUTES.serve("GET", "/channels/{channel}/messages/pins")
async def pins(call: Call) -> Any:
    room = here(call)
    pinned = [p for p in call.stage.world.posts_in(room.id) if p.payload["pinned"]]
    items = [
        {"pinned_at": p.payload["timestamp"], "message": shown(call, p)} for p in reversed(pinned)
    ]
    return {"items": items, "has_more": False}
