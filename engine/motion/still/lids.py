"""A blink: the upper lid unrolls from under its fold and sweeps down over an eye that stays.

The lid's skin is made of the colours and the texture of the skin around the eye; nothing of the
eye is stretched. What is dark at its edge, the lashes, has the colour of the lashes that were seen.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from engine.motion.still.grid import Numbers, blur, smoothstep
from engine.motion.still.socket import Socket
from engine.pictures import LUMA, Floats

SMALLEST = 9.0  # pixels of an eye in which a blink is seen
SHUT = 0.1  # opening in widths of the eye, below which there is nothing to close
# All in widths of the eye, which is about 30 mm.
CREASE = 0.09  # how far above the lid's edge its fold lies
MEETS = 0.045  # how far below the landmarks of the lower lid the lids meet: on its own lashes
STAND = (0.21, 0.1)  # how far above the lid's edge open lashes reach: skin hides them as it closes
FALLS = 0.16  # share of the way that the skin above the fold comes down with the lid
ABOVE, BELOW = (0.13, 0.3), (0.13, 0.3)  # beyond the edges: where skin is clean of lashes and fold
LINE = 0.026  # the line that the lashes make
LASH = 0.1  # how far they reach
LASHES = 26
FINE = 0.05  # detail finer than this is texture
ACROSS = 0.16  # over which the colours of skin are even


@dataclass(frozen=True, eq=False)
class Lid:
    """One eye that can close."""

    socket: Socket
    top: Floats  # (h, w, 3) the skin above, even
    bottom: Floats  # the skin below
    texture: Floats  # (h, w, 3) of skin, around 0
    lash: Floats  # (3,) colour
    dark: float  # 0..1: how plainly lashes are seen
    fringe: Floats  # (n, n): lashes over u -0.6..0.6 and 0..1 of their length
    free: Floats  # (h, w): 0 where hair hangs before the eye

    @staticmethod
    def of(socket: Socket, hair: Floats, seed: int) -> "Lid | None":
        """Learn what its lid will look like; None where there is nothing to close."""
        if socket.width < SMALLEST or socket.opening < SHUT:
            return None
        crop = socket.crop
        top = _skin(socket, socket.upper - ABOVE[1], socket.upper - ABOVE[0])
        bottom = _skin(socket, socket.lower + BELOW[0], socket.lower + BELOW[1])
        detail = crop - blur(crop, FINE * socket.width)
        rim = (np.abs(socket.v - socket.upper) < 0.05) & (np.abs(socket.u) < 0.4)
        luma = crop @ LUMA
        dark = rim & (luma <= np.quantile(luma[rim], 0.2))
        lash = crop[dark].mean(0)
        skin = float((top @ LUMA)[rim].mean())
        contrast = 1 - float(lash @ LUMA) / max(skin, 1e-3)
        return Lid(
            socket=socket,
            top=top,
            bottom=bottom,
            texture=detail,
            lash=lash.astype(np.float32),
            dark=float(np.clip(contrast * 1.4, 0.25, 1)),
            fringe=_fringe(seed),
            free=1 - smoothstep(0.15, 0.6, hair[socket.slices]),
        )

    def closed(self, eye: Floats, share: float) -> Floats:
        """The crop with the lid `share` (0..1) of its way down over `eye`, the crop as it is."""
        if share <= 0:
            return eye
        at = self.socket
        edge = at.upper + (at.lower + MEETS - at.upper) * np.float32(share)
        travel = edge - at.upper
        # The skin between brow and fold comes down a little and goes under.
        height = np.clip((at.v - (at.upper - 0.5)) / 0.5, 0, 1)
        slip = FALLS * travel * smoothstep(0.0, 1.0, height) * (at.v < edge)
        skin = at.read(at.crop, at.u, at.v - slip)
        picture = eye + (skin - at.crop) * at.within(-9.0, at.upper)[..., None]
        # Under the lid's edge the eye lies in its shadow.
        under = np.exp(-np.maximum(at.v - edge, 0) / 0.06) * at.within(edge, at.lower + MEETS)
        under *= smoothstep(0.5, 0.35, np.abs(at.u))
        picture = picture * (1 - 0.4 * min(1.0, 3 * share) * under)[..., None]
        fold = at.upper - CREASE + FALLS * travel
        sheet = self._sheet(edge, fold, share)
        begins = smoothstep(-STAND[0], -STAND[1], at.v - at.upper) * min(1.0, 2.5 * share)
        faint = 0.3 * at.width * smoothstep(0.46, 0.62, np.abs(at.u))  # lids end in plain skin
        ends = smoothstep(0.85, 0.6, np.abs(at.u))
        covers = begins * at.within(-9.0, edge, 1.3 + faint) * ends * self.free
        out = picture + (sheet - picture) * covers[..., None]
        return self._lashed(out, edge, share)

    def _sheet(self, edge: Numbers, fold: Numbers, share: float) -> Floats:
        """The lid's own skin, a thin sheet over a ball."""
        at = self.socket
        length = np.maximum(edge - fold, 0.02)
        down = np.clip((at.v - fold) / length, 0, 1)
        colour = self.top + (self.bottom - self.top) * smoothstep(-0.2, 1.6, down)[..., None]
        ball = 1.03 - 0.13 * smoothstep(0.35, 1.0, down) - 0.28 * np.square(at.u)
        ball += 0.05 * np.exp(-np.square((down - 0.45) / 0.22)) * (1 - np.square(2 * at.u))
        crease = np.exp(-np.square((at.v - fold) / 0.022)) * (1 - np.clip(2 * np.abs(at.u), 0, 1))
        shade = (ball - 0.16 * crease * (1 - 0.4 * share)).astype(np.float32)
        # Texture hangs on the edge; when the lid is down all of it is out from under the fold.
        longest = at.lower - at.upper + STAND[0]
        grown = at.read(self.texture, at.u, at.lower + BELOW[0] + longest - (edge - at.v))
        sheet = colour * shade[..., None] + 0.8 * grown
        return np.asarray(np.clip(sheet, 0, 1), np.float32)

    def _lashed(self, picture: Numbers, edge: Numbers, share: float) -> Floats:
        at = self.socket
        shown = self.dark * smoothstep(0.0, 0.15, share) * self.free
        tapered = smoothstep(0.58, 0.36, np.abs(at.u))
        off = (at.v - edge) / LINE
        line = np.exp(-np.square(np.where(off < 0, off * 1.3, off))) * tapered
        size = self.fringe.shape[0]
        along = (at.u + 0.6) / 1.2 * (size - 1)
        out = (at.v - edge) / (LASH * (0.55 + 0.45 * share)) * (size - 1)
        hairs = cv2.remap(self.fringe, along, out.astype(np.float32), cv2.INTER_LINEAR)
        amount = np.clip(0.85 * line + 0.42 * np.asarray(hairs) * tapered, 0, 1) * shown
        return np.asarray(picture + (self.lash - picture) * amount[..., None], np.float32)


def _skin(socket: Socket, first: Floats, last: Floats) -> Floats:
    """The colour of skin between two lines, for every column of the eye and even along it.

    The lighter part of what is found counts: a brow, a fold or a lash is dark.
    """
    samples = np.stack(
        [
            socket.read(blur(socket.crop, 0.02 * socket.width), socket.u, line)
            for line in np.linspace(first, last, 6).astype(np.float32)
        ]
    )
    rank = np.argsort(samples @ LUMA, axis=0)
    lighter = np.take_along_axis(samples, rank[2:5, ..., None], axis=0).mean(0)
    return blur(lighter, ACROSS * socket.width)


def _fringe(seed: int) -> Floats:
    """Lashes as they hang from a closed lid: they fan out, thin to their tips."""
    size, fine = 96, 4
    rng = np.random.default_rng([seed, 71])
    drawn = np.zeros((size * fine, size * fine), np.uint8)
    for base in np.linspace(0.12, 0.88, LASHES) + rng.normal(0, 0.014, LASHES):
        length = rng.uniform(0.35, 1.0) * (0.6 + 0.4 * np.sin(np.pi * base))
        fan = (base - 0.5) * 0.22 + rng.normal(0, 0.02)
        steps = np.linspace(0, 1, 7)
        x = (base + fan * steps**1.6) * size * fine
        y = length * steps * size * fine
        for i in range(6):
            ends = [(round(x[j]), round(y[j])) for j in (i, i + 1)]
            cv2.line(drawn, ends[0], ends[1], round(255 * (1 - i / 7)), 5 - i // 2, cv2.LINE_AA)
    small = cv2.resize(drawn, (size, size), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255)
