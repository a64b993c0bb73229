"""What the bot asked for, and what it was refused."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal.refusals import Json

KEPT = 50_000  # requests, events; older ones are forgotten


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


@dataclass
class Records:
    """The newest of everything, bounded."""

    requests: deque[Request] = field(default_factory=lambda: deque(maxlen=KEPT))
    violations: deque[Violation] = field(default_factory=lambda: deque(maxlen=KEPT))
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=KEPT))
