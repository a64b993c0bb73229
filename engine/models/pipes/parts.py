"""One component from a folder of its own: a ControlNet, a tiny autoencoder."""

from pathlib import Path
from typing import Any

import diffusers
import torch

from engine.models.pipes import folder
from engine.protocol import StudioError


def component(name: str, where: Path, dtype: torch.dtype) -> Any:
    """A diffusers model of class `name`. Raises StudioError for what is wrong with its files."""
    if not where.is_dir():
        raise StudioError(
            f"There is no folder {where}, where a {name} should be. Name the right one in "
            "studio.toml."
        )
    folder.weights(where)
    try:
        return getattr(diffusers, name).from_pretrained(
            where, dtype=dtype, local_files_only=True, use_safetensors=True
        )
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise StudioError(f"{where} holds no {name} that can be loaded. {folder.AGAIN}") from error
