"""Everything that is kept of a person as one file: JSON, and their pictures if there is room."""

import asyncio
import json
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, NamedTuple

from bot.delivery.parcel import SUFFIX
from bot.house import House
from engine.protocol import StudioError

ROOM = 64 * 1024  # bytes of a message beside its file
LINK = "https://discord.com/channels/{guild}/{channel}/{message}"
JSON, ZIP = "everything.json", "everything.zip"

Everything = dict[str, Any]


class Copy(NamedTuple):
    """A file for one person. `data` is None if not even the JSON fits into a message."""

    name: str
    data: bytes | None
    pictures: int  # that are in it
    left: int  # pictures that are not: together they are more than Discord takes


async def copy_of(house: House, person: int, limit: int) -> Copy:
    """Make the file, at most `limit` bytes."""
    everything = await house.store.export(person)
    _link(everything)
    return await asyncio.to_thread(_packed, house, everything, limit - ROOM)


def _link(everything: Everything) -> None:
    """Say where each message is, as something that can be opened."""
    for kind, message in (("deliveries", "message"), ("briefs", "card")):
        for row in everything[kind]:
            if row[message]:
                row["link"] = LINK.format(
                    guild=row["guild"] or "@me", channel=row["channel"], message=row[message]
                )


def _packed(house: House, everything: Everything, limit: int) -> Copy:
    """In a thread: the vault blocks."""
    text = json.dumps(everything, indent=1, ensure_ascii=False).encode()
    wanted = dict(_pictures(everything))
    if wanted and (data := _zipped(house, text, wanted, limit)):
        return Copy(ZIP, data, len(wanted), 0)
    if len(text) <= limit:
        return Copy(JSON, text, 0, len(wanted))
    data = _zipped(house, text, {}, limit)
    return Copy(ZIP, data, 0, len(wanted))


def _zipped(house: House, text: bytes, pictures: Mapping[str, str], limit: int) -> bytes | None:
    """None as soon as it is too large. A picture that the vault has lost is left out."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON, text)
        for name, sha in pictures.items():
            if file.tell() > limit:
                return None
            try:
                data = house.blobs.get(sha)
            except StudioError:
                continue
            archive.writestr(name, data, zipfile.ZIP_STORED)  # pictures are compressed already
    return file.getvalue() if file.tell() <= limit else None


def _pictures(everything: Everything) -> Iterator[tuple[str, str]]:
    """File names, and the blobs they are of."""
    for take in everything["takes"]:
        slate = f"{take['slate']} " if take["slate"] else ""
        yield f"takes/{slate}{take['id']}.{SUFFIX[take['media']]}", take["blob"]
    for reference in everything["references"]:
        yield f"references/{reference['blob'][:12]}.webp", reference["blob"]
