"""LTX-Video: a transformer over packed latents of a whole clip, with T5 for words.

The picture is the clip's first latent frame, which is never noised. Latents are packed inside of
the call: (b, frames * rows * columns, c).
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import torch

from engine.models.pipes import tensors
from engine.models.pipes.ask import Ask, Task
from engine.models.pipes.kind import Kind
from prompts.setup import Prompt

TOKENS = 128  # of a prompt: what the model was made with
SPOILT = "worst quality, inconsistent motion, blurred, jittery, distorted face, flicker, text"
DECODED_AT = 0.05  # the timestep for VAEs that finish the noise themselves (0.9.1 and later)
LEFT = 0.025  # the share of noise that those want to be given


class Ltx(Kind):
    """LTX-Video up to 0.9.x, in the folders that name these classes."""

    loads = frozenset({"LTXPipeline", "LTXImageToVideoPipeline"})
    pipelines: ClassVar[Mapping[Task, str]] = {"animate": "LTXImageToVideoPipeline"}
    pictures = "num_videos_per_prompt"

    def encode(self, pipe: Any, prompt: Prompt, guidance: float) -> dict[str, torch.Tensor]:
        """T5's words, with the mask of where there are any."""
        words, mask, avoided, avoided_mask = pipe.encode_prompt(
            prompt=prompt.positive,
            negative_prompt=prompt.negative or SPOILT,
            do_classifier_free_guidance=guidance > 1,
            max_sequence_length=TOKENS,
        )
        read = {"prompt_embeds": words, "prompt_attention_mask": mask}
        if guidance > 1:
            read["negative_prompt_embeds"] = avoided
            read["negative_prompt_attention_mask"] = avoided_mask
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
            "frame_rate": ask.rate,
            "guidance_scale": ask.guidance,
            "max_sequence_length": TOKENS,
        }

    def planes(self, pipe: Any, latents: torch.Tensor, ask: Ask) -> torch.Tensor:
        """Unpacked: (b, c, f, h, w)."""
        across, along = pipe.vae_spatial_compression_ratio, pipe.vae_temporal_compression_ratio
        return pipe._unpack_latents(  # noqa: SLF001 - the call's own way
            latents,
            (ask.frames - 1) // along + 1,
            ask.height // across,
            ask.width // across,
            pipe.transformer_spatial_patch_size,
            pipe.transformer_temporal_patch_size,
        )

    def decode(self, pipe: Any, planes: torch.Tensor) -> torch.Tensor:
        """(1, c, f, h, w) to (frames, 3, height, width)."""
        vae = pipe.vae
        latents = pipe._denormalize_latents(  # noqa: SLF001 - the call's own way
            planes, vae.latents_mean, vae.latents_std, vae.config.scaling_factor
        ).to(vae.device, vae.dtype)
        time = None
        if vae.config.timestep_conditioning:
            # Always the same noise: what is decoded twice is the same twice.
            noise = torch.randn(latents.shape, generator=torch.Generator("cpu").manual_seed(0))
            latents = torch.lerp(latents, noise.to(latents), LEFT)
            time = torch.full((len(latents),), DECODED_AT, device=vae.device, dtype=vae.dtype)
        return vae.decode(latents, time, return_dict=False)[0][0].transpose(0, 1)


KIND = Ltx()
