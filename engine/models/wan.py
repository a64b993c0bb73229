"""Wan 2.2: a picture set in motion by one transformer (TI2V-5B), or by two in turn (I2V-A14B).

TI2V-5B never noises the picture, which is its first latent frame; I2V-A14B sees it beside the
noise. Latents are (b, c, f, h, w) throughout.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from prompts.setup import Prompt

TOKENS = 512  # of a prompt: what the model was made with
SPOILT = "worst quality, blurred, jittery motion, distorted face, flicker, text, watermark"


class Wan(Kind):
    """Wan 2.2 TI2V-5B, whose folder names the class for words alone."""

    loads = frozenset({"WanPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {"animate": "WanImageToVideoPipeline"}
    pictures = "num_videos_per_prompt"

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """UMT5's words, and zeros where there are none."""
        read = {"prompt_embeds": _read(pipe, prompt.positive)}
        if guidance > 1:
            read["negative_prompt_embeds"] = _read(pipe, prompt.negative or SPOILT)
        return read

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments."""
        del pipe
        assert ask.image is not None, "a picture is set in motion"
        return {
            "image": tensors.picture(ask.image),
            "width": ask.width,
            "height": ask.height,
            "num_frames": ask.frames,
            "guidance_scale": ask.guidance,
        }

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """(1, c, f, h, w) to (frames, 3, height, width)."""
        latents = tensors.spread(planes, pipe.vae)
        return pipe.vae.decode(latents, return_dict=False)[0][0].transpose(0, 1)


def _read(pipe: Any, text: str) -> torch.Tensor:
    """(1, TOKENS, width). The call's own way mends broken text first, of which we have none.

    What it mends with (ftfy) is no requirement of diffusers, and without it that way fails.
    """
    reader = pipe.text_encoder
    words = pipe.tokenizer(
        [" ".join(text.split())],
        padding="max_length",
        max_length=TOKENS,
        truncation=True,
        add_special_tokens=True,
        return_attention_mask=True,
        return_tensors="pt",
    )
    on = pipe._execution_device  # noqa: SLF001 - where parts of it wait beside the card
    mask = words.attention_mask.to(on)
    read = reader(words.input_ids.to(on), mask).last_hidden_state
    return read * mask.unsqueeze(-1).to(read.dtype)


KIND = Wan()
