"""The family that needs no scene and no weights: it retouches any picture."""

import numpy as np

from engine.eyes import Ask, optician
from engine.models.base import Card, Clip, Frame, Patch, Source, Steps
from engine.models.reword import place, reworded
from engine.models.versions import installed
from engine.motion.moves import Moves
from engine.motion.still import maker
from engine.protocol import (
    Animate,
    EditRegion,
    FixEyes,
    Previs,
    Recipe,
    Refine,
    Shoot,
    StudioError,
)
from engine.retouch.background import Scenery
from engine.retouch.edit import Asked, edited
from engine.retouch.refine import refined
from engine.retouch.scan import Scan, seen
from prompts.adults import refuse_minors
from prompts.brief import Brief, Subject
from prompts.intake import read
from prompts.setup import Backdrop
from prompts.shot import Shot

LIBRARIES = ("chiaroscuro", "numpy", "scipy", "opencv-python-headless")
REVISION = "retouch-v1"  # another number whenever the same order makes other pixels
NO_CAMERA = (
    "The retoucher has no camera: it edits pictures that are there. Shoot with another model, or "
    "bring a picture."
)

NO_EYES = "No face is seen in this picture, and so no eyes to mend. Choose a closer take."


class RetouchFamily:
    """Edits by what is in the picture itself."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.revision = REVISION

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels."""
        return installed(LIBRARIES)

    def warm(self) -> None:
        """Nothing is loaded before it is used; the networks load in a tenth of a second."""

    def ahead(self) -> None:
        """There is nothing to begin with."""

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Raise StudioError: there is no camera."""
        del order, index, steps
        raise StudioError(NO_CAMERA)

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Raise StudioError: there is no camera."""
        del order, steps
        raise StudioError(NO_CAMERA)

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:
        """Make the take larger, with more detail where a portrait wants it."""
        under = source()
        steps.progress(0, 1)
        return Frame(refined(seen(under, None, order.seed), order.strength, steps))

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Retouch one part, or an eye. Raises StudioError."""
        if isinstance(order, FixEyes):
            return self._eyes(order, source, steps)
        try:
            refuse_minors(order.words)
        except ValueError as error:  # a sentence
            raise StudioError(str(error)) from error
        under = source()
        steps.progress(0, 1)
        shot = _shot(order.shot, order.recipe)
        known = seen(under, shot.setup if shot else None, order.seed)
        steps.progress(0, 1)  # a stop need not wait for the mattes, which come next
        asked = Asked(order.region, order.words, order.strength, scenery(shot))
        made = edited(known, asked, steps)
        return Patch(made.pixels, made.matte, made.measures)

    def _eyes(self, order: FixEyes, source: Source, steps: Steps) -> Patch:
        under = source()
        steps.progress(0, 1)
        face = Scan(under).face
        if face is None:
            raise StudioError(NO_EYES)
        ask = Ask(
            gaze=order.gaze,
            keep_colour=order.keep_colour,
            catchlight=order.catchlight,
            strength=order.strength,
        )
        shot = _shot(order.shot, order.recipe)
        key = shot.setup.key if shot else None
        made, matte = under, np.zeros(under.shape[:2], np.uint8)
        for eye in dict.fromkeys(order.eyes):
            made, there = optician(made, face, eye, ask, key)
            matte = np.maximum(matte, there)
            steps.progress(1, 1)
        return Patch(made, matte)

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:
        """Set the still in motion: what is asked for moves, and nobody changes."""
        moves = Moves(
            seconds=order.seconds,
            seed=order.seed,
            names=order.moves,
            strength=order.strength,
            loop=order.loop,
        )
        rate = order.frames_per_second
        return Clip(maker.frames(source(), moves, rate, steps.progress), maker.length(moves, rate))


def scenery(shot: Shot | None) -> Scenery:
    """What places look like in the light of a shot. What is returned raises StudioError."""
    brief = shot.brief if shot else Brief(subject=Subject())

    def backdrop(words: str) -> Backdrop:
        return place(_before(brief, words))

    return backdrop


def _before(brief: Brief, words: str) -> Brief:
    """The brief before another place, at the hour and in the weather that the words say."""
    there = reworded(brief, "background", words)
    said = read(words).brief.setting
    when = {"time": said.time, "weather": said.weather}
    when = {name: value for name, value in when.items() if value is not None}
    return there.model_copy(update={"setting": there.setting.model_copy(update=when)})


def _shot(shot: Shot | None, recipe: Recipe | None) -> Shot | None:
    """The light of a take: what the order says, or what it was shot by."""
    if shot is not None or recipe is None:
        return shot
    match recipe.root.order:
        case Shoot() | Previs() as order:
            return order.shot
        case _:
            return None
