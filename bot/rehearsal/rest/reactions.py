"""Reactions on messages."""

from typing import Any

from bot.rehearsal import reacting, shapes
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.rest.channels import here
from bot.rehearsal.rest.messages import there

ROUTES = Routes()
MESSAGE = "/channels/{channel}/messages/{message}/reactions"


@ROUTES.serve("PUT", MESSAGE + "/{emoji}/@me")
async def add(call: Call) -> Any:
    room = here(call)
    reacting.react(call.stage, call.bot, room, there(call, room), call.at["emoji"])


@ROUTES.serve("DELETE", MESSAGE + "/{emoji}/{user}")
async def drop(call: Call) -> Any:
    who = call.at["user"]
    room = here(call, *(() if who == "@me" else ("manage_messages",)))
    who = call.bot if who == "@me" else who
    reacting.unreact(call.stage, who, room, there(call, room), call.at["emoji"])


@ROUTES.serve("DELETE", MESSAGE)
async def clear(call: Call) -> Any:
    room = here(call, "manage_messages")
    post = there(call, room)
    for emoji, fans in tuple(post.reactions.items()):
        for who in tuple(fans):
            reacting.unreact(call.stage, who, room, post, emoji)


@ROUTES.serve("DELETE", MESSAGE + "/{emoji}")
async def clear_one(call: Call) -> Any:
    room = here(call, "manage_messages")
    post = there(call, room)
    for who in tuple(post.reactions.get(call.at["emoji"], ())):
        reacting.unreact(call.stage, who, room, post, call.at["emoji"])


@ROUTES.serve("GET", MESSAGE + "/{emoji}")
async def fans(call: Call) -> Any:
    post = there(call, here(call, "read_message_history"))
    world = call.stage.world
    some = sorted(post.reactions.get(call.at["emoji"], ()), key=int)
    some = [who for who in some if int(who) > int(call.query.get("after", 0))]
    return [shapes.user(world.people[who]) for who in some[: int(call.query.get("limit", 25))]]
