"""Lips painted, matt or glossy; the teeth between them are left alone."""

import numpy as np

from engine.pictures import Floats
from engine.protocol import StudioError
from engine.retouch import paints
from engine.retouch.ambient import ambient
from engine.retouch.colour import from_oklab, oklab, one, reachable
from engine.retouch.examples import examples
from engine.retouch.seen import Edited, Seen, Told, laid
from engine.retouch.soft import blur, smooth, within
from engine.retouch.tone import TONES, toned
from prompts.retouching import plain, wish

STEPS = 3
LEAST = 24  # pixels of lips
COVER = 0.85  # of a lipstick: the rest is lip
MATT, GLOSS = 0.75, 0.9  # how far highlights go down, or up
NATURAL = ("natural", "nude", "bare", "no lipstick", "without lipstick")
EXAMPLES = examples("dark red", "nude", "berry", "matt", "glossy", "natural")


def lips(seen: Seen, words: str, strength: float, told: Told) -> Edited:
    """Paint the lips. Raises StudioError for words that name nothing of them, or no mouth."""
    said, asked = plain(words), wish(words).only(*TONES, "shine")
    natural = any(word in said for word in NATURAL)
    colour = None if natural else paints.lips(said)
    if colour is None and asked.empty and not natural:
        raise StudioError(
            f"The retoucher knows no way in which {words!r} changes lips: it paints them, and "
            f"cannot change their shape. Say {EXAMPLES}."
        )
    mask = seen.of("lips") * (1 - seen.of("teeth"))
    mask = smooth(0.25, 0.85, blur(mask, 0.004 * seen.scale))
    told.step()
    lab = oklab(seen.light)
    mask = mask * (1 - _teeth(lab, mask, seen))
    if float((mask > 0.6).sum()) < LEAST:
        raise StudioError("This take shows no lips that could be painted. Choose another part.")
    if natural:
        lab = _bare(lab, mask, seen)
    elif colour is not None:
        lab = _painted(lab, mask, one(colour * ambient(seen).tint), ambient(seen).white)
    if shine := asked.of("shine"):
        lab = _shone(lab, mask, shine, seen.scale)
    told.step()
    light = toned(reachable(from_oklab(lab)), asked)
    told.step()
    return laid(seen, light, mask, strength)


def _teeth(lab: Floats, mask: Floats, seen: Seen) -> Floats:
    """What is as bright as the skin around and hardly red, (h, w): a smile may hide from a mesh."""
    face = seen.of("face") > 0.7
    if not face.any():
        return np.zeros_like(mask)
    skin = np.median(lab[face], axis=0)
    pale = 1 - smooth(0.45, 0.9, lab[..., 1] / max(float(skin[1]), 0.01))
    bright = smooth(0.8, 0.98, lab[..., 0] / max(float(skin[0]), 0.05))
    found = blur(pale * bright, 0.006 * seen.scale)
    return smooth(0.25, 0.6, found)


def _painted(lab: Floats, mask: Floats, paint: Floats, white: float) -> Floats:
    """The paint's hue, and its lightness around what the lips' own relief makes of it."""
    there = mask > 0.6
    usual = max(float(np.median(lab[..., 0][there])), 0.02)
    # Lips shade themselves, so that paint is darker on them than on a card.
    bright = float(paint[0]) * 0.86 * white ** (1 / 3)
    bright = usual + (bright - usual) * COVER
    out = lab.copy()
    out[..., 0] = bright + (lab[..., 0] - usual) * np.float32(min(1.0, 0.6 + 0.5 * bright / usual))
    depth = np.clip(out[..., 0] / max(bright, 0.05), 0.3, 1.25)[..., None]
    aim = paint[1:] * np.minimum(depth, 1.1)
    shining = smooth(1.15, 1.6, out[..., 0] / max(bright, 0.05))[..., None]
    out[..., 1:] += (aim * (1 - 0.5 * shining) - out[..., 1:]) * np.float32(COVER)
    return out


def _bare(lab: Floats, mask: Floats, seen: Seen) -> Floats:
    """A little redder and darker than the skin around, as lips are."""
    face = seen.of("face")
    there = face > 0.7
    if not there.any():
        return lab
    skin = np.array([float(np.median(lab[..., k][there])) for k in range(3)], np.float32)
    out = lab.copy()
    usual = float(np.median(lab[..., 0][mask > 0.6]))
    out[..., 0] += (skin[0] * 0.88 - usual) * np.float32(0.7)
    aim = np.array([skin[1] + 0.022, skin[2] - 0.006], np.float32)
    out[..., 1:] += (aim - out[..., 1:]) * np.float32(0.75)
    return out


def _shone(lab: Floats, mask: Floats, shine: float, scale: float) -> Floats:
    level = lab[..., 0]
    around = within(level, mask, 0.035 * scale)
    fine = level - around
    out = lab.copy()
    if shine < 0:
        share = np.float32(min(-MATT * shine, 0.9))
        out[..., 0] -= share * np.maximum(fine, 0)
        return out
    bright = smooth(0.004, 0.05, fine)
    out[..., 0] += np.float32(min(GLOSS * shine, 1.6)) * np.maximum(fine, 0) * (0.6 + 1.6 * bright)
    out[..., 1:] *= (1 - 0.35 * min(shine, 1.0) * bright)[..., None]
    return out
