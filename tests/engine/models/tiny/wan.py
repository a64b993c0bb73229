"""Wan 2.2 in miniature: TI2V-5B with one transformer, I2V-A14B with two."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import (
    diffusers,
    t5_encoder,
    t5_tokenizer,
    video_vae,
)

WIDTH = 32  # of UMT5
CHANNELS = 4  # of latents


def build(folder: Path, seed: int = 0) -> Path:
    """Write TI2V-5B, whose folder names the pipeline for words alone; returns the folder."""
    torch.manual_seed(seed)
    made = diffusers.WanPipeline(
        **_shared(), transformer=_transformer(CHANNELS), expand_timesteps=True
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def build_two(folder: Path, seed: int = 0) -> Path:
    """Write I2V-A14B: its transformers see noise, the picture, and where it is."""
    torch.manual_seed(seed)
    made = diffusers.WanImageToVideoPipeline(
        **_shared(),
        transformer=_transformer(2 * CHANNELS + 4),
        transformer_2=_transformer(2 * CHANNELS + 4),
        image_encoder=None,
        image_processor=None,
        boundary_ratio=0.9,
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def _shared() -> dict[str, Any]:
    tokenizer = t5_tokenizer()
    return {
        "tokenizer": tokenizer,
        "text_encoder": t5_encoder(tokenizer, WIDTH, "UMT5"),
        "vae": video_vae("Wan", CHANNELS),
        "scheduler": diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=5.0
        ),
    }


def _transformer(channels: int) -> Any:
    made = diffusers.WanTransformer3DModel(
        patch_size=(1, 2, 2),
        num_attention_heads=2,
        attention_head_dim=12,
        in_channels=channels,
        out_channels=CHANNELS,
        text_dim=WIDTH,
        freq_dim=32,
        ffn_dim=32,
        num_layers=2,
        cross_attn_norm=True,
        qk_norm="rms_norm_across_heads",
        rope_max_seq_len=64,
    )
    return made.eval()
