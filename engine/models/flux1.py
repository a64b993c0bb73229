"""FLUX.1: schnell and dev for pictures, Kontext for references, Fill for parts.

One transformer, read by T5 and by a CLIP that only adds a summary; which of the four a folder is,
its card says (see `pipes.variants`). Latents are held and returned as a row of 2x2 patches.
"""

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import packed, sizes, tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from engine.pictures import Negative
from prompts.setup import Prompt

CELL = 16  # pixels of a patch's side
LONGEST = 512  # tokens that T5 reads
SHORTER = 256  # and schnell's
AREA = 1024 * 1024  # pixels of a reference, at most
FILLS = 384  # channels that Fill sees: 64 of noise, 64 of the picture around, 256 of the mask


class Flux1(Kind):
    """FLUX.1 in its four kinds, and what is made of them."""

    loads = frozenset(
        {
            "FluxPipeline",
            "FluxImg2ImgPipeline",
            "FluxInpaintPipeline",
            "FluxKontextPipeline",
            "FluxKontextInpaintPipeline",
            "FluxFillPipeline",
        }
    )
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "FluxPipeline",
        "edit": "FluxKontextPipeline",
        "reshoot": "FluxImg2ImgPipeline",
        "inpaint": "FluxInpaintPipeline",
    }
    encoders = ("text_encoder", "text_encoder_2")

    def pipeline(self, task: Task, components: Mapping[str, Any]) -> str:
        """Fill makes parts in a way of its own."""
        fills = components["transformer"].config.in_channels == FILLS
        return (
            "FluxFillPipeline"
            if fills and task == "inpaint"
            else super().pipeline(task, components)
        )

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """Guidance is a number that the model reads: words to avoid are not."""
        del guidance
        dev = pipe.transformer.config.guidance_embeds
        embeds, pooled, _ = pipe.encode_prompt(
            prompt=prompt.positive,
            prompt_2=None,
            max_sequence_length=LONGEST if dev else SHORTER,
        )
        return {"prompt_embeds": embeds, "pooled_prompt_embeds": pooled}

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        del pipe
        said: dict[str, Any] = {
            "guidance_scale": ask.guidance,
            "height": ask.height,
            "width": ask.width,
        }
        if ask.task == "edit":
            # Else it would choose another size for the picture, and for the reference.
            said |= {"max_area": ask.width * ask.height, "_auto_resize": False}
            return said | {"image": tensors.picture(_shown(ask.references[0]))}
        return said | packed.begun(ask, CELL)

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """A row of patches to (b, c, h, w)."""
        del pipe
        return packed.apart(packed.patches(latents, ask.width // CELL))


def _shown(reference: Negative) -> Negative:
    """A reference in whole patches, of a megapixel at most. Kontext looks at one."""
    height, width, _ = reference.shape
    scale = min(math.sqrt(AREA / (height * width)), 1.0)
    return sizes.resized(reference, *sizes.fitted(width * scale, height * scale, CELL))


KIND = Flux1()
