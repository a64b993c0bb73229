"""Messages are written, changed and removed here, whoever does it."""

import re
from collections.abc import Sequence
from typing import Any

from bot.rehearsal import limits
from bot.rehearsal.components import HERE, settle, shown
from bot.rehearsal.files import Upload
from bot.rehearsal.ids import born, moment
from bot.rehearsal.news import Event
from bot.rehearsal.permissions import BITS, allowed, need
from bot.rehearsal.refusals import Form, Json, Refused, invalid
from bot.rehearsal.rendering import EPHEMERAL, LOADING, REPLY, author
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Post, Room

MENTION = re.compile(r"<@!?(\d+)>")
PICTURES = (("image", "url"), ("thumbnail", "url"), ("author", "icon_url"), ("footer", "icon_url"))
SAME = 300.0  # seconds in which a nonce stands for one message


def write(
    stage: Stage,
    who: str,
    room: Room,
    body: Json,
    uploads: Sequence[Upload] = (),
    *,
    reader: str | None = None,
    extra: Json | None = None,
    root: str = "",
) -> Post:
    """Post a message as somebody; with a `reader`, only for them. Raises Refused."""
    world = stage.world
    nonce = str(body["nonce"]) if body.get("nonce") is not None else None
    if nonce and body.get("enforce_nonce") and (twin := _twin(stage, who, nonce)):
        return twin
    waiting = bool((extra or {}).get("flags", 0) & LOADING)
    if not waiting:
        limits.message(body, uploads, root=root)
    identity = world.ids.new()
    files = attach(stage, room, body, uploads, ephemeral=reader is not None)
    payload: Json = {
        "id": identity,
        "type": 0,
        "channel_id": room.id,
        "author": author(world, who),
        "content": body.get("content") or "",
        "timestamp": moment(),
        "edited_timestamp": None,
        "tts": False,
        "attachments": [],
        "embeds": embeds(body, files),
        "components": [],
        "pinned": False,
        "flags": int(body.get("flags") or 0) & limits.SETTABLE,
    }
    form = Form(root)
    payload["components"] = settle(body.get("components") or [], files, form)
    form.check()
    payload["attachments"] = loose(payload, files)
    if reference := body.get("message_reference"):
        # discord.py writes ids as numbers; Discord always answers with strings
        said = {k: str(v) if k.endswith("_id") else v for k, v in reference.items()}
        payload |= {"type": REPLY, "message_reference": {"type": 0, **said}}
    payload |= mentions(stage, who, room, body, payload)
    payload |= extra or {}
    if reader:
        payload["flags"] |= EPHEMERAL
    post = Post(payload, files, reader=reader, nonce=nonce, room=room.id)
    world.keep(post)
    if reader is None:
        _arrived(stage, room, post)
    tell(stage, "MESSAGE_CREATE", post)
    return post


def change(
    stage: Stage, post: Post, body: Json, uploads: Sequence[Upload] = (), *, root: str = ""
) -> Post:
    """Edit a message. Raises Refused."""
    old = post.payload
    room = stage.world.rooms[post.room]
    kept = post.files
    if body.get("attachments") is not None:
        described = {str(a.get("id")): a for a in body["attachments"]}
        kept = [
            a | {k: v for k, v in described[a["id"]].items() if k == "description"}
            for a in kept
            if a["id"] in described
        ]
    merged = old | {k: body[k] for k in ("content", "embeds", "components") if k in body}
    merged["flags"] = old["flags"] & ~limits.SETTABLE | limits.flags(old["flags"], body)
    merged["attachments"] = kept
    limits.message(merged, uploads, root=root, known=kept)
    merged["content"] = merged["content"] or ""
    files = kept + attach(stage, room, body, uploads, ephemeral=post.reader is not None)
    merged["embeds"] = embeds(merged, files)
    if "components" in body:
        form = Form(root)
        merged["components"] = settle(body["components"] or [], files, form)
        form.check()
    merged["attachments"] = loose(merged, files)
    merged |= mentions(stage, old["author"]["id"], room, body, merged)
    merged["flags"] &= ~LOADING
    if not old["flags"] & LOADING:  # where "thinking" stood nothing was edited
        merged["edited_timestamp"] = moment()
    post.payload, post.files = merged, files
    stage.world.keep(post)
    tell(stage, "MESSAGE_UPDATE", post)
    return post


def remove(stage: Stage, post: Post) -> None:
    """Delete a message."""
    room = stage.world.rooms[post.room]
    gone: Json = {"id": post.id, "channel_id": post.room}
    if room.guild:
        gone["guild_id"] = room.guild
    stage.world.drop_post(post.id)
    secret = post.reader is not None
    stage.news.tell(
        Event(
            "MESSAGE_DELETE",
            gone,
            room=None if secret else room,
            guild=room.guild,
            reader=post.reader,
            bot=not secret,
        )
    )


def tell(stage: Stage, name: str, post: Post) -> None:
    """Tell everybody who may see a message."""
    room = stage.world.rooms[post.room]
    stage.news.tell(
        Event(
            name,
            {},
            room=room,
            guild=room.guild,
            reader=post.reader,
            post=post,
            bot=post.reader is None,
        )
    )


def attach(
    stage: Stage, room: Room, body: Json, uploads: Sequence[Upload], *, ephemeral: bool
) -> list[Json]:
    """Keep the files of a message. Raises Refused (413)."""
    stage.files.weigh(list(uploads))
    notes = {str(a.get("id")): a for a in body.get("attachments") or [] if isinstance(a, dict)}
    return [
        stage.files.keep(room.id, upload, notes.get(upload.field, {}), ephemeral=ephemeral)
        for upload in uploads
    ]


def embeds(body: Json, files: Sequence[Json]) -> list[Json]:
    """The embeds as Discord gives them back, with their `attachment://` addresses resolved."""
    known = {f"{HERE}{file['filename']}": file["url"] for file in files}
    some: list[Json] = []
    for embed in body.get("embeds") or []:
        shape: Json = {"type": "rich", **embed}
        for part, key in PICTURES:
            if shape.get(part, {}).get(key) in known:
                shape[part] = shape[part] | {key: known[shape[part][key]]}
        some.append(shape)
    return some


def loose(payload: Json, files: Sequence[Json]) -> list[Json]:
    """The attachments that no component and no embed shows: the only ones that Discord lists.

    Source: discord-api-docs, pull request 8279.
    """
    used = shown(payload["components"])
    urls = {e.get(part, {}).get(key) for e in payload["embeds"] for part, key in PICTURES}
    return [file for file in files if file["id"] not in used and file["url"] not in urls]


def mentions(stage: Stage, who: str, room: Room, body: Json, payload: Json) -> Json:
    """Whom a message pings: what it says, within what `allowed_mentions` lets through."""
    world = stage.world
    rule: Any = body.get("allowed_mentions")
    text = payload["content"]
    named = [u for u in dict.fromkeys(MENTION.findall(text)) if u in world.people]
    loud = bool(allowed(world, who, room) & BITS["mention_everyone"])
    crowd = loud and ("@everyone" in text or "@here" in text)
    reply = payload.get("message_reference", {}).get("message_id")
    pinged = True
    if rule is not None:
        kinds, chosen = rule.get("parse") or [], rule.get("users") or []
        named = [u for u in named if "users" in kinds or u in map(str, chosen)]
        crowd = crowd and "everyone" in kinds
        pinged = bool(rule.get("replied_user"))
    if reply in world.posts and pinged:
        quoted = world.posts[reply].payload["author"]["id"]
        named = list(dict.fromkeys([quoted, *named]))
    users = [author(world, u) for u in named]
    return {"mentions": users, "mention_everyone": crowd, "mention_roles": []}


def _twin(stage: Stage, who: str, nonce: str) -> Post | None:
    """The message that this author wrote with this nonce a moment ago."""
    latest = stage.world.nonces.get((who, nonce))
    post = stage.world.posts.get(latest or "")
    if post is None or born(stage.world.ids.new()) - born(post.id) > SAME:
        return None
    return post


def _arrived(stage: Stage, room: Room, post: Post) -> None:
    """A room knows its last message; a thread counts them and wakes up."""
    room.payload["last_message_id"] = post.id
    if room.thread:
        count = room.payload["message_count"] + 1
        room.payload |= {"message_count": count, "total_message_sent": count}
        if room.payload["thread_metadata"]["archived"]:
            room.payload["thread_metadata"] |= {"archived": False, "archive_timestamp": moment()}
            stage.tell("THREAD_UPDATE", room.payload, room)
    stage.world.keep(room)


def speak(room: Room) -> str:
    """The permission that writing needs here."""
    return "send_messages_in_threads" if room.thread else "send_messages"


def may_write(
    stage: Stage, who: str, room: Room, body: Json, uploads: Sequence[Upload] = ()
) -> None:
    """Raise Refused for somebody who may not write this here (50013, 50007, 160002, 10008)."""
    world = stage.world
    need(world, who, room, speak(room))
    if uploads:
        need(world, who, room, "attach_files")
    if body.get("embeds"):
        need(world, who, room, "embed_links")
    if room.guild is None and any(world.people[m].closed for m in room.members if m != who):
        raise Refused(403, 50007, "Cannot send messages to this user")
    if room.thread and room.payload["thread_metadata"]["locked"]:
        need(world, who, room, "manage_threads")
    reference = body.get("message_reference")
    if reference:
        if not allowed(world, who, room) & BITS["read_message_history"]:
            raise Refused(403, 160002, "Cannot reply without permission to read message history")
        known = world.posts.get(str(reference.get("message_id")))
        lost = known is None or known.room != room.id or known.reader is not None
        if lost and reference.get("fail_if_not_exists", True):
            raise invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        if lost:
            body.pop("message_reference")


def page(
    some: list[Post],
    *,
    limit: int,
    before: str | None = None,
    after: str | None = None,
    around: str | None = None,
) -> list[Post]:
    """A part of a history, oldest first."""
    if around:
        older = [p for p in some if int(p.id) < int(around)][-(limit // 2) :]
        newer = [p for p in some if int(p.id) >= int(around)][: limit - limit // 2]
        return older + newer
    if after:
        return [p for p in some if int(p.id) > int(after)][:limit]
    if before:
        some = [p for p in some if int(p.id) < int(before)]
    return some[-limit:]


def pin(stage: Stage, room: Room, post: Post, *, on: bool) -> None:
    """Pin a message, or take the pin out."""
    post.payload["pinned"] = on
    stage.world.keep(post)
    tell(stage, "MESSAGE_UPDATE", post)
    told: Json = {"channel_id": room.id, "last_pin_timestamp": moment()}
    if room.guild:
        told["guild_id"] = room.guild
    stage.tell("CHANNEL_PINS_UPDATE", told, room)
