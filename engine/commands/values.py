"""What an option may be: each says in one sentence what it takes."""

import argparse
import re
from typing import TypeVar, get_args

from engine.protocol import LANES, Box, Lane, Move, Region, Size
from prompts import boxes

MOVES: tuple[Move, ...] = get_args(Move)
REGIONS: tuple[Region, ...] = get_args(Region)
T = TypeVar("T", bound=str)


class Whole:
    """A whole number within limits."""

    def __init__(self, least: int, most: int) -> None:
        self._least = least
        self._most = most

    def __call__(self, text: str) -> int:
        """Read it. Raises ArgumentTypeError."""
        if not re.fullmatch(r"-?\d+", text) or not self._least <= int(text) <= self._most:
            raise argparse.ArgumentTypeError(
                f"give a whole number from {self._least} to {self._most}, not {text!r}"
            )
        return int(text)


class Share:
    """A number within limits."""

    def __init__(self, least: float, most: float) -> None:
        self._least = least
        self._most = most

    def __call__(self, text: str) -> float:
        """Read it. Raises ArgumentTypeError."""
        try:
            value = float(text)
        except ValueError:
            value = self._least - 1
        if not self._least <= value <= self._most:  # a NaN is not within either
            raise argparse.ArgumentTypeError(
                f"give a number from {self._least:g} to {self._most:g}, not {text!r}"
            )
        return value


def lanes(text: str) -> tuple[Lane, ...]:
    """Read lanes. Raises ArgumentTypeError."""
    return _some(text, LANES)


def moves(text: str) -> tuple[Move, ...]:
    """Read moves. Raises ArgumentTypeError."""
    return _some(text, MOVES)


def _some(text: str, of: tuple[T, ...]) -> tuple[T, ...]:
    said = {word.strip() for word in text.split(",")}
    if not said <= set(of):
        raise argparse.ArgumentTypeError(
            f"give some of {', '.join(of)}, with commas between them, not {text!r}"
        )
    return tuple(each for each in of if each in said)


def part(text: str) -> Region | Box:
    """Read a region, or a box in words. Raises ArgumentTypeError."""
    for region in REGIONS:
        if text == region:
            return region
    edges = boxes.box(text)
    if edges is None:
        raise argparse.ArgumentTypeError(
            f"give {', '.join(REGIONS)}, or a part of the frame such as {boxes.EXAMPLES}, "
            f"not {text!r}"
        )
    left, top, right, bottom = edges
    return Box(left=left, top=top, right=right, bottom=bottom)


def size(text: str) -> Size:
    """Read a size. Raises ArgumentTypeError."""
    width, _, height = text.partition("x")
    try:
        return Size(width=int(width), height=int(height))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"give width x height in pixels, each from 64 to 4096, as in 512x640, not {text!r}"
        ) from None
