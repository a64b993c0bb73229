"""What moves when: a breath, a blink, a glance, a drifting camera. Time runs from 0 to 1."""

from dataclasses import dataclass

import numpy as np

from engine.protocol import Move

BREATH_S = 4.2  # seconds of a quiet breath
INHALE = 0.42  # share of a breath
CLOSING_S, SHUT_S, OPENING_S = 0.09, 0.05, 0.22  # of a blink, as high-speed film shows it
BLINK_EVERY_S = 4.5
FIRST, LAST = 0.22, 0.78  # share of the loop in which a blink may begin
SACCADE_S = 0.06  # of the eyes: quicker than two frames
LOOKS_S = (0.6, 1.3)  # how long they rest on what they looked at
GLANCE = (11.0, 2.5)  # degrees aside, and up or down
DRIFT = (0.7, 0.3)  # degrees that the camera goes aside and up
NEARER = 0.012  # share of the distance that a drifting camera comes nearer
PUSH_LOOP, PUSH_IN = 0.035, 0.07  # the same of a push that returns, and of one that stays
SWAY = (0.7, 0.45, 0.3)  # degrees of yaw, pitch and roll of a head that is held still
USUAL = 0.5  # strength at which everything has the sizes above


@dataclass(frozen=True)
class Moment:
    """Everything that moves, as it differs from the still."""

    breath: float = 0.0  # 0..1
    blink: float = 0.0  # 0..1
    gaze: tuple[float, float] = (0.0, 0.0)  # degrees to the right of the picture, and up
    azimuth: float = 0.0  # degrees of the camera
    elevation: float = 0.0
    nearer: float = 0.0  # share of the distance
    defocus: float = 0.0  # 0..1: how far the plane of focus stands before the subject
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)  # degrees of yaw, pitch and roll


@dataclass(frozen=True)
class Moves:
    """One clip. The first moment of a loop is the still itself, and the last leads to it."""

    seconds: float
    seed: int = 0
    names: tuple[Move, ...] = ("breath", "blink", "drift")
    strength: float = USUAL
    loop: bool = True

    @property
    def force(self) -> float:
        """How much larger than usual everything is."""
        return self.strength / USUAL

    def time(self, index: int, count: int) -> float:
        """When frame `index` of `count` is: a loop has no last moment, a push ends at its end."""
        return index / (count if self.loop else max(count - 1, 1))

    @property
    def blinks(self) -> tuple[float, ...]:
        """The seconds at which blinks begin; none in a loop too short for one."""
        length = CLOSING_S + SHUT_S + OPENING_S
        if "blink" not in self.names or self.seconds < 2 * length:
            return ()
        count = max(1, round(self.seconds / BLINK_EVERY_S))
        rng = np.random.default_rng([self.seed, 51])
        span = (LAST - FIRST) * self.seconds / count
        starts = FIRST * self.seconds + span * (np.arange(count) + rng.uniform(0.1, 0.7, count))
        return tuple(min(float(s), self.seconds - length) for s in starts)

    @property
    def glance(self) -> tuple[float, float]:
        """The seconds at which the eyes leave and come back; equal if they stay."""
        if "glance" not in self.names or self.seconds < 1:
            return 0.0, 0.0
        rng = np.random.default_rng([self.seed, 53])
        rest = min(rng.uniform(*LOOKS_S), 0.45 * self.seconds)
        away = rng.uniform(0.15, 0.4) * self.seconds
        return float(away), float(away + rest)

    def at(self, time: float) -> Moment:
        """Everything at a share of the clip."""
        rng = np.random.default_rng([self.seed, 52])
        left, up = rng.choice([-1.0, 1.0], 2)
        turn = 2 * np.pi * time
        there = (1 - np.cos(turn)) / 2
        aside = (np.sin(turn) - np.sin(2 * turn) / 2) / 1.3  # both ways, from rest to rest
        azimuth = elevation = nearer = breath = defocus = 0.0
        head = (0.0, 0.0, 0.0)
        if "drift" in self.names:
            azimuth = self.force * left * DRIFT[0] * aside
            elevation = self.force * up * DRIFT[1] * there
            nearer = self.force * NEARER * there
        if "push" in self.names:
            nearer += self.force * (PUSH_LOOP * there if self.loop else PUSH_IN * _ease(time))
        if "focus" in self.names:
            defocus = float(there if self.loop else 1 - _ease(time))
        if "breath" in self.names:
            breath = self._breath(time)
            head = (
                float(-self.force * left * SWAY[0] * np.sin(turn) * there),
                self.force * SWAY[1] * breath,
                float(self.force * up * SWAY[2] * np.sin(2 * turn) * there),
            )
        return Moment(
            breath=self.force * breath,
            blink=max((_lid(time * self.seconds - b) for b in self.blinks), default=0.0),
            gaze=self._gaze(time * self.seconds),
            azimuth=float(azimuth),
            elevation=float(elevation),
            nearer=float(nearer),
            defocus=defocus,
            head=head,
        )

    def _breath(self, time: float) -> float:
        """In quicker than out, and a whole number of breaths."""
        count = max(1, round(self.seconds / BREATH_S))
        phase = time * count % 1
        half = phase / INHALE / 2 if phase < INHALE else 0.5 + (phase - INHALE) / (1 - INHALE) / 2
        return float((1 - np.cos(2 * np.pi * half)) / 2)

    def _gaze(self, second: float) -> tuple[float, float]:
        away, back = self.glance
        if not away < second < back + SACCADE_S:
            return 0.0, 0.0
        rng = np.random.default_rng([self.seed, 54])
        aside, up = rng.choice([-1.0, 1.0]), rng.uniform(-1, 1)
        share = _ease(min((second - away) / SACCADE_S, 1.0))
        share -= _ease(min(max((second - back) / SACCADE_S, 0.0), 1.0))
        size = share * min(self.force, 1.6)
        return float(size * GLANCE[0] * aside), float(size * GLANCE[1] * up)


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
