"""SDXL in miniature: every part and every file of the real one, random weights, 1 MB."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import clip_tokenizer, diffusers, transformers

SIDE = 64  # pixels: 8 latents
CHANNELS = (16, 32, 32)
WIDTH = 16  # of each text encoder


def build(folder: Path, seed: int = 0) -> Path:
    """Write it; returns the folder."""
    torch.manual_seed(seed)
    made = diffusers.StableDiffusionXLPipeline(
        vae=vae(4, 0.13025),
        text_encoder=transformers.CLIPTextModel(_words(clip_tokenizer())).eval(),
        text_encoder_2=transformers.CLIPTextModelWithProjection(_words(clip_tokenizer())).eval(),
        tokenizer=clip_tokenizer(),
        tokenizer_2=clip_tokenizer(pad="!"),
        unet=_unet(),
        scheduler=diffusers.EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            steps_offset=1,
            timestep_spacing="leading",
        ),
        add_watermarker=False,
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def vae(channels: int, scale: float, **said: Any) -> Any:
    """Four blocks: eight times smaller, as the real ones."""
    made = diffusers.AutoencoderKL(
        in_channels=3,
        out_channels=3,
        latent_channels=channels,
        sample_size=SIDE,
        norm_num_groups=4,
        block_out_channels=(4, 8, 8, 8),
        layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        scaling_factor=scale,
        force_upcast=True,
        **said,
    )
    return made.eval()


def _words(tokenizer: Any) -> Any:
    return transformers.CLIPTextConfig(
        hidden_size=WIDTH,
        intermediate_size=32,
        num_attention_heads=2,
        num_hidden_layers=3,
        vocab_size=len(tokenizer),
        max_position_embeddings=77,
        projection_dim=WIDTH,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def _unet() -> Any:
    made = diffusers.UNet2DConditionModel(
        sample_size=SIDE // 8,
        in_channels=4,
        out_channels=4,
        block_out_channels=CHANNELS,
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4, 4),
        transformer_layers_per_block=(1, 1, 1),
        use_linear_projection=True,
        cross_attention_dim=2 * WIDTH,  # both encoders side by side
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=6 * 8 + WIDTH,  # six time ids, and the pooled words
        norm_num_groups=8,
    )
    return made.eval()
