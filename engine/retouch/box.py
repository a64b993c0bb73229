"""A part of the frame that a box marks: its tone, its focus, a spot in it."""

import numpy as np

from engine.paste import feather
from engine.pictures import Floats, Mask
from engine.protocol import Box, StudioError
from engine.retouch.colour import from_oklab, oklab, one, reachable
from engine.retouch.examples import examples
from engine.retouch.heal import healed, spots
from engine.retouch.seen import Edited, Seen, Told, exact, laid
from engine.retouch.soft import blur, disc, smooth
from engine.retouch.tone import TONES, toned
from prompts.retouching import wish

STEPS = 3
SOFT = 0.3  # of the box's shorter side: how wide its edge is
SMALL = 0.012  # of the frame: a box so small is the spot itself
BLUR = 0.012  # of the frame's height
COLOURED = 0.55  # how far a colour that is said goes
FEATURES = ("eye-left", "eye-right", "brows", "lips", "teeth")
SPOT = 0.012  # of the frame's shorter side: the radius of a spot
EXAMPLES = examples("darker", "warmer", "blurred", "muted", "remove the spot")


def box(seen: Seen, where: Box, words: str, strength: float, told: Told) -> Edited:
    """Retouch inside a box. Raises StudioError for words that say nothing, or no spot there."""
    asked = wish(words).only(*TONES, "focus", "texture", "spots")
    if asked.empty:
        raise StudioError(
            f"The retoucher knows no way in which {words!r} changes what is in this box: it cannot "
            f"draw new things. Say {EXAMPLES}."
        )
    inside = _inside(where, seen.size)
    if int(inside.sum()) < 16:
        raise StudioError("This box is too small to hold anything of the take. Draw a larger one.")
    told.step()
    rows, columns = np.nonzero(inside.any(1))[0], np.nonzero(inside.any(0))[0]
    side = min(len(rows), len(columns))
    edge = float(np.clip(SOFT * side, 1, 0.1 * max(seen.size)))
    mask = exact(feather(inside, edge))
    light = seen.light
    if asked.of("spots") < 0:
        light = _cleaned(seen, mask, side)
    if (focus := asked.of("focus") + min(asked.of("texture"), 0)) < 0:
        light = disc(light, max(BLUR * -focus * seen.negative.shape[0], 0.8))
    elif sharp := focus + max(asked.of("texture"), 0):
        light = np.clip(light + 0.7 * sharp * (light - blur(light, 1.4)), 0, 1)
    told.step()
    light = toned(light, asked)
    if asked.colour is not None:
        lab = oklab(np.clip(light, 0, 1))
        lab[..., 1:] += (one(np.array(asked.colour))[1:] - lab[..., 1:]) * np.float32(COLOURED)
        light = reachable(from_oklab(lab))
    told.step()
    return laid(seen, light, mask, strength)


def _inside(where: Box, size: tuple[int, int]) -> Mask:
    width, height = size
    x, y = (np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height
    across = (x >= where.left) & (x <= where.right)
    down = (y >= where.top) & (y <= where.bottom)
    return down[:, None] & across[None, :]


def _cleaned(seen: Seen, mask: Floats, side: int) -> Floats:
    lab = oklab(seen.light)
    kept = np.ones_like(mask)
    for name in FEATURES:  # a catchlight is no spot
        kept *= 1 - smooth(0.02, 0.3, blur(seen.of(name), 0.02 * seen.scale))
    found = spots(lab[..., 0], mask * kept, min(SPOT * min(seen.size), 0.2 * side))
    small = float((mask > 0).mean()) < SMALL
    if not found.any() and small:
        found = mask > 0.5  # the box is drawn around it
    if not found.any():
        raise StudioError(
            "No spot stands out in this box. Draw a small box around what should go, or say "
            f"{examples('less texture', 'darker')}."
        )
    return reachable(from_oklab(healed(lab, found, seen.seed)))
