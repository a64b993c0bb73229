"""One eye and the skin around it, in coordinates of its own: the frame in which lids move."""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.face import EyePoints
from engine.motion.still.grid import Numbers, blur
from engine.pictures import Floats

# In widths of the eye, from its middle.
ASIDE, UP, DOWN = 0.95, 0.95, 0.95
STEADY = 0.05  # over which a contour of the lids is made even
CORNERS = 1.16  # times the eye that the landmarks see: they lie a little inside its corners
COLUMNS = 192  # across the eye, at which contours are kept


@dataclass(frozen=True, eq=False)
class Socket:
    """A crop of a still around an eye. u runs along the eye, v down; both in widths of the eye."""

    left: int
    top: int
    crop: Floats  # (h, w, 3)
    u: Floats  # (h, w)
    v: Floats
    upper: Floats  # (h, w): the v of the upper lid's edge at each pixel's u
    lower: Floats
    width: float  # pixels of the eye
    along: tuple[float, float]  # the direction of u in the picture

    @property
    def slices(self) -> tuple[slice, slice]:
        """Where the crop lies in the still."""
        height, width = self.u.shape
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    @property
    def opening(self) -> float:
        """How far the lids are apart, in widths of the eye."""
        return float((self.lower - self.upper)[np.abs(self.u) < 0.25].mean())

    def within(
        self, top: Numbers | float, bottom: Numbers | float, soft: Numbers | float = 1.0
    ) -> Floats:
        """How much of each pixel lies between two v; an edge is `soft` pixels wide."""
        scale = np.asarray(self.width / soft, np.float32)
        above = np.clip(0.5 + (self.v - top) * scale, 0, 1)
        below = np.clip(0.5 + (bottom - self.v) * scale, 0, 1)
        return np.asarray(above * below, np.float32)

    def read(self, picture: Floats, u: Numbers, v: Numbers) -> Floats:
        """Read a crop where u and v say, instead of where it lies."""
        right = np.asarray((u - self.u) * self.width, np.float32)
        down = np.asarray((v - self.v) * self.width, np.float32)
        across, along = self.along
        y, x = np.mgrid[0 : self.u.shape[0], 0 : self.u.shape[1]].astype(np.float32)
        x = x + right * np.float32(across) - down * np.float32(along)
        y = y + right * np.float32(along) + down * np.float32(across)
        way = cv2.INTER_CUBIC
        found = cv2.remap(picture, x, y, way, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(found, np.float32)

    @staticmethod
    def of(still: Floats, eye: EyePoints) -> "Socket | None":
        """Cut it out; None where the eye lies in part beyond the frame."""
        first, last = sorted((eye.lids[0], eye.lids[8]), key=lambda point: float(point[0]))
        middle, width = (first + last) / 2, float(np.linalg.norm(last - first))
        along = (last - first) / max(width, 1e-6)
        # Landmarks count from the corner of a pixel, crops from its centre.
        x, y = middle - 0.5
        height, across = still.shape[:2]
        reach = width * (np.abs(along[1]) * UP + ASIDE)
        left, right = int(x - reach), int(x + reach) + 2
        top, bottom = int(y - UP * width), int(y + DOWN * width) + 2
        left, top, right, bottom = (
            max(left, 0),
            max(top, 0),
            min(right, across),
            min(bottom, height),
        )
        if not (left < x - width / 2 and x + width / 2 < right and top < y < bottom):
            return None
        down, aside = np.mgrid[top:bottom, left:right].astype(np.float32)
        aside, down = aside - np.float32(x), down - np.float32(y)
        u = (aside * along[0] + down * along[1]) / width
        v = (down * along[0] - aside * along[1]) / width
        upper, lower = _contours(eye, middle, along, width)
        columns = np.linspace(-1, 1, COLUMNS)
        return Socket(
            left=left,
            top=top,
            crop=still[top:bottom, left:right],
            u=u.astype(np.float32),
            v=v.astype(np.float32),
            upper=np.interp(u, columns, upper).astype(np.float32),
            lower=np.interp(u, columns, lower).astype(np.float32),
            width=width,
            along=(float(along[0]), float(along[1])),
        )


def _contours(eye: EyePoints, middle: Floats, along: Floats, width: float) -> tuple[Floats, Floats]:
    """The v of the upper and lower lid at COLUMNS values of u from -1 to 1; one line outside."""
    offset = (eye.lids - middle) / width
    u = offset @ along * CORNERS
    v = offset @ np.array([-along[1], along[0]])
    columns = np.linspace(-1, 1, COLUMNS)
    found: list[Floats] = []
    for part in (np.r_[8:16, 0], np.r_[0:9]):  # the upper lid back, and the lower lid
        order = part[np.argsort(u[part])]
        line = np.interp(columns, u[order], v[order]).astype(np.float32)
        found.append(blur(line[None], STEADY * COLUMNS / 2)[0])
    middle_line = (found[0] + found[1]) / 2
    outside = np.abs(columns) >= CORNERS / 2
    upper = np.where(outside, middle_line, np.minimum(found[0], middle_line))
    lower = np.where(outside, middle_line, np.maximum(found[1], middle_line))
    return upper.astype(np.float32), lower.astype(np.float32)
