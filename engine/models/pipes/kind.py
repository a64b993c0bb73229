"""What a diffusion family says of itself. Everything else is common to all of them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes.ask import Ask, Task
from engine.settings import Named
from prompts.setup import Prompt


class Kind(ABC):
    """One family. It keeps nothing: whatever is loaded is handed to it.

    `pipe` is always a diffusers pipeline of the class that `pipelines` names for the task, made
    for this one job, with a scheduler of its own.
    """

    loads: ClassVar[frozenset[str]]
    """Pipeline classes that `model_index.json` may name: others are another family's folder."""
    pipelines: ClassVar[Mapping[Task, str]]
    """By task, the class in diffusers; a task that is not here cannot be done."""
    encoders: ClassVar[tuple[str, ...]] = ("text_encoder",)
    """Components that only read words: they leave the card first when memory is short."""
    safe: ClassVar[tuple[str, ...]] = ("vae",)
    """Components that decode in float32, whatever the rest is in."""
    pictures: ClassVar[str] = "num_images_per_prompt"
    """The argument that says how many pictures a pass makes."""

    def pipeline(self, task: Task, components: Mapping[str, Any]) -> str:
        """The class for a task, where that depends on what was loaded."""
        del components
        return self.pipelines[task]

    def parts(self, named: Named, dtype: torch.dtype) -> dict[str, Any]:
        """More components, from other folders (a ControlNet). Raises StudioError."""
        del named, dtype
        return {}

    def settings(self) -> dict[str, Any]:
        """Arguments for the constructor of each pipeline, beside its components."""
        return {}

    def scheduler(self, config: Mapping[str, Any], named: Named) -> dict[str, Any]:
        """Changes of the scheduler's configuration, for a few-step model."""
        del config, named
        return {}

    @abstractmethod
    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """Read words, for one picture: tensors under the names of the call's arguments."""

    def way(self, task: Task) -> str:
        """How words are read for a task, where it is not the same way for all."""
        del task
        return ""

    def said(self, read: dict[str, torch.Tensor]) -> dict[str, Any]:
        """What `encode` read, as the call takes it."""
        return dict(read)

    @abstractmethod
    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Everything of a call but words, seeds, number of steps and pictures, and the callback.

        Pictures go in as tensors (1, 3, h, w) 0..1 (see `tensors.picture`): no rounding to bytes.
        """

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """Latents as the call holds and returns them, as (b, c, h, w); clips (b, c, f, h, w)."""
        del pipe, ask
        return latents

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """One picture's planes to (1, 3, height, width) in -1..1; a clip's to (f, 3, ...).

        The VAE is in float32 while this runs. This is AutoencoderKL's way.
        """
        vae = pipe.vae
        scaled = planes / vae.config.scaling_factor + (vae.config.get("shift_factor") or 0.0)
        return vae.decode(scaled.to(vae.device, vae.dtype), return_dict=False)[0]

    def reference(self, pipe: Any, named: Named) -> None:
        """Load what references need (an IP-Adapter). Nothing where they go in as pictures."""
        del pipe, named

    def no_reference(self, pipe: Any) -> None:
        """Undo `reference`, to the bit."""
        del pipe
