"""FLUX.2 klein: words, one picture or several references, all in four steps and one model.

Whatever it looks at, it is shown: references as pictures of their own, and the picture that is
changed too. Steps hold latents as a row of 2x2 patches, normalised; calls return the VAE's own.
There is no image-to-image pipeline: a whole picture is made again as a part that is all of it.
"""

import math
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
import torch
from PIL import Image

from engine.models.pipes import packed, sizes, tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from engine.pictures import Negative
from prompts.setup import Prompt

CELL = 16  # pixels of a patch's side
LONGEST = 512  # tokens, as it was taught
AREA = 1024 * 1024  # pixels: the pipeline makes larger references smaller, and coarsely
SIDE = 64  # pixels: the pipeline refuses references that are smaller
SHAPE = 8  # times as long as wide, that it refuses


class Flux2(Kind):
    """FLUX.2 klein, distilled; with guidance above 1, its undistilled base."""

    loads = frozenset({"Flux2KleinPipeline", "Flux2KleinInpaintPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "Flux2KleinPipeline",
        "edit": "Flux2KleinPipeline",
        "reshoot": "Flux2KleinInpaintPipeline",
        "inpaint": "Flux2KleinInpaintPipeline",
    }

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """The middle layers of Qwen3, side by side."""
        read = {"prompt_embeds": _read(pipe, prompt.positive)}
        if guidance > 1 and not pipe.config.is_distilled:
            read["negative_prompt_embeds"] = _read(pipe, prompt.negative)
        return read

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        size = {"height": ask.height, "width": ask.width}
        said: dict[str, Any] = {"guidance_scale": ask.guidance, **size}
        if ask.task not in {"reshoot", "inpaint"}:
            if ask.references:
                said["image"] = [_shown(each) for each in ask.references]
            return said
        assert ask.image is not None, "a picture is made again"
        whole = np.ones((ask.height, ask.width), np.float32)
        return said | {
            # As latents: pictures of more than a megapixel would be made smaller on the way.
            "image": _patches(pipe, tensors.picture(ask.image)),
            "mask_image": packed.mask(whole if ask.mask is None else ask.mask, CELL),
            "strength": ask.strength,
        }

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """Rows of patches to (b, c, h, w), and back to the VAE's own scale."""
        if latents.ndim == 4:  # a call's result
            return latents
        planes = packed.patches(latents, ask.width // CELL)
        mean, deviation = _spread(pipe, planes)
        return packed.apart(planes * deviation + mean)

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """The scale is the VAE's own already."""
        vae = pipe.vae
        return vae.decode(planes.to(vae.device, vae.dtype), return_dict=False)[0]


def _read(pipe: Any, text: str) -> torch.Tensor:
    return pipe.encode_prompt(prompt=text, max_sequence_length=LONGEST)[0]


def _shown(reference: Negative) -> Image.Image:
    """A reference as the pipeline takes it: at most a megapixel, never a sliver."""
    height, width, _ = reference.shape
    long = SHAPE * min(height, width)
    top, left = max(height - long, 0) // 2, max(width - long, 0) // 2
    part = reference[top : top + long, left : left + long]
    height, width, _ = part.shape
    scale = min(math.sqrt(AREA / (height * width)), 1.0)
    scale = max(scale, SIDE / min(height, width))
    wide, high = (max(round(side * scale), SIDE) for side in (width, height))
    return tensors.pil(sizes.resized(np.ascontiguousarray(part), wide, high))


def _patches(pipe: Any, picture: torch.Tensor) -> torch.Tensor:
    """A picture (1, 3, h, w) 0..1 as the VAE's latents in 2x2 patches, not normalised."""
    vae = pipe.vae
    on = pipe._execution_device  # noqa: SLF001 - pipelines have no other name for it
    bright = (picture * 2 - 1).to(on, vae.dtype)
    return packed.together(vae.encode(bright, return_dict=False)[0].mode())


def _spread(pipe: Any, like: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and deviation of the latents that the model was taught on, (1, c, 1, 1)."""
    vae = pipe.vae
    mean = vae.bn.running_mean.view(1, -1, 1, 1).to(like)
    variance = vae.bn.running_var.view(1, -1, 1, 1).to(like)
    return mean, torch.sqrt(variance + vae.config.batch_norm_eps)


KIND = Flux2()
