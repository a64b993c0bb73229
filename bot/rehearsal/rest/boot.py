"""What a client asks before it begins: who am I, where is the gateway, where am I."""

from typing import Any

from bot.rehearsal import shapes
from bot.rehearsal.call import Call, Routes
from bot.rehearsal.refusals import Refused, missing_access
from bot.rehearsal.world import Guild

ROUTES = Routes()


@ROUTES.serve("GET", "/users/@me")
async def me(call: Call) -> Any:
    return shapes.myself(call.stage.world.people[call.bot])


@ROUTES.serve("GET", "/oauth2/applications/@me", "/applications/@me")
async def application(call: Call) -> Any:
    return shapes.application(call.stage.world)


@ROUTES.serve("GET", "/applications/{app}/emojis")
async def emojis(call: Call) -> Any:
    _ = call
    return {"items": []}


@ROUTES.serve("GET", "/gateway")
async def gateway(call: Call) -> Any:
    return {"url": call.stage.gateway}


@ROUTES.serve("GET", "/gateway/bot")
async def gateway_bot(call: Call) -> Any:
    limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
    return {"url": call.stage.gateway, "shards": call.stage.shards, "session_start_limit": limit}


@ROUTES.serve("GET", "/users/{user}")
async def user(call: Call) -> Any:
    return shapes.user(call.stage.world.person(call.at["user"]))


@ROUTES.serve("POST", "/users/@me/channels")
async def dm(call: Call) -> Any:
    world = call.stage.world
    who = world.person(str(call.form.get("recipient_id")))
    if who.id == call.bot:
        raise Refused(400, 50007, "Cannot send messages to this user")
    room = world.dm(call.bot, who.id)
    if room is None:
        room = shapes.conversation(world, call.bot, who.id)
        world.keep(room)
        call.stage.opened(room)
    return shapes.room_for(world, room, call.bot)


# ---------------------------------------------------------------- guilds


@ROUTES.serve("GET", "/users/@me/guilds")
async def my_guilds(call: Call) -> Any:
    return [shapes.guild_facts(g) for g in _homes(call)]


@ROUTES.serve("GET", "/guilds/{guild}")
async def guild(call: Call) -> Any:
    return shapes.guild_facts(_home(call))


@ROUTES.serve("GET", "/guilds/{guild}/channels")
async def guild_channels(call: Call) -> Any:
    home, world = _home(call), call.stage.world
    rooms = (r for r in world.rooms.values() if r.guild == home.id and not r.thread)
    return [r.payload for r in rooms]


@ROUTES.serve("GET", "/guilds/{guild}/roles")
async def guild_roles(call: Call) -> Any:
    return _home(call).roles


@ROUTES.serve("GET", "/guilds/{guild}/threads/active")
async def guild_threads(call: Call) -> Any:
    home, world = _home(call), call.stage.world
    rooms = [r for r in world.rooms.values() if r.guild == home.id and r.thread]
    awake = [r for r in rooms if not shapes.archived(r)]
    joined = [shapes.thread_member(r, call.bot) for r in awake if call.bot in r.members]
    threads = [shapes.room_for(world, r, call.bot) for r in awake]
    return {"threads": threads, "members": joined, "has_more": False}


@ROUTES.serve("GET", "/guilds/{guild}/members/{user}")
async def guild_member(call: Call) -> Any:
    home, who = _home(call), call.at["user"]
    if who not in home.members:
        raise Refused(404, 10007, "Unknown Member")
    return shapes.full_member(call.stage.world, home, who)


def _homes(call: Call) -> list[Guild]:
    return [g for g in call.stage.world.guilds.values() if call.bot in g.members]


def _home(call: Call) -> Guild:
    guild = call.stage.world.guild(call.at["guild"])
    if call.bot not in guild.members:
        raise missing_access()
    return guild
