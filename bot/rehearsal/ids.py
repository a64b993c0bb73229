"""Snowflakes and moments, as Discord writes them."""

import datetime as dt
import time

EPOCH = 1_420_070_400_000  # ms; the first moment of 2015, where Discord's ids begin


class Ids:
    """Gives ids that only grow, also after a restart: they carry the time."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        """A snowflake that nobody else has."""
        now = (int(time.time() * 1000) - EPOCH) << 22  # 22 bits: Discord's worker, process, counter
        self._last = max(self._last + 1, now)
        return str(self._last)


def born(snowflake: str) -> float:
    """When an id was given, in seconds since 1970."""
    return ((int(snowflake) >> 22) + EPOCH) / 1000


def moment() -> str:
    """Now, as Discord writes times."""
    return dt.datetime.now(dt.UTC).isoformat()
