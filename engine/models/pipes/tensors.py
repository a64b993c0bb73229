"""Between our arrays and torch's: shapes turn, values stay."""

from typing import Any

import numpy as np
import torch
from PIL import Image

from engine.pictures import Floats, Negative


def picture(negative: Negative) -> torch.Tensor:
    """(h, w, 3) to (1, 3, h, w), 0..1."""
    return torch.from_numpy(np.ascontiguousarray(negative.transpose(2, 0, 1))[None])


def plane(values: Floats) -> torch.Tensor:
    """(h, w) to (1, 1, h, w)."""
    return torch.from_numpy(np.ascontiguousarray(values, np.float32)[None, None])


def negative(decoded: torch.Tensor) -> Negative:
    """(3, h, w) in -1..1 to (h, w, 3) in 0..1."""
    whole = (decoded.float() / 2 + 0.5).clamp(0, 1)
    return np.ascontiguousarray(whole.permute(1, 2, 0).cpu().numpy())


def spread(planes: torch.Tensor, vae: Any) -> torch.Tensor:
    """Latents (b, c, ...) as the VAE has them, by the mean and the deviation of each channel."""
    mean, deviation = (
        torch.tensor(said, device=planes.device).view(1, -1, *(1,) * (planes.ndim - 2))
        for said in (vae.config.latents_mean, vae.config.latents_std)
    )
    latents = planes / (1.0 / deviation) + mean  # divided, as the pipelines round
    return latents.to(vae.device, vae.dtype)


def pil(picture: Negative) -> Image.Image:
    """A picture for an encoder that wants PIL's."""
    return Image.fromarray(np.rint(picture * 255).astype(np.uint8))
