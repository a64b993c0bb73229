"""What a person's skin is made of: strength and ink of every field, by tone, age and seed."""

from dataclasses import dataclass

import numpy as np

from engine.maquette.body import Floats
from engine.maquette.person import Person

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])  # Rec. 709


@dataclass(frozen=True)
class Look:
    """Inks are natural logarithms of reflectance factors (3,); depths are metres."""

    tone: Floats  # log reflectance
    dark: float  # 0 light skin .. 1 deep skin
    early: float  # growth of early lines
    late: float
    shuffle: float  # which freckles and spots are this person's
    crease: Floats
    freckle: Floats
    blotch: Floats
    stubble: Floats
    grain: Floats
    pore: Floats
    lips: Floats  # log reflectance
    lip_cover: float
    lip_rough: float
    pore_depth: float
    relief_depth: float
    crepe_depth: float


def ramp(low: float, high: float, x: float) -> float:
    """Smoothstep."""
    t = min(1.0, max(0.0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)


def ink(r: float, g: float, b: float) -> Floats:
    """The logarithm of a reflectance factor."""
    return np.log(np.array([r, g, b], np.float32)).astype(np.float32)


def between(light: Floats, deep: Floats, dark: float) -> Floats:
    """An ink for light skin blended into one for deep skin."""
    return np.asarray(light * (1 - dark) + deep * dark, np.float32)


def of(person: Person) -> Look:
    """The strengths for one person."""
    rng = np.random.default_rng([person.seed, 31])
    tone = np.array(person.tone, np.float32)
    dark = 1 - ramp(0.06, 0.42, float(tone @ LUMINANCE))
    age = person.age
    weathered = (0.85 + 0.3 * rng.random()) * (1 - 0.25 * dark)
    lips = _lips(person, tone, dark)
    hair = np.log(np.array(person.hair.colour, np.float32) * 0.5 + 0.02)
    return Look(
        tone=np.log(tone),
        dark=dark,
        early=weathered * (ramp(28, 74, age) + 0.25 * ramp(70, 95, age)),
        late=weathered * (ramp(46, 80, age) + 0.25 * ramp(75, 95, age)),
        shuffle=float(rng.random()),
        crease=np.array([0.42, 0.72, 0.80], np.float32) * np.float32(1 - 0.3 * dark),
        freckle=between(ink(0.84, 0.70, 0.58), ink(0.78, 0.72, 0.68), dark),
        blotch=between(ink(0.76, 0.64, 0.55), ink(0.74, 0.70, 0.68), dark),
        stubble=np.clip((hair - np.log(tone)) * 0.5, -1.2, 0.3).astype(np.float32),
        grain=np.array([0.07, 0.11, 0.11], np.float32),
        pore=np.array([0.06, 0.10, 0.10], np.float32),
        lips=lips,
        lip_cover=0.9 if person.lips is None else 0.96,
        lip_rough=0.40 if person.lips is None else 0.31,
        pore_depth=7e-5 + 4e-5 * ramp(30, 70, age) + 2e-5 * (1 - person.gender),
        relief_depth=1.6e-5 + 2.4e-5 * ramp(35, 80, age),
        crepe_depth=1.4e-4 * ramp(45, 80, age) * weathered,
    )


def _lips(person: Person, tone: Floats, dark: float) -> Floats:
    if person.lips is not None:
        return np.log(np.clip(np.array(person.lips, np.float32), 0.01, 0.9))
    red = between(ink(0.86, 0.53, 0.55), ink(0.98, 0.80, 0.86), dark)
    fuller = 1 - 0.35 * ramp(45, 85, person.age) + 0.12 * (person.gender - 0.5)
    return np.log(tone) + red * np.float32(fuller)
