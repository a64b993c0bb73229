"""Stable Video Diffusion: a picture set in motion without words, 25 frames at seven a second.

What moves is the model's own choice: an order's moves say nothing to it. Latents are
(b, f, c, h, w) inside of the call.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from prompts.setup import Prompt

MOTION = 127  # its usual amount, of 1 to 255
NOISE = 0.02  # that the picture is given before it is read, as the model was made with
CHUNK = 8  # frames that are decoded at once: all of them together fill a card


class Svd(Kind):
    """SVD-XT, and what is made of it."""

    loads = frozenset({"StableVideoDiffusionPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {"animate": "StableVideoDiffusionPipeline"}
    encoders = ("image_encoder",)
    pictures = "num_videos_per_prompt"

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """It reads no words."""
        del pipe, prompt, guidance
        return {}

    def arguments(self, pipe: Any, ask: Ask) -> dict[str, Any]:
        """Every task's arguments. The picture goes in as bytes: tensors are not made smaller."""
        del pipe
        assert ask.image is not None, "a picture is set in motion"
        return {
            "image": tensors.pil(ask.image),
            "width": ask.width,
            "height": ask.height,
            "num_frames": ask.frames,
            "fps": ask.rate,
            "motion_bucket_id": MOTION,
            "noise_aug_strength": NOISE,
            "min_guidance_scale": min(1.0, ask.guidance),
            "max_guidance_scale": ask.guidance,
        }

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """(1, c, f, h, w). What the call returns is a batch that was taken for a tuple."""
        del pipe, ask
        whole = latents if latents.ndim == 5 else latents.unsqueeze(0)
        return whole.transpose(1, 2)

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """(1, c, f, h, w) to (frames, 3, height, width), some frames at a time."""
        vae = pipe.vae
        latents = 1 / vae.config.scaling_factor * planes[0].transpose(0, 1)  # as the call rounds
        latents = latents.to(vae.device, vae.dtype)
        made = [
            vae.decode(chunk, num_frames=len(chunk)).sample.cpu() for chunk in latents.split(CHUNK)
        ]
        return torch.cat(made)


KIND = Svd()
