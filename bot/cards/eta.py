"""How long it will still take: measured, or said to be unknown. Seconds of a monotonic clock."""

from dataclasses import dataclass

from bot.words import say

MEASURED = 1.0  # seconds of this job's own progress before its own pace is believed
FEW = 8.0  # seconds that are only "a few"
STEP, HALF, MINUTE, HOUR = 5, 30, 60, 3600


@dataclass
class Pace:
    """What was measured of one attempt at one job."""

    usual: float | None  # seconds for the whole job, from jobs before it; None: there were none
    began: float | None = None
    first: tuple[int, float] | None = None  # step and time of the first progress heard
    last: tuple[int, float] | None = None
    of: int = 0

    def start(self, now: float) -> None:
        """A worker has claimed the job, perhaps anew: what was measured before counts no more."""
        self.began, self.first, self.last = now, None, None

    def mark(self, step: int, of: int, now: float) -> None:
        """So much is done."""
        self.began = now if self.began is None else self.began
        self.first = self.first or (step, now)
        self.last, self.of = (step, now), of

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(1.0, self.last[0] / self.of) if self.last and self.of else 0.0

    def left(self, now: float) -> float | None:
        """Seconds to the end. None if nobody can know: nothing was measured, or it overran."""
        if self.first and self.last and self.last[1] - self.first[1] >= MEASURED:
            steps = self.last[0] - self.first[0]
            if steps > 0:
                a_step = (self.last[1] - self.first[1]) / steps
                return max(0.0, a_step * (self.of - self.last[0]) - (now - self.last[1]))
        if self.usual is None or self.began is None:
            return None
        left = self.usual - (now - self.began)
        return left if left > 0 else None


def spoken(seconds: float, locale: object = None) -> str:
    """A duration as coarse as it is sure: "a few seconds", "40 s", "2½ min", "3 h"."""
    if seconds < FEW:
        return say("jobs.few_seconds", locale)
    if seconds < MINUTE - STEP / 2:
        return say("jobs.seconds", locale, n=STEP * round(seconds / STEP))
    if seconds < 10 * MINUTE:
        halves = max(2, round(seconds / HALF))
        return say("jobs.minutes", locale, n=f"{halves // 2}{'½' if halves % 2 else ''}")
    if seconds < HOUR:
        return say("jobs.minutes", locale, n=round(seconds / MINUTE))
    return say("jobs.hours", locale, n=max(1, round(seconds / HOUR)))
