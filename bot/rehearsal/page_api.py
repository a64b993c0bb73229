"""What the browser page asks for: its own files, and everything that a person does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import BodyPartReader, web

from bot.rehearsal import page_socket, people, threads
from bot.rehearsal.call import read, reply
from bot.rehearsal.command_limits import LOCALES
from bot.rehearsal.refusals import Json, Refused, invalid
from bot.rehearsal.rendering import message_for
from bot.rehearsal.rest.channels import types
from bot.rehearsal.shapes import room_for
from bot.rehearsal.stage import Stage

PAGE = Path(__file__).with_name("page")
ACTING = "X-Acting-As"
FRESH = {"Cache-Control": "no-cache"}


class PageApi:
    """Serves the page. Every request says who acts; there are no passwords on loopback."""

    def __init__(self, stage: Stage, connected: Callable[[], bool]) -> None:
        """`connected`: is the bot on the gateway?"""
        self._stage = stage
        self._connected = connected

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp is to route here."""
        room = "/rehearsal/channels/{channel}"
        message = room + "/messages/{message}"
        reaction = message + "/reactions/{emoji}"
        return [
            web.get("/", self.index),
            web.get("/page/{file:.+}", self.file),
            web.get("/rehearsal/socket", self.socket),
            web.get("/rehearsal/health", self.health),
            web.get("/rehearsal/people", self.people),
            web.put("/rehearsal/locale", self.speak),
            web.get(room + "/messages", self.history),
            web.post(room + "/messages", self.say),
            web.post(room + "/typing", self.typing),
            web.delete(message, self.delete),
            web.post(message + "/threads", self.branch),
            web.put(reaction, self.react),
            web.delete(reaction, self.react),
            web.post("/rehearsal/interactions", self.act),
            web.post("/rehearsal/uploads", self.upload),
            web.post("/rehearsal/dms", self.converse),
        ]

    async def index(self, request: web.Request) -> web.StreamResponse:
        _ = request
        return web.FileResponse(PAGE / "index.html", headers=FRESH)

    async def file(self, request: web.Request) -> web.StreamResponse:
        path = (PAGE / request.match_info["file"]).resolve()
        if PAGE.resolve() not in path.parents or not path.is_file():
            raise Refused(404, 0, "404: Not Found")
        return web.FileResponse(path, headers=FRESH)

    async def socket(self, request: web.Request) -> web.StreamResponse:
        who = self._stage.world.person(request.query.get("user", "")).id
        return await page_socket.serve(self._stage, request, who)

    async def health(self, request: web.Request) -> web.Response:
        _ = request
        return reply(200, {"bot": self._connected() and bool(self._stage.world.commands)})

    async def people(self, request: web.Request) -> web.Response:
        _ = request
        return reply(200, page_socket.people(self._stage))

    async def speak(self, request: web.Request) -> web.Response:
        body, _ = await read(request)
        locale = _object(body).get("locale")
        if locale not in LOCALES:
            raise invalid("locale", "BASE_TYPE_CHOICES", "This is no locale of Discord.")
        world = self._stage.world
        somebody = world.people[self._who(request)]
        somebody.locale = locale
        world.keep(somebody)
        return reply(200, page_socket.person(self._stage, somebody))

    async def history(self, request: web.Request) -> web.Response:
        who, world = self._who(request), self._stage.world
        limit = min(int(request.query.get("limit", "50")), 100)
        before = request.query.get("before", "")
        some = people.history(
            self._stage, who, request.match_info["channel"], limit=limit, before=before
        )
        return reply(200, [message_for(world, post, who) for post in some])

    async def say(self, request: web.Request) -> web.Response:
        who = self._who(request)
        body, uploads = await read(request)
        post = people.say(self._stage, who, request.match_info["channel"], _object(body), uploads)
        return reply(200, message_for(self._stage.world, post, who))

    async def typing(self, request: web.Request) -> web.Response:
        room = self._stage.world.room(request.match_info["channel"])
        types(self._stage, room, self._who(request))
        return reply(204, None)

    async def delete(self, request: web.Request) -> web.Response:
        at = request.match_info
        people.delete(self._stage, self._who(request), at["channel"], at["message"])
        return reply(204, None)

    async def react(self, request: web.Request) -> web.Response:
        at, add = request.match_info, request.method == "PUT"
        who = self._who(request)
        people.react(self._stage, who, at["channel"], at["message"], at["emoji"], add=add)
        return reply(204, None)

    async def branch(self, request: web.Request) -> web.Response:
        at, who = request.match_info, self._who(request)
        body, _ = await read(request)
        room, post = people.seen(self._stage, who, at["channel"], at["message"])
        thread = threads.begin(self._stage, who, room, _object(body), post)
        return reply(200, room_for(self._stage.world, thread, who))

    async def act(self, request: web.Request) -> web.Response:
        body, _ = await read(request)
        it = people.act(self._stage, self._who(request), _object(body))
        return reply(200, {"id": it.id, "nonce": it.nonce})

    async def upload(self, request: web.Request) -> web.Response:
        who = self._who(request)
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.filename:
                data = bytes(await part.read(decode=False))
                return reply(200, people.upload(self._stage, who, part.filename, data))
        raise invalid("file", "BASE_TYPE_REQUIRED", "This field is required")

    async def converse(self, request: web.Request) -> web.Response:
        who = self._who(request)
        body, _ = await read(request)
        room = people.converse(self._stage, who, str(_object(body).get("recipient_id")))
        return reply(200, room_for(self._stage.world, room, who))

    def _who(self, request: web.Request) -> str:
        """Raises Refused (401) if nobody acts, or the bot would."""
        who = request.headers.get(ACTING, "")
        if who not in self._stage.world.people or who == self._stage.world.bot:
            raise Refused(401, 0, "401: Unauthorized")
        return who


def _object(body: Any) -> Json:
    if not isinstance(body, dict):
        raise invalid("body", "BASE_TYPE_DICT", "Only dictionaries may be used")
    return body
