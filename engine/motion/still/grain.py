"""A still's own grain, lifted off so that it neither freezes nor swims, and laid on anew."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.motion.still.grid import blur
from engine.pictures import LUMA, Floats, Negative

SEEN = 0.006  # standard deviation of a display value, below which there is no grain to speak of
STEPS = 12  # of lightness, in each of which grain has its strength
LOCAL = 6.0  # pixels over which the pattern is made even: an edge is no grain
HARD = 2.5  # standard deviations: beyond is detail
STRONGEST = 0.08


@dataclass(frozen=True, eq=False)
class Grain:
    """How a still's grain looks: its pattern, and its strength in the dark and in the light."""

    pattern: Floats  # (h, w, 3), deviation 1 everywhere
    strength: Floats  # (STEPS,) standard deviation by lightness

    def on(self, frame: Negative, seed: int) -> Negative:
        """Lay it on a frame: another piece of the pattern for every seed."""
        rng = np.random.default_rng([seed, 77])
        height, width = frame.shape[:2]
        down, across = int(rng.integers(height)), int(rng.integers(width))
        pattern = np.roll(self.pattern, (down, across), (0, 1))
        pattern = pattern[:: rng.choice([-1, 1]), :: rng.choice([-1, 1])]
        place = np.clip(frame @ LUMA, 0, 1) * np.float32(STEPS - 1)
        lower = np.minimum(place.astype(np.int32), STEPS - 2)
        share = place - lower
        amount = self.strength[lower] * (1 - share) + self.strength[lower + 1] * share
        return np.asarray(frame + pattern * amount[..., None], np.float32)


def noise(negative: Negative) -> float:
    """The deviation of the finest noise of a picture, whatever its content.

    From the median of the diagonal differences (Immerkaer 1996, with Donoho's robust estimate).
    """
    luma = negative @ LUMA
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)
    found = np.abs(np.asarray(cv2.filter2D(luma, -1, kernel)))
    return float(np.median(found[1:-1, 1:-1]) / 0.6745 / 6)


def parted(negative: Negative) -> tuple[Negative, Grain | None]:
    """The still without its grain, and the grain; the still itself where it has none."""
    sigma = noise(negative)
    if sigma < SEEN:
        return negative, None
    code = (np.clip(negative, 0, 1) * 255 + 0.5).astype(np.uint8)
    h = min(max(sigma * 255 * 1.1, 2.0), 14.0)
    clean = np.asarray(
        cv2.fastNlMeansDenoisingColored(code, None, h, h, 5, 11), np.float32
    ) / np.float32(255)
    left = np.asarray(negative - clean, np.float32)
    power = blur(np.square(left), LOCAL)
    pattern = np.clip(left / np.sqrt(power + 1e-7), -HARD, HARD)
    pattern -= blur(pattern, 3 * LOCAL)
    strength = _strength(left, np.asarray(clean @ LUMA, np.float32))
    return clean, Grain((pattern / pattern.std()).astype(np.float32), strength)


def _strength(left: Floats, luma: Floats) -> Floats:
    """By lightness: the median absolute difference, so that edges do not count."""
    size = np.abs(left @ LUMA)
    step = np.clip((luma * (STEPS - 1)).round().astype(int), 0, STEPS - 1)
    usual = float(np.median(size))
    found = np.full(STEPS, usual)
    for index in range(STEPS):
        here = size[step == index]
        if here.size > 500:
            found[index] = float(np.median(here))
    return np.minimum(found / 0.6745, STRONGEST).astype(np.float32)
