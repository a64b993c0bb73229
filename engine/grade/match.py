"""Match a reference: the grade that gives a negative the tones and the casts of another picture.

Tone comes as slope, offset and power, alike for all channels; the cast of dark and of bright tones
as a split tone, more colour by hue: those two spare skin, so that a blue night does not turn a face
blue.
"""

import cv2
import numpy as np

from engine.grade.hues import oklab, skin_weight
from engine.grade.printing import toned
from engine.grade.stock import Doubles
from engine.grade.tones import weights
from engine.pictures import Floats, Negative
from prompts.setup import Grade, Tone

MATCHED = frozenset({"slope", "offset", "power", "saturation", "shadows", "highlights", "hues"})
"""The fields that a reference decides."""

SIDE = 192  # pixels of the small pictures whose statistics are compared
LEVELS = np.array([0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98])  # quantiles
POWERS = np.linspace(0.65, 1.6, 20)
STRENGTH = (
    0.75  # of the way to the reference: the rest is that another thing stands before the lens
)
SLOPES, OFFSETS = (0.7, 1.4), (-0.05, 0.05)
UNLIKE = 2e-4  # squared error that a power must be worth, for each time e
CAST = 0.08  # the strongest split tone
RIDGE = 0.4  # what a strong split tone costs
BANDS = 12  # of equally many pixels, from dark to bright
DULLEST, RICHEST = 0.4, 1.5  # change of colour
LUMA = np.array([0.2126, 0.7152, 0.0722])


def match(negative: Negative, reference: Floats, skin: Floats | None = None) -> Grade:
    """A grade (the fields MATCHED) towards a reference's statistics.

    Both are (h, w, 3) display values of any size. `skin` (h, w) 0..1 says where the negative shows
    skin; without it colour says so. Skin counts for the tone alone.
    """
    found, wanted = _small(negative), _small(reference)
    weight = skin_weight(oklab(found)) if skin is None else _small(skin[..., None])[..., 0]
    free, wanted_free = 1.001 - weight, 1.001 - skin_weight(oklab(wanted))
    slope, offset, power = _tone(_quantiles(found @ LUMA), _quantiles(wanted @ LUMA))
    grade = Grade(
        slope=(slope, slope, slope), offset=(offset, offset, offset), power=(power, power, power)
    )
    shadows, highlights = _casts(_shown(found, grade), free, wanted, wanted_free)
    grade = grade.model_copy(update={"shadows": shadows, "highlights": highlights})
    return _coloured(grade, found, free, _chroma(wanted, wanted_free))


def _small(picture: Floats) -> Doubles:
    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float64).reshape(size[1], size[0], -1)


def _quantiles(luma: Doubles) -> Doubles:
    return np.quantile(luma, LEVELS)


def _tone(found: Doubles, wanted: Doubles) -> tuple[float, float, float]:
    """Slope, offset and power that bring the quantiles of one picture near to another's."""
    wanted = found + STRENGTH * (wanted - found)
    best, least = (1.0, 0.0, 1.0), np.inf
    for power in (*POWERS, 1.0):
        target = np.maximum(wanted, 0) ** (1 / power)
        spread = found - found.mean()
        slope = float((spread * target).sum() / max(float((spread**2).sum()), 1e-9))
        slope = float(np.clip(slope, *SLOPES))
        offset = float(np.clip(target.mean() - slope * found.mean(), *OFFSETS))
        shown = np.clip(slope * found + offset, 0, 1) ** power
        cost = float(((shown - wanted) ** 2).mean()) + UNLIKE * abs(float(np.log(power)))
        if cost < least:
            best, least = (round(slope, 4), round(offset, 4), round(float(power), 4)), cost
    return best


def _casts(
    found: Doubles, free: Doubles, wanted: Doubles, wanted_free: Doubles
) -> tuple[Tone, Tone]:
    """The split tone that brings the mean cast of each band of tones near to the reference's."""
    luma, cast = _bands(found, free)
    _, target = _bands(wanted, wanted_free)
    both = np.stack(weights(luma), axis=1)
    left = both.T @ both + RIDGE * np.eye(2)
    solved = np.linalg.solve(left, both.T @ (STRENGTH * (target - cast)))
    dark, bright = np.clip(np.round(solved, 4), -CAST, CAST).tolist()
    return (dark[0], dark[1], dark[2]), (bright[0], bright[1], bright[2])


def _bands(picture: Doubles, free: Doubles) -> tuple[Doubles, Doubles]:
    """Mean lightness (n,) of bands of equal weight, and mean distance (n, 3) from their grey."""
    values, share = picture.reshape(-1, 3), free.ravel()
    luma = values @ LUMA
    order = np.argsort(luma, kind="stable")
    rank = np.cumsum(share[order]) / share.sum()
    band = np.minimum((rank * BANDS).astype(int), BANDS - 1)
    weight = np.bincount(band, share[order], BANDS)

    def mean(of: Doubles) -> Doubles:
        return np.bincount(band, share[order] * of[order], BANDS) / np.maximum(weight, 1e-9)

    channels = np.stack([mean(values[:, c] - luma) for c in range(3)], axis=1)
    return mean(luma), channels


def _shown(display: Doubles, grade: Grade) -> Doubles:
    return np.clip(toned(display.astype(np.float32), grade), 0, 1).astype(np.float64)


def _coloured(grade: Grade, found: Doubles, free: Doubles, wanted: float) -> Grade:
    """As much colour as the reference has: less of all of it, or more of all but skin."""
    have = _chroma(_shown(found, grade), free)
    ratio = float(np.clip((wanted / max(have, 1e-4)) ** STRENGTH, DULLEST, RICHEST))
    if ratio < 1:
        return grade.model_copy(update={"saturation": round(ratio, 3)})
    return grade.model_copy(update={"hues": (round(ratio, 3),) * 6})


def _chroma(display: Doubles, free: Doubles) -> float:
    lab = oklab(display)
    return float((np.hypot(lab[..., 1], lab[..., 2]) * free).sum() / free.sum())
