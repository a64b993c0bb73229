"""Check a picture that somebody brought, and keep a clean copy."""

from collections.abc import Iterator
from importlib.metadata import version

from PIL import Image

from engine import brought, proofs
from engine.protocol import Bring, Recipe
from engine.tools import Take, Tools

MODEL = "brought"  # no camera of ours: nothing can be made again from it
QUALITY = 95


def run(order: Bring, tools: Tools) -> Iterator[Take]:
    """Make the copy: upright WebP without metadata. Raises StudioError for what is no picture."""
    if 0 in tools.made:
        return
    pixels = brought.clean(tools.picture(order.blob))
    recipe = Recipe(
        order=order,
        index=0,
        seed=0,
        model=MODEL,
        revision="1",
        versions={"pillow": version("pillow")},
    )
    data = proofs.webp(Image.fromarray(pixels), QUALITY)
    extras = proofs.files(pixels)
    faces = tools.faces(pixels) if tools.faces else None
    measures = {} if faces is None else {"faces": float(faces)}
    yield Take(0, data, recipe, measures, extras, media="image/webp")
