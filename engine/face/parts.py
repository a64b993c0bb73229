"""Background, hair, wardrobe and skin: anatomy proposes, the picture's own colours decide.

Seeds give each of the four a palette; palettes and anatomy give each pixel its chances; a guided
filter lets neighbours of one colour agree; what is sure then teaches the palettes, a few times.
"""

from dataclasses import dataclass

import numpy as np

from engine.face.anatomy import HAIR, SKIN, WARDROBE, certain, chances, seeds, survey
from engine.face.guided import Guide
from engine.face.tones import Tones, palette, tones
from engine.pictures import Floats, Pixels

ROUNDS = 3
RADIUS, SMOOTH = 5, 1e-3  # of the guided filter: working pixels, and variance of colours
RARE = 1e-4  # the least chance of any colour
TAUGHT = 0.5  # weight of what a round found, next to the seeds
HAIRY = (0.12, 0.35)  # share of the crown that is unlike skin: bald up to the first


@dataclass(frozen=True, eq=False)
class Parts:
    """The four labels, on the working picture."""

    labels: Floats  # (h, w, 4) 0..1, sums to 1
    guide: Guide
    tones: Tones


def parts(small: Pixels, points: Floats, person: Floats) -> Parts:
    """Label a working picture with a mesh (468, 2) in it, and the matte of the person."""
    at = survey(points, (small.shape[0], small.shape[1]))
    person = np.clip(person, 0.01, 0.99)
    person = np.maximum(person, at.oval * np.float32(0.99))
    seen = tones(small, certain(at))
    likely, sure = chances(at, person), seeds(at, person)
    _doubt(likely, sure, seen)
    guide = Guide(seen.lifted, RADIUS, SMOOTH)
    believed = np.log(likely + RARE)
    weights, labels = sure, likely
    for _ in range(ROUNDS):
        models = [palette(seen.index, weights[..., label]) for label in range(4)]
        found = believed + np.stack([np.log(model + RARE)[seen.index] for model in models], -1)
        found = np.exp(found - found.max(-1, keepdims=True))
        found /= found.sum(-1, keepdims=True)
        labels = np.stack([guide.follow(found[..., label]) for label in range(4)], -1)
        labels = np.clip(labels, 1e-4, 1)
        labels /= labels.sum(-1, keepdims=True)
        weights = sure + np.float32(TAUGHT) * labels * labels
    return Parts(labels, guide, seen)


def _doubt(likely: Floats, sure: Floats, seen: Tones) -> None:
    """Hair and cloth of the colour of skin are likely skin: a bald head, an open collar."""
    models = [palette(seen.index, sure[..., label]) for label in range(4)]
    crown = sure[..., HAIR] == 1
    for label, doubt in ((HAIR, 2.0), (WARDROBE, 0.3)):
        unlike = models[label] / (models[label] + doubt * models[SKIN] + 1e-7)
        sure[..., label] *= unlike[seen.index]
    hairy = float(sure[..., HAIR][crown].mean()) if crown.any() else 0.0
    trust = float(np.clip((hairy - HAIRY[0]) / (HAIRY[1] - HAIRY[0]), 0, 1))
    likely[..., HAIR] *= 0.03 + 0.97 * trust
    likely /= likely.sum(-1, keepdims=True)
