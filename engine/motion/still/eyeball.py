"""A glance: the iris goes aside inside an opening that stays, its catchlight goes half the way.

A catchlight is the lamp in the cornea, whose curve is about half as far from the eye's centre of
rotation as the pupil is: it moves half as far (the measure of gaze trackers).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.face import EyePoints
from engine.motion.still.grid import blur, smoothstep
from engine.motion.still.socket import Socket
from engine.pictures import LUMA, Floats

TURNS = 0.4  # an eye's radius in widths of its opening: 12 mm of 30
LAG = 0.5  # of the catchlight
FAR = 0.14  # widths: the farthest that an iris goes
RIM = 0.05  # widths of the eye at the lids: their edge and their shadow stay
SHADED = 0.35  # of a change that is seen at the very edge of the lids
BRIGHT = 0.1  # what a catchlight has more than the iris around it
DISC = 1.22  # radii: the iris with a ring of white, so that its edge goes along
WHITE = 1.35  # radii: from here on there is only white
NEAR = (1.55, 1.35)  # radii between which what was made passes into what was seen
DIM = (0.75, 1.1)  # times the white's own colour that its shadows and lights may be
RINGS = 24  # in which the iris is averaged, where lids hide it
EVEN = 0.2  # widths over which the white is continued under the iris
FEWEST = 12  # pixels of white, without which nobody sees where an eye looks


@dataclass(frozen=True, eq=False)
class Eyeball:
    """What turns behind the lids."""

    socket: Socket
    iris: Floats  # (h, w, 4): the disc, also where lids hide it, and its alpha
    glint: Floats  # (h, w, 3): the catchlights alone
    white: Floats  # (h, w, 3): the eye without its iris
    near: Floats  # (h, w): where the iris is, with some room
    seen: Floats  # (h, w): where it is seen between the lids
    clear: Floats  # (h, w): where it is seen without the lids' edge and shadow

    @staticmethod
    def of(socket: Socket, eye: EyePoints) -> "Eyeball | None":
        """Lift it out of its lids; None where too little of it is seen."""
        at = socket
        x = np.float32(eye.centre[0] - 0.5 - at.left)
        y = np.float32(eye.centre[1] - 0.5 - at.top)
        down, across = np.mgrid[0 : at.u.shape[0], 0 : at.u.shape[1]].astype(np.float32)
        away = np.hypot(across - x, down - y) / np.float32(max(eye.radius, 1.0))
        open_ = at.within(at.upper + RIM, at.lower - RIM) * (np.abs(at.u) < 0.5)
        known = open_ * (away > WHITE)
        if (known > 0.5).sum() < FEWEST or not (open_[away < 0.7] > 0.5).any():
            return None
        usual = _rings(at.crop, away, open_)
        plain = at.crop @ LUMA - usual @ LUMA
        spot = ((plain > BRIGHT) & (away < 0.8)).astype(np.uint8)
        spot = np.asarray(cv2.dilate(spot, np.ones((3, 3), np.uint8)), np.float32)
        glint = blur(spot, 0.8) * open_ * (away < 1)
        shown = blur(open_.astype(np.float32), 0.7)[..., None] * (1 - glint[..., None])
        iris = np.dstack([usual + (at.crop - usual) * shown, smoothstep(DISC, DISC - 0.12, away)])
        even = _white(at, known)
        white = even + (at.crop - even) * known[..., None]
        lit = np.maximum(at.crop - usual, 0) * glint[..., None]
        corners = smoothstep(0.54, 0.44, np.abs(at.u))
        seen = SHADED * at.within(at.upper, at.lower, 2.0) * corners
        clear = at.within(at.upper + RIM * 0.7, at.lower - RIM * 0.5, 0.05 * at.width) * corners
        near = smoothstep(*NEAR, away)
        return Eyeball(
            at, iris.astype(np.float32), lit, white.astype(np.float32), near, seen, clear
        )

    def turned(self, gaze: tuple[float, float]) -> Floats:
        """The crop with the eye turned by degrees to the right of the picture, and up."""
        at = self.socket
        right, up = (float(np.clip(TURNS * np.sin(np.radians(a)), -FAR, FAR)) for a in gaze)
        if max(abs(right), abs(up)) * at.width < 0.02:
            return at.crop
        now, was = self._laid(right, -up), self._laid(0.0, 0.0)
        near = np.maximum(at.read(self.near, at.u - right, at.v + up), self.near)
        lids = at.crop + (now - was) * self.seen[..., None]
        out = lids + (now - lids) * (self.clear * near)[..., None]
        return np.asarray(np.clip(out, 0, 1), np.float32)

    def _laid(self, right: float, down: float) -> Floats:
        """The eye so far aside, in widths."""
        at = self.socket
        iris = at.read(self.iris, at.u - right, at.v - down)
        glint = at.read(self.glint, at.u - LAG * right, at.v - LAG * down)
        laid = self.white + (iris[..., :3] - self.white) * iris[..., 3:] + glint
        return np.asarray(laid, np.float32)


def _white(at: Socket, known: Floats) -> Floats:
    """The white of the eye everywhere: one colour, in the light and shadow that were seen."""
    luma = np.clip(at.crop @ LUMA, 0, 1)
    # Corners are red and lids throw shadows: the lightest is the white.
    trust = known * (luma / max(float(luma[known > 0].max()), 1e-3)) ** 4
    colour = (at.crop * trust[..., None]).sum((0, 1)) / trust.sum()
    sigma = EVEN * at.width
    local = blur(luma * trust, sigma) / np.maximum(blur(trust, sigma), 1e-4)
    shade = np.clip(local / max(float(colour @ LUMA), 1e-3), *DIM)
    return np.asarray(colour * shade[..., None], np.float32)


def _rings(crop: Floats, away: Floats, seen: Floats) -> Floats:
    """The iris as it would be if every ring of it had one colour: what is seen of it, averaged."""
    edges = np.linspace(0, DISC + 0.1, RINGS + 1)
    ring = np.clip(np.digitize(away, edges) - 1, 0, RINGS - 1)
    colours = np.full((RINGS, 3), np.nan, np.float32)
    for index in range(RINGS):
        here = (ring == index) & (seen > 0.5)
        if here.sum() >= 3:
            colours[index] = np.median(crop[here], axis=0)
    places = np.arange(RINGS)
    for channel in range(3):
        known = ~np.isnan(colours[:, channel])
        colours[:, channel] = np.interp(places, places[known], colours[known, channel])
    place = np.clip(away / edges[1] - 0.5, 0, RINGS - 1.001)
    lower = place.astype(int)
    share = (place - lower)[..., None]
    return np.asarray(colours[lower] * (1 - share) + colours[lower + 1] * share, np.float32)
