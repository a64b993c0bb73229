"""Rain or dust before the subject: near ones large and out of focus, far ones small and sharp."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from engine.motion.moves import Moves
from engine.motion.still.grid import blur
from engine.pictures import LUMA, Floats, Negative

FINE = 4  # bits of a pixel in which what is drawn is placed
SHUTTER = 0.5  # share of a frame in which a drop leaves its streak
SLANT = 0.09  # how far rain goes aside on its way down
PROBE = 4  # times smaller: where the calmest moment is looked for
WHITE = 0.25  # how much whiter than the brightest of the picture what floats in the light is


@dataclass(frozen=True)
class Sheet:
    """Drops or motes at one distance. Lengths in heights of the frame."""

    count: int
    size: float  # length of a streak, diameter of a mote
    thick: float  # pixels of a frame 900 high
    soft: float  # pixels of blur, in the same
    bright: float  # 0..1
    speed: float  # heights a second


RAIN = (
    Sheet(320, 0.026, 1.0, 0.5, 0.26, 1.6),
    Sheet(110, 0.06, 1.2, 0.8, 0.34, 3.1),
    Sheet(14, 0.17, 4.0, 2.6, 0.3, 6.5),
)
DUST = (
    Sheet(150, 0.0024, 1.0, 0.5, 0.9, 0.05),
    Sheet(36, 0.007, 1.0, 1.6, 0.5, 0.08),
    Sheet(9, 0.026, 1.0, 4.0, 0.2, 0.12),
)
Draw = Callable[[Sheet, int, float, float, tuple[int, int]], Floats]


class Weather:
    """Draws what falls or floats, at every time of a clip."""

    def __init__(self, still: Negative, moves: Moves, frames: int) -> None:
        """Choose the light that it catches, and where in its loop the clip begins."""
        self._moves = moves
        self._size = still.shape[1], still.shape[0]
        luma = still @ LUMA
        bright = still[luma >= np.quantile(luma, 0.92)].mean(0)
        self._light = (bright + (1 - bright) * WHITE * np.sqrt(bright.max())).astype(np.float32)
        self._begin = 0.0
        small = max(self._size[0] // PROBE, 8), max(self._size[1] // PROBE, 8)
        seen = [self._drawn(i / frames, small) for i in range(frames)]
        steps = [float(np.abs(seen[i] - seen[i - 1]).mean()) for i in range(frames)]
        self._begin = int(np.argmin(steps)) / frames

    def on(self, frame: Negative, time: float) -> Negative:
        """Lay it before a frame."""
        amount = self._drawn((time + self._begin) % 1, self._size)[..., None]
        return np.asarray(frame + (self._light - frame) * amount, np.float32)

    def _drawn(self, time: float, size: tuple[int, int]) -> Floats:
        """How much of each pixel (h, w) it covers."""
        out = np.zeros((size[1], size[0]), np.float32)
        kinds: tuple[tuple[str, tuple[Sheet, ...], Draw], ...] = (
            ("rain", RAIN, self._rain),
            ("dust", DUST, self._dust),
        )
        for name, sheets, draw in kinds:
            if name not in self._moves.names:
                continue
            for index, sheet in enumerate(sheets):
                drawn = draw(sheet, index, time, size[1] / 900, size)
                soft = blur(drawn, max(sheet.soft * size[1] / 900, 0.4))
                # A small frame cannot draw thinner than a pixel: there it is fainter instead.
                thin = min(1.0, sheet.thick * size[1] / 900)
                bright = sheet.bright * min(self._moves.force, 2) * thin**0.7
                # Blurring thins what is drawn; light is not lost by it, but spread.
                out = np.maximum(out, np.clip(soft * np.float32(bright), 0, 1))
        return out

    def _count(self, sheet: Sheet) -> int:
        return max(1, round(sheet.count * self._moves.force))

    def _rain(
        self, sheet: Sheet, index: int, time: float, scale: float, size: tuple[int, int]
    ) -> Floats:
        rng = np.random.default_rng([self._moves.seed, 91, index])
        count = self._count(sheet)
        width, height = size
        way = 1 + 2 * sheet.size
        cycles = np.round(sheet.speed * rng.uniform(0.85, 1.2, count) * self._moves.seconds / way)
        down = (rng.random(count) + np.maximum(cycles, 1) * time) % 1 * way - sheet.size
        lean = SLANT * (1 + rng.normal(0, 0.12, count))
        across = rng.uniform(-0.1, 1.1, count) * width / height + lean * (down - 0.5)
        length = sheet.size * rng.uniform(0.6, 1.25, count)
        light = rng.uniform(0.45, 1.0, count)
        canvas = np.zeros((height, width), np.uint8)
        thick = max(round(sheet.thick * scale), 1)
        ends = np.stack([across, down, across + lean * length, down + length], 1) * height
        for i in np.argsort(light).tolist():
            x, y, to_x, to_y = (round(at * 2**FINE) for at in ends[i].tolist())
            tone = round(255 * float(light[i]))
            cv2.line(canvas, (x, y), (to_x, to_y), tone, thick, cv2.LINE_AA, FINE)
        return canvas.astype(np.float32) / np.float32(255)

    def _dust(
        self, sheet: Sheet, index: int, time: float, scale: float, size: tuple[int, int]
    ) -> Floats:
        del scale
        rng = np.random.default_rng([self._moves.seed, 92, index])
        count = self._count(sheet)
        width, height = size
        turn = 2 * np.pi * time
        reach = sheet.speed * self._moves.seconds / 4  # so that a round trip has the speed
        place = rng.uniform(-0.05, 1.05, (count, 2)) * (width / height, 1)
        for turns in (1, 2, 3):
            phase = rng.uniform(0, 2 * np.pi, (count, 2))
            place += (
                reach / turns**1.5 * np.sin(turns * turn + phase) * rng.uniform(0.3, 1, (count, 2))
            )
        glitter = rng.integers(1, max(2, round(self._moves.seconds)) + 1, count)
        light = 0.6 + 0.4 * np.sin(glitter * turn + rng.uniform(0, 2 * np.pi, count))
        light *= rng.uniform(0.35, 1.0, count)
        radius = sheet.size / 2 * rng.uniform(0.6, 1.5, count) * height
        canvas = np.zeros((height, width), np.uint8)
        motes = np.c_[place * height, np.maximum(radius, 0.5)]
        for i in np.argsort(light).tolist():
            x, y, round_ = (round(at * 2**FINE) for at in motes[i].tolist())
            cv2.circle(canvas, (x, y), round_, round(255 * float(light[i])), -1, cv2.LINE_AA, FINE)
        return canvas.astype(np.float32) / np.float32(255)
