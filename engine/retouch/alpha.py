"""Apart: how much of each pixel is the subject, its colour without what is behind, and that.

A matte tells roughly where the subject is. Near its edge each pixel is a mixture, in linear light,
of a colour that is found further in and one that is found further out: where the two differ, the
mixture says how much it has of each, strand by strand. Blending by known neighbours follows
M. Forte, F. Pitie, "F, B, Alpha Matting", 2020, whose colours are blurred ones too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from engine.pictures import Floats, Mask
from engine.retouch.colour import dot, luminance
from engine.retouch.soft import filled, grown, guided, shrunk, smooth, within

PARTS = 3
SURE, NONE = 0.93, 0.04  # of a soft matte: wholly the subject, and not at all
DOUBT = 0.06  # of the brighter of two colours: how far apart they must be to tell them
DARK = 0.004  # linear: differences that noise makes in the dark
STRAY = 1.6  # times the colour further inside, that an edge may have
RESTLESS = (0.15, 0.6)  # unevenness of what is behind over the difference of the two colours
UNEVEN = 2.0  # times the variance of what is behind


@dataclass(frozen=True)
class Apart:
    """A picture as two: light = alpha * front + (1 - alpha) * behind."""

    alpha: Floats  # (h, w)
    front: Floats  # (h, w, 3) linear, known everywhere
    behind: Floats  # (h, w, 3) linear, known everywhere


def apart(
    light: Floats,
    soft: Floats,
    edge: float,
    strands: Floats | None = None,
    step: Callable[[], None] = lambda: None,
) -> Apart:
    """Take a picture in linear light apart.

    `soft` (h, w) is where the subject is, roughly; its border is looked for `edge` pixels to both
    sides, and where `strands` (h, w) is not 0 that many pixels to both sides. `step` is called
    PARTS times, for the work may be long.
    """
    sure, near = shrunk(soft > SURE, edge), grown(soft > NONE, edge)
    reach = max(edge, 1.0)
    if strands is not None and strands.any():
        reach = float(strands.max())
        loose = strands > 0
        sure &= shrunk(soft > SURE, reach / 2) | ~loose
        near |= grown(soft > NONE, reach) & loose
    front = filled(light, sure.astype(np.float32))
    step()
    behind = filled(light, (~near).astype(np.float32))
    step()
    across = front - behind
    length = dot(across, across)
    told = dot(light - behind, across) / np.maximum(length, 1e-9)
    bright = np.maximum(luminance(front), luminance(behind))
    uneven = _unevenness(light, ~near, max(edge, reach / 6))
    doubt = (DOUBT * bright + DARK) ** 2 + UNEVEN * uneven
    restless = smooth(*RESTLESS, np.sqrt(uneven / np.maximum(length, 1e-9)))
    trust = length / (length + doubt) * (1 - restless)
    step()
    # Far outside the rough matte only what is plainly a strand is one.
    away = 1 - soft
    off = cv2.distanceTransform((soft < SURE / 2).astype(np.uint8), cv2.DIST_L2, 3)
    thin = 1 - smooth(0.3 * reach, reach, np.asarray(off, np.float32))
    strand = smooth(0.30, 0.85, told) * thin * away + np.clip(told, 0, 1) * soft
    alpha = np.clip(trust * strand + (1 - trust) * soft, 0, 1).astype(np.float32)
    edged = np.clip(guided(alpha, luminance(light) ** np.float32(0.5), 1, 1e-4), 0, 1)
    alpha = np.where(sure, 1, np.where(near, edged, 0)).astype(np.float32)
    clean = (light - (1 - alpha[..., None]) * behind) / np.maximum(alpha, 0.05)[..., None]
    # What is left in it of a brighter or darker place is no colour of the subject.
    clean = np.clip(clean, 0.5 * front, STRAY * front + DARK)
    clean = np.where(alpha[..., None] > 0.995, light, clean)
    own = smooth(0.4, 0.95, alpha)[..., None]
    front = front + (np.clip(clean, 0, 1) - front) * own
    return Apart(alpha, np.asarray(front, np.float32), behind)


def _unevenness(light: Floats, known: Mask, edge: float) -> Floats:
    """Variance of what is behind, near each place, (h, w)."""
    weight = known.astype(np.float32)
    reach = 6 * edge
    mean = within(light, weight, reach)
    spread = within(dot(light - mean, light - mean), weight, reach)
    return filled(spread[..., None], weight)[..., 0]
