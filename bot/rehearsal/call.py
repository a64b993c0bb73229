"""One REST request, read: who, where, with what; and the table of what is served."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import BodyPartReader, web

from bot.rehearsal.files import MIB, ROOM_FOR_A_REQUEST, Upload
from bot.rehearsal.refusals import Json, Refused
from bot.rehearsal.stage import Stage

FIELD = re.compile(r"files?\[(\d+)\]")
HOLE = re.compile(r"\{(\w+)\}")
READ_ON = 64 * MIB  # bytes taken from a client that sends too much, so that it reads the refusal


@dataclass(frozen=True)
class Call:
    """A request from the bot."""

    stage: Stage
    method: str
    path: str
    at: dict[str, str]  # the parts of the path by name
    query: dict[str, str]
    body: Any
    uploads: list[Upload]

    @property
    def form(self) -> Json:
        """The body, if it is an object; else an empty one."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def bot(self) -> str:
        return self.stage.world.bot


Handler = Callable[[Call], Awaitable[Any]]
H = TypeVar("H", bound=Handler)


@dataclass(frozen=True)
class Route:
    """A method and a path with holes, and who serves it."""

    method: str
    template: str
    handler: Handler
    status: int = 200  # of an answer with a body

    @property
    def open(self) -> bool:
        """Is the token in the path all that is needed?"""
        return self.template.startswith(("/interactions/", "/webhooks/"))


@dataclass
class Routes:
    """A table of routes, filled by a decorator."""

    rows: list[Route] = field(default_factory=list[Route])

    def serve(self, method: str, *templates: str, status: int = 200) -> Callable[[H], H]:
        """Let the decorated function serve these paths."""

        def add(handler: H) -> H:
            self.rows.extend(Route(method, template, handler, status) for template in templates)
            return handler

        return add


class Table:
    """All routes, found fast: by method and number of parts, then by the fixed parts."""

    def __init__(self, tables: Iterable[Routes]) -> None:
        self._rows: dict[tuple[str, int], list[tuple[re.Pattern[str], Route]]] = {}
        rows = (row for table in tables for row in table.rows)
        for route in sorted(rows, key=lambda row: row.template.count("{")):
            pattern = HOLE.sub(r"(?P<\1>[^/]+)", route.template)
            key = (route.method, route.template.count("/"))
            self._rows.setdefault(key, []).append((re.compile(pattern + r"\Z"), route))

    def find(self, method: str, path: str) -> tuple[Route, dict[str, str]] | None:
        """The route of a request and the parts of its path."""
        for pattern, route in self._rows.get((method, path.count("/")), ()):
            if match := pattern.match(path):
                return route, match.groupdict()
        return None


async def read(request: web.Request) -> tuple[Any, list[Upload]]:
    """The body and the files of a request. Raises Refused (400, 413)."""
    if request.content_type == "multipart/form-data":
        try:
            return await _multipart(request)
        except web.HTTPRequestEntityTooLarge:
            raise Refused(413, 40005, "Request entity too large") from None
    if not request.can_read_body:
        return None, []
    text = await request.content.read()
    if request.content_type != "application/json":
        return None, []
    return _parsed(text) if text else None, []


async def _multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    uploads: list[Upload] = []
    total = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read(decode=False)) if total < READ_ON else b""
        total += len(data)
        if part.name == "payload_json":
            body = _parsed(data)
        elif match := FIELD.fullmatch(part.name or ""):
            uploads.append(Upload(match[1], part.filename or "unknown", data))
        elif part.name == "file":
            uploads.append(Upload("0", part.filename or "unknown", data))
    if total > ROOM_FOR_A_REQUEST + MIB:
        raise Refused(413, 40005, "Request entity too large")
    return body, uploads


def _parsed(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        fault = "The request body contains invalid JSON."
        raise Refused(400, 50109, fault) from None


def reply(status: int, body: Any, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer. discord.py needs the bare type, without a charset."""
    if body is None:
        return web.Response(status=204, headers=headers)
    data = json.dumps(body, separators=(",", ":")).encode()
    kind = {"Content-Type": "application/json"}
    return web.Response(status=status, body=data, headers=kind | (headers or {}))
