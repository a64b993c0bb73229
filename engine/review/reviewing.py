"""A review: everything on the list that can be judged in a picture, each as one finding."""

from collections.abc import Iterator

from engine.pictures import Negative, Pixels
from engine.protocol import Finding
from engine.review.background import background
from engine.review.border import border
from engine.review.eyes import catchlights, eyes
from engine.review.geometry import geometry
from engine.review.light import light
from engine.review.scene import Scene, scene
from engine.review.sharpness import sharpness
from engine.review.skin import skin
from engine.review.tones import cast, highlights, shadows
from prompts.shot import Shot

JUDGES = (
    catchlights, skin, light, shadows, highlights, cast, sharpness, border, background, geometry
)  # fmt: skip


def review(
    pixels: Pixels, *, shot: Shot | None = None, negative: Negative | None = None
) -> tuple[Finding, ...]:
    """Look at a still as a picture editor would.

    What cannot be judged (a small face, no face, no brief) is left out. Raises StudioError if the
    networks are not installed.
    """
    return tuple(_findings(scene(pixels, shot, negative)))


def _findings(of: Scene) -> Iterator[Finding]:
    if of.face is not None:
        yield Finding(what="face", good=True, value=of.face.score)
    elif of.shot is not None:  # a portrait was ordered
        yield Finding(what="face", good=False, value=0, low=1, mend="refine")
    yield from eyes(of)
    for judge in JUDGES:
        if finding := judge(of):
            yield finding
