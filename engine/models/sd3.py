"""Stable Diffusion 3.5: words by two CLIPs and T5, a transformer over sixteen channels.

CLIP reads the first 75 tokens, T5 all of them: the words of a shot go to all three.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import packed
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from prompts.setup import Prompt

TOKENS = 256  # of T5: what the model was made with
CELL = 8  # pixels of a latent's side


class Sd3(Kind):
    """SD3 and SD3.5: medium, large, large turbo."""

    loads = frozenset(
        {
            "StableDiffusion3Pipeline",
            "StableDiffusion3Img2ImgPipeline",
            "StableDiffusion3InpaintPipeline",
        }
    )
    pipelines: ClassVar[Mapping[Task, str]] = {
        "shoot": "StableDiffusion3Pipeline",
        "reshoot": "StableDiffusion3Img2ImgPipeline",
        "inpaint": "StableDiffusion3InpaintPipeline",
    }
    encoders = ("text_encoder", "text_encoder_2", "text_encoder_3")

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """Both CLIPs' rows and T5's below each other; both CLIPs' sums side by side."""
        words, avoided, pooled, avoided_pooled = pipe.encode_prompt(
            prompt=prompt.positive,
            prompt_2=None,
            prompt_3=None,
            negative_prompt=prompt.negative,
            do_classifier_free_guidance=guidance > 1,
            max_sequence_length=TOKENS,
        )
        read = {"prompt_embeds": words, "pooled_prompt_embeds": pooled}
        if guidance > 1:
            read["negative_prompt_embeds"] = avoided
            read["negative_pooled_prompt_embeds"] = avoided_pooled
        return read

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        _repeating(pipe, len(ask.seeds))
        said = {"guidance_scale": ask.guidance, "height": ask.height, "width": ask.width}
        return said | packed.begun(ask, CELL)


def _repeating(pipe: Any, pictures: int) -> None:
    """Have words that are read already serve every picture: this call alone forgets to do that."""
    read = pipe.encode_prompt

    def encode_prompt(**said: Any) -> tuple[torch.Tensor | None, ...]:
        return tuple(x if x is None else x.repeat_interleave(pictures, 0) for x in read(**said))

    pipe.encode_prompt = encode_prompt


KIND = Sd3()
