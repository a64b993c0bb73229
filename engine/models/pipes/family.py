"""A model family over a diffusion model: orders become asks, and what is made becomes frames.

Nothing heavy is imported before it is warmed.
"""

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from engine.models.base import Clip, Frame, Patch, Source, Steps
from engine.models.pipes import align, clip, crop, sizes, where, words
from engine.models.pipes.ask import Ask
from engine.models.pipes.asks import Asks
from engine.models.pipes.card import DiffusionCard
from engine.models.pipes.guide import Guide
from engine.models.pipes.sheet import Kept, Sheet
from engine.models.pipes.shelf import SHELF, Held, Shelf
from engine.models.versions import installed
from engine.pictures import Mask, Negative
from engine.protocol import Animate, EditRegion, FixEyes, Previs, Refine, Shoot, StudioError
from engine.settings import Named

if TYPE_CHECKING:  # torch loads when a model does
    from engine.models.pipes.camera import Camera

LIBRARIES = ("chiaroscuro", "torch", "diffusers", "transformers", "numpy", "opencv-python-headless")


class DiffusionFamily:
    """One named model."""

    def __init__(
        self,
        card: DiffusionCard,
        named: Named,
        guide: Guide | None = None,
        *,
        budget_gb: float | None = None,  # of all models together; None: what the machine has
        shelf: Shelf = SHELF,
    ) -> None:
        self.card = card
        self._named = named
        self._asks = Asks(card, named, guide)
        self._budget = budget_gb
        self._shelf = shelf
        self._loaded: Camera | None = None
        self._mark = ""
        self._sheet = Sheet()

    @property
    def revision(self) -> str:
        """Which weights: of the model and of all that changes it. Known when it is warm."""
        if not self._mark:
            self.warm()
        return self._mark

    def versions(self) -> dict[str, str]:
        """The libraries that touch its pixels, and what the operator set."""
        return installed(LIBRARIES) | {"settings": self._asks.settings}

    def warm(self) -> None:
        """Load the model. Raises StudioError for what is wrong with its files."""
        self._camera()

    def ahead(self) -> None:
        """There is nothing to begin with."""

    def _camera(self) -> "Camera":
        """The loaded model; others make room for it."""
        name = self.card.id
        if self._loaded is None:
            from engine.models.pipes import memory  # noqa: PLC0415 - torch loads here
            from engine.models.pipes.camera import Camera  # noqa: PLC0415 - and diffusers

            self._shelf.room(self.card.memory_gb, self._budget or memory.budget())
            kind = import_module(f"engine.models.{self.card.family}").KIND
            camera = Camera(kind, self._named, self.card, lambda: self._shelf.alone(name))
            self._shelf.hold(name, Held(camera.gigabytes, self._forget))
            self._loaded, self._mark = camera, camera.mark
        self._shelf.use(name)
        return self._loaded

    def _forget(self) -> None:
        self._loaded = None

    # ------------------------------------------------------------ whole pictures

    def shoot(self, order: Shoot, index: int, steps: Steps) -> Frame:
        """Make take `index`; a pass may make those after it too, and they wait to be asked for."""
        left = 1 if order.only is not None else order.takes - index
        kept = self._sheet.take(order, index)
        ask = self._asks.shoot(order, index, left, steps)
        if kept is None:
            planes, batch = self._camera().latents(ask, steps, order.batch)
            self._sheet.keep(index, planes, batch)
            kept = self._sheet.take(order, index)
            assert kept is not None, "it was made just now"
        else:
            steps.progress(left * ask.steps, ask.steps)
        return self._developed(kept, ask, (order.size.width, order.size.height))

    def previs(self, order: Previs, steps: Steps) -> Frame:
        """Make the brief as it stands, once."""
        said = order.model_dump(include={"shot", "seed", "person_seed", "size"})
        return self.shoot(Shoot.model_validate(said | {"takes": 1}), 0, steps)

    def reshoot(self, order: Refine, source: Source, steps: Steps) -> Frame:
        """Make a take again from itself, larger."""
        under = source()
        ask, size = self._asks.reshoot(order, under)
        planes, batch = self._camera().latents(ask, steps)
        return self._developed(Kept(planes, batch), ask, size)

    def _developed(self, kept: Kept, ask: Ask, size: tuple[int, int]) -> Frame:
        made = self._camera().developed(kept.planes, ask)
        return Frame(sizes.resized(made, *size), _measures(ask), batch=kept.batch)

    # ------------------------------------------------------------ parts

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        """Make a part of a take again, enlarged. Raises StudioError where it is not found."""
        words.of_order(order, self.card.dialect)  # refuses before anything is looked at
        under = source()
        asked = where.mask(order, under)
        window = crop.around(asked, self.card.crop, self.card.multiple)
        ask = self._asks.inpaint(order, window.cut(under), window.mask(asked))
        camera = self._camera()
        if not camera.can("inpaint"):
            return self._edited(ask, under, window, asked, steps)
        planes, _ = camera.latents(ask, steps)
        made = window.laid(under, camera.developed(planes, ask))
        return Patch(made, crop.matte(asked), _measures(ask))

    def _edited(
        self, ask: Ask, under: Negative, window: crop.Crop, asked: Mask, steps: Steps
    ) -> Patch:
        """By a model that edits what it is shown: it moves what it should leave alone."""
        assert ask.image is not None, "a part of a picture is edited"
        assert ask.mask is not None, "a part of a picture is edited"
        source = ask.image
        ask = replace(ask, task="edit", references=(source,), image=None)
        planes, _ = self._camera().latents(ask, steps)
        made = sizes.resized(self._camera().developed(planes, ask), window.width, window.height)
        back, moved = align.aligned(made, source, ask.mask > 0)  # pyright: ignore[reportOptionalOperand]
        measures = _measures(ask) | {"moved_back": round(moved, 2)}
        return Patch(window.laid(under, back), crop.matte(asked), measures)

    def animate(self, order: Animate, source: Source, steps: Steps) -> Clip:
        """Set a take in motion. Raises StudioError for a still camera."""
        if "animate" not in self.card.can:
            raise StudioError(f"{self.card.title} makes no clips. Choose another model.")
        under = source()
        ask = self._asks.animate(order, under)
        planes, _ = self._camera().latents(ask, steps)
        frames = self._camera().frames(planes, ask)
        measures = _measures(ask) | {"drawn_frames": float(ask.frames)}
        shown = clip.ordered(frames, order, self.card.rate, under.shape)
        return Clip(shown, clip.count(order), measures)


def _measures(ask: Ask) -> dict[str, float]:
    return {"drawn_width": float(ask.width), "drawn_height": float(ask.height)}
