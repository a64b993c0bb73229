"""A loaded model that answers asks: one pass of latents, then picture by picture.

Only one thread ever asks. What the artist's steps raise ends a pass at its next step, and the next
call begins clean: schedulers are fresh, hooks are freed, adapters are what the ask says.
"""

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch

from engine.models.base import Steps
from engine.models.pipes import identity, memory, preview, seeds, tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.card import DiffusionCard
from engine.models.pipes.kind import Kind
from engine.models.pipes.load import Loaded, load
from engine.models.pipes.parts import component
from engine.models.pipes.prompt import Prompts
from engine.models.pipes.steps import Watch
from engine.pictures import Negative
from engine.protocol import StudioError
from engine.settings import Adapter, Named

BROKEN = (
    "{model} computed no picture but something that is not a number. Try once more with another "
    'seed; if it happens again, let its owner set dtype = "bfloat16" or "float32" for it.'
)
OFFLOADS = ("none", "model", "sequential")

log = logging.getLogger(__name__)


class Camera:
    """One model in memory."""

    def __init__(
        self, kind: Kind, named: Named, card: DiffusionCard, alone: Callable[[], bool]
    ) -> None:
        """Load it. `alone` drops other models, and says whether there were any.

        Raises StudioError.
        """
        self._kind = kind
        self._named = named
        self._card = card
        self._loaded = load(kind, named, card)
        self._prompts = Prompts()
        self._factors = preview.Factors()
        self._tiny: Any = None
        self._referring = False
        self._laid: tuple[Adapter, ...] = ()
        self._alone = alone
        if named.preview:
            self._tiny = component("AutoencoderTiny", named.preview, torch.float32)
            self._tiny.to(self._loaded.device)

    @property
    def mark(self) -> str:
        """Which weights it has."""
        return self._loaded.mark

    @property
    def gigabytes(self) -> float:
        """What its weights fill."""
        parts = [x for x in self._loaded.components.values() if isinstance(x, torch.nn.Module)]
        return sum(p.numel() * p.element_size() for x in parts for p in x.parameters()) / 2**30

    def can(self, task: Task) -> bool:
        """Is there a way to do this?"""
        return task in self._kind.pipelines

    @property
    def loaded(self) -> Loaded:
        """Its components."""
        return self._loaded

    def latents(self, ask: Ask, steps: Steps, size: int | None = None) -> tuple[torch.Tensor, int]:
        """The planes of the ask's pictures, on the CPU; and how many pictures the pass had.

        `size` says how many it shall have, with fillers; fewer where memory is short, and then only
        the first pictures are made. Raises StudioError, and what `steps` raises.
        """
        wanted = size or len(ask.seeds)

        def make(fit: int) -> torch.Tensor:
            part = replace(ask, seeds=seeds.filled(ask.seeds[:fit], fit))
            return self._pass(part, steps, min(fit, len(ask.seeds)))

        planes, fit = memory.fitting(wanted, make, self._relieve, self._card.title)
        return planes[: len(ask.seeds)], fit

    def developed(self, planes: torch.Tensor, ask: Ask) -> Negative:
        """One picture's planes (1, c, h, w) as a picture. Raises StudioError."""
        decoded = self.decoded(planes, ask)
        if planes.ndim == 4:
            self._factors.fit(planes, decoded)
        return tensors.negative(decoded[0])

    def frames(self, planes: torch.Tensor, ask: Ask) -> list[Negative]:
        """A clip's planes (1, c, f, h, w) as pictures. Raises StudioError."""
        decoded = self.decoded(planes, ask)
        self._factors.fit(planes[:, :, 0], decoded[:1])
        return [tensors.negative(each) for each in decoded]

    def decoded(self, planes: torch.Tensor, ask: Ask) -> torch.Tensor:
        """Planes of one picture or clip as (n, 3, h, w) in -1..1. Raises StudioError."""
        pipe = self._pipe(ask)

        def make(_fit: int) -> torch.Tensor:
            with torch.no_grad(), self._safe():
                return self._kind.decode(pipe, planes.to(self._loaded.device))

        try:
            decoded, _ = memory.fitting(1, make, self._tile, self._card.title)
        finally:
            vae: Any = self._loaded.components.get("vae")
            if getattr(vae, "use_tiling", False):
                vae.disable_tiling()  # the next take may fit whole
            pipe.maybe_free_model_hooks()
        if not torch.isfinite(decoded).all():
            raise StudioError(BROKEN.format(model=self._card.title))
        return decoded

    def _pipe(self, ask: Ask) -> Any:
        if ask.task not in self._kind.pipelines:
            raise StudioError(f"{self._card.title} cannot {ask.task}. Choose another model.")
        return self._loaded.pipe(self._kind.pipeline(ask.task, self._loaded.components))

    def _pass(self, ask: Ask, steps: Steps, pictures: int) -> torch.Tensor:
        pipe = self._pipe(ask)
        self._adapt(pipe, ask.loras)
        self._refer(pipe, referring=bool(ask.references))
        total = max(round(ask.steps * ask.strength), 1)

        def show(latents: torch.Tensor) -> Negative | None:
            if self._tiny is None and not self._factors.fitted:
                return None
            with torch.no_grad():
                planes = self._kind.planes(pipe, latents, ask)[:1]
                if planes.ndim == 5:  # a clip: its middle is what moves
                    planes = planes[:, :, planes.shape[2] // 2]
                return (
                    preview.tiny(self._tiny, planes) if self._tiny else self._factors.show(planes)
                )

        watch = Watch(steps, total, show, pictures)
        watch.begin()
        try:
            with torch.no_grad():
                read = self._prompts.of(
                    ask.prompt,
                    ask.guidance,
                    lambda: self._kind.encode(pipe, ask.prompt, ask.guidance),
                    self._kind.way(ask.task),
                )
                moved = {name: each.to(self._loaded.device) for name, each in read.items()}
                arguments = self._kind.arguments(pipe, ask)
                made = pipe(
                    **self._kind.said(moved),
                    **arguments,
                    **{self._kind.pictures: len(ask.seeds)},
                    num_inference_steps=ask.steps,
                    generator=seeds.generators(ask.seeds),
                    callback_on_step_end=watch,
                    output_type="latent",
                    return_dict=False,
                )
                planes = self._kind.planes(pipe, _held(made), ask).float().cpu()
        finally:
            pipe.maybe_free_model_hooks()
        if not torch.isfinite(planes).all():
            raise StudioError(BROKEN.format(model=self._card.title))
        return planes

    def _adapt(self, pipe: Any, loras: tuple[Adapter, ...]) -> None:
        """Lay on the LoRAs that are asked for, and no others; words are read anew with them."""
        if loras == self._laid:
            return
        if self._laid:
            identity.lift(pipe)
        self._laid = ()
        self._prompts.forget()
        identity.lay(pipe, loras)
        self._laid = loras

    def _refer(self, pipe: Any, *, referring: bool) -> None:
        """Load or unload what references need: it changes every call over these components."""
        if referring and not self._referring:
            self._kind.reference(pipe, self._named)
        elif self._referring and not referring:
            self._kind.no_reference(pipe)
        else:
            return
        self._referring = referring
        self._loaded.components |= pipe.components

    @contextmanager
    def _safe(self) -> Generator[None]:
        """Decode in float32: half precision turns black or shows bands."""
        parts = [self._loaded.components[name] for name in self._kind.safe]
        before = [part.dtype for part in parts]
        try:
            for part in parts:
                part.to(torch.float32)
            yield
        finally:
            for part, dtype in zip(parts, before, strict=True):
                part.to(dtype)

    def _tile(self) -> bool:
        """Free memory for a decode: it goes by tiles, which changes its pixels a little."""
        vae = self._loaded.components.get("vae")
        if self._alone():
            return True
        if vae is not None and not getattr(vae, "use_tiling", True):
            log.warning("%s decodes by tiles", self._card.title)
            vae.enable_tiling()
            return True
        return self._relieve()

    def _relieve(self) -> bool:
        """Free memory: without other models, then with parts of this one beside the card."""
        if self._alone():
            return True
        place = OFFLOADS.index(self._loaded.offload) + 1
        if self._loaded.device.type == "cpu" or place == len(OFFLOADS):
            return False
        self._loaded.offload = OFFLOADS[place]
        for each in self._loaded.components.values():
            if isinstance(each, torch.nn.Module):
                each.to("cpu")
        return True


def _held(made: Any) -> torch.Tensor:
    """The latents that a call returned: some return an output even when asked for a tuple."""
    return made[0]  # outputs count by number as tuples do
