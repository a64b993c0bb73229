"""Hair of another colour, strand by strand; its cut stays what it is."""

import re

import cv2
import numpy as np

from engine.pictures import LUMA, Floats
from engine.protocol import StudioError
from engine.retouch import paints
from engine.retouch.alpha import PARTS, apart
from engine.retouch.ambient import ambient
from engine.retouch.colour import Values, display, luminance
from engine.retouch.examples import examples
from engine.retouch.seen import Edited, Seen, Told, laid
from engine.retouch.soft import blur, smooth, within
from engine.retouch.tint import Coat, middle, painted
from engine.retouch.tone import TONES, toned
from prompts.retouching import Wish, plain, wish

STEPS = 4 + PARTS
WHITE = np.array([0.50, 0.49, 0.48], np.float32)  # white hair; linear reflectance
STRANDS = 0.09  # of a face's width: how far strands may stand off
CUT = re.compile(
    r"\b(?:short|shorter|long|longer|length|cut|crop(?:ped)?|bob|pixie|buzz|bald|shav(?:e|ed|en)|"
    r"curl(?:y|s|ier|ed)|straight(?:er|ened)?|wav(?:y|es|ier)|afro|braid(?:s|ed)?|plait(?:s|ed)?|"
    r"ponytail|bun|updo|fringe|bangs|dread(?:s|locks)|parting|parted|slicked|volume|thicker|thinner|"
    r"shoulder length|mohawk|quiff|locs|beard|moustache|stubble)\b"
)
EXAMPLES = examples("copper", "silver grey", "black", "darker", "warmer", "more sheen")


def hair(seen: Seen, words: str, strength: float, told: Told) -> Edited:
    """Colour the hair. Raises StudioError for what only scissors could do, and for no hair."""
    said, asked = plain(words), wish(words).only(*TONES, "shine")
    less_red = wish(words).of("redness") < 0
    colour, grey = (None if less_red else paints.hair(said)), paints.grey(said)
    if less_red:
        asked = Wish({**asked.amounts, "warmth": -1.0})
    if cut := CUT.search(said):
        raise StudioError(
            f"The retoucher cannot give hair another cut or length ({cut.group(0)!r}); it colours "
            f"what is there. Say {EXAMPLES}; another cut needs a new picture."
        )
    if colour is None and grey is None and asked.empty:
        raise StudioError(
            f"The retoucher knows no way in which {words!r} changes hair. Say {EXAMPLES}."
        )
    soft = _own(seen, seen.firm("hair"))
    if float((soft > 0.5).mean()) < 5e-4:
        raise StudioError("This take shows no hair that could be coloured. Choose another part.")
    told.step()
    split = apart(seen.light, soft, max(1.0, 0.008 * seen.scale), loose(seen, soft), told.step)
    told.step()
    made = _coloured(seen, split.front, split.alpha, colour, grey)
    told.step()
    made = _turned(made, split.alpha, asked, seen.scale)
    # Only what is hair of a pixel is exchanged: what is behind it shines through as before.
    light = seen.light + split.alpha[..., None] * (made - split.front)
    told.step()
    return laid(seen, np.clip(light, 0, 1), (split.alpha > 0.02).astype(np.float32), strength)


def _own(seen: Seen, soft: Floats) -> Floats:
    """The sitter's hair, without somebody else's and without a collar that was taken for some."""
    if seen.face is None:
        return soft
    height = soft.shape[0]
    left, top, right, bottom = seen.face.box
    count, found = cv2.connectedComponents((soft > 0.4).astype(np.uint8))
    labels = np.asarray(found, np.intp)
    reach = int(0.35 * seen.scale)
    head = labels[
        max(int(top) - 2 * reach, 0) : max(int(bottom) + reach, 1),
        max(int(left) - reach // 3, 0) : max(int(right) + reach // 3, 1),
    ]
    near = np.bincount(head.ravel(), minlength=count)
    mine = near > 0.25 * np.maximum(np.bincount(labels.ravel(), minlength=count), 1)
    mine[0] = True
    kept = soft * mine[labels]
    crown = (kept > 0.8) & (np.arange(height) < (top + bottom) / 2)[:, None]
    if not crown.any():
        return kept
    level = display(luminance(seen.light))
    bright = float(np.percentile(level[crown], 90))
    collar = smooth(bright + 0.12, bright + 0.25, level)
    collar *= (np.arange(height) > bottom - 0.1 * (bottom - top))[:, None]
    return kept * (1 - collar)


def loose(seen: Seen, soft: Floats) -> Floats:
    """How far strands may stand off, in pixels, (h, w): 0 but by hair before the background."""
    reach = STRANDS * seen.scale
    hair = blur(soft, reach / 2) > 0.04
    open_air = blur(seen.of("background"), reach / 3) > 0.15
    return np.where(hair & open_air, np.float32(reach), np.float32(0))


def _coloured(
    seen: Seen, front: Floats, alpha: Floats, colour: Floats | None, grey: float | None
) -> Floats:
    if colour is None and grey is None:
        return front
    air = ambient(seen)
    aim = colour if colour is not None else front[alpha >= min(0.8, alpha.max())].mean(0)
    if grey is not None:
        aim = WHITE * grey + np.minimum(aim, 0.05) * (1 - grey)
    usual = middle(front, alpha)
    wanted = float(aim @ LUMA) * air.white * 0.72  # hair shades itself
    bright = _towards(usual, wanted)
    up = bright / usual
    short = min(1.0, bright / wanted)  # what cannot be so bright would be murky with all its colour
    coat = Coat(
        colour=aim * short + float(aim @ LUMA) * (1 - short),
        bright=bright,
        # Dark hair shines where fair hair glows.
        shade=float(np.clip(1 - 0.06 * np.log2(up), 0.7, 1.15)),
        depth=0.18,
        sheen=0.5 if wanted < 0.05 else 0.2,
    )
    return painted(front, alpha, coat, air, 0.06 * seen.scale)


def _towards(usual: float, wanted: float) -> float:
    """The luminance to aim at: wholly wanted where that is within reach."""
    return float(np.clip(wanted, usual / 16, usual * 45))


def _turned(light: Values, alpha: Floats, asked: Wish, scale: float) -> Floats:
    """Lighter, warmer, more vivid, with more or less sheen."""
    level = luminance(light)
    if sheen := asked.of("shine"):
        around = within(level, np.maximum(alpha, 1e-3), 0.12 * scale)
        ratio = np.maximum(level, 1e-5) / np.maximum(around, 1e-4)
        shining = smooth(0.9, 2.2, ratio)
        power = (0.55 if sheen > 0 else 0.45) * sheen * shining
        light = light * np.clip(ratio, 1, 8)[..., None] ** power[..., None].astype(np.float32)
    return toned(light, asked)
