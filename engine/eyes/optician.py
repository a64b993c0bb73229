"""The repairer that needs no model: it sets an iris right, and what it mirrors.

It takes an eye apart (engine.eyes.surface), puts the iris where it belongs, round and as large as
the other one, fills what becomes visible, and leaves lids, lashes and their shadow as they are.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.eyes.ask import Ask, aim
from engine.eyes.crop import LOOKED, Closeup, close, lay_back, working_width
from engine.eyes.lids import Lids, trace
from engine.eyes.lights import Spot, spots
from engine.eyes.limbus import Limbus, dark_of
from engine.eyes.measure import EyeMeasure, at, both, closeup_of
from engine.eyes.normal import doubled, faults, plain
from engine.eyes.shine import of_beam, weight
from engine.eyes.surface import Surface, part
from engine.face import Face, Side
from engine.pictures import Floats, Mask, Matte, Negative
from prompts.setup import Beam

ROUND = 0.93, 1.07  # height over width of the other eye's rim that is taken over
LAMP = 1.12  # brightness of a new catchlight, in that of the white
GROWN = 0.05  # widths: by so much more than a spot is taken out with it


@dataclass(frozen=True)
class Plan:
    """What is to become of one eye, in a close-up LOOKED wide."""

    rim: Limbus  # as it is
    wanted: Limbus
    hide: Mask  # (h, w) what is mirrored and should not be
    spot: Spot | None  # a catchlight to set


def optician(
    negative: Negative, face: Face, side: Side, ask: Ask, key: Beam | None = None
) -> tuple[Negative, Matte]:
    """Mend one eye: the whole picture and where it may differ; nowhere if it cannot be read."""
    eyes = both(negative, face)
    eye, other = eyes[side], eyes["right" if side == "left" else "left"]
    if not eye.ok or eye.rim is None:
        return negative, np.zeros(negative.shape[:2], np.uint8)
    looked = closeup_of(negative, face, side)
    plan = _plan(looked, face, (eye, other), ask, key)
    closeup = close(negative, face, side, working_width(face, side))
    by = closeup.width / LOOKED
    lids = _lids(looked, plan.rim).scaled(by, closeup.size[1])
    hide = np.asarray(cv2.resize(plan.hide.astype(np.float32), closeup.size[::-1]) > 0.3, np.bool_)
    surface = part(closeup, plan.rim.scaled(by), lids, hide)
    made = surface.eye(plan.wanted.scaled(by))
    if plan.spot:
        made = _lit(made, surface, plan.wanted.scaled(by), plan.spot)
    changed = closeup.pixels + _ease(surface, plan, by) * (made - closeup.pixels)
    return lay_back(negative, closeup, np.clip(changed, 0, 1).astype(np.float32), surface.opening)


def _plan(
    looked: Closeup, face: Face, pair: tuple[EyeMeasure, EyeMeasure], ask: Ask, key: Beam | None
) -> Plan:
    eye, other = pair[0], pair[1] if pair[1].ok else None
    assert eye.rim, "it was read"
    wrong = {fault.name for fault in faults(eye, other)}
    wanted = _wanted(face, eye, other, ask, wrong)
    seen = spots(looked, eye.rim)
    strange = doubled(eye, other)
    hide = np.zeros(looked.size, np.bool_)
    for spot, mask in seen:
        if spot in strange:
            hide |= mask
    if hide.any():
        grown = round(GROWN * LOOKED) | 1
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (grown, grown))
        hide = np.asarray(cv2.dilate(hide.astype(np.uint8), kernel) > 0, np.bool_)
    kept = [spot for spot in plain(eye) if spot not in strange]
    new = None
    if ask.catchlight and strange and not kept:
        new = _new(eye, other, key)
    return Plan(eye.rim, wanted, hide, new)


def _wanted(
    face: Face, eye: EyeMeasure, other: EyeMeasure | None, ask: Ask, wrong: set[str]
) -> Limbus:
    """The rim as it should be: the share of the way there that is asked."""
    rim = eye.rim
    assert rim, "it was read"
    unit = float(LOOKED)
    gaze = aim(eye.gaze, ask.gaze)
    if ask.gaze == "natural" and wrong & {"gaze-apart", "gaze-level", "gaze-x", "gaze-y"}:
        gaze = other.gaze if other else (0.0, 0.0)
    radius, shape, tilt = rim.radius, rim.down / rim.across, rim.tilt
    if wrong & {"iris", "iris-ratio", "roundness", "roundness-ratio"}:
        radius = other.iris_pixels / eye.pixels * unit if other else rim.radius
        shape = float(np.clip(other.roundness if other else 1.0, *ROUND))
        tilt = 0.0
    x, y = at(face, eye.side, gaze)
    if gaze == eye.gaze:
        to = np.array((rim.x, rim.y))
    else:
        to = np.array((unit, unit * 0.75)) + unit * np.array((x, y))
    share = ask.share
    across, down = radius * shape ** (-1 / 3), radius * shape ** (2 / 3)
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


def _lids(looked: Closeup, rim: Limbus) -> Lids:
    return trace(looked, dark_of(looked, rim), rim.x, rim.radius)


def _lit(made: Floats, surface: Surface, rim: Limbus, spot: Spot) -> Floats:
    """Set a catchlight: the lamp's light as the white of this eye shows it, only brighter."""
    rho, angle = rim.reach(surface.closeup.size)
    soft = 1.4 * max(surface.closeup.scale, 1.0) / rim.radius
    share = weight(rho, angle, spot, soft)[..., None]
    bright = surface.opening > 0.9
    white = np.percentile(surface.white[bright], 75, axis=0) if bright.any() else np.ones(3)
    lamp = np.clip(white * LAMP, 0, 1)
    return np.asarray(made + share * np.maximum(lamp - made, 0), np.float32)


def _ease(surface: Surface, plan: Plan, by: float) -> Floats:
    """(h, w, 1) where the eye is drawn anew; elsewhere it stays as it is."""
    before, after = plan.rim.scaled(by), plan.wanted.scaled(by)
    near = np.minimum(*(rim.reach(surface.closeup.size)[0] for rim in (before, after)))
    return np.clip((1.5 - near) / 0.25, 0, 1)[..., None].astype(np.float32)
