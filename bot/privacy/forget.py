"""The end of everything that is kept of a person: archive, vault, running work, and messages."""

import asyncio
import logging
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

import discord

from bot.house import House
from bot.records import Purged
from engine.protocol import StudioError

MESSAGES = 300  # that are looked for in Discord, the newest
SECONDS = 120.0  # for all of them; Discord lets a bot delete about one a second
NO_MESSAGE, NO_CHANNEL = 10008, 10003  # Discord's codes: it is gone already

log = logging.getLogger(__name__)


Posted = tuple[int | None, int, int]
"""Guild, channel and message."""


class Forgotten(NamedTuple):
    """What was removed, and what could not be."""

    counts: dict[str, int]  # rows of the archive, by kind
    stopped: int  # jobs that waited or ran
    files: int  # out of the vault
    messages: int
    left: int  # messages that Discord did not let the bot remove, or that are too many


async def forget(client: discord.Client, house: House, person: int) -> Forgotten:
    """Forget a person, and say what went. Nothing of anybody else is touched.

    From the purge on, what a worker still reports is discarded. Raises StudioError.
    """
    kept = await house.store.export(person)
    posted = _posted(kept)
    progress = [
        (job.place.guild, job.place.channel, job.progress)
        for job in await house.store.jobs_open()
        if job.asker == person and job.progress
    ]
    for release in await house.store.releases_about(person):
        posted += await house.store.shown_of(release)
    # The queue first: after the purge, a crash would leave nobody who knows these jobs.
    await house.studio.forget(job["id"] for job in kept["jobs"] if job["state"] == "wrapped")
    return await _end(client, house, await house.store.purge(person), [*progress, *posted])


async def revoke(client: discord.Client, house: House, release: str) -> Forgotten:
    """End a release: the picture goes, and everything that anybody made of it.

    From then on, what a worker still reports of it is discarded. Raises StudioError.
    """
    posted = sorted(await house.store.shown_of(release), key=lambda shown: -shown[2])
    return await _end(client, house, await house.store.revoke(release), posted)


async def _end(
    client: discord.Client, house: House, purged: Purged, posted: list[Posted]
) -> Forgotten:
    """The rows are gone: the queue's words, the files and the messages follow."""
    await house.studio.forget(set(purged.forgotten) - set(purged.jobs))
    for job in purged.jobs:
        await house.studio.cancel(job)  # when its end is heard, it is forgotten like the others
    files = await _discard(house, purged.blobs)
    messages, left = await _unpost(client, list(dict.fromkeys(posted)))
    return Forgotten(purged.counts, len(purged.jobs), files, messages, left)


def _posted(everything: dict[str, Any]) -> list[Posted]:
    """The messages that show this person's takes and briefs, the newest first."""
    found = {
        (row["guild"], row["channel"], row[message])
        for kind, message in (("deliveries", "message"), ("briefs", "card"))
        for row in everything[kind]
        if row[message]
    }
    return sorted(found, key=lambda posted: -posted[2])


async def _discard(house: House, blobs: Iterable[str]) -> int:
    """Take out of the vault what nobody has asked for again meanwhile."""
    unwanted = set(await house.store.unwanted())
    gone = list[str]()
    for blob in blobs:
        if blob in unwanted:
            try:
                await asyncio.to_thread(house.blobs.discard, blob)
            except StudioError as error:
                log.error("blob %s is still in the vault: %s", blob, error)  # noqa: TRY400
                continue
            gone.append(blob)
    await house.store.discarded(tuple(gone))
    return len(gone)


async def _unpost(client: discord.Client, posted: list[Posted]) -> tuple[int, int]:
    """Delete the bot's own messages, as far as it may; how many went, how many are left."""
    removed, left = 0, max(0, len(posted) - MESSAGES)
    until = time.monotonic() + SECONDS
    for guild, channel, message in posted[:MESSAGES]:
        kind = discord.ChannelType.private if guild is None else None
        where = client.get_partial_messageable(channel, guild_id=guild, type=kind)
        try:
            async with asyncio.timeout(max(0.0, until - time.monotonic())):
                await where.get_partial_message(message).delete()
        except (TimeoutError, discord.HTTPException) as error:
            gone = isinstance(error, discord.NotFound)
            removed, left = removed + gone, left + (not gone)
            if not gone:
                log.info("message %s in %s stays: %s", message, channel, error)
        else:
            removed += 1
    return removed, left
