"""The face of a seed: local changes that make eight people look like eight people."""

import numpy as np

from engine.maquette.words import table

OUTLINES = (
    "head-oval",
    "head-round",
    "head-square",
    "head-rectangular",
    "head-triangular",
    "head-invertedtriangular",
    "head-diamond",
)
UNEVEN = 0.06  # difference between a pair's sides
LIMIT = 2.0  # spreads


def draw(seed: int, gender: float) -> dict[str, float]:
    """Local changes by name, -1..1: the same for the same seed, but for what `gender` adds."""
    rng = np.random.default_rng([seed, 2])
    spreads: dict[str, dict[str, float]] = table("features")

    def value(spread: float) -> float:
        return float(np.clip(rng.normal(0, 1), -LIMIT, LIMIT) * spread)

    face = {name: value(spread) for name, spread in spreads["middle"].items()}
    for name, spread in spreads["paired"].items():
        both = value(spread)
        for side in "lr":
            face[f"{side}-{name}"] = both + value(UNEVEN)
    outline = rng.dirichlet(np.full(len(OUTLINES), 0.5)) * rng.uniform(0.2, 0.7)
    face |= dict(zip(OUTLINES, map(float, outline), strict=True))
    face |= {name: value(spread) for name, spread in spreads["lopsided"].items()}
    woman, man = max(0.0, 2 * gender - 1), max(0.0, 1 - 2 * gender)
    for name, added in spreads["feminine"].items():
        face[name] += added * (woman - 0.5 * man)
    return {name: float(np.clip(v, -1, 1)) for name, v in face.items()}
