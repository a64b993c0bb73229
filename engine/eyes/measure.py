"""What one eye looks like, measured in its pixels: where it looks, its iris, its catchlights."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.eyes.crop import LOOKED, Closeup, close, corners, width_of
from engine.eyes.lights import Spot, spots, white_level
from engine.eyes.limbus import LUMA, Limbus, fit, opening_mask
from engine.face import SIDES, Face, Side
from engine.pictures import Negative, Pixels, to_float

# Where the iris of an eye that looks into the lens lies, in widths of the eye from halfway between
# its corners: a straight head, and for each degree of yaw. Least squares over the irises of 36
# rendered portraits whose true gaze is known (residual 0.02); left and right made symmetric.
INWARD = 0.016  # to the nose
BY_YAW = -0.0055  # to the right, for each degree that the head turns to the right
ABOVE = 0.025  # above the line of the corners
DARKEST = 0.055  # of full white: whites below it hide all that could be judged
CLEAR = 0.66  # of Limbus.clear: below it the rim is a guess
PLAIN = 1.07  # of Limbus.clear: above it even a faint rim is no guess
FAINT = 13.0  # contrast of iris and white, times pixels of the eye: pale and small is a guess too
SMALLEST = 13.0  # pixels of an eye's width: below it an iris has less than six
FLATTEST = 0.17  # height of the opening in widths: flatter lids are closed or nearly so
ASIDE = 38.0  # degrees of yaw, beyond which the far eye is seen from its side
CROPPED = 0.1  # of the width: how much of an eye the picture's edge may cut off


@dataclass(frozen=True)
class EyeMeasure:
    """One eye. Lengths are in widths of the eye, angles in degrees."""

    side: Side
    pixels: float  # the eye's width in the picture
    why_not: str  # why nothing can be judged: "small", "closed", "dark", "aside", "cut", "unclear"
    gaze: tuple[float, float] = (0.0, 0.0)  # + right, + down of an eye that meets the lens
    radius: float = 0.0  # of the iris
    roundness: float = 1.0  # its height over its width; lids take some of the height
    pupil: float | None = None  # its radius in radii of the iris; None where it is not seen
    catchlights: tuple[Spot, ...] = ()
    sharpness: float = 0.0  # steepness of the rim: 1 turns from iris to white within 0.1 widths
    rim: Limbus | None = None  # in a close-up LOOKED pixels wide

    @property
    def ok(self) -> bool:
        """Is there something to judge?"""
        return not self.why_not

    @property
    def iris_pixels(self) -> float:
        """The iris's radius in the picture."""
        return self.radius * self.pixels


def measure(picture: Pixels | Negative, face: Face, side: Side) -> EyeMeasure:
    """Measure one eye of a picture, 0..255 or 0..1. It never raises for an odd eye."""
    width = width_of(face, side)
    hidden = _hidden(picture.shape[:2], face, side)
    if hidden:
        return EyeMeasure(side, width, hidden)
    closeup = closeup_of(picture, face, side)
    eye = face.eyes[side]
    rim = fit(closeup, closeup.into(eye.centre[None])[0], eye.radius * closeup.scale)
    return _measured(closeup, rim, face, side)


def both(picture: Pixels | Negative, face: Face) -> dict[Side, EyeMeasure]:
    """Both eyes of a face."""
    negative = negative_of(picture)
    left, right = (measure(negative, face, side) for side in SIDES)
    return {"left": left, "right": right}


def at(face: Face, side: Side, gaze: tuple[float, float]) -> tuple[float, float]:
    """Where an iris with this gaze lies: widths to the right of and below the corners' middle."""
    inward = INWARD if side == "left" else -INWARD
    return gaze[0] + inward + BY_YAW * face.yaw, gaze[1] - ABOVE


def _measured(closeup: Closeup, rim: Limbus | None, face: Face, side: Side) -> EyeMeasure:
    width = width_of(face, side)
    if rim is None or white_level(closeup, rim) < DARKEST:
        return EyeMeasure(side, width, "dark")
    faint = _contrast(closeup, rim) * width < FAINT
    if rim.clear < (PLAIN if faint else CLEAR):
        return EyeMeasure(side, width, "unclear")
    x, y = (np.array((rim.x, rim.y)) - closeup.middle) / LOOKED
    level = at(face, side, (0.0, 0.0))
    return EyeMeasure(
        side=side,
        pixels=width,
        why_not="",
        gaze=(float(x - level[0]), float(y - level[1])),
        radius=rim.radius / LOOKED,
        roundness=rim.down / rim.across,
        pupil=_pupil(closeup, rim),
        catchlights=tuple(spot for spot, _ in spots(closeup, rim)),
        sharpness=_sharpness(closeup, rim),
        rim=rim,
    )


def closeup_of(picture: Pixels | Negative, face: Face, side: Side) -> Closeup:
    """The eye as it is measured; only its surroundings are looked at."""
    return close(negative_of(picture), face, side, LOOKED)


def negative_of(picture: Pixels | Negative) -> Negative:
    """0..255 to 0..1; what is 0..1 stays."""
    if picture.dtype == np.uint8:
        return to_float(picture.astype(np.uint8, copy=False))
    return picture.astype(np.float32, copy=False)


def _hidden(size: tuple[int, int], face: Face, side: Side) -> str:
    lids, width = face.eyes[side].lids, width_of(face, side)
    slack = CROPPED * width
    if (lids.min(0) < -slack).any() or (lids.max(0) > np.array(size[::-1]) + slack).any():
        return "cut"
    # Turned to the right of the picture, the right eye is the far one.
    far: Side = "right" if face.yaw > 0 else "left"
    if abs(face.yaw) > ASIDE and side == far:
        return "aside"
    if width < SMALLEST:
        return "small"
    first, last = corners(face, side)
    normal = np.array((first[1] - last[1], last[0] - first[0])) / width
    if float(np.ptp(lids @ normal)) < FLATTEST * width:
        return "closed"
    return ""


def _contrast(closeup: Closeup, rim: Limbus) -> float:
    """How much darker the iris is than the white, 0..1."""
    rho, _ = rim.reach(closeup.size)
    luma, between = closeup.pixels @ LUMA, opening_mask(closeup)
    iris, white = luma[between & (rho < 0.8)], luma[between & (rho > 1.2)]
    if not len(iris) or not len(white):
        return 0.0
    return 1 - float(np.percentile(iris, 55) / max(np.percentile(white, 70), 0.01))


def _pupil(closeup: Closeup, rim: Limbus) -> float | None:
    """The dark disc in the middle: where brightness has risen halfway to the iris's own."""
    rho, _ = rim.reach(closeup.size)
    inside = opening_mask(closeup) & (rho < 0.85)
    luma = closeup.pixels @ LUMA
    rings = [inside & (rho >= r) & (rho < r + 0.06) for r in np.arange(0, 0.8, 0.06)]
    if any(ring.sum() < 4 for ring in rings):
        return None
    level = np.array([np.median(luma[ring]) for ring in rings])
    dark, iris = float(level[:3].min()), float(np.percentile(level[5:], 70))
    if iris < 1.35 * dark + 0.01:
        return None
    above = np.flatnonzero(level > (dark + iris) / 2)
    return float(above[0] * 0.06) if len(above) and above[0] else None


def _sharpness(closeup: Closeup, rim: Limbus) -> float:
    """The steepest turn from iris to white at its sides, of what it turns by in all."""
    luma = closeup.pixels @ LUMA
    reach = np.linspace(0.7, 1.4, 57, dtype=np.float32)
    best = 0.0
    for towards in (1.0, -1.0):
        x = np.asarray(rim.x + towards * reach * rim.across - 0.5, np.float32)
        rows = [rim.y + share * rim.down - 0.5 for share in (-0.1, 0.0, 0.1, 0.2)]
        y = np.asarray(np.repeat(np.array(rows, np.float32)[:, None], len(x), 1), np.float32)
        found = cv2.remap(luma, np.tile(x, (len(rows), 1)), y, cv2.INTER_LINEAR)
        line = np.asarray(found, np.float32).mean(0)
        span = float(line.max() - line.min())
        step = float((reach[1] - reach[0]) * rim.across / LOOKED)
        if span > 0.02:
            best = max(best, float(np.diff(line).max()) / span / step * 0.1)
    return best
