"""Who may talk to our Discord: this machine, and no foreign page in its browser."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from bot.rehearsal.call import reply
from bot.rehearsal.refusals import Refused

HOME = ("127.0.0.1", "localhost", "::1")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse another host's name (DNS rebinding) and another page's requests; word refusals."""
    host, origin = urlsplit(f"//{request.host}"), request.headers.get("Origin")
    if host.hostname not in HOME:
        return reply(421, {"message": "This Discord is only for this machine.", "code": 0})
    if origin and origin != f"{request.scheme}://{request.host}":
        return reply(403, {"message": "This Discord takes no foreign page's requests.", "code": 0})
    try:
        return await handler(request)
    except Refused as refused:
        return reply(refused.status, refused.body())
