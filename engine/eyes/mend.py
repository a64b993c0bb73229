"""Each eye: measure, repair, inspect again; a repair is kept only if the eye is better for it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.eyes.ask import Ask, aim
from engine.eyes.measure import EyeMeasure, both
from engine.eyes.normal import Fault, faults, strangeness
from engine.face import SIDES, Face, Side, faces
from engine.paste import laid
from engine.pictures import Matte, Negative, to_bytes

Repairer = Callable[[Negative, Face, Side], tuple[Negative, Matte]]
"""Mends one eye: a picture of the same size, and the matte with which to lay it over that."""

CLEARLY = 0.9  # of what was wrong: a repair that leaves more is not worth it
SLIP = 0.02  # in half widths of a range: what another measure may lose by the error of measuring
SLIGHT = 0.1  # so little is not worth a repair, nor does it count where half of the rest is right
NEARER = 0.7  # of the way to the gaze that was asked for: what is left of it at most
NOWHERE = 0.045  # widths: an eye that looks so nearly where it should is left alone
DOUBT = 0.6  # of the other eye's strangeness: an eye that has more may be the broken one
NEAR = 0.5  # of the face's width: how far the same face may have moved when it is found again


@dataclass(frozen=True)
class Mended:
    """What became of the eyes: a patch as families make them, and what is to be said of it."""

    negative: Negative  # where the matte is 0 it is the source
    matte: Matte  # with which it is to be laid over the source
    mended: tuple[Side, ...]
    notes: tuple[str, ...]  # "left-eye-kept" ..., "left-eye-unseen" ..., "nothing-to-mend"
    before: dict[Side, EyeMeasure]
    after: dict[Side, EyeMeasure]


def mend(
    negative: Negative, face: Face, sides: tuple[Side, ...], repair: Repairer, ask: Ask
) -> Mended:
    """Mend these eyes one at a time. What is not better afterwards is as it was, to the bit."""
    before = now = both(negative, face)
    whole = np.zeros(negative.shape[:2], np.uint8)
    patch = picture = negative
    notes, mended = list[str](), list[Side]()
    for side in _worst_first(sides, before):
        if not now[side].ok:
            notes.append(f"{side}-eye-unseen")
            continue
        if not wanting(now, side, ask):
            continue
        made, matte = repair(picture, face, side)
        tried = laid(picture, made, matte)
        then = again(tried, face)
        if matte.any() and better(now, then, side, ask):
            patch = np.where(matte[..., None] > 0, made, patch)
            picture, whole, now = tried, np.maximum(whole, matte), then
            mended.append(side)
        else:
            notes.append(f"{side}-eye-kept")
    if not mended and not any(note.endswith("-kept") for note in notes):
        notes.append("nothing-to-mend")
    return Mended(patch, whole, tuple(mended), tuple(notes), before, now)


def wanting(eyes: dict[Side, EyeMeasure], side: Side, ask: Ask) -> bool:
    """Is there something to do for an eye?"""
    eye, other = eyes[side], eyes[opposite(side)]
    if ask.turns:
        wanted = astray(eye, ask)
        return wanted > NOWHERE or _sum(_wrong(eyes, side)) > SLIGHT
    return _sum(_wrong(eyes, side)) > SLIGHT and _to_blame(eye, other)


def better(
    before: dict[Side, EyeMeasure], after: dict[Side, EyeMeasure], side: Side, ask: Ask
) -> bool:
    """Has an eye become better, and nothing of it or of the other worse?"""
    if not after[side].ok:
        return False
    old, new = _sum(_wrong(before, side)), _sum(_wrong(after, side))
    slip = SLIP if new > old / 2 else SLIGHT
    for each in SIDES:
        was = {fault.name: fault.beyond for fault in _wrong(before, each)}
        for fault in _wrong(after, each):
            if fault.beyond > was.get(fault.name, 0.0) + slip and not ask.turns:
                return False
    if ask.turns:
        return astray(after[side], ask) < NEARER * astray(before[side], ask) or new < old
    return new < CLEARLY * old


def again(negative: Negative, face: Face) -> dict[Side, EyeMeasure]:
    """Measure a picture's eyes as somebody would who sees it for the first time."""
    middle = np.array((face.box[0] + face.box[2], face.box[1] + face.box[3])) / 2
    for found in faces(to_bytes(negative)):
        there = np.array((found.box[0] + found.box[2], found.box[1] + found.box[3])) / 2
        if np.hypot(*(there - middle)) < NEAR * face.width:
            return both(negative, found)
    return both(negative, face)


def opposite(side: Side) -> Side:
    """The other one."""
    return "right" if side == "left" else "left"


def astray(eye: EyeMeasure, ask: Ask) -> float:
    """How far an eye looks from where it is asked to look, in widths. Calm asks for less."""
    x, y = aim(eye.gaze, ask.gaze)
    return float(np.hypot(eye.gaze[0] - x, eye.gaze[1] - y))


def _wrong(eyes: dict[Side, EyeMeasure], side: Side) -> tuple[Fault, ...]:
    return faults(eyes[side], eyes[opposite(side)])


def _sum(wrong: tuple[Fault, ...]) -> float:
    return sum(fault.beyond for fault in wrong)


def _to_blame(eye: EyeMeasure, other: EyeMeasure) -> bool:
    """Of two eyes that do not go together, is it this one that is broken?"""
    if not other.ok or faults(eye, None) or not faults(other, eye):
        return True
    return strangeness(eye) >= DOUBT * strangeness(other)


def _worst_first(sides: tuple[Side, ...], eyes: dict[Side, EyeMeasure]) -> list[Side]:
    return sorted(sides, key=lambda side: -strangeness(eyes[side]))
