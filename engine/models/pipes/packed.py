"""What transformers over 2x2 patches of latents have in common: rows of them, and their masks."""

from typing import Any

import torch

from engine.models.pipes import tensors
from engine.models.pipes.ask import Ask
from engine.pictures import Floats


def patches(rows: torch.Tensor, wide: int) -> torch.Tensor:
    """Patches in a row (b, h * w, 4 * c), `wide` of them abreast, as planes (b, 4 * c, h, w)."""
    return rows.unflatten(1, (-1, wide)).permute(0, 3, 1, 2).contiguous()


def apart(planes: torch.Tensor) -> torch.Tensor:
    """Planes of patches (b, 4 * c, h, w) as latents (b, c, 2 * h, 2 * w)."""
    return torch.nn.functional.pixel_shuffle(planes, 2)


def together(latents: torch.Tensor) -> torch.Tensor:
    """Latents (b, c, 2 * h, 2 * w) as planes of patches (b, 4 * c, h, w)."""
    return torch.nn.functional.pixel_unshuffle(latents, 2)


def begun(ask: Ask, cell: int) -> dict[str, Any]:
    """The arguments of a call that begins with a picture, or with a part of one."""
    if ask.image is None:
        return {}
    said = {"image": tensors.picture(ask.image), "strength": ask.strength}
    if ask.task == "inpaint":
        assert ask.mask is not None, "a part of a picture is made again"
        said["mask_image"] = mask(ask.mask, cell)
    return said


def mask(values: Floats, cell: int) -> torch.Tensor:
    """(h, w) to (1, 1, h, w): a cell of `cell` pixels is 1 if any of it is asked for.

    Pipelines sample a mask at one point of each cell: a thin part beside it would be lost.
    """
    whole = tensors.plane((values > 0).astype("float32"))
    cells = torch.nn.functional.max_pool2d(whole, cell, ceil_mode=True)
    large = cells.repeat_interleave(cell, -2).repeat_interleave(cell, -1)
    return large[..., : values.shape[0], : values.shape[1]].contiguous()
