"""The page's WebSocket: who is here, then everything that this person may see."""

import asyncio
import json
from collections.abc import Callable, Iterable

from aiohttp import WSMsgType, web

from bot.rehearsal import shapes
from bot.rehearsal.commanding import available
from bot.rehearsal.news import Event
from bot.rehearsal.permissions import MODERATOR, in_guild, sees
from bot.rehearsal.refusals import Json
from bot.rehearsal.rendering import event_for
from bot.rehearsal.session import Line
from bot.rehearsal.stage import Stage
from bot.rehearsal.world import Guild, Person, Room


def people(stage: Stage) -> list[Json]:
    """Everybody whom the page may act as."""
    return [person(stage, p) for p in stage.world.people.values() if not p.bot]


def person(stage: Stage, one: Person) -> Json:
    """Somebody, for the page: with a colour, and whether they moderate."""
    guilds = stage.world.guilds.values()
    strong = any(
        in_guild(g, one.id) & MODERATOR == MODERATOR for g in guilds if one.id in g.members
    )
    shape = shapes.user(one)
    return shape | {"avatar": one.colour, "moderator": strong, "bot": one.bot, "locale": one.locale}


def ready(stage: Stage, who: str) -> Json:
    """What the page is told first."""
    world = stage.world
    mine = [g for g in world.guilds.values() if who in g.members]
    rooms = [r for r in world.rooms.values() if sees(world, who, r)]
    return {
        "user": person(stage, world.person(who)),
        "people": people(stage),
        "bot": person(stage, world.people[world.bot]),
        "guild": _guild(stage, mine[0], rooms, who) if mine else None,
        "guilds": [_guild(stage, g, rooms, who) for g in mine],
        "dms": [shapes.room_for(world, r, who) for r in rooms if r.guild is None],
        "commands": commands(stage, who, rooms),
        "limits": {"upload": stage.files.limit},
    }


def commands(stage: Stage, who: str, rooms: Iterable[Room]) -> list[Json]:
    """Every command that somebody may use somewhere."""
    found: dict[str, Json] = {}
    kinds: set[tuple[str | None, int, bool]] = set()
    for room in rooms:
        kind = (room.guild, room.kind if room.guild is None else 0, stage.world.bot in room.members)
        if kind not in kinds:
            kinds.add(kind)
            found |= {c["id"]: c for c in available(stage, who, room)}
    return list(found.values())


def _guild(stage: Stage, guild: Guild, rooms: list[Room], who: str) -> Json:
    world = stage.world
    here = [r for r in rooms if r.guild == guild.id]
    return {
        "id": guild.id,
        "name": guild.name,
        "owner_id": guild.owner,
        "roles": guild.roles,
        "channels": [r.payload for r in here if not r.thread],
        "threads": [shapes.room_for(world, r, who) for r in here if r.thread],
        "members": [shapes.full_member(world, guild, m) for m in guild.members],
    }


async def serve(stage: Stage, request: web.Request, who: str) -> web.WebSocketResponse:
    """One page, from READY to its end."""
    socket = web.WebSocketResponse(heartbeat=30)
    await socket.prepare(request)
    line = Line(socket)

    def hear(event: Event) -> None:
        if not event.human or event.reader not in (None, who):
            return
        if event.room and not sees(stage.world, who, event.room):
            return
        data = event.data
        if event.post:
            fresh = event.name == "MESSAGE_CREATE"
            data = event_for(stage.world, event.post, who, fresh=fresh)
        if event.name == "COMMANDS_UPDATE":
            rooms = [r for r in stage.world.rooms.values() if sees(stage.world, who, r)]
            data = {"commands": commands(stage, who, rooms)}
        line.send(_text(event.name, data))

    deafen = stage.news.listen(hear)
    line.send(_text("READY", ready(stage, who)))
    return await _until_closed(socket, line, deafen)


async def _until_closed(
    socket: web.WebSocketResponse, line: Line, deafen: Callable[[], None]
) -> web.WebSocketResponse:
    writer = asyncio.create_task(line.write())
    try:
        async for message in socket:  # the page says nothing here
            if message.type is WSMsgType.ERROR:
                break
    finally:
        deafen()
        writer.cancel()
    return socket


def _text(name: str, data: Json) -> str:
    return json.dumps({"t": name, "d": data}, separators=(",", ":"))
