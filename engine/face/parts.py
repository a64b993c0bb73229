"""Background, hair, wardrobe and skin: anatomy proposes, the picture's own colours decide.

Seeds give each of them a palette; palettes and anatomy give each pixel its chances; a guided filter
lets neighbours of one colour agree; what is sure then teaches the palettes, a few times. A beard is
apart until the end, when it is hair: it often has another colour than the head's.
"""

from dataclasses import dataclass

import numpy as np

from engine.face.anatomy import (
    BEARD,
    HAIR,
    LABELS,
    SKIN,
    WARDROBE,
    chances,
    hung,
    seeds,
)
from engine.face.frame import Map, certain, survey
from engine.face.grooming import grooming
from engine.face.guided import Guide
from engine.face.outline import blurred
from engine.face.tones import Tones, palette, tones
from engine.pictures import Floats, Pixels

ROUNDS = 3
RADIUS, EDGE = 5, 2  # working pixels over which neighbours agree, and over which edges are drawn
SMOOTH = 1e-3  # variance of colours that count as one
LOOSE, WIDER = 0.014, 1.7  # of the longer side, and times: room for hair beyond the person's matte
DOUBT = 0.01  # the least chance that the person's matte is wrong
RARE = np.array((1e-4, 1e-5, 5e-4, 2e-5, 1e-5), np.float32)
"""The chance of a colour that a label has not shown yet: cloth may have any, hair and skin few."""
HELD, HANGING = 0.1, 3.0  # chance of hair that hangs on nothing, and weight for what hangs on some
TAUGHT = 0.5  # weight of what a round found, next to the seeds
LIKE = ((HAIR, SKIN, 2.0), (WARDROBE, SKIN, 0.3), (BEARD, SKIN, 2.0), (WARDROBE, HAIR, 20.0))
"""Whose seeds may truly be whose: a bald head, an open collar, a chin, long hair over a coat."""


@dataclass(frozen=True, eq=False)
class Parts:
    """The four labels, on the working picture."""

    labels: Floats  # (h, w, 4) 0..1, sums to 1
    guide: Guide
    tones: Tones


def parts(small: Pixels, points: Floats, person: Floats) -> Parts:
    """Label a working picture with a mesh (468, 2) in it, and the matte of the person."""
    at = survey(points, (small.shape[0], small.shape[1]))
    there = _loosened(person, at)
    seen = tones(small, certain(at))
    worn = grooming(at, seen, person > 0.95)
    believed = np.log(chances(at, there, worn) + np.float32(1e-4))
    sure = seeds(at, there, worn)
    _unmix(sure, seen)
    guide = Guide(seen.lifted, RADIUS, SMOOTH)
    labels = _round(believed, sure, seen, guide)
    free = believed[..., HAIR].copy()
    for _ in range(ROUNDS - 1):
        held = hung(at, labels[..., HAIR])
        believed[..., HAIR] = free + np.log(np.maximum(held, HELD)) + HANGING * held * (at.up < 0)
        taught = sure + np.float32(TAUGHT) * labels * labels
        labels = _round(believed, taught.astype(np.float32), seen, guide)
    labels = labels * labels
    labels[..., HAIR] += labels[..., BEARD]
    labels = labels[..., :BEARD] / labels[..., :BEARD].sum(-1, keepdims=True)
    return Parts(labels, Guide(seen.lifted, EDGE, SMOOTH), seen)


def _loosened(person: Floats, at: Map) -> Floats:
    """The person's matte, never quite sure, and with room for loose hair around the head."""
    there = np.maximum(person, at.oval)
    room = WIDER * blurred(there, LOOSE * max(there.shape))
    return np.clip(np.where(at.up > 0.1, room, there), DOUBT, 1 - DOUBT)


def _unmix(sure: Floats, seen: Tones) -> None:
    """Take seeds away where their colour is more another label's."""
    for label, other, doubt in LIKE:
        own, others = (palette(seen.index, sure[..., each]) for each in (label, other))
        unlike = own / (own + np.float32(doubt) * others + np.float32(1e-7))
        sure[..., label] *= unlike[seen.index]


def _round(believed: Floats, weights: Floats, seen: Tones, guide: Guide) -> Floats:
    """(h, w, 5) the labels, from what anatomy believes and palettes made with these weights."""
    found = believed.copy()
    for label in range(LABELS):
        model = palette(seen.index, weights[..., label])
        found[..., label] += np.log(model + RARE[label])[seen.index]
    found -= found.max(-1, keepdims=True)
    np.exp(found, out=found)
    found /= found.sum(-1, keepdims=True)
    agreed = [guide.follow(np.ascontiguousarray(found[..., label])) for label in range(LABELS)]
    labels = np.clip(np.stack(agreed, -1), 1e-4, 1)
    return np.asarray(labels / labels.sum(-1, keepdims=True), np.float32)
