"""What the bot asked for, and what it was refused."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.refusals import Json


@dataclass(frozen=True)
class Request:
    """One request of the bot and its answer."""

    method: str
    path: str  # behind /api/v10
    body: Any
    files: tuple[tuple[str, int], ...]  # names and sizes in bytes
    multipart: bool
    status: int
    answer: Any
    seconds: float
    injected: bool = False  # a fault answered it


@dataclass(frozen=True)
class Violation:
    """Something that Discord would not have let the bot do."""

    method: str
    path: str
    status: int
    code: int
    message: str
    errors: Json | None = None


class Records:
    """The newest `kept` of everything."""

    def __init__(self, kept: int) -> None:
        self.requests: deque[Request] = deque(maxlen=kept)
        self.violations: deque[Violation] = deque(maxlen=kept)
        self.events: deque[Json] = deque(maxlen=kept)
