"""Stable Diffusion 3.5 in miniature: every part and every file of the real one, random weights."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import (
    clip_tokenizer,
    diffusers,
    t5_encoder,
    t5_tokenizer,
    transformers,
)
from tests.engine.models.tiny.sdxl import vae

WIDTH = 16  # of each CLIP
WIDE = 32  # of T5: what both CLIPs are filled up to


def build(folder: Path, seed: int = 0) -> Path:
    """Write it; returns the folder."""
    torch.manual_seed(seed)
    first, second, third = clip_tokenizer(), clip_tokenizer(pad="!"), t5_tokenizer()
    transformer = diffusers.SD3Transformer2DModel(
        sample_size=16,
        patch_size=2,
        in_channels=16,
        out_channels=16,
        num_layers=2,
        attention_head_dim=8,
        num_attention_heads=4,
        caption_projection_dim=32,
        joint_attention_dim=WIDE,
        pooled_projection_dim=2 * WIDTH,
        pos_embed_max_size=64,
        qk_norm="rms_norm",
    )
    made = diffusers.StableDiffusion3Pipeline(
        transformer=transformer.eval(),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=vae(16, 1.5305, shift_factor=0.0609, use_quant_conv=False, use_post_quant_conv=False),
        text_encoder=_clip(first),
        tokenizer=first,
        text_encoder_2=_clip(second),
        tokenizer_2=second,
        text_encoder_3=t5_encoder(third, WIDE),
        tokenizer_3=third,
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def _clip(tokenizer: Any) -> Any:
    said = transformers.CLIPTextConfig(
        hidden_size=WIDTH,
        intermediate_size=32,
        num_attention_heads=2,
        num_hidden_layers=3,
        vocab_size=len(tokenizer),
        projection_dim=WIDTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    return transformers.CLIPTextModelWithProjection(said).eval()
