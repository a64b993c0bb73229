"""SDXL in miniature: every part and every file of the real one, random weights, 1 MB."""

from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

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


def controlnet(folder: Path, base: Path) -> Path:
    """A ControlNet for depth that does something: fresh ones begin at zero."""
    unet = diffusers.UNet2DConditionModel.from_pretrained(base, subfolder="unet")
    made = diffusers.ControlNetModel.from_unet(
        unet, conditioning_embedding_out_channels=(8, 16, 16, 16)
    )
    torch.manual_seed(1)
    for block in (*made.controlnet_down_blocks, made.controlnet_mid_block):
        torch.nn.init.normal_(block.weight, std=0.3)
    for part in made.controlnet_cond_embedding.modules():
        if isinstance(part, torch.nn.Conv2d):  # six of them would shrink the signal to nothing
            torch.nn.init.normal_(part.weight, std=2 / (part.in_channels * 9) ** 0.5)
    made.save_pretrained(folder)
    return folder


def ip_adapter(folder: Path, base: Path) -> Path:
    """An IP-Adapter as published: its weights, and its image encoder in a folder beside them."""
    unet = diffusers.UNet2DConditionModel.from_pretrained(base, subfolder="unet")
    torch.manual_seed(2)
    across, channels = unet.config.cross_attention_dim, unet.config.block_out_channels
    weights: dict[str, torch.Tensor] = {}
    crossed = [name for name in unet.attn_processors if not name.endswith("attn1.processor")]
    for place, name in enumerate(crossed):
        where, _, rest = name.partition(".")
        number = int(rest.partition(".")[0]) if where != "mid_block" else 0
        hidden = {
            "mid_block": channels[-1],
            "up_blocks": channels[::-1][number],
            "down_blocks": channels[number],
        }[where]
        for each in ("k", "v"):
            key = f"ip_adapter.{2 * place + 1}.to_{each}_ip.weight"
            weights[key] = torch.randn(hidden, across) * 0.5
    weights |= {
        "image_proj.proj.weight": torch.randn(4 * across, WIDTH) * 0.5,
        "image_proj.proj.bias": torch.zeros(4 * across),
        "image_proj.norm.weight": torch.ones(across),
        "image_proj.norm.bias": torch.zeros(across),
    }
    folder.mkdir(parents=True, exist_ok=True)
    save_file(weights, folder / "ip-adapter_sdxl.safetensors")
    encoder = transformers.CLIPVisionModelWithProjection(
        transformers.CLIPVisionConfig(
            hidden_size=WIDTH,
            projection_dim=WIDTH,
            num_hidden_layers=2,
            num_attention_heads=2,
            image_size=224,
            intermediate_size=32,
            patch_size=32,
        )
    )
    encoder.eval().save_pretrained(folder / "image_encoder")
    return folder


def lora(folder: Path, base: Path) -> Path:
    """A LoRA of the UNet's attention, large enough to be seen."""
    pipe = diffusers.StableDiffusionXLPipeline.from_pretrained(base)
    peft: Any = import_module("peft")
    config = peft.LoraConfig(
        r=4, lora_alpha=16, target_modules=["to_q", "to_k", "to_v"], init_lora_weights=False
    )
    torch.manual_seed(3)
    pipe.unet.add_adapter(config)
    layers = peft.utils.get_peft_model_state_dict(pipe.unet)
    diffusers.StableDiffusionXLPipeline.save_lora_weights(folder, unet_lora_layers=layers)
    return folder


def autoencoder(folder: Path) -> Path:
    """A tiny autoencoder for previews."""
    torch.manual_seed(4)
    made = diffusers.AutoencoderTiny(
        encoder_block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        num_encoder_blocks=(1, 1, 1, 1),
        num_decoder_blocks=(1, 1, 1, 1),
        latent_channels=4,
    )
    made.save_pretrained(folder)
    return folder
