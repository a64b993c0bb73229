"""The embedded default: a parametric person before a path tracer, on every machine."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from engine.maquette import bake, casting
from engine.maquette.person import Outfit, Person, Pose
from engine.maquette.render import Maquette
from engine.maquette.sitting import PREVIEW, Quality, take
from engine.maquette.truth import CLASSES
from engine.models.base import Card, Frame, Pixels, Steps, Truth
from engine.protocol import Previs, Shoot
from prompts.setup import Setup

LIBRARIES = ("chiaroscuro", "mitsuba", "drjit", "pyoidn", "numpy", "scipy", "pillow")
NOISES = 1_000_000  # different patterns of noise; the renderer multiplies them within 32 bits


class MaquetteFamily:
    """Casts, dresses, poses and photographs what a shot says."""

    def __init__(self, card: Card, cache_dir: Path) -> None:
        self.card = card
        self.revision = f"person-v{bake.VERSION}"
        self._cache_dir = cache_dir
        self._camera = Maquette(cache_dir)

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels."""
        return {name: _version(name) for name in LIBRARIES}

    def warm(self) -> None:
        """Load the person and compile the kernels. Raises StudioError if nothing is baked."""
        bake.baked(self._cache_dir)
        self._camera.warm()

    def ahead(self) -> None:
        """Cut the wardrobe's patterns."""
        self._camera.stock()

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Make one take; takes differ in angle, head, expression and key, never in the person."""
        return self._photograph(order, index, take(order.samples), steps)

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Make the brief as it stands, quickly."""
        return self._photograph(order, 0, PREVIEW, steps)

    def _photograph(
        self, order: Shoot | Previs, index: int, quality: Quality, steps: Steps
    ) -> Frame:
        brief, seed = order.shot.brief, order.seed + index
        character = order.seed if order.person_seed is None else order.person_seed
        person, outfit = casting.cast(brief, character)
        pose = casting.pose(brief, seed, index)
        setup = casting.vary(order.shot.setup, seed, index)
        size = (order.size.width, order.size.height)
        pixels: Pixels = self._camera.photograph(
            setup, person, pose, outfit, size, quality, steps.progress, seed=seed % NOISES
        )
        return Frame(pixels, truth=lambda: self._truth(setup, person, pose, outfit, size))

    def _truth(
        self, setup: Setup, person: Person, pose: Pose, outfit: Outfit, size: tuple[int, int]
    ) -> Truth:
        known = self._camera.truth(setup, person, pose, outfit, size)
        return Truth(known.depth, known.normal, known.classes, CLASSES, dict(known.landmarks))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
