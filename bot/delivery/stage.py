"""What everything needs that follows a job into Discord."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.delivery.post import Post, Posted
from bot.house import House
from bot.records import JobRecord, TakeRecord

RHYTHM = 2.0  # seconds between two edits of one message


@dataclass
class Stage:
    """The house, the way to Discord, and what happens beside the messages."""

    house: House
    post: Post
    aside: Callable[[JobRecord, TakeRecord | None], Awaitable[None]]  # a previs, a brought picture
    shown: Callable[[Posted, int], None]  # a sheet is there, with so many takes
    clock: Callable[[], float] = time.monotonic
    rhythm: float = RHYTHM
