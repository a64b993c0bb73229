"""Previews: a linear map from latents to colours, fitted once for each VAE on what it decodes."""

from typing import Any

import numpy as np
import torch

from engine.models.pipes import tensors
from engine.pictures import Negative

LEAST = 32  # samples of a fit


class Factors:
    """(channels + 1, 3) numbers: what each channel adds to red, green and blue, and a constant."""

    def __init__(self) -> None:
        self._weights: torch.Tensor | None = None

    @property
    def fitted(self) -> bool:
        """Is there anything to show with?"""
        return self._weights is not None

    def fit(self, planes: torch.Tensor, decoded: torch.Tensor) -> None:
        """Learn from planes (1, c, h, w) and the picture (1, 3, H, W) that they became."""
        size = (planes.shape[-2], planes.shape[-1])
        if size[0] * size[1] < LEAST:
            return
        small = torch.nn.functional.adaptive_avg_pool2d(decoded.float().cpu(), size)
        rows = _rows(planes.float().cpu())
        wanted = small.permute(0, 2, 3, 1).reshape(-1, 3)
        # A ridge keeps channels apart that this one picture does not tell apart.
        square = rows.T @ rows + 1e-3 * len(rows) * torch.eye(rows.shape[1])
        self._weights = torch.linalg.solve(square, rows.T @ wanted)

    def show(self, planes: torch.Tensor) -> Negative | None:
        """A picture of the planes' own size (1, c, h, w); None before anything was fitted."""
        if self._weights is None or planes.ndim != 4:
            return None
        _, _, height, width = planes.shape
        flat = _rows(planes.float().cpu()) @ self._weights
        shown = flat.reshape(height, width, 3).permute(2, 0, 1)
        return np.nan_to_num(tensors.negative(shown))


def _rows(planes: torch.Tensor) -> torch.Tensor:
    flat = planes.permute(0, 2, 3, 1).reshape(-1, planes.shape[1])
    return torch.cat([flat, torch.ones(len(flat), 1)], 1)


def tiny(autoencoder: Any, planes: torch.Tensor) -> Negative:
    """The same by a tiny autoencoder, larger and truer."""
    with torch.no_grad():
        decoded = autoencoder.decode(planes.to(autoencoder.device, autoencoder.dtype))
    return tensors.negative(decoded.sample[0])
