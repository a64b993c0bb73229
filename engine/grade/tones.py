"""Curves of display values: contrast about a pivot, and split tone."""

import numpy as np

from engine.grade.stock import Doubles
from prompts.setup import Grade, Tone

AXIS = np.linspace(0, 1, 1025)


def contrasted(display: Doubles, grade: Grade) -> Doubles:
    """An S about the pivot that keeps black, pivot and white."""
    pivot, amount = grade.pivot, grade.contrast
    low = pivot * (np.minimum(display, pivot) / pivot) ** amount
    high = 1 - (1 - pivot) * ((1 - np.maximum(display, pivot)) / (1 - pivot)) ** amount
    return np.where(display < pivot, low, high)


def toned(display: Doubles, grade: Grade) -> Doubles:
    """Split tone, (n,) to (n, 3)."""
    return display[:, None] + _tint(display[:, None], grade.shadows, grade.highlights)


def tints(grade: Grade) -> bool:
    """Whether the split tone has a colour."""
    return any(len(set(tone)) > 1 for tone in (grade.shadows, grade.highlights))


def untinted(display: Doubles, grade: Grade) -> Doubles:
    """What a split-toned colour (n, 3) would be, had the tone no colour: only its lightness."""
    curves = toned(AXIS, grade)
    before = np.stack([np.interp(display[:, c], curves[:, c], AXIS) for c in range(3)], axis=1)
    return before + _tint(before, _grey(grade.shadows), _grey(grade.highlights))


def weights(display: Doubles) -> tuple[Doubles, Doubles]:
    """How much shadows and highlights count: 1 at a third and at two thirds, 0 at the ends."""
    return 6.75 * display * (1 - display) ** 2, 6.75 * display**2 * (1 - display)


def _tint(display: Doubles, shadows: Tone, highlights: Tone) -> Doubles:
    dark, bright = weights(display)
    return dark * np.array(shadows) + bright * np.array(highlights)


def _grey(tone: Tone) -> Tone:
    mean = sum(tone) / 3
    return mean, mean, mean
