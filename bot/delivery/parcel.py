"""Which file of each take is sent: the master where it fits, else a proof, else a small one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.alt import alt_text
from bot.cards.lineage import step
from bot.recipes import brief_of
from bot.records import TakeRecord
from engine.protocol import POSTER, PROOF, SECOND, SMALL, Blobs, Media, StudioError

SUFFIX: dict[Media, str] = {
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "application/json": "json",
    "text/plain": "cube",
}
LESSER = {"video/mp4": (SECOND, POSTER)}  # of everything else: PROOF and SMALL
BEFORE = 1  # the level of a picture from before an edit: it is there already, in full
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
    before: Picture | None = None  # the edit that `pictures` shows
    lost: tuple[TakeRecord, ...] = ()  # the vault has them no more, or no file of them fits

    @property
    def all(self) -> tuple[Picture, ...]:
        """Every file, in the order in which they are shown."""
        return (self.before, *self.pictures) if self.before else self.pictures


async def pack(
    takes: Sequence[TakeRecord],
    blobs: Blobs,
    *,
    limit: int,
    request: int,
    level: int = 0,
    before: TakeRecord | None = None,
) -> Parcel:
    """Choose the best files from `level` on (0: masters); `limit` and `request` are bytes.

    `limit` is for each, `request` for all together. The vault is read in a thread. A blob
    that it cannot give is lost, not an error. `before` is what the one take was made from: its
    picture comes along, unless it is lost itself.
    """
    return await asyncio.to_thread(_pack, takes, blobs, limit, request, level, before)


def _pack(  # noqa: PLR0917 - as `pack`
    takes: Sequence[TakeRecord],
    blobs: Blobs,
    limit: int,
    request: int,
    level: int,
    before: TakeRecord | None,
) -> Parcel:
    for at in range(level, DEEPEST + 1):
        found = [_pick(take, blobs, limit, at) for take in takes]
        pictures = tuple(picture for picture in found if picture)
        then = _before(before, takes, blobs, limit, at) if before and pictures else None
        weights = [len(picture.data) for picture in (*pictures, *filter(None, (then,)))]
        if sum(weights) <= request:
            here = {picture.take.id for picture in pictures}
            lost = tuple(take for take in takes if take.id not in here)
            return Parcel(_told(pictures, then), at, then, lost)
    return Parcel(lost=tuple(takes))


def _before(
    before: TakeRecord, takes: Sequence[TakeRecord], blobs: Blobs, limit: int, level: int
) -> Picture | None:
    """The picture that the one take was made from, and what was done to it, as its alt text."""
    found = _pick(before, blobs, limit, max(level, BEFORE))
    if found is None or len(takes) != 1:
        return None
    suffix = found.name.rpartition(".")[2]
    alt = alt_text(brief_of(before.recipe), "before", slate=before.slate)
    return replace(found, name=f"before-{before.slate or 'take'}.{suffix}", alt=alt)


def _told(pictures: tuple[Picture, ...], before: Picture | None) -> tuple[Picture, ...]:
    """Where there are two, the alt text of the second says what was done."""
    if before is None:
        return pictures
    (after,) = pictures
    done = step(after.take, before.take)
    alt = alt_text(brief_of(after.take.recipe), "after", slate=after.take.slate, done=done)
    return (replace(after, alt=alt),)


def _pick(take: TakeRecord, blobs: Blobs, limit: int, level: int) -> Picture | None:
    for blob, suffix in _offers(take, level):
        try:
            data = blobs.get(blob)
        except StudioError:
            continue
        if len(data) <= limit:
            kind = "clip" if take.media == "video/mp4" else "take"
            alt = alt_text(brief_of(take.recipe), kind, slate=take.slate)
            return Picture(take, f"{take.slate or 'take'}.{suffix}", data, alt)
    return None


def _offers(take: TakeRecord, level: int) -> Iterator[tuple[str, str]]:
    """Blob and suffix, best first. A file that is missing leaves its level to the next better."""
    files = [(take.blob, SUFFIX[take.media])]
    lesser = LESSER.get(take.media, (PROOF, SMALL))
    files += [(take.extras[name], "webp") for name in lesser if name in take.extras]
    yield from files[min(level, len(files) - 1) :]
