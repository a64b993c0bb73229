"""The repairer that needs no model: it sets an iris right, and what it mirrors.

It takes an eye apart (engine.eyes.surface), puts the iris where it belongs, round and as large as
the other one, fills what becomes visible, and leaves lids, lashes and their shadow as they are.
"""

from dataclasses import replace

import cv2
import numpy as np

from engine.eyes.ask import Ask
from engine.eyes.crop import LOOKED, Closeup, close, lay_back, working_width
from engine.eyes.lids import Lids, trace
from engine.eyes.lights import Spot
from engine.eyes.limbus import Limbus, dark_of, opening_mask
from engine.eyes.measure import EyeMeasure, both, closeup_of
from engine.eyes.normal import faults
from engine.eyes.plan import Plan, lamps, planned
from engine.eyes.shine import weight
from engine.eyes.surface import RIM, Maps, Surface, iris_colour, part, white_colour
from engine.face import Face, Side
from engine.paste import laid
from engine.pictures import Floats, Mask, Matte, Negative
from prompts.setup import Beam

LAMP = 1.12  # brightness of a new catchlight, in that of the white
# Pixels of a close-up LOOKED wide: beyond the upper lid, the lower, and around the landmarks twice.
SPILT = 3.0, 4.0, 25
SAGS = 7.0  # pixels there: what the white's loss to a shadow or a bad repair takes off a lid
EVEN = 1.6  # pixels there over which the edge is evened out
GAIN = 0.4, 2.5  # how much darker or lighter a borrowed iris may become
TOUCHED = 1.3, 1.55  # radii of the old or the new iris, within which the eye is drawn anew


def optician(
    negative: Negative, face: Face, side: Side, ask: Ask, key: Beam | None = None
) -> tuple[Negative, Matte]:
    """Mend one eye: a patch and its matte, which is empty if the eye cannot be read."""
    eyes = both(negative, face)
    eye, other = eyes[side], eyes["right" if side == "left" else "left"]
    if not eye.ok:
        return negative, np.zeros(negative.shape[:2], np.uint8)
    plan = planned(closeup_of(negative, face, side), face, (eye, other), ask, key)
    made = _made(negative, face, (eye, other), plan, ask)
    if not plan.moves or not other.ok or _left(made, negative, face, side) == 0:
        return made
    # Where an eye's own iris does not come right, the other's may, and the other way round.
    second = _made(negative, face, (eye, other), replace(plan, borrow=not plan.borrow), ask)
    better = _left(second, negative, face, side) < _left(made, negative, face, side)
    return second if better else made


def _left(made: tuple[Negative, Matte], negative: Negative, face: Face, side: Side) -> float:
    """How much is wrong with both eyes after a repair."""
    eyes = both(laid(negative, *made), face)
    left, right = eyes["left"], eyes["right"]
    if not eyes[side].ok:
        return float("inf")
    return sum(fault.beyond for fault in (*faults(left, right), *faults(right, left)))


def _made(
    negative: Negative, face: Face, pair: tuple[EyeMeasure, EyeMeasure], plan: Plan, ask: Ask
) -> tuple[Negative, Matte]:
    eye, other = pair
    surface = _apart(negative, face, eye, plan.hide)
    wanted = plan.wanted.scaled(surface.closeup.width / LOOKED)
    if plan.borrow:
        lent = _apart(negative, face, other, np.zeros_like(plan.hide))
        made = surface.eye(wanted, lent.drawing * _gain(surface, lent, ask))
    else:
        made = surface.eye(wanted)
    if plan.spot:
        made = _lit(made, surface, wanted, plan.spot)
    before = surface.closeup.pixels
    changed = before + _touched(surface, plan, wanted) * (made - before)
    changed = np.clip(changed, 0, 1).astype(np.float32)
    return lay_back(negative, surface.closeup, changed, surface.opening)


def _apart(negative: Negative, face: Face, eye: EyeMeasure, hide: Mask) -> Surface:
    """One eye taken apart, as large as it is worked on."""
    rim = eye.rim
    assert rim, "it was read"
    looked = closeup_of(negative, face, eye.side)
    closeup = close(negative, face, eye.side, working_width(face, eye.side))
    by = closeup.width / LOOKED
    dark = dark_of(looked, rim)
    lids = trace(looked, dark, rim.x, rim.radius).arched(SAGS)
    maps = Maps(
        white=_enlarged(np.clip(1.5 - 3 * dark, 0, 1), closeup),
        iris=_enlarged(_spilt(looked, dark, lids, rim), closeup),
        lamps=_enlarged(lamps(looked, rim), closeup),
        hide=_enlarged(hide, closeup),
    )
    return part(closeup, rim.scaled(by), lids.scaled(by, closeup.size[1]), maps)


def _gain(surface: Surface, lent: Surface, ask: Ask) -> Floats:
    """(3,) what makes the other eye's iris this one's: its own colour, or this eye's light."""
    colour = iris_colour if ask.keep_colour else white_colour
    return np.clip(colour(surface) / np.maximum(colour(lent), 0.004), *GAIN).astype(np.float32)


def _spilt(looked: Closeup, dark: Floats, lids: Lids, rim: Limbus) -> Floats:
    """(h, w) 0..1 where iris lies a little beyond the edge of a lid: it is not the lid's."""
    rho, _ = rim.reach(looked.size)
    wider = Lids(lids.upper - SPILT[0], lids.lower + SPILT[1]).onwards().inside(looked.size[0])
    grown = np.ones((SPILT[2], SPILT[2]), np.uint8)
    rough = cv2.dilate(opening_mask(looked).astype(np.float32), grown)
    iris = np.minimum(wider, rough) * np.clip(4 * dark - 1.8, 0, 1) * (rho < RIM)
    even = np.asarray(cv2.GaussianBlur(iris.astype(np.float32), (0, 0), EVEN), np.float32)
    return np.clip(2 * even - 0.5, 0, 1)


def _enlarged(looked: Floats | Mask, closeup: Closeup) -> Floats:
    """A map of the close-up that is measured, for the one that is worked on."""
    return np.asarray(cv2.resize(looked.astype(np.float32), closeup.size[::-1]), np.float32)


def _lit(made: Floats, surface: Surface, rim: Limbus, spot: Spot) -> Floats:
    """Set a catchlight: the lamp's light as the white of this eye shows it, only brighter."""
    rho, angle = rim.reach(surface.closeup.size)
    soft = 1.4 * max(surface.closeup.scale, 1.0) / rim.radius
    share = weight(rho, angle, spot, soft)[..., None]
    bright = surface.opening > 0.9
    white = np.percentile(surface.white[bright], 75, axis=0) if bright.any() else np.ones(3)
    lamp = np.clip(white * LAMP, 0, 1)
    return np.asarray(made + share * np.maximum(lamp - made, 0), np.float32)


def _touched(surface: Surface, plan: Plan, wanted: Limbus) -> Floats:
    """(h, w, 1) where the eye is drawn anew; elsewhere it stays as it is."""
    size = surface.closeup.size
    rho, angle = wanted.reach(size)
    if plan.moves:
        near = np.minimum(rho, surface.rim.reach(size)[0])
        share = np.clip((TOUCHED[1] - near) / (TOUCHED[1] - TOUCHED[0]), 0, 1)
    else:
        share = surface.hidden
    if plan.spot:
        share = np.maximum(share, weight(rho, angle, plan.spot, 0.5))
    return np.asarray(share[..., None], np.float32)
