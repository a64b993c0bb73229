"""What is to become of one eye: where its iris goes, what it should mirror, and whose it is."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.eyes.ask import Ask, aim
from engine.eyes.crop import HIGH, LOOKED, WIDE, Closeup
from engine.eyes.lights import Spot, spots
from engine.eyes.limbus import Limbus
from engine.eyes.measure import EyeMeasure, at
from engine.eyes.normal import doubled, faults, plain
from engine.eyes.shine import of_beam
from engine.face import Face
from engine.pictures import Mask
from prompts.setup import Beam

ROUND = 0.93, 1.07  # height over width of the other eye's rim that is taken over
GROWN = 0.055  # widths: by so much more than a spot is taken out with it
BLURRED = 0.5  # of the other eye's sharpness: an iris that has less is no iris any more
GROWTH = 1.08  # times as large
SHAPES = {"roundness", "roundness-ratio"}
SIZES = {"iris", "iris-ratio"}
ACROSS, LEVEL = {"gaze-apart", "gaze-x"}, {"gaze-level", "gaze-y"}


@dataclass(frozen=True, eq=False)
class Plan:
    """In a close-up LOOKED wide."""

    rim: Limbus  # as it is
    wanted: Limbus
    hide: Mask  # (h, w) what is mirrored and should not be
    spot: Spot | None  # a catchlight to set
    borrow: bool  # is the drawing of the iris the other eye's?

    @property
    def moves(self) -> bool:
        """Does the iris change its place, size or shape, or whose it is?"""
        return self.borrow or self.wanted != self.rim


def planned(
    looked: Closeup, face: Face, pair: tuple[EyeMeasure, EyeMeasure], ask: Ask, key: Beam | None
) -> Plan:
    """Plan for the first of two eyes, which was read, beside the other."""
    eye, other = pair[0], pair[1] if pair[1].ok else None
    assert eye.rim, "it was read"
    wrong = {fault.name for fault in faults(eye, other)}
    strange = doubled(eye, other)
    kept = [spot for spot in plain(eye) if spot not in strange]
    missing = ask.catchlight and strange and not kept
    wanted = _wanted(face, (eye, other), ask, wrong)
    # An iris of another shape, or one that must grow, shows what it is made of.
    bent = bool(wrong & SHAPES) or wanted.radius > GROWTH * eye.rim.radius
    return Plan(
        rim=eye.rim,
        wanted=wanted,
        hide=lamps(looked, eye.rim, strange),
        spot=_new(eye, other, key) if missing else None,
        borrow=other is not None and (bent or eye.sharpness < BLURRED * other.sharpness),
    )


def lamps(looked: Closeup, rim: Limbus, of: tuple[Spot, ...] | None = None) -> Mask:
    """(h, w) where an iris mirrors lamps: these, or all; with the glow around them."""
    mask = np.zeros(looked.size, np.uint8)
    for spot, area in spots(looked, rim):
        if of is None or spot in of:
            mask |= area.astype(np.uint8)
    grown = round(GROWN * LOOKED) | 1
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grown, grown))
    return np.asarray(cv2.dilate(mask, kernel) > 0, np.bool_)


def _wanted(
    face: Face, pair: tuple[EyeMeasure, EyeMeasure | None], ask: Ask, wrong: set[str]
) -> Limbus:
    """The rim as it should be: the share of the way there that is asked."""
    eye, other = pair
    rim = eye.rim
    assert rim, "it was read"
    to = np.array((rim.x, rim.y))
    gaze = aim(eye.gaze, ask.gaze)
    if ask.gaze == "natural":
        there = other.gaze if other else (0.0, 0.0)
        x = there[0] if wrong & ACROSS else gaze[0]
        gaze = (x, there[1] if wrong & LEVEL else gaze[1])
    if gaze != eye.gaze:
        to = LOOKED * (np.array((WIDE, HIGH)) / 2 + at(face, eye.side, gaze))
    across, down, tilt = rim.across, rim.down, rim.tilt
    if wrong & (SIZES | SHAPES):
        radius = other.iris_pixels / eye.pixels * LOOKED if other else rim.radius
        shape = float(np.clip(other.roundness if other else 1.0, *ROUND))
        across, down, tilt = radius * shape ** (-1 / 3), radius * shape ** (2 / 3), 0.0
    share = ask.share
    return replace(
        rim,
        x=rim.x + share * (float(to[0]) - rim.x),
        y=rim.y + share * (float(to[1]) - rim.y),
        across=rim.across + share * (across - rim.across),
        down=rim.down + share * (down - rim.down),
        tilt=rim.tilt + share * (tilt - rim.tilt),
    )


def _new(eye: EyeMeasure, other: EyeMeasure | None, key: Beam | None) -> Spot | None:
    """The catchlight that belongs there: as the other eye has it, or as the key makes it."""
    if other:
        for spot in plain(other):
            return spot
    return of_beam(key, eye.gaze) if key else None
