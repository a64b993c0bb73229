"""What Discord refuses, and whether to wait, to go elsewhere, or to stop."""

import aiohttp
import discord

NO_CHANNEL, NO_MESSAGE = 10003, 10008
TOO_LARGE = 40005  # request entity too large
OLD = 30046  # too many edits of a message older than an hour
ARCHIVED, LOCKED = 50083, 160005  # thread
NO_ACCESS, NO_PERMISSION = 50001, 50013
LONGEST = 60.0  # seconds between two tries

Known = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, TimeoutError)
"""Everything that a request may raise and that says nothing about our own code."""


class Undeliverable(Exception):  # noqa: N818 - it is logged and tried again, not reported
    """There is no place where this can be posted."""


def passing(error: BaseException) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 or error.status == 429
    return isinstance(error, Known)


def unreachable(error: discord.HTTPException) -> bool:
    """Whether this channel takes no message of ours at all."""
    return isinstance(error, discord.Forbidden) or error.code in (NO_CHANNEL, ARCHIVED, LOCKED)


def too_large(error: discord.HTTPException) -> bool:
    """Whether the files were the trouble."""
    return error.status == 413 or error.code == TOO_LARGE


def pause(error: BaseException, tries: int) -> float:
    """Seconds until the next try: as long as Discord says, else 1, 2, 4 ... 60."""
    if isinstance(error, discord.RateLimited):
        return error.retry_after
    said = 0.0
    if isinstance(error, discord.HTTPException):
        try:
            said = float(error.response.headers.get("Retry-After", 0))
        except ValueError:
            said = 0.0
    return max(said, min(LONGEST, 2.0 ** min(tries, 6)))
