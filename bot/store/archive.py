"""The archive as one thing."""

import asyncio
import logging
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Self

from bot.store.blobs import Blobs
from bot.store.briefs import Briefs
from bot.store.characters import Characters
from bot.store.copying import copy
from bot.store.deliveries import Deliveries
from bot.store.export import Export
from bot.store.hearing import Hearing
from bot.store.jobs import Jobs
from bot.store.privacy import Privacy
from bot.store.references import References
from bot.store.releases import Releases
from bot.store.talking import Talking
from bot.store.votes import Votes
from engine.database import Kind, open_file

KIND = Kind(
    name="archive",
    migrations=files("bot.store") / "migrations",
    lost="and a new archive was begun: put the newest backup in its place while the bot is down, "
    "or briefs, takes and characters from before are not known.",
    pragmas=("secure_delete = ON",),  # what was forgotten is not left in the file's free pages
)

log = logging.getLogger(__name__)


async def open_store(
    path: Path,
    *,
    clock: Callable[[], float] = time.time,
    damaged: Callable[[str], None] = log.warning,
) -> "Store":
    """Open or begin the archive at `path`; close it, or use it in `async with`.

    `clock` gives Unix seconds. `damaged` gets a sentence when a damaged file was kept aside and a
    new one begun. Raises StudioError.
    """
    file, warning = await open_file(path, KIND)
    store = Store(file, clock)
    try:
        if warning:
            damaged(warning)
    except BaseException:
        await store.close()
        raise
    return store


class Store(
    Briefs,
    Talking,
    Jobs,
    Hearing,
    Votes,
    Characters,
    References,
    Releases,
    Deliveries,
    Privacy,
    Export,
    Blobs,
):
    """All that the bot remembers. Takes are among the votes.

    Every method raises StudioError where the disk fails; unknown ids give None or nothing, unless
    it says Gone.
    """

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of the file."""
        await self._file.close()

    async def backup(self, path: Path) -> None:
        """Make a whole copy while others write; it overwrites nothing. Raises StudioError."""
        await asyncio.to_thread(copy, self._file.path, path)
