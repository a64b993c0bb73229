"""Effects over a clip whose frames another maker made: what it has no means for itself."""

from collections.abc import Generator, Iterator
from contextlib import closing

import numpy as np

from engine.motion.moves import Moves
from engine.motion.still.effects import Effects
from engine.motion.still.fields import full
from engine.motion.still.grid import coordinates, remapped
from engine.motion.still.scene import look
from engine.motion.still.wind import Wind
from engine.pictures import Negative
from engine.protocol import Move

LAID: frozenset[Move] = frozenset({"wind", "focus", "candle", "neon", "rain", "dust"})


def over(frames: Generator[Negative], moves: Moves, count: int) -> Iterator[Negative]:
    """Lay what the moves ask for over `count` frames, by what the first of them shows.

    Raises StudioError, at the first frame, if that shows no hair for the wind.
    """
    with closing(frames):  # whoever made them puts its things back, whatever happens here
        yield from _over(frames, moves, count)


def _over(frames: Iterator[Negative], moves: Moves, count: int) -> Iterator[Negative]:
    wanted: tuple[Move, ...] = tuple(move for move in moves.names if move in LAID)
    if not wanted:
        yield from frames
        return
    first = next(frames)
    scene = look(first, wanted)
    effects = Effects(scene, moves, count)
    wind = Wind.of(scene, moves) if "wind" in wanted else None
    x, y = coordinates(first.shape)
    frame: Negative | None = first
    for index in range(count):
        assert frame is not None, "as many frames as were promised"
        time = moves.time(index, count)
        if wind is not None:
            step = full(wind.at(time), frame.shape)
            frame = remapped(frame, x - step[..., 0], y - step[..., 1])
        yield np.asarray(np.clip(effects.on(frame, time), 0, 1), np.float32)
        frame = next(frames, None)
