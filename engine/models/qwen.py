"""Qwen-Image, and Qwen-Image-Edit, whose reader looks at the references while it reads.

Latents are a row of 2x2 patches inside of the call; the VAE is made for clips of one frame.
Guidance is true guidance: it computes the negative words too, and wants some.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import packed, tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from prompts.setup import Prompt

CELL = 16  # pixels of a patch's side
LONGEST = 512  # tokens, as the call cuts them
NOTHING = " "  # negative words, where there are none


class Qwen(Kind):
    """Qwen-Image, Qwen-Image-Edit-2509 and -2511."""

    loads = frozenset({"QwenImagePipeline", "QwenImageEditPlusPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "QwenImagePipeline",
        "reshoot": "QwenImageImg2ImgPipeline",
        "inpaint": "QwenImageInpaintPipeline",
        "edit": "QwenImageEditPlusPipeline",
    }

    def way(self, task: Task) -> str:
        """With references, words are read by the call."""
        return "seeing" if task == "edit" else ""

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """The reader's last layer, without its instructions; nothing yet where it will see."""
        if hasattr(pipe, "processor"):
            return {}
        read = _named(pipe.encode_prompt(prompt=prompt.positive), "")
        if guidance > 1:
            read |= _named(pipe.encode_prompt(prompt=prompt.negative or NOTHING), "negative_")
        return read

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        del pipe
        said: dict[str, Any] = {
            "true_cfg_scale": ask.guidance,
            "height": ask.height,
            "width": ask.width,
            "max_sequence_length": LONGEST,
        }
        if ask.task == "edit":
            said |= {
                "image": [tensors.pil(each) for each in ask.references],
                "prompt": ask.prompt.positive,
            }
            avoided = {"negative_prompt": ask.prompt.negative or NOTHING}
            return said | avoided if ask.guidance > 1 else said
        return said | packed.begun(ask, CELL)

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """Rows of patches to (b, c, h, w)."""
        del pipe
        return packed.apart(packed.patches(latents, ask.width // CELL))

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """Spread again as the VAE has it, and decoded as a clip of one frame."""
        latents = tensors.spread(planes, pipe.vae)
        return pipe.vae.decode(latents.unsqueeze(2), return_dict=False)[0][:, :, 0]


def _named(read: tuple[torch.Tensor, torch.Tensor | None], prefix: str) -> dict[str, torch.Tensor]:
    """The call's arguments; a mask that hides nothing is none."""
    words, mask = read
    said = {f"{prefix}prompt_embeds": words}
    return said if mask is None else said | {f"{prefix}prompt_embeds_mask": mask}


KIND = Qwen()
