"""The gateway, version 10: hello, identify, heartbeat, resume, events by intent.

Source: discord-api-docs, events/gateway and topics/opcodes-and-status-codes. It sends plain text
frames, also to clients that ask for compression: discord.py takes both.
"""

import asyncio
import contextlib
import json
from collections import deque
from typing import Any

from aiohttp import WSMsgType, web

from bot.rehearsal import shapes
from bot.rehearsal.news import Event
from bot.rehearsal.permissions import sees
from bot.rehearsal.refusals import Json
from bot.rehearsal.rendering import event_for
from bot.rehearsal.session import Line, Session
from bot.rehearsal.stage import Stage

GUILDS, MEMBERS, CONTENT = 1 << 0, 1 << 1, 1 << 15
PRIVILEGED = MEMBERS | CONTENT | 1 << 8
KNOWN = (1 << 26) - 1
INTENTS = {  # what an event needs in a guild, and in a direct message
    "MESSAGE": (1 << 9, 1 << 12),
    "MESSAGE_REACTION": (1 << 10, 1 << 13),
    "TYPING": (1 << 11, 1 << 14),
    "GUILD_MEMBER": (MEMBERS, 0),
    "CHANNEL_PINS": (GUILDS, 1 << 12),
    "CHANNEL": (GUILDS, 0),
    "THREAD": (GUILDS, 0),
    "GUILD": (GUILDS, 0),
}
SENDS, WINDOW = 120, 60.0  # messages a client may send in so many seconds
LARGEST = 4096  # bytes of one message from a client


ACK = 0.02  # seconds


class Hangup(Exception):  # noqa: N818 - an order
    """Close the connection with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Gateway:
    """Serves every session of the bot."""

    def __init__(self, stage: Stage, url: str, *, privileged: bool, events: deque[Json]) -> None:
        self.sessions: dict[str, Session] = {}
        self.heartbeat = 41.25  # seconds between two beats of a client
        self.deaf = False  # a fault: heartbeats are not acknowledged
        self._stage = stage
        self._url = url
        self._privileged = privileged
        self._events = events
        stage.news.listen(self._hear)

    @property
    def connected(self) -> bool:
        """Does the bot listen?"""
        return any(session.line for session in self.sessions.values())

    # ------------------------------------------------------------ connections

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from hello to its end."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        line = Line(socket)
        writer = asyncio.create_task(line.write())
        line.op(
            10, data={"heartbeat_interval": int(self.heartbeat * 1000), "_trace": ["rehearsal"]}
        )
        try:
            await self._listen(socket, line)
        except Hangup as end:
            line.close(end.code)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(writer), 1)
        finally:
            for session in self.sessions.values():
                if session.line is line:
                    session.line = None
            writer.cancel()
        return socket

    async def _listen(self, socket: web.WebSocketResponse, line: Line) -> None:
        sent: deque[float] = deque(maxlen=SENDS)
        now = asyncio.get_running_loop().time
        while True:
            try:
                message = await asyncio.wait_for(socket.receive(), self.heartbeat * 1.5)
            except TimeoutError:
                raise Hangup(4009) from None  # no heartbeat came
            if message.type is not WSMsgType.TEXT:
                return
            if len(message.data) > LARGEST:
                raise Hangup(4002)
            if len(sent) == SENDS and now() - sent[0] < WINDOW:
                raise Hangup(4008)
            sent.append(now())
            self._take(line, message.data)

    def _take(self, line: Line, text: str) -> None:
        try:
            packet = json.loads(text)
            op, data = packet["op"], packet.get("d")
        except (ValueError, KeyError, TypeError):
            raise Hangup(4002) from None
        here = next((s for s in self.sessions.values() if s.line is line), None)
        match op:
            case 1:
                if not self.deaf:
                    # A client that hears it before it has noted when it asked (discord.py does so
                    # in another thread) would believe that the answer took a whole beat.
                    asyncio.get_running_loop().call_later(ACK, line.op, 11)
            case 2 if here:
                raise Hangup(4005)
            case 2:
                self._identify(line, data)
            case 6:
                self._resume(line, data)
            case _ if here is None:
                raise Hangup(4003)
            case 8:
                self._members(here, data)
            case 3 | 4:
                pass  # a presence, a voice state: nobody looks
            case _:
                raise Hangup(4001)

    def _identify(self, line: Line, data: Json) -> None:
        stage = self._stage
        if data.get("token") != stage.token:
            raise Hangup(4004)
        intents = int(data.get("intents", 0))
        if intents & ~KNOWN:
            raise Hangup(4013)
        if intents & PRIVILEGED and not self._privileged:
            raise Hangup(4014)
        index, count = data.get("shard") or (0, 1)
        if not 0 <= index < count:
            raise Hangup(4010)
        stage.content = bool(intents & CONTENT)
        for old in tuple(self.sessions.values()):
            if old.line is None and old.shard == (index, count):
                del self.sessions[old.id]  # who identifies anew does not come back to it
        session = Session(stage.world.ids.new(), intents, (index, count), line=line)
        self.sessions[session.id] = session
        world = stage.world
        homes = [g for g in self._homes() if _shard(g, count) == index]
        ready: Json = {
            "v": 10,
            "user": shapes.myself(world.people[world.bot]),
            "guilds": [{"id": guild, "unavailable": True} for guild in homes],
            "session_id": session.id,
            "resume_gateway_url": self._url,
            "shard": [index, count],
            "application": {"id": world.bot, "flags": 0, "flags_new": "0"},
        }
        self._tell(session, "READY", ready)
        for guild in homes:
            self._arrive(session, guild)

    def _arrive(self, session: Session, guild: str) -> None:
        world = self._stage.world
        crowd = bool(session.intents & MEMBERS)
        arrival = shapes.guild_arrival(world, world.guilds[guild], world.bot, everyone=crowd)
        self._tell(session, "GUILD_CREATE", arrival)

    def _resume(self, line: Line, data: Json) -> None:
        session = self.sessions.get(str(data.get("session_id")))
        if data.get("token") != self._stage.token:
            raise Hangup(4004)
        if session is None or not session.holds(int(data.get("seq") or 0)):
            line.op(9, data=False)
            return
        session.line = line
        session.replay(int(data.get("seq") or 0))
        self._tell(session, "RESUMED", {})

    def _members(self, session: Session, data: Json) -> None:
        world = self._stage.world
        guild = world.guilds.get(str(data.get("guild_id")))
        if guild is None:
            return
        asked = [str(u) for u in data.get("user_ids") or guild.members]
        chunk: Json = {
            "guild_id": guild.id,
            "members": [shapes.full_member(world, guild, u) for u in asked if u in guild.members],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [u for u in asked if u not in guild.members],
        }
        self._tell(session, "GUILD_MEMBERS_CHUNK", chunk | {"nonce": data.get("nonce") or ""})

    # ------------------------------------------------------------ events

    def _homes(self) -> list[str]:
        world = self._stage.world
        return [g.id for g in world.guilds.values() if world.bot in g.members]

    def _hear(self, event: Event) -> None:
        world = self._stage.world
        if not event.bot or event.reader not in (None, world.bot):
            return
        if event.room and not sees(world, world.bot, event.room):
            return
        away = event.guild and world.bot not in world.guilds[event.guild].members
        if away and event.name != "INTERACTION_CREATE":
            return
        needed = _needed(event)
        for session in tuple(self.sessions.values()):
            index, count = session.shard
            if _shard(event.guild, count) != index or needed & ~session.intents:
                continue
            data = event.data
            if event.post:
                content = bool(session.intents & CONTENT)
                fresh = event.name == "MESSAGE_CREATE"
                data = event_for(world, event.post, world.bot, content=content, fresh=fresh)
            self._tell(session, event.name, data)

    def _tell(self, session: Session, name: str, data: Json) -> None:
        self._events.append({"t": name, "d": data})
        session.tell(name, json.dumps(data, separators=(",", ":")))

    def join(self, guild: str) -> None:
        """The bot has come into a guild."""
        if guild in self._homes():
            for session in tuple(self.sessions.values()):
                if _shard(guild, session.shard[1]) == session.shard[0]:
                    self._arrive(session, guild)

    # ------------------------------------------------------------ faults

    def drop(self, code: int = 4000, *, forget: bool = False) -> None:
        """Close every connection; with `forget`, no session can be resumed."""
        for session in tuple(self.sessions.values()):
            if session.line:
                session.line.close(code)
                session.line = None
            if forget:
                del self.sessions[session.id]

    def order(self, op: int, data: Any = None) -> None:
        """Send every session an order: 7 (reconnect), 9 (invalid session)."""
        for session in tuple(self.sessions.values()):
            if session.line:
                session.line.op(op, data=data)
            if op == 9 and not data:
                del self.sessions[session.id]


def _needed(event: Event) -> int:
    """The intents that an event needs."""
    for prefix in ("MESSAGE_REACTION", "CHANNEL_PINS", "GUILD_MEMBER"):
        if event.name.startswith(prefix):
            return INTENTS[prefix][event.guild is None]
    return INTENTS.get(event.name.split("_")[0], (0, 0))[event.guild is None]


def _shard(guild: str | None, count: int) -> int:
    """Which shard hears of a guild; direct messages are shard 0's."""
    return (int(guild) >> 22) % count if guild else 0
