"""Skin by its frequencies: pores, unevenness and form are apart, and each is moved alone.

Widths are shares of the face's width, so that a close-up and a full figure are treated alike. What
is done is bounded: skin keeps pores, and a face its shadows.
"""

from dataclasses import dataclass

import numpy as np

from engine.pictures import Floats
from engine.protocol import StudioError
from engine.retouch.ambient import ambient
from engine.retouch.colour import from_oklab, oklab, reachable
from engine.retouch.examples import examples
from engine.retouch.freckles import freckled
from engine.retouch.heal import healed, spots
from engine.retouch.seen import Edited, Seen, Told, laid
from engine.retouch.soft import blur, guided, smooth, within
from engine.retouch.tone import toned
from prompts.retouching import Axis, Wish, wish

STEPS = 7
PORES, MARKS, FORM = 0.011, 0.035, 0.16  # of a face's width: sigmas between the bands
PORED = 0.0075  # Oklab lightness: how rough the skin of a face is at the size of its pores
KEEN = 0.045  # Oklab lightness: a step so high is the face's form, and stays
ROUGHEST = 1.8  # times as rough as it was, at most
SMOOTHEST = 0.35  # of its pores that are left at most smooth
RED = 0.014  # Oklab a, over the skin's own middle: from here it is called red
MILD: dict[Axis, float] = {
    "light": 0.7,
    "warmth": 0.55,
    "chroma": 0.6,
    "contrast": 0.6,
    "grey": 1.0,
}  # how much of a tone skin takes and is still the same skin
CANNOT = "tattoos, scars, make-up or another age"
EXAMPLES = examples("more texture", "less shine", "even", "less red", "warmer", "freckles")


@dataclass(frozen=True)
class Bands:
    """Lightness and colour of skin, taken apart by size; their sum is the skin."""

    form: Floats  # (h, w, 3) Oklab: how the face is lit
    marks: Floats  # (h, w, 3) blotches, lines, shine
    pores: Floats  # (h, w, 3)


def skin(seen: Seen, words: str, strength: float, told: Told) -> Edited:
    """Retouch the skin. Raises StudioError for words that ask for nothing of it, or no skin."""
    asked = wish(words)
    if asked.empty or (asked.colour is not None and not asked.amounts):
        raise StudioError(
            f"The retoucher knows no way in which {words!r} changes skin, and cannot paint "
            f"{CANNOT}. Say {EXAMPLES}."
        )
    mask = _where(seen)
    if float((mask > 0.5).mean()) < 5e-4:
        raise StudioError("This take shows no skin that could be retouched. Choose another part.")
    told.step()
    lab = oklab(seen.light)
    if asked.of("spots") < 0:
        lab = healed(lab, spots(lab[..., 0], mask, 0.02 * seen.scale), seen.seed)
    told.step()
    bands = apart(lab, mask, seen.scale)
    told.step()
    bands = _evened(bands, mask, asked, seen.scale)
    told.step()
    bands = _rough(bands, mask, asked, seen)
    told.step()
    made = bands.form + bands.marks + bands.pores
    if shine := asked.of("shine"):
        made = _shone(made, mask, shine, seen.scale)
    light = reachable(from_oklab(made))
    told.step()
    light = toned(light, _mild(asked))
    if asked.of("freckles") > 0:
        light = freckled(light, seen, mask, asked.of("freckles"), ambient(seen))
    told.step()
    return laid(seen, light, mask, strength)


def _where(seen: Seen) -> Floats:
    """Skin of the face and elsewhere, without eyes, brows, lips and their edges."""
    mask = np.maximum(seen.of("face"), seen.of("skin"))
    for name in ("eye-left", "eye-right", "brows", "lips", "hair"):
        mask = mask * (1 - seen.of(name))
    # Inwards feathered: nothing may reach over the border, so the mask's own half counts as none.
    return smooth(0.35, 0.95, blur(mask, 0.006 * seen.scale))


def apart(lab: Floats, mask: Floats, scale: float) -> Bands:
    """Separate skin by size, over the skin alone."""
    weight = np.maximum(mask, 1e-3)
    level = lab[..., 0]
    fine = np.stack(
        [guided(lab[..., k], level, 2 * PORES * scale, 4e-4) for k in range(3)], axis=-1
    )
    form = within(fine, weight, MARKS * scale)
    keen = guided(fine[..., 0], fine[..., 0], MARKS * scale, KEEN**2)
    # In colour there is no form to keep; in light, what is steep is no blotch.
    form[..., 0] = keen
    return Bands(form, fine - form, lab - fine)


def _mild(asked: Wish) -> Wish:
    """Tone within what is still the same skin."""
    return Wish(
        {axis: amount * MILD[axis] for axis, amount in asked.amounts.items() if axis in MILD}
    )


def _evened(bands: Bands, mask: Floats, asked: Wish, scale: float) -> Bands:
    form, marks = bands.form.copy(), bands.marks.copy()
    if (even := asked.of("even")) > 0:
        wide = within(form, mask, FORM * scale)
        form[..., 1:] += (wide[..., 1:] - form[..., 1:]) * np.float32(min(0.45 * even, 0.7))
        marks *= np.float32(1 - min(0.5 * even, 0.7))
    if lines := asked.of("lines"):
        marks[..., 0] *= np.float32(np.clip(1 + 0.6 * lines, 0.25, 1.6))
        dark = within(form[..., 0], mask, 0.07 * scale)
        under = np.minimum(form[..., 0] - dark, 0)
        form[..., 0] -= under * np.float32(np.clip(-0.35 * lines, -0.3, 0.5))
    if (red := asked.of("redness")) > 0:
        form[..., 1] += np.float32(0.012 * red)
    elif red < 0:
        wide = within(form[..., 1], mask, FORM * scale)
        over = form[..., 1] + marks[..., 1] - np.minimum(wide, np.median(wide[mask > 0.6]))
        form[..., 1] -= (
            np.float32(min(-0.75 * red, 0.9)) * over * smooth(0.3 * RED, 1.6 * RED, over)
        )
    return Bands(form, marks, bands.pores)


def _rough(bands: Bands, mask: Floats, asked: Wish, seen: Seen) -> Bands:
    """More pores, which are drawn where there are none, or fewer."""
    amount = asked.of("texture")
    if not amount:
        return bands
    pores, marks = bands.pores.copy(), bands.marks.copy()
    if amount < 0:
        share = max(1 + 0.55 * amount, SMOOTHEST)
        pores[..., 0] *= np.float32(share)
        marks[..., 0] *= np.float32(max(1 + 0.45 * amount, 0.3))
        pores[..., 1:] *= np.float32(share)
        return Bands(bands.form, marks, pores)
    there = mask > 0.7
    have = float(np.std(pores[..., 0][there]))
    aim = float(
        np.clip(
            max(have * (1 + 0.5 * amount), PORED * min(amount, 1.4)), have, have * ROUGHEST + PORED
        )
    )
    pores[..., 0] *= np.float32(min(1 + 0.5 * amount, ROUGHEST))
    rest = max(aim**2 - (have * min(1 + 0.5 * amount, ROUGHEST)) ** 2, 0) ** 0.5
    if rest > 2e-4:
        pores[..., 0] += (
            np.float32(rest) * _pores(seen, mask) * smooth(0.15, 0.5, bands.form[..., 0])
        )
    return Bands(bands.form, marks, pores)


def _pores(seen: Seen, mask: Floats) -> Floats:
    """A skin's relief in light, (h, w), of deviation 1: dark pits between pale ridges."""
    rng = np.random.default_rng([seen.seed, 11])
    size = max(0.005 * seen.scale, 0.7)
    fine = rng.standard_normal(mask.shape, np.float32)
    ridge = blur(fine, size) - blur(fine, 2.2 * size)
    ridge /= max(float(ridge.std()), 1e-6)
    wide = blur(rng.standard_normal(mask.shape, np.float32), 8 * size)
    patch = 1 + 0.35 * wide / max(float(wide.std()), 1e-6)  # skin is not as rough everywhere
    relief = np.where(ridge < 0, ridge * 1.25, ridge * 0.8) * np.clip(patch, 0.4, 1.6)
    return (relief / max(float(relief.std()), 1e-6)).astype(np.float32)


def _shone(lab: Floats, mask: Floats, shine: float, scale: float) -> Floats:
    """Less shine: highlights come down to the skin around them, and have its colour again."""
    level = lab[..., 0]
    soft = within(level, mask, 0.012 * scale)
    around = within(level, mask, 0.20 * scale)
    # Skin that only is turned to the light is no shine: what shines is brighter, and paler.
    chroma = np.hypot(lab[..., 1], lab[..., 2])
    usual = float(np.median(chroma[mask > 0.6]))
    pale = 1 - smooth(0.55, 1.15, within(chroma, mask, 0.012 * scale) / max(usual, 1e-3))
    over = np.maximum(soft - around - 0.015, 0)
    out = lab.copy()
    if shine < 0:
        share = np.float32(min(-0.75 * shine, 0.9)) * (0.45 + 0.55 * pale)
        out[..., 0] -= over * share
        less = smooth(0.0, 0.10, over) * share
        wide = within(lab, mask * (1 - np.minimum(smooth(0.01, 0.06, over), 0.98)), 0.1 * scale)
        out[..., 1:] += (wide[..., 1:] - out[..., 1:]) * less[..., None] * np.float32(0.8)
    else:
        gain = np.float32(min(0.6 * shine, 0.9)) * smooth(0.0, 0.08, over)
        out[..., 0] += over * gain
        out[..., 1:] *= (1 - 0.3 * gain)[..., None]
    return out
