"""Z-Image in miniature: every part and every file of the real one, random weights."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import diffusers, qwen_tokenizer, transformers
from tests.engine.models.tiny.sdxl import vae

WIDTH = 16  # of the reader of words


def build(folder: Path, seed: int = 0) -> Path:
    """Write it; returns the folder."""
    torch.manual_seed(seed)
    tokenizer = qwen_tokenizer()
    made = diffusers.ZImagePipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=flow_vae(),
        text_encoder=transformers.Qwen3Model(reader(tokenizer, layers=3)).eval(),
        tokenizer=tokenizer,
        transformer=_transformer(),
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def controlnet(folder: Path, seed: int = 1) -> Path:
    """Write one that has an effect: an untaught one has none."""
    torch.manual_seed(seed)
    made = diffusers.ZImageControlNetModel(
        control_layers_places=[0],
        control_refiner_layers_places=[0],
        control_in_dim=16,
        dim=32,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
    )
    with torch.no_grad():
        for each in made.parameters():
            each.normal_(std=0.2)
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def flow_vae() -> Any:
    """FLUX.1's, which Z-Image has too: sixteen channels, shifted."""
    return vae(16, 0.3611, shift_factor=0.1159, use_quant_conv=False, use_post_quant_conv=False)


def reader(tokenizer: Any, *, layers: int) -> Any:
    """The configuration of a small Qwen3."""
    return transformers.Qwen3Config(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=WIDTH,
        num_hidden_layers=layers,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        max_position_embeddings=2048,
    )


def _transformer() -> Any:
    made = diffusers.ZImageTransformer2DModel(
        all_patch_size=(2,),
        all_f_patch_size=(1,),
        in_channels=16,
        dim=32,
        n_layers=2,
        n_refiner_layers=1,
        n_heads=2,
        n_kv_heads=2,
        norm_eps=1e-5,
        qk_norm=True,
        cap_feat_dim=WIDTH,
        rope_theta=256.0,
        t_scale=1000.0,
        axes_dims=[8, 4, 4],
        axes_lens=[1536, 512, 512],
    )
    with torch.no_grad():  # the constructor leaves these two as whatever was in memory
        made.x_pad_token.normal_(std=0.02)
        made.cap_pad_token.normal_(std=0.02)
    return made.eval()
