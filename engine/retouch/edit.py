"""One region of any picture, as the words say."""

from dataclasses import dataclass, replace

import numpy as np

from engine.paste import feather
from engine.protocol import Box, Region, StudioError
from engine.retouch import background, box, hair, lips, skin, wardrobe
from engine.retouch.background import Scenery
from engine.retouch.seen import Edited, Seen, Steps, Told
from engine.retouch.window import set_back, shown, through
from engine.window import Window

EDGE = 1.0  # pixels: the outermost of a matte is mixed once more
NOBODY = {
    "hair": "Its hair cannot be found",
    "wardrobe": "Its clothes cannot be found",
    "skin": "Its skin cannot be found",
    "lips": "Its lips cannot be found",
}


@dataclass(frozen=True)
class Asked:
    """What should become of which part."""

    region: Region | Box
    words: str
    strength: float
    scenery: Scenery


def edited(seen: Seen, asked: Asked, steps: Steps) -> Edited:
    """Change a region. Raises StudioError with a sentence for what cannot be done."""
    window = None if isinstance(asked.region, Box) else _window(seen, asked.region)
    if window is None:
        made = _edited(seen, asked, steps)
    else:
        made = set_back(seen, window, _edited(through(seen, window), asked, steps))
    if not made.matte.any() or np.array_equal(made.pixels, seen.negative):
        raise StudioError(
            "These words would change nothing here. Say them more strongly, or say others."
        )
    whole = made.matte > 0
    return replace(made, matte=made.matte if whole.all() else feather(whole, EDGE))


def _window(seen: Seen, region: Region) -> Window | None:
    """Where an edit looks: at its part, and at the face, which tells of the light."""
    match region:
        case "background":
            return None
        case "skin":
            return shown(seen, "skin", "face")
        case _:
            return shown(seen, region, "face")


def _edited(seen: Seen, asked: Asked, steps: Steps) -> Edited:
    region, words, strength = asked.region, asked.words.strip(), asked.strength
    if isinstance(region, str) and region in NOBODY and seen.face is None:
        raise StudioError(
            f"No face is seen in this picture. {NOBODY[region]} without one: choose another "
            "picture, the background, or a box."
        )
    match region:
        case Box():
            return box.box(seen, region, words, strength, Told(steps, box.STEPS))
        case "hair":
            return hair.hair(seen, words, strength, Told(steps, hair.STEPS))
        case "wardrobe":
            return wardrobe.wardrobe(seen, words, strength, Told(steps, wardrobe.STEPS))
        case "skin":
            return skin.skin(seen, words, strength, Told(steps, skin.STEPS))
        case "lips":
            return lips.lips(seen, words, strength, Told(steps, lips.STEPS))
        case "background":
            told = Told(steps, background.STEPS)
            return background.background(seen, words, strength, told, asked.scenery)
