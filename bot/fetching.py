"""The files that a message shows, fetched up to a bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.cards.layout import media_of
from bot.errors import Sentence
from bot.talk.references import LARGEST, File
from bot.words import say

TIMEOUT = aiohttp.ClientTimeout(total=60)  # seconds


@dataclass(frozen=True)
class Media:
    """A file that a gallery shows: Discord lists it among no attachments, and says no size."""

    url: str
    content_type: str | None
    size: int = 0

    @property
    def filename(self) -> str:
        """As the address has it."""
        return PurePosixPath(urlsplit(self.url).path).name

    async def read(self) -> bytes:
        """Fetch it, up to LARGEST bytes. Raises Sentence, aiohttp.ClientError."""
        parts: list[bytes] = []
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(self.url, raise_for_status=True) as response,
        ):
            async for part in response.content.iter_chunked(2**16):
                parts.append(part)
                if sum(map(len, parts)) > LARGEST:
                    most = LARGEST // 2**20
                    raise Sentence(say("talk.file_too_large", name=self.filename, most=most))
        return b"".join(parts)


def files_of(message: discord.Message) -> Iterator[File]:
    """Attachments first, then what its galleries show."""
    yield from message.attachments
    for media in media_of(message):
        yield Media(media.url, media.content_type)
