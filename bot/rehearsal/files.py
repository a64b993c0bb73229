"""Attachments: bytes in a folder, addresses on our own CDN, and what Discord says of them."""

import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bot.rehearsal.ids import Ids
from bot.rehearsal.refusals import Json, Refused
from bot.rehearsal.sniffing import sniff

MIB = 1 << 20
ROOM_FOR_A_REQUEST = 25 * MIB  # all files of one request; discord-api-docs, Create Message
UNSAFE = re.compile(r"[^\w.\-]")  # what Discord takes out of a file's name


@dataclass(frozen=True)
class Upload:
    """A file that came with a request: `field` n of `files[n]`."""

    field: str
    name: str
    data: bytes


class Files:
    """The CDN's store."""

    def __init__(self, folder: Path, base: str, ids: Ids) -> None:
        self.limit = 10 * MIB  # bytes a file; without boosts
        self._folder = folder
        self._base = base
        self._ids = ids

    def weigh(self, uploads: list[Upload]) -> None:
        """Raise Refused (413, 40005) if a file or all together are too large."""
        if sum(len(u.data) for u in uploads) > ROOM_FOR_A_REQUEST or any(
            len(u.data) > self.limit for u in uploads
        ):
            raise Refused(413, 40005, "Request entity too large")

    def keep(self, room: str, upload: Upload, meta: Json, *, ephemeral: bool = False) -> Json:
        """Store a file; the attachment object."""
        identity = self._ids.new()
        name = clean(str(meta.get("filename") or upload.name))
        (self._folder / identity).write_bytes(upload.data)
        url = f"{self._base}/attachments/{room}/{identity}/{quote(name)}"
        kind, size = sniff(upload.data)
        shape: Json = {
            "id": identity,
            "filename": name,
            "size": len(upload.data),
            "url": url,
            "proxy_url": url,
            "content_type": kind or mimetypes.guess_type(name)[0] or "application/octet-stream",
        }
        if size:
            shape |= {"width": size[0], "height": size[1]}
        if meta.get("description"):
            shape["description"] = meta["description"]
        if meta.get("is_spoiler") or name.startswith("SPOILER_"):
            shape["flags"] = 1 << 3  # IS_SPOILER
        if ephemeral:
            shape["ephemeral"] = True
        return shape

    def path(self, attachment: str) -> Path | None:
        """Where an attachment's bytes are, if they are."""
        path = self._folder / attachment
        return path if attachment.isdecimal() and path.is_file() else None


def clean(name: str) -> str:
    """A file's name as Discord keeps it."""
    return UNSAFE.sub("", name.replace(" ", "_")).strip(".") or "unknown"
