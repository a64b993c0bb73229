"""One bot session on the gateway: its sequence, what can be replayed, its socket of the moment."""

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

from bot.rehearsal.refusals import Json

REPLAY = 1000  # events kept for a RESUME


@dataclass
class Session:
    """Numbers events, keeps them for a resume, and sends them in order."""

    id: str
    intents: int
    shard: tuple[int, int]
    seq: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=REPLAY))
    line: "Line | None" = None  # the connection, while there is one

    def tell(self, name: str, data: str) -> None:
        """Send one event; `data` is JSON."""
        self.seq += 1
        text = f'{{"op":0,"t":"{name}","s":{self.seq},"d":{data}}}'
        self.kept.append((self.seq, text))
        if self.line:
            self.line.send(text)

    def holds(self, seq: int) -> bool:
        """Can everything after `seq` be replayed?"""
        return seq == self.seq or bool(self.kept and self.kept[0][0] <= seq + 1 <= self.seq)

    def replay(self, seq: int) -> None:
        """Send again what came after `seq`."""
        if self.line:
            for number, text in self.kept:
                if number > seq:
                    self.line.send(text)


class Line:
    """A WebSocket with one writer, so that what is sent arrives in order."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self._queue: asyncio.Queue[str | int] = asyncio.Queue()

    def send(self, text: str) -> None:
        """Send this text soon."""
        self._queue.put_nowait(text)

    def op(self, code: int, *, data: Json | bool | None = None) -> None:
        """Send a gateway message that is no event."""
        self.send(json.dumps({"op": code, "d": data, "s": None, "t": None}))

    def close(self, code: int) -> None:
        """Close after what was sent before."""
        self._queue.put_nowait(code)

    async def write(self) -> None:
        """Send until closed."""
        while not self.socket.closed:
            item = await self._queue.get()
            if isinstance(item, int):
                await self.socket.close(code=item)
                return
            try:
                await self.socket.send_str(item)
            except ConnectionError:
                return
