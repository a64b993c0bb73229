"""How large a file may be here: what Discord says of a place, and what it refused there."""

import time
from collections.abc import Callable

import discord

REQUEST = 25 * 2**20 - 2**16  # bytes of one request's files; the rest is for its words
DEFAULT = discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES  # of a direct message
REMEMBERED = 3600.0  # seconds: Discord's limits change with a guild's boosts
SMALLEST = 256 * 2**10  # bytes: below it the refusal was about something else


class Limits:
    """Bytes that one file may have, by guild; None stands for direct messages."""

    def __init__(self, client: discord.Client, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._learnt: dict[int | None, tuple[int, float]] = {}

    def of(self, guild: int | None) -> int:
        """The most that is known to be taken."""
        found = self._client.get_guild(guild) if guild else None
        said = found.filesize_limit if found else DEFAULT
        learnt, when = self._learnt.get(guild, (said, 0.0))
        return min(said, learnt) if self._clock() - when < REMEMBERED else said

    def refused(self, guild: int | None, size: int) -> None:
        """Discord did not take a file of that size."""
        self._learnt[guild] = (max(SMALLEST, min(self.of(guild), size - 1)), self._clock())
