"""Qwen-Image in miniature, and what stands in for the editor's processor."""

from pathlib import Path
from typing import Any

import torch

from tests.engine.models.tiny.common import diffusers, qwen_tokenizer, transformers, video_vae

WIDTH = 32  # of the reader
CHANNELS = 4  # of latents


def build(folder: Path, seed: int = 0) -> Path:
    """Write Qwen-Image; returns the folder."""
    torch.manual_seed(seed)
    tokenizer = qwen_tokenizer()
    transformer = diffusers.QwenImageTransformer2DModel(
        patch_size=2,
        in_channels=4 * CHANNELS,
        out_channels=CHANNELS,
        num_layers=2,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WIDTH,
        guidance_embeds=False,
        axes_dims_rope=(8, 4, 4),
    )
    made = diffusers.QwenImagePipeline(
        vae=video_vae("QwenImage", CHANNELS),
        text_encoder=_reader(tokenizer),
        transformer=transformer.eval(),
        tokenizer=tokenizer,
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True,
            base_shift=0.5,
            max_shift=0.9,
            base_image_seq_len=256,
            max_image_seq_len=8192,
            shift_terminal=0.02,
            time_shift_type="exponential",
        ),
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder


def _reader(tokenizer: Any) -> Any:
    said = transformers.Qwen2_5_VLConfig(
        text_config={
            "vocab_size": len(tokenizer),
            "hidden_size": WIDTH,
            "intermediate_size": WIDTH,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "max_position_embeddings": 4096,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "mrope_section": [1, 1, 2],
            },
        },
        vision_config={
            "depth": 1,
            "hidden_size": WIDTH,
            "intermediate_size": WIDTH,
            "num_heads": 2,
            "out_hidden_size": WIDTH,
            "patch_size": 14,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
            "window_size": 112,
            "fullatt_block_indexes": [0],
        },
        image_token_id=tokenizer.convert_tokens_to_ids("<|image_pad|>"),
        video_token_id=tokenizer.convert_tokens_to_ids("<|video_pad|>"),
        vision_start_token_id=tokenizer.convert_tokens_to_ids("<|vision_start|>"),
        vision_end_token_id=tokenizer.convert_tokens_to_ids("<|vision_end|>"),
    )
    return transformers.Qwen2_5_VLForConditionalGeneration(said).eval()


class Processor:
    """Does what the editor asks of Qwen2VLProcessor, which needs torchvision to be made at all."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self._pictures = transformers.Qwen2VLImageProcessorPil(
            min_pixels=56 * 56, max_pixels=28 * 28 * 1280
        )

    def __call__(self, text: list[str], images: Any = None, **said: Any) -> Any:
        """Words, with a sign for each patch that is seen; and the patches."""
        seen = dict(self._pictures(images=images, return_tensors="pt")) if images else {}
        if seen:
            counts = iter(
                (seen["image_grid_thw"].prod(-1) // self._pictures.merge_size**2).tolist()
            )
            text = [_filled(each, counts) for each in text]
        return transformers.BatchFeature({**self.tokenizer(text, **said), **seen})


def _filled(text: str, counts: Any) -> str:
    first, *rest = text.split("<|image_pad|>")
    return first + "".join("<|image_pad|>" * next(counts) + each for each in rest)
