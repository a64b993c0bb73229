"""LTX-Video in miniature: packed latents, 32 times smaller and eight times fewer frames."""

from pathlib import Path

import torch

from tests.engine.models.tiny.common import diffusers, t5_encoder, t5_tokenizer

WIDTH = 32  # of T5
FOUR = (8, 8, 8, 8)
SHRUNK = (True, True, True, False)


def build(folder: Path, seed: int = 0, *, conditioned: bool = False) -> Path:
    """Write it; returns the folder. `conditioned`: as of 0.9.1, with a VAE that ends the noise."""
    torch.manual_seed(seed)
    tokenizer = t5_tokenizer()
    vae = diffusers.AutoencoderKLLTXVideo(
        in_channels=3,
        out_channels=3,
        latent_channels=8,
        block_out_channels=FOUR,
        decoder_block_out_channels=FOUR,
        layers_per_block=(1,) * 5,
        decoder_layers_per_block=(1,) * 5,
        spatio_temporal_scaling=SHRUNK,
        decoder_spatio_temporal_scaling=SHRUNK,
        decoder_inject_noise=(False,) * 5,
        upsample_residual=(False,) * 4,
        upsample_factor=(1,) * 4,
        timestep_conditioning=conditioned,
        patch_size=4,
        patch_size_t=1,
        encoder_causal=True,
        decoder_causal=False,
    )
    transformer = diffusers.LTXVideoTransformer3DModel(
        in_channels=8,
        out_channels=8,
        patch_size=1,
        patch_size_t=1,
        num_attention_heads=4,
        attention_head_dim=8,
        cross_attention_dim=WIDTH,
        num_layers=2,
        caption_channels=WIDTH,
    )
    made = diffusers.LTXPipeline(
        vae=vae.eval(),
        text_encoder=t5_encoder(tokenizer, WIDTH),
        tokenizer=tokenizer,
        transformer=transformer.eval(),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(
            use_dynamic_shifting=True,
            base_shift=0.95,
            max_shift=2.05,
            base_image_seq_len=1024,
            max_image_seq_len=4096,
            shift_terminal=0.1,
        ),
    )
    made.save_pretrained(folder, safe_serialization=True)
    return folder
