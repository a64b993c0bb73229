"""Threads: begun, joined, listed."""

from typing import Any

from bot.rehearsal import shapes, threads
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.refusals import Json, Refused
from bot.rehearsal.rest.channels import here
from bot.rehearsal.rest.messages import there
from bot.rehearsal.world import PRIVATE_THREAD, Room

ROUTES = Routes()


def _member(call: Call) -> str:
    who = call.at.get("user", "@me")
    return call.bot if who == "@me" else call.stage.world.person(who).id


@ROUTES.serve("POST", "/channels/{channel}/messages/{message}/threads", status=201)
async def from_message(call: Call) -> Any:
    room = here(call)
    thread = threads.begin(call.stage, call.bot, room, call.form, there(call, room))
    return shapes.room_for(call.stage.world, thread, call.bot)


@ROUTES.serve("POST", "/channels/{channel}/threads", status=201)
async def on_its_own(call: Call) -> Any:
    thread = threads.begin(call.stage, call.bot, here(call), call.form)
    return shapes.room_for(call.stage.world, thread, call.bot)


@ROUTES.serve("PUT", "/channels/{channel}/thread-members/{user}")
async def add(call: Call) -> Any:
    threads.join(call.stage, _thread(call), _member(call))


@ROUTES.serve("DELETE", "/channels/{channel}/thread-members/{user}")
async def drop(call: Call) -> Any:
    threads.leave(call.stage, _thread(call), _member(call))


@ROUTES.serve("GET", "/channels/{channel}/thread-members")
async def members(call: Call) -> Any:
    thread = _thread(call)
    return [shapes.thread_member(thread, who) for who in thread.members]


@ROUTES.serve("GET", "/channels/{channel}/thread-members/{user}")
async def member(call: Call) -> Any:
    thread, who = _thread(call), _member(call)
    if who not in thread.members:
        raise Refused(404, 10007, "Unknown Member")
    return shapes.thread_member(thread, who)


@ROUTES.serve("GET", "/channels/{channel}/threads/archived/public")
async def old_public(call: Call) -> Any:
    return _archived(call, private=False)


@ROUTES.serve("GET", "/channels/{channel}/threads/archived/private")
@ROUTES.serve("GET", "/channels/{channel}/users/@me/threads/archived/private")
async def old_private(call: Call) -> Any:
    return _archived(call, private=True)


def _archived(call: Call, *, private: bool) -> Json:
    world = call.stage.world
    room = here(call, "read_message_history")
    old = [t for t in world.threads(room.id) if shapes.archived(t)]
    some = [t for t in old if (t.kind == PRIVATE_THREAD) == private]
    joined = [shapes.thread_member(t, call.bot) for t in some if call.bot in t.members]
    shown = [shapes.room_for(world, t, call.bot) for t in some]
    return {"threads": shown, "members": joined, "has_more": False}


def _thread(call: Call) -> Room:
    room = here(call)
    if not room.thread:
        raise Refused(400, 50024, "Cannot execute action on this channel type")
    return room
