"""What moves when, in a loop: a breath, a blink, a drifting camera. Time runs from 0 to 1."""

from dataclasses import dataclass

import numpy as np

BREATH_S = 4.2  # seconds of a quiet breath
INHALE = 0.42  # share of a breath
CLOSING_S, SHUT_S, OPENING_S = 0.09, 0.05, 0.22  # of a blink, as high-speed film shows it
BLINK_EVERY_S = 4.5
FIRST, LAST = 0.22, 0.78  # share of the loop in which a blink may begin
DRIFT = (1.0, 0.3)  # degrees that the camera goes aside and up
PUSH = 0.012  # share of the distance that it comes nearer
SWAY = (0.7, 0.45, 0.3)  # degrees of yaw, pitch and roll of a head that is held still


@dataclass(frozen=True)
class Moment:
    """Everything that moves, as it differs from the still."""

    breath: float = 0.0  # 0..1
    blink: float = 0.0  # 0..1
    azimuth: float = 0.0  # degrees of the camera
    elevation: float = 0.0
    nearer: float = 0.0  # share of the distance
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)  # degrees of yaw, pitch and roll


@dataclass(frozen=True)
class Moves:
    """One loop. The first moment is the still itself."""

    seconds: float
    seed: int
    breath: bool
    blink: bool
    drift: bool

    @property
    def blinks(self) -> tuple[float, ...]:
        """The seconds at which blinks begin; none in a loop too short for one."""
        length = CLOSING_S + SHUT_S + OPENING_S
        if not self.blink or self.seconds < 2 * length:
            return ()
        count = max(1, round(self.seconds / BLINK_EVERY_S))
        rng = np.random.default_rng([self.seed, 51])
        span = (LAST - FIRST) * self.seconds / count
        starts = FIRST * self.seconds + span * (np.arange(count) + rng.uniform(0.1, 0.7, count))
        return tuple(min(float(s), self.seconds - length) for s in starts)

    def at(self, time: float) -> Moment:
        """Everything at a share of the loop."""
        rng = np.random.default_rng([self.seed, 52])
        left, up = rng.choice([-1.0, 1.0], 2)
        turn = 2 * np.pi * time
        round_trip = (1 - np.cos(turn)) / 2
        moment: dict[str, float] = {}
        if self.drift:
            moment = {
                "azimuth": float(left * DRIFT[0] * np.sin(turn)),
                "elevation": float(up * DRIFT[1] * round_trip),
                "nearer": float(PUSH * round_trip),
            }
        head = (0.0, 0.0, 0.0)
        if self.breath:
            moment["breath"] = self._breath(time)
            moment["blink"] = 0.0
            head = (
                float(-left * SWAY[0] * np.sin(turn) * round_trip),
                SWAY[1] * moment["breath"],
                float(up * SWAY[2] * np.sin(2 * turn) * round_trip),
            )
        moment["blink"] = max((self._lid(time * self.seconds - b) for b in self.blinks), default=0)
        return Moment(**moment, head=head)

    def _breath(self, time: float) -> float:
        """In quicker than out, and a whole number of breaths."""
        count = max(1, round(self.seconds / BREATH_S))
        phase = time * count % 1
        half = phase / INHALE / 2 if phase < INHALE else 0.5 + (phase - INHALE) / (1 - INHALE) / 2
        return float((1 - np.cos(2 * np.pi * half)) / 2)

    @staticmethod
    def _lid(since: float) -> float:
        """How far the lids are closed, seconds after a blink began."""
        if since <= 0 or since >= CLOSING_S + SHUT_S + OPENING_S:
            return 0.0
        if since < CLOSING_S:
            return _ease(since / CLOSING_S)
        if since < CLOSING_S + SHUT_S:
            return 1.0
        return 1 - _ease((since - CLOSING_S - SHUT_S) / OPENING_S) ** 0.8


def _ease(share: float) -> float:
    return share * share * (3 - 2 * share)
