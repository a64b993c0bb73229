"""How fast somebody may talk: a bound for each person, so that nobody takes the bot from others."""

import time
from collections import deque
from collections.abc import Callable

from bot.talk.recent import Recent

MOST = 8  # messages ...
WITHIN = 20.0  # ... in so many seconds
KEPT = 5000  # people

Clock = Callable[[], float]


class Pace:
    """Counts what each person said lately."""

    def __init__(
        self, most: int = MOST, within: float = WITHIN, clock: Clock = time.monotonic
    ) -> None:
        """Allow `most` in `within` seconds."""
        self._most = most
        self._within = within
        self._clock = clock
        self._said: Recent[int, deque[float]] = Recent(KEPT)
        self._told: Recent[int, float] = Recent(KEPT)

    def allows(self, person: int) -> bool:
        """Is there room for one more? Then it is counted."""
        now = self._clock()
        said = self._said.get(person)
        if said is None:
            said = self._said.put(person, deque())
        while said and now - said[0] > self._within:
            said.popleft()
        if len(said) >= self._most:
            return False
        said.append(now)
        return True

    def should_tell(self, person: int) -> bool:
        """Say so once in a while, not for every message that is too much."""
        now = self._clock()
        last = self._told.get(person)
        if last is not None and now - last < self._within:
            return False
        self._told.put(person, now)
        return True
