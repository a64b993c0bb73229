"""Which file of each take is sent: the master where it fits, else a proof, else a small one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.alt import alt_text
from bot.recipes import brief_of
from bot.records import TakeRecord
from engine.protocol import POSTER, PROOF, SMALL, Blobs, StudioError

SUFFIX = {"image/png": "png", "image/webp": "webp", "video/mp4": "mp4"}
LESSER = {"video/mp4": (POSTER,)}  # of everything else: PROOF and SMALL
DEEPEST = 2  # levels below the master


@dataclass(frozen=True)
class Picture:
    """One file of a message: the take it shows, and what it is called and told as there."""

    take: TakeRecord
    name: str
    data: bytes
    alt: str


@dataclass(frozen=True)
class Parcel:
    """The files of one message, and how far below the masters they are."""

    pictures: tuple[Picture, ...] = ()
    level: int = DEEPEST + 1  # beyond the deepest: words only
    lost: tuple[TakeRecord, ...] = ()  # the vault has them no more, or no file of them fits


async def pack(
    takes: Sequence[TakeRecord], blobs: Blobs, *, limit: int, request: int, level: int = 0
) -> Parcel:
    """Choose the best files from `level` on (0: masters); `limit` and `request` are bytes.

    `limit` is for each, `request` for all together. The vault is read in a thread. A blob
    that it cannot give is lost, not an error.
    """
    return await asyncio.to_thread(_pack, takes, blobs, limit, request, level)


def _pack(
    takes: Sequence[TakeRecord], blobs: Blobs, limit: int, request: int, level: int
) -> Parcel:
    for at in range(level, DEEPEST + 1):
        found = [_pick(take, blobs, limit, at) for take in takes]
        pictures = tuple(picture for picture in found if picture)
        if sum(len(picture.data) for picture in pictures) <= request:
            here = {picture.take.id for picture in pictures}
            return Parcel(pictures, at, tuple(take for take in takes if take.id not in here))
    return Parcel(lost=tuple(takes))


def _pick(take: TakeRecord, blobs: Blobs, limit: int, level: int) -> Picture | None:
    for blob, suffix in _offers(take, level):
        try:
            data = blobs.get(blob)
        except StudioError:
            continue
        if len(data) <= limit:
            kind = "clip" if suffix == "mp4" else "take"
            alt = alt_text(brief_of(take.recipe), kind, slate=take.slate)
            return Picture(take, f"{take.slate or 'take'}.{suffix}", data, alt)
    return None


def _offers(take: TakeRecord, level: int) -> Iterator[tuple[str, str]]:
    """Blob and suffix, best first. A file that is missing leaves its level to the next better."""
    files = [(take.blob, SUFFIX[take.media])]
    lesser = LESSER.get(take.media, (PROOF, SMALL))
    files += [(take.extras[name], "webp") for name in lesser if name in take.extras]
    yield from files[min(level, len(files) - 1) :]
