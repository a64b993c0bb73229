"""A short clip of a still, in its grade, with grain that lives."""

import itertools
from collections.abc import Iterator
from importlib.metadata import version

from PIL import Image

from engine import proofs
from engine.motion.encode import encode
from engine.motion.second import Second
from engine.ops.develop import able, printed, recipe_of
from engine.ops.source import Parent
from engine.pictures import Pixels
from engine.protocol import POSTER, SECOND, Animate
from engine.tools import Take, Tools

POSTER_QUALITY = 88


def run(order: Animate, tools: Tools, parent: Parent) -> Iterator[Take]:
    """Make the clip, unless it is made. Raises StudioError."""
    if 0 in tools.made:
        return
    family = able(tools, order.model, "animate")
    clip = family.animate(order, lambda: parent().negative, tools)
    recipe = recipe_of(order, index=0, seed=order.seed, family=family)
    recipe = recipe.model_copy(update={"versions": recipe.versions | {"av": version("av")}})

    def prints() -> Iterator[Pixels]:
        for index, negative in enumerate(clip.frames):
            yield printed(negative, recipe, tools, alive=index)

    frames = prints()
    first = next(frames)
    second = Second(order.frames_per_second, loop=order.loop)
    shown = second.watch(itertools.chain([first], frames))
    data = encode(shown, order.frames_per_second, recipe, seconds=order.seconds)
    extras = {
        POSTER: proofs.webp(Image.fromarray(first), POSTER_QUALITY),
        SECOND: second.file(),
    }
    measures = clip.measures | {"frames": clip.count}
    yield Take(0, data, recipe, measures, extras, media="video/mp4")
