"""The CDN: attachments by address, with ranges for video, and everybody's plain face."""

import struct
import zlib

from aiohttp import web

from bot.rehearsal.refusals import Refused
from bot.rehearsal.sniffing import sniff
from bot.rehearsal.stage import Stage

HEAD = 64  # KiB read to tell what a file is
SHOWN = ("image/", "video/")


class Cdn:
    """Serves what was attached. Only pictures and clips are shown; the rest is a download."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def routes(self) -> list[web.RouteDef]:
        """What aiohttp is to route here."""
        return [
            web.get("/attachments/{channel}/{attachment}/{name}", self.attachment),
            web.get("/avatars/{tail:.+}", self.face),
            web.get("/embed/avatars/{tail:.+}", self.face),
        ]

    async def attachment(self, request: web.Request) -> web.StreamResponse:
        if failure := self._stage.faults.next("GET", request.path):
            raise Refused(failure.status or 500, 0, "A rehearsed failure")
        path = self._stage.files.path(request.match_info["attachment"])
        if path is None:
            raise Refused(404, 0, "This content is no longer available.")
        with path.open("rb") as file:
            kind, _ = sniff(file.read(HEAD << 10))
        headers = {
            "Content-Type": kind or "application/octet-stream",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
            "Cache-Control": "private, max-age=31536000, immutable",
        }
        if not (kind or "").startswith(SHOWN):
            headers["Content-Disposition"] = "attachment"
        return web.FileResponse(path, headers=headers)

    async def face(self, request: web.Request) -> web.Response:
        _ = request
        return web.Response(body=_square(), content_type="image/png")


def _square(edge: int = 16) -> bytes:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\x58\x65\xf2" * edge) * edge
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
