"""From a model's frames to an order's: another rate, the asked length, and a closed loop.

Models that set a picture in motion know no loops. Nothing here makes one of them lead to its own
beginning; a loop is closed afterwards, in one of two ways:

- there and back: the clip is played forwards and then backwards, slowest where it turns. What
  breathes, drifts and blinks looks the same backwards. Half of the loop is new.
- dissolved: what may not run backwards (rain, dust, wind) is played forwards, and its end is mixed
  with the first frame. In that part two pictures lie over each other.

A model that cannot make as many seconds as are asked for is slowed down.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np

from engine.models.pipes import sizes
from engine.models.pipes.card import DiffusionCard
from engine.pictures import Floats, Negative
from engine.protocol import Animate, Move

ONE_WAY: frozenset[Move] = frozenset({"rain", "dust", "wind"})
FADE_S, FADE_SHARE = 0.8, 1 / 3  # of a dissolve: seconds, and at most this share of the clip
SAME = 1e-3  # of a frame: nearer than this is the frame itself

Way = Literal["once", "there and back", "dissolved"]


def count(order: Animate) -> int:
    """Frames of an order."""
    return max(2, round(order.seconds * order.frames_per_second))


def drawn(order: Animate, card: DiffusionCard) -> int:
    """Frames that a model makes for it: 1 + n * stride that cover what is walked, if it can."""
    wanted = _walked(order) / order.frames_per_second * card.rate
    strides = max(math.ceil(wanted / card.stride - 1e-6), 1)
    return min(1 + strides * card.stride, max(card.longest, 2))


def ordered(
    frames: Sequence[Negative], order: Animate, rate: float, like: tuple[int, ...]
) -> Iterator[Negative]:
    """The frames of an order, from those of a model at its `rate`, shaped `like` (h, w) a still.

    They have even sides and no more pixels than were drawn.
    """
    course = Course.of(order, len(frames), rate)
    size = _even(frames[0].shape, like)

    @lru_cache(4)
    def seen(index: int) -> Negative:
        return sizes.resized(frames[index], *size)

    @lru_cache(2)
    def flow(index: int) -> Floats:
        return _flow(seen(index), seen(index + 1))

    for index in range(course.count):
        place = course.at(index)
        first = math.floor(place + SAME)
        made = seen(first)
        if place - first > SAME:
            made = _between(made, seen(first + 1), flow(first), place - first)
        mixed = course.faded(index)
        yield _mixed(made, seen(0), mixed) if mixed else made


@dataclass(frozen=True)
class Course:
    """Which of a model's frames is seen when."""

    way: Way
    count: int  # frames of the order
    rate: int  # of them a second
    drawn: int  # frames of the model
    pace: float  # frames of the model by frames of the order, on average

    @classmethod
    def of(cls, order: Animate, frames: int, rate: float) -> "Course":
        """The course of an order through `frames` of a model, made for `rate` a second."""
        pace = min(rate / order.frames_per_second, (frames - 1) / _walked(order))
        return cls(_way(order), count(order), order.frames_per_second, frames, pace)

    def at(self, index: int) -> float:
        """Where among the model's frames frame `index` lies; `count` would be the first again."""
        walked = float(index)
        if self.way == "there and back":
            walked = (1 - math.cos(2 * math.pi * index / self.count)) / 2 * self.count / 2
        return min(walked * self.pace, self.drawn - 1.0)

    def faded(self, index: int) -> float:
        """How much of the first frame is mixed into frame `index`, 0..1."""
        if self.way != "dissolved":
            return 0.0
        length = min(FADE_S * self.rate, FADE_SHARE * self.count)
        share = min(max((index - self.count + length) / length, 0.0), 1.0)
        return share * share * (3 - 2 * share)


def _way(order: Animate) -> Way:
    if not order.loop:
        return "once"
    return "dissolved" if ONE_WAY & set(order.moves) else "there and back"


def _walked(order: Animate) -> float:
    """Frames of the order's time that go by from the first of the model's to the last."""
    whole = count(order)
    return {"once": whole - 1, "there and back": whole / 2, "dissolved": whole}[_way(order)]


def _even(shape: tuple[int, ...], like: tuple[int, ...]) -> tuple[int, int]:
    """Width and height."""
    scale = min(1.0, math.sqrt(shape[0] * shape[1] / (like[0] * like[1])))
    return max(2 * round(like[1] * scale / 2), 2), max(2 * round(like[0] * scale / 2), 2)


def _flow(before: Negative, after: Negative) -> Floats:
    """(h, w, 2) pixels that everything moves from one frame to the next."""
    grey = [cv2.cvtColor(each, cv2.COLOR_RGB2GRAY) for each in (before, after)]
    first, second = (np.rint(each * 255).astype(np.uint8) for each in grey)
    way = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    start = np.zeros((*first.shape, 2), np.float32)
    return np.asarray(way.calc(first, second, start), np.float32)


def _between(before: Negative, after: Negative, flow: Floats, share: float) -> Negative:
    """Both frames, moved to where they meet, and mixed: no ghosts where the flow is right."""
    earlier, later = _moved(before, flow, -share), _moved(after, flow, 1 - share)
    return _mixed(earlier, later, share)


def _moved(picture: Negative, flow: Floats, by: float) -> Negative:
    rows, columns = np.indices(flow.shape[:2], np.float32)
    across, down = columns + np.float32(by) * flow[..., 0], rows + np.float32(by) * flow[..., 1]
    moved = cv2.remap(picture, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def _mixed(one: Negative, other: Negative, share: float) -> Negative:
    return np.asarray(cv2.addWeighted(one, 1 - share, other, share, 0), np.float32)
