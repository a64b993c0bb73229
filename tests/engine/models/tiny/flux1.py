"""FLUX.1 in miniature: every part and every file of the real ones, random weights."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import clip_tokenizer, diffusers, t5_tokenizer, transformers
from tests.engine.models.tiny.zimage import flow_vae

WIDTH = 16  # of both readers of words


def build(
    folder: Path,
    name: str = "FluxPipeline",
    seed: int = 0,
    *,
    dev: bool = False,
    channels: int = 64,
) -> Path:
    """Write it; returns the folder. Fill has 384 channels."""
    torch.manual_seed(seed)
    clip, t5 = clip_tokenizer(), t5_tokenizer()
    made = getattr(diffusers, name)(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(
            shift=3.0 if dev else 1.0,
            use_dynamic_shifting=dev,
            base_shift=0.5,
            max_shift=1.15,
            base_image_seq_len=256,
            max_image_seq_len=4096,
        ),
        vae=flow_vae(),
        text_encoder=_summary(clip),
        tokenizer=clip,
        text_encoder_2=_reader(t5),
        tokenizer_2=t5,
        transformer=_transformer(channels, guidance=dev),
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def _summary(tokenizer: Any) -> Any:
    config = transformers.CLIPTextConfig(
        hidden_size=WIDTH,
        intermediate_size=WIDTH,
        num_attention_heads=2,
        num_hidden_layers=2,
        vocab_size=len(tokenizer),
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        projection_dim=WIDTH,
    )
    return transformers.CLIPTextModel(config).eval()


def _reader(tokenizer: Any) -> Any:
    config = transformers.T5Config(
        vocab_size=len(tokenizer),
        d_model=WIDTH,
        d_kv=8,
        d_ff=WIDTH,
        num_layers=2,
        num_heads=2,
        feed_forward_proj="gated-gelu",
        dropout_rate=0.0,
    )
    return transformers.T5EncoderModel(config).eval()


def _transformer(channels: int, *, guidance: bool) -> Any:
    made = diffusers.FluxTransformer2DModel(
        patch_size=1,
        in_channels=channels,
        out_channels=64,
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WIDTH,
        pooled_projection_dim=WIDTH,
        guidance_embeds=guidance,
        axes_dims_rope=(4, 6, 6),
    )
    return made.eval()
