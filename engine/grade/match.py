"""Match a reference: the grade that gives a negative the tones and the casts of another picture."""

import cv2
import numpy as np

from engine.grade.hues import oklab, skin_weight
from engine.grade.printing import toned
from engine.grade.stock import Doubles
from engine.pictures import Floats, Negative
from prompts.setup import Grade

SIDE = 192  # pixels of the small pictures whose statistics are compared
LEVELS = np.array([0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.98])  # quantiles
POWERS = np.linspace(0.55, 1.8, 26)
STRENGTH = 0.85  # of the way to the reference: the rest is what differs because they differ
SLOPES, OFFSETS, SATURATIONS = (0.55, 1.7), (-0.15, 0.15), (0.3, 1.6)
LUMA = np.array([0.2126, 0.7152, 0.0722])
SKIN_TURN = 4.0  # degrees (Oklab) that skin may turn
SKIN_ENOUGH = 0.01  # share of the picture under which there is no skin to protect
VALUED = 0.03  # chroma (Oklab) of the tone by which skin's hue is told


def match(negative: Negative, reference: Floats, skin: Floats | None = None) -> Grade:
    """A grade (slope, offset, power, saturation) towards a reference's statistics.

    Both are (h, w, 3) display values of any size. `skin` (h, w) 0..1 says where the negative shows
    skin; without it colour says so. Skin takes the reference's tone, and hardly its cast.
    """
    found, wanted = _small(negative), _small(reference)
    weight = skin_weight(oklab(found)) if skin is None else _small(skin[..., None])[..., 0]
    tone = _fit(_quantiles(found @ LUMA), _quantiles(wanted @ LUMA))
    free, wanted_free = 1 - weight, 1 - skin_weight(oklab(wanted))
    casts = [
        _fit(_quantiles(found[..., c], free), _quantiles(wanted[..., c], wanted_free))
        for c in range(3)
    ]
    low, high = 0.0, 1.0
    grade = _between(tone, casts, high)
    if float(weight.mean()) >= SKIN_ENOUGH and _turn(found, weight, grade) > SKIN_TURN:
        for _ in range(7):
            middle = (low + high) / 2
            tried = _turn(found, weight, _between(tone, casts, middle)) <= SKIN_TURN
            low, high = (middle, high) if tried else (low, middle)
        grade = _between(tone, casts, low)
    return _coloured(grade, found, wanted)


def _small(picture: Floats) -> Doubles:
    height, width = picture.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float64).reshape(size[1], size[0], -1)


def _quantiles(values: Doubles, weights: Doubles | None = None) -> Doubles:
    flat = values.ravel()
    order = np.argsort(flat, kind="stable")
    share = np.ones_like(flat) if weights is None else np.maximum(weights.ravel(), 1e-3)
    share = np.cumsum(share[order])
    return np.interp(LEVELS, share / share[-1], flat[order])


def _fit(found: Doubles, wanted: Doubles) -> tuple[float, float, float]:
    """Slope, offset and power that bring the quantiles of one picture nearest to another's."""
    wanted = found + STRENGTH * (wanted - found)
    best, least = (1.0, 0.0, 1.0), np.inf
    for power in POWERS:
        target = np.maximum(wanted, 0) ** (1 / power)
        spread = found - found.mean()
        slope = float((spread * target).sum() / max((spread**2).sum(), 1e-9))
        slope = float(np.clip(slope, *SLOPES))
        offset = float(np.clip(target.mean() - slope * found.mean(), *OFFSETS))
        shown = np.clip(slope * found + offset, 0, 1) ** power
        # A slope, an offset and a power far from doing nothing have to be worth it.
        cost = float(((shown - wanted) ** 2).mean()) + 2e-4 * abs(np.log(power))
        if cost < least:
            best, least = (slope, offset, float(power)), cost
    return best


def _between(
    tone: tuple[float, float, float], casts: list[tuple[float, float, float]], share: float
) -> Grade:
    """From the tone alone (0) to each channel on its own (1)."""
    mixed = [[t + share * (c - t) for t, c in zip(tone, channel, strict=True)] for channel in casts]
    slope, offset, power = (
        (round(a, 4), round(b, 4), round(c, 4)) for a, b, c in zip(*mixed, strict=True)
    )
    return Grade(slope=slope, offset=offset, power=power)


def _turn(found: Doubles, weight: Doubles, grade: Grade) -> float:
    """Degrees that the mean colour of skin turns (Oklab), larger where it loses its colour."""
    before, after = (_mean(values, weight) for values in (found, _shown(found, grade)))
    cross = before[0] * after[1] - before[1] * after[0]
    return abs(float(np.degrees(np.arctan2(cross, before @ after))))


def _mean(display: Doubles, weight: Doubles) -> Doubles:
    lab = oklab(display)
    return (lab[..., 1:] * weight[..., None]).sum(axis=(0, 1)) / max(float(weight.sum()), 1e-9)


def _shown(display: Doubles, grade: Grade) -> Doubles:
    return np.clip(toned(display.astype(np.float32), grade), 0, 1).astype(np.float64)


def _coloured(grade: Grade, found: Doubles, wanted: Doubles) -> Grade:
    """The saturation that gives it the reference's chroma; tone has changed it already."""
    have, want = (_chroma(values) for values in (_shown(found, grade), wanted))
    ratio = float(np.clip((want / max(have, 1e-4)) ** STRENGTH, *SATURATIONS))
    return grade.model_copy(update={"saturation": round(ratio, 3)})


def _chroma(display: Doubles) -> float:
    lab = oklab(display)
    return float(np.hypot(lab[..., 1], lab[..., 2]).mean())
