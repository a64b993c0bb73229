"""Z-Image: a single stream of words and patches, read by Qwen3; Turbo needs no guidance.

Latents are AutoencoderKL's sixteen channels in (b, c, h, w), and stay in float32 throughout.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import packed, tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from engine.models.pipes.parts import component
from engine.settings import Named
from prompts.setup import Prompt

CELL = 8  # pixels of a latent's side
LONGEST = 512  # tokens, as it was taught


class ZImage(Kind):
    """Z-Image Turbo; with guidance above 0, the undistilled Z-Image."""

    loads = frozenset({"ZImagePipeline", "ZImageImg2ImgPipeline", "ZImageInpaintPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "ZImagePipeline",
        "guided": "ZImageControlNetPipeline",
        "reshoot": "ZImageImg2ImgPipeline",
        "inpaint": "ZImageInpaintPipeline",
    }

    def parts(self, named: Named, dtype: torch.dtype) -> dict[str, Any]:
        """The ControlNet, if there is one: it borrows the transformer's own first layers."""
        if named.controlnet is None:
            return {}
        return {"controlnet": component("ZImageControlNetModel", named.controlnet, dtype)}

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """One row a word, for each of the two prompts: as many as there are words."""
        guided = guidance > 0  # here even a little guidance computes both
        said, avoided = pipe.encode_prompt(
            prompt=[prompt.positive],  # a list of its own: the pipeline writes into it
            negative_prompt=[prompt.negative],
            do_classifier_free_guidance=guided,
            max_sequence_length=LONGEST,
        )
        read = {"prompt_embeds": said[0]}
        return read | {"negative_prompt_embeds": avoided[0]} if guided else read

    def said(self, read: dict[str, torch.Tensor]) -> dict[str, Any]:
        """Each prompt's rows in a list: a batch of prompts of unequal length."""
        return {name: [rows] for name, rows in read.items()}

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        del pipe
        said: dict[str, Any] = {
            "guidance_scale": ask.guidance,
            "height": ask.height,
            "width": ask.width,
        }
        if ask.task == "guided":
            assert ask.depth is not None, "depth guides"
            depth = tensors.plane(ask.depth).expand(-1, 3, -1, -1)
            return said | {"control_image": depth, "controlnet_conditioning_scale": ask.guided}
        return said | packed.begun(ask, CELL)


KIND = ZImage()
