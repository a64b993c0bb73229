"""Stable Video Diffusion in miniature: it sees a picture twice, and reads no words."""

from pathlib import Path

import torch

from tests.engine.models.tiny.common import diffusers, transformers

WIDTH = 16  # of what is seen of the picture


def build(folder: Path, seed: int = 0) -> Path:
    """Write it; returns the folder."""
    torch.manual_seed(seed)
    unet = diffusers.UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 32),
        layers_per_block=1,
        sample_size=8,
        in_channels=8,
        out_channels=4,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"),
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"),
        cross_attention_dim=WIDTH,
        num_attention_heads=(2, 2),
        projection_class_embeddings_input_dim=48,  # rate, motion and noise
        addition_time_embed_dim=16,
        num_frames=25,
    )
    vae = diffusers.AutoencoderKLTemporalDecoder(
        in_channels=3,
        out_channels=3,
        block_out_channels=(32,) * 4,
        down_block_types=("DownEncoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
    )
    seeing = transformers.CLIPVisionConfig(
        hidden_size=WIDTH,
        projection_dim=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=224,
        intermediate_size=32,
        patch_size=32,
    )
    size = {"height": 224, "width": 224}
    made = diffusers.StableVideoDiffusionPipeline(
        vae=vae.eval(),
        image_encoder=transformers.CLIPVisionModelWithProjection(seeing).eval(),
        unet=unet.eval(),
        feature_extractor=transformers.CLIPImageProcessorPil(
            size={"shortest_edge": 224}, crop_size=size
        ),
        scheduler=diffusers.EulerDiscreteScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            interpolation_type="linear",
            prediction_type="v_prediction",
            sigma_max=700.0,
            sigma_min=0.002,
            steps_offset=1,
            timestep_spacing="leading",
            timestep_type="continuous",
            use_karras_sigmas=True,
        ),
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder
