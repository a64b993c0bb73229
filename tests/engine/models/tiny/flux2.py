"""FLUX.2 klein in miniature: every part and every file of the real one, random weights."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import diffusers, qwen_tokenizer, transformers
from tests.engine.models.tiny.zimage import WIDTH, reader

READ = 27  # the last of the reader's layers that the pipeline looks at
CHANNELS = 8  # of its latents


def build(folder: Path, seed: int = 0, *, distilled: bool = True) -> Path:
    """Write it; returns the folder."""
    torch.manual_seed(seed)
    tokenizer = qwen_tokenizer()
    made = diffusers.Flux2KleinPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True),
        vae=_vae(),
        text_encoder=transformers.Qwen3ForCausalLM(reader(tokenizer, layers=READ + 1)).eval(),
        tokenizer=tokenizer,
        transformer=_transformer(),
        is_distilled=distilled,
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def _vae() -> Any:
    made = diffusers.AutoencoderKLFlux2(
        in_channels=3,
        out_channels=3,
        latent_channels=CHANNELS,
        sample_size=64,
        norm_num_groups=4,
        block_out_channels=(4, 8, 8, 8),
        layers_per_block=1,
    )
    made.bn.running_mean.normal_(std=0.3)  # untaught, it would change nothing, and hide mistakes
    made.bn.running_var.uniform_(0.5, 2.0)
    return made.eval()


def _transformer() -> Any:
    made = diffusers.Flux2Transformer2DModel(
        patch_size=1,
        in_channels=4 * CHANNELS,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=3 * WIDTH,  # three layers side by side
        timestep_guidance_channels=32,
        axes_dims_rope=(4, 4, 4, 4),
        guidance_embeds=False,
    )
    return made.eval()
