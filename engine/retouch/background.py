"""Another place behind the sitter, or the same one darker, softer, of another colour.

The new place is painted as the maquette paints it, seen through the picture's own lens, in the
light that falls on the sitter, with the picture's own noise. The sitter is taken apart from what
was behind, and each strand of hair is laid over what is there now.
"""

from collections.abc import Callable

import numpy as np

from engine.maquette import place
from engine.maquette.develop import curve
from engine.maquette.kelvin import balance
from engine.pictures import LUMA, Floats
from engine.protocol import StudioError
from engine.retouch.alpha import PARTS, Apart, apart
from engine.retouch.ambient import Ambient, ambient
from engine.retouch.colour import display, linear
from engine.retouch.examples import examples
from engine.retouch.hair import loose
from engine.retouch.seen import Edited, Seen, Told, laid
from engine.retouch.side import side
from engine.retouch.soft import blur, disc, noise, resized
from engine.retouch.tone import TONES, toned
from engine.retouch.view import view
from prompts import colours, places
from prompts.retouching import Wish, plain, wish
from prompts.setup import Backdrop

STEPS = 6 + PARTS
BLUR = 0.020  # of the frame's height: the radius of a plain "blurred"
FALL = 0.45  # stops from one side of a wall to the other, towards the key
WHITER = 1.12  # how bright a white is before it is clipped: a lamp is brighter than paper
MOST = 1_000_000  # pixels of a place: it is out of focus, and may be enlarged
WRAP = 0.10  # share of the light behind that reaches around an edge
EXAMPLES = examples("a forest", "dark grey", "neon city at night", "blurred", "darker")
Scenery = Callable[[str], Backdrop]
"""From words to the backdrop that they name, in the light of the picture's look."""


def background(seen: Seen, words: str, strength: float, told: Told, scenery: Scenery) -> Edited:
    """Change what is behind. Raises StudioError for words that name no place, colour or tone."""
    said, asked = plain(words), wish(words).only(*TONES, "focus", "texture")
    found = _named(said)
    if not found and asked.empty:
        raise StudioError(
            f"The retoucher knows no place, colour or tone in {words!r} for the background. "
            f"Say {EXAMPLES}."
        )
    soft = 1 - seen.firm("background")
    if float((soft < 0.5).mean()) < 2e-3:
        raise StudioError("This take shows no background that could change. Choose another part.")
    if float((soft > 0.5).mean()) < 0.01:
        raise StudioError(
            "Nobody is seen in this picture, so that all of it would be background. Choose a box, "
            "or another picture."
        )
    told.step()
    strands = loose(seen, seen.firm("hair"))
    split = apart(seen.light, soft, max(1.0, 0.008 * seen.scale), strands, told.step)
    told.step()
    behind = _place(seen, scenery(words)) if found else split.behind
    told.step()
    if not found:
        behind = _softer(behind, seen, asked)
    told.step()
    behind = toned(behind, asked)
    behind = _grained(seen, split, behind, same=not found and not asked.of("focus"))
    told.step()
    light = _composed(split, behind)
    told.step()
    touched = (split.alpha < 0.99).astype(np.float32)
    return laid(seen, np.clip(light, 0, 1), touched, strength)


def _named(said: str) -> bool:
    return places.place(said) is not None or colours.rgb(said) is not None


def _place(seen: Seen, backdrop: Backdrop) -> Floats:
    """The place as the picture would show it, linear display light (h, w, 3)."""
    plate = place.plate(backdrop, view(seen, MOST), seen.seed)
    air = ambient(seen)
    setup = seen.setup
    gains = balance(setup.white_balance) * 2.0**setup.exposure if setup else balance(_NEUTRAL)
    level = _level(air) if setup is None else 1.0
    lit = plate * gains.astype(np.float32) * np.float32(level)
    if backdrop.kind in {"wall", "gradient"}:
        across = np.linspace(-0.5, 0.5, plate.shape[1], dtype=np.float32) * side(seen)
        lit = lit * (2 ** (FALL * across))[None, :, None]
        if setup is None:
            lit = lit * air.tint
    return resized(linear(curve(lit.astype(np.float32))), seen.size)


_NEUTRAL = 5300  # kelvin: what compiled places of no look are balanced for


def _level(air: Ambient) -> float:
    """A place is lit as the sitter is."""
    return float(np.clip(air.white * air.fill**0.7, 0.15, 1.1))


def _softer(behind: Floats, seen: Seen, asked: Wish) -> Floats:
    amount = asked.of("focus") + min(asked.of("texture"), 0)
    if amount < 0:
        radius = BLUR * -amount * seen.negative.shape[0]
        # Bright points swell to discs, as they do behind a lens, and do not fade away.
        held = np.clip(behind, 0, 1)
        soft = disc((held / (WHITER - held)).astype(np.float32), radius)
        return (WHITER * soft / (1 + soft)).astype(np.float32)
    if amount > 0:
        crisp = behind + amount * 0.8 * (behind - blur(behind, 1.6))
        return np.clip(crisp, 0, 1).astype(np.float32)
    return behind


def _grained(seen: Seen, split: Apart, behind: Floats, *, same: bool) -> Floats:
    """The picture's own noise on what is new, as strong and as large as it is there."""
    if same:
        return behind
    level = seen.negative @ LUMA
    flat = noise(level, split.alpha < 0.02)
    if flat < 5e-4:
        return behind
    rng = np.random.default_rng([seen.seed, 5])
    grain = rng.standard_normal(behind.shape, np.float32)
    shared = rng.standard_normal((*level.shape, 1), np.float32)
    return linear(np.clip(display(behind) + np.float32(flat) * (0.8 * shared + 0.6 * grain), 0, 1))


def _composed(split: Apart, behind: Floats) -> Floats:
    """The sitter over the new place, some of its light around the edge."""
    alpha = split.alpha[..., None]
    edge = blur((1 - split.alpha), 4.0)[..., None] * alpha
    around = split.front + np.float32(WRAP) * edge * (blur(behind, 6.0) - split.front)
    return (around * alpha + behind * (1 - alpha)).astype(np.float32)
