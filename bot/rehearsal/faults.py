"""What is to go wrong, when somebody wants to see what the bot does then."""

import re
from dataclasses import dataclass
from typing import Any


@dataclass
class Failure:
    """The next `times` requests like this are answered with `status`."""

    method: str
    path: re.Pattern[str]
    status: int
    times: int
    body: Any
    retry_after: float | None  # seconds
    after: bool = False  # the request is carried out first: only its answer is lost

    def fits(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method in ("*", method) and bool(self.path.search(path))


class Faults:
    """The failures that wait for their request."""

    def __init__(self) -> None:
        self.waiting: list[Failure] = []

    def next(self, method: str, path: str) -> Failure | None:
        """The failure that meets this request, if any; it is used up."""
        for failure in self.waiting:
            if failure.fits(method, path):
                failure.times -= 1
                if not failure.times:
                    self.waiting.remove(failure)
                return failure
        return None
