"""Cloth of another colour or tone: folds, weave and shadows stay."""

import re
from typing import Any

import cv2
import numpy as np

from engine.pictures import LUMA, Floats
from engine.protocol import StudioError
from engine.retouch import paints
from engine.retouch.alpha import PARTS, apart
from engine.retouch.ambient import Ambient, ambient
from engine.retouch.colour import dot, luminance, oklab
from engine.retouch.examples import examples
from engine.retouch.seen import Edited, Seen, Told, laid
from engine.retouch.soft import blur, guided, smooth, within
from engine.retouch.tint import Coat, middle, painted
from engine.retouch.tone import TONES, toned
from prompts.retouching import plain, wish

STEPS = 4 + PARTS
ALL = re.compile(r"\b(?:all|everything|whole|outfit|clothes|both)\b")
PALE = re.compile(r"\b(?:shirt|blouse|collar|t ?shirt|tee|undershirt|cuffs?)\b")
TIE = re.compile(r"\b(?:tie|necktie|bow tie|pocket square|scarf|cravat)\b")
SORTS = 4  # colours that clothes are sorted into
NEAR = 0.13  # Oklab: a colour so near to the chief one is the same cloth in other light
APART = 0.05  # over which one becomes the other
ALONG = 0.40  # what a difference of lightness counts, which folds make too
HUED = 1.5  # what a difference of colour over lightness counts
DARK = 0.15  # Oklab lightness: what is darker shows little of its own colour
SKINLIKE = 0.08  # as told: a cloth so near to the face's colour cannot be told from it
VIVID = 0.12  # chroma over lightness, as told, from which shine is paler than the cloth
WHOLE = 0.97  # share of the clothes that is all of them
EXAMPLES = examples("navy", "dark green", "darker", "muted", "cream")


def wardrobe(seen: Seen, words: str, strength: float, told: Told) -> Edited:
    """Dye the clothes. Raises StudioError where only a tailor could help, or none are seen."""
    asked, colour = wish(words).only(*TONES), paints.cloth(words)
    if colour is None and asked.empty:
        raise StudioError(
            f"The retoucher knows no way in which {words!r} changes the clothes that are there: "
            f"it can dye them, not exchange them. Say {EXAMPLES}."
        )
    soft = seen.firm("wardrobe")
    if float((soft > 0.5).mean()) < 1e-3:
        raise StudioError("This take shows no clothes that could be dyed. Choose another part.")
    told.step()
    split = apart(seen.light, soft, max(1.0, 0.008 * seen.scale), step=told.step)
    told.step()
    chosen = _chosen(seen, split.front, split.alpha, plain(words))
    told.step()
    made = split.front
    if colour is not None:
        made = painted(
            made,
            chosen * split.alpha,
            _coat(made, chosen, colour, ambient(seen)),
            ambient(seen),
            0.1 * seen.scale,
        )
    made = toned(made, asked)
    share = split.alpha * chosen
    light = seen.light + share[..., None] * (made - split.front)
    told.step()
    return laid(seen, np.clip(light, 0, 1), (share > 0.02).astype(np.float32), strength)


def _coat(light: Floats, chosen: Floats, colour: Floats, air: Ambient) -> Coat:
    usual = middle(light, chosen)
    # How much of the key light falls on it: no cloth is whiter than 0.85.
    lit = max(air.white * 0.6, min(middle(light, chosen, 90) / 0.85, 1.1))
    bright = float(np.clip(float(colour @ LUMA) * lit, usual / 40, usual * 40))
    up = float(np.log2(bright / usual))
    shade = np.clip(1 - 0.07 * up, 0.6, 1.15)  # black cloth has deeper folds than white
    return Coat(colour, bright, float(shade), sheen=0.08)


def _chosen(seen: Seen, light: Floats, alpha: Floats, said: str) -> Floats:
    """Which of the clothes are meant, (h, w) 0..1: the chief one, unless the words name another."""
    if ALL.search(said):
        return np.ones_like(alpha)
    lab = oklab(light)
    flat = _told_by(np.stack([blur(lab[..., k], 1.0) for k in range(3)], -1))
    worn_here = _before_the_chest(seen, alpha.shape) if TIE.search(said) else np.ones_like(alpha)
    there = alpha * worn_here > 0.7
    samples: Any = flat[there][:: max(int(there.sum()) // 20_000, 1)]
    if len(samples) < 64:
        return np.ones_like(alpha)
    rule = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1e-3)
    start: Any = None
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(samples, SORTS, start, rule, 2, cv2.KMEANS_PP_CENTERS)
    sizes = np.bincount(np.asarray(labels).ravel(), minlength=SORTS)
    colours = np.asarray(centres, np.float32)
    chief = _chief(colours, sizes, said)
    away = np.sqrt(dot(flat - chief, flat - chief))
    near = 1 - smooth(NEAR, NEAR + APART, away)
    others = colours[np.sqrt(((colours - chief) ** 2).sum(1)) >= NEAR]
    if len(others):  # between two cloths the border lies half-way
        other = np.sqrt(np.min([dot(flat - each, flat - each) for each in others], axis=0))
        near *= smooth(0.42, 0.6, other / np.maximum(other + away, 1e-4))
    near = np.maximum(near, _shining(flat, chief))
    bare = _bare(seen, flat, chief)
    if not TIE.search(said) and float((near * alpha).sum()) > WHOLE * float(alpha.sum()):
        near = np.ones_like(near)  # one garment, and its buttons
    told = smooth(0.12, 0.3, lab[..., 0])  # what is dark is what its surroundings are
    around = within(near, np.maximum(told * alpha, 1e-2), 0.1 * seen.scale)
    near = (around + (near - around) * told) * worn_here * (1 - bare)
    return np.clip(guided(near, luminance(light) ** np.float32(0.5), 2, 1e-3), 0, 1)


def _bare(seen: Seen, flat: Floats, chief: Floats) -> Floats:
    """Hands and throats that a matte took for cloth, (h, w): of the face's colour."""
    face = seen.of("face") > 0.7
    if int(face.sum()) < 64:
        return np.zeros(flat.shape[:2], np.float32)
    own = _told_by(oklab(seen.light[face][:: max(int(face.sum()) // 5000, 1)][None]))[0]
    skin, spread = np.median(own, 0), np.maximum(own.std(0), 0.02)
    if np.hypot(*(chief - skin)[1:]) < SKINLIKE:
        return np.zeros(flat.shape[:2], np.float32)  # the cloth has that colour too
    hue = np.hypot(*((flat[..., k] - skin[k]) / (2.2 * spread[k]) for k in (1, 2)))
    nearer = np.hypot(*(flat[..., k] - skin[k] for k in (1, 2))) < 0.7 * np.hypot(
        *(flat[..., k] - chief[k] for k in (1, 2))
    )
    lit = smooth(0.3, 0.6, flat[..., 0] / max(float(skin[0]), 0.05))
    return (1 - smooth(0.8, 1.6, hue)) * nearer * lit


def _told_by(lab: Floats) -> Floats:
    """What tells cloths apart, (h, w, 3): a little lightness, and colour whatever the light.

    Less light makes all three of Oklab smaller alike, so that their ratios are the cloth's own.
    """
    level = lab[..., :1]
    return np.concatenate([ALONG * level, HUED * lab[..., 1:] / (level + DARK)], axis=-1)


def _shining(flat: Floats, chief: Floats) -> Floats:
    """Where a coloured cloth shines, (h, w): brighter than it is, and paler, but of its hue."""
    vivid = float(np.hypot(*chief[1:]))
    if vivid < VIVID:
        return np.zeros(flat.shape[:2], np.float32)
    axis = chief[1:] / vivid
    along = flat[..., 1:] @ axis
    across = np.abs(flat[..., 1] * axis[1] - flat[..., 2] * axis[0])
    pale = smooth(0.12, 0.3, along / vivid) * (1 - smooth(0.25, 0.5, across / vivid))
    return pale * smooth(0.0, 0.03, flat[..., 0] - chief[0])


def _before_the_chest(seen: Seen, shape: tuple[int, ...]) -> Floats:
    """Where ties hang, (h, w): under the face, hardly wider than the chin."""
    if seen.face is None:
        return np.ones(shape, np.float32)
    left, _, right, bottom = seen.face.box
    middle, half = (left + right) / 2, (right - left) / 2
    aside = np.abs(np.arange(shape[1], dtype=np.float32) - middle) / half
    down = np.arange(shape[0], dtype=np.float32) - bottom
    return (1 - smooth(0.55, 0.85, aside))[None, :] * smooth(-0.3, 0.0, down / half)[:, None]


def _chief(colours: Floats, sizes: Any, said: str) -> Floats:
    """Of the colours that are found: the palest, the most vivid, or that of most cloth."""
    if PALE.search(said) and not TIE.search(said):
        return colours[int(np.argmax(colours[:, 0]))]
    if TIE.search(said):
        return colours[int(np.argmax(np.hypot(colours[:, 1], colours[:, 2]) * colours[:, 0]))]
    # Sorts that are near each other are one cloth in light and shadow.
    near = [sizes[np.sqrt(((colours - each) ** 2).sum(1)) < NEAR].sum() for each in colours]
    return colours[int(np.argmax(near))]
