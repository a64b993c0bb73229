"""A short clip of a still, in its grade, with grain that lives."""

import itertools
from collections.abc import Iterator
from importlib.metadata import version

from PIL import Image

from engine import proofs
from engine.motion.encode import encode
from engine.ops.develop import able, printed, recipe_of
from engine.ops.source import Parent
from engine.pictures import Pixels
from engine.protocol import POSTER, Animate
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
    data = encode(itertools.chain([first], frames), order.frames_per_second, recipe)
    poster = proofs.webp(Image.fromarray(first), POSTER_QUALITY)
    measures = clip.measures | {"frames": clip.count}
    yield Take(0, data, recipe, measures, {POSTER: poster}, media="video/mp4")
