"""Channels and threads as places: shown, changed, deleted; typing."""

import time
from typing import Any

from bot.rehearsal import posts, shapes, threads
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.ids import moment
from bot.rehearsal.news import Event
from bot.rehearsal.permissions import need
from bot.rehearsal.refusals import Json, missing_access
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Room

ROUTES = Routes()
META = ("archived", "locked", "auto_archive_duration", "invitable")


def here(call: Call, *names: str) -> Room:
    """The channel of the path, if the bot sees it and may do this. Raises Refused."""
    room = call.stage.world.room(call.at["channel"])
    need(call.stage.world, call.bot, room, *names)
    return room


@ROUTES.serve("GET", "/channels/{channel}")
async def show(call: Call) -> Any:
    return shapes.room_for(call.stage.world, here(call), call.bot)


@ROUTES.serve("PATCH", "/channels/{channel}")
async def change(call: Call) -> Any:
    room = here(call)
    if room.guild is None:
        raise missing_access()
    if not room.thread:
        need(call.stage.world, call.bot, room, "manage_channels")
    elif room.payload["owner_id"] != call.bot or call.form.get("locked") is not None:
        only_waking = set(call.form) == {"archived"} and not call.form["archived"]
        if not only_waking:
            need(call.stage.world, call.bot, room, "manage_threads")
    changed(call.stage, room, call.form)
    return shapes.room_for(call.stage.world, room, call.bot)


@ROUTES.serve("DELETE", "/channels/{channel}")
async def delete(call: Call) -> Any:
    room = here(call)
    if room.guild:
        need(call.stage.world, call.bot, room, _manage(room))
        vanish(call.stage, room)
    return room.payload


@ROUTES.serve("POST", "/channels/{channel}/typing")
async def typing(call: Call) -> Any:
    room = here(call)
    need(call.stage.world, call.bot, room, posts.speak(room))
    types(call.stage, room, call.bot)


def changed(stage: Stage, room: Room, form: Json) -> None:
    """Change a channel's or a thread's properties. Raises Refused."""
    threads.check(form, named=False)
    for key in ("name", "topic", "rate_limit_per_user", "permission_overwrites", "nsfw"):
        if form.get(key) is not None:
            room.payload[key] = form[key]
    if room.thread:
        meta = room.payload["thread_metadata"]
        meta |= {key: form[key] for key in META if form.get(key) is not None}
        if form.get("archived") is not None:
            meta["archive_timestamp"] = moment()
    stage.world.keep(room)
    stage.tell("THREAD_UPDATE" if room.thread else "CHANNEL_UPDATE", room.payload, room)


def vanish(stage: Stage, room: Room) -> None:
    """Delete a channel or a thread, and tell who saw it."""
    if room.thread:
        gone: Json = {k: room.payload[k] for k in ("id", "guild_id", "parent_id", "type")}
        stage.tell("THREAD_DELETE", gone, room)
    else:
        stage.tell("CHANNEL_DELETE", room.payload, room)
    stage.world.drop_room(room.id)


def types(stage: Stage, room: Room, who: str) -> None:
    """Somebody is typing."""
    event: Json = {"channel_id": room.id, "user_id": who, "timestamp": int(time.time())}
    if room.guild:
        guild = stage.world.guilds[room.guild]
        member = shapes.full_member(stage.world, guild, who)
        event |= {"guild_id": room.guild, "member": member}
    stage.news.tell(Event("TYPING_START", event, room=room, guild=room.guild))


def _manage(room: Room) -> str:
    return "manage_threads" if room.thread else "manage_channels"
