"""What every family of still models must do; each family's tests call these with its models."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import peft
import pytest
import torch

from engine import png
from engine.models import catalogue
from engine.models.pipes.ask import Ask
from engine.models.pipes.camera import Camera
from engine.pictures import Floats, Negative
from engine.protocol import Box, EditRegion, Refine, StudioError
from engine.settings import Adapter, Named
from prompts.setup import Prompt
from tests.engine.models.conftest import Set, Stop
from tests.engine.models.tiny.common import diffusers
from tests.fakes import order

PART = Box(left=0.25, top=0.25, right=0.75, bottom=0.6)
WORDS = Prompt(positive="A portrait of a woman with grey eyes, 85mm lens.")


class Quiet:
    """Steps that nobody watches."""

    def picture(self, blob: str) -> bytes:
        raise StudioError(f"There is no picture {blob}.")

    def progress(self, step: int, of: int, preview: Negative | None = None) -> None:
        del step, of, preview


def camera(family: str, folder: Path, **said: Any) -> Camera:
    """A family's model alone, without orders."""
    named = Named(family=family, path=folder, **said)
    kind = import_module(f"engine.models.{family}").KIND
    return Camera(kind, named, catalogue.card_of("tiny", named), lambda: False)


def ask(**said: Any) -> Ask:
    """A small picture of 64 by 96 pixels."""
    plain = Ask(task="shoot", prompt=WORDS, width=64, height=96, seeds=(7,), steps=3, guidance=0.0)
    return replace(plain, **said)


def developed(by: Camera, asked: Ask) -> Negative:
    """What a camera makes of an ask."""
    planes, _ = by.latents(asked, Quiet())
    return by.developed(planes[:1], asked)


def noise(height: int = 96, width: int = 64, seed: int = 1) -> Negative:
    """A picture of nothing."""
    return np.random.default_rng(seed).random((height, width, 3), np.float32)


def part(height: int = 96, width: int = 64) -> Floats:
    """A mask of whole cells of sixteen pixels: what pipelines make of it is not in question."""
    mask = np.zeros((height, width), np.float32)
    mask[32:64, 16:48] = 1
    return mask


def sheet_again(room: Set, model: str) -> None:
    """Four takes in one pass, each with its own seed, and any of them again to the bit."""
    takes = room.run(order(4, model=model, seed=3))

    assert {png.decode(take.data).shape for take in takes} == {(80, 64, 3)}
    assert len({take.data for take in takes}) == 4
    assert [take.recipe.seed for take in takes] == [3, 4, 5, 6]
    assert {take.recipe.batch for take in takes} == {4}
    third = takes[2].recipe
    (again,) = room.run(order(4, model=model, seed=3, only=2, batch=third.batch))
    assert again.data == takes[2].data
    assert again.recipe == third


def stop_and_clean(room: Set, model: str) -> None:
    """A stop ends a call at its next step, and the next call is what it would have been."""
    asked = order(1, model=model, seed=3)
    (before,) = room.run(asked)
    total = room.told[-1][1]
    assert room.told == [(step, total) for step in range(total + 1)]
    room.stop_at = 3
    with pytest.raises(Stop):
        room.run(asked)
    assert room.told[-1] == (2, total)

    assert room.run(asked)[0].data == before.data
    assert room.previews


def part_again(room: Set, model: str) -> None:
    """A part changes, and every other byte stays."""
    (one,) = room.run(order(1, model=model, seed=3))
    take = room.keep(one.data)
    asked = EditRegion(
        model=model, take=take, recipe=one.recipe, seed=5, region=PART, words="a red scarf"
    )
    (changed,) = room.run(asked)

    moved = (png.decode(one.data) != png.decode(changed.data)).any(-1)
    inside = np.zeros_like(moved)
    inside[20:48, 16:48] = True
    assert moved[inside].mean() > 0.5
    assert not moved[~inside].any()


def made_again(room: Set, model: str) -> None:
    """A take again is larger, and how far it may go makes a difference."""
    (one,) = room.run(order(1, model=model, seed=3))
    blob = room.keep(one.data)
    near, far = (
        room.run(Refine(model=model, take=blob, recipe=one.recipe, seed=9, strength=strength))[0]
        for strength in (0.2, 1.0)
    )

    assert png.decode(near.data).shape == png.decode(far.data).shape == (120, 96, 3)
    assert near.data != far.data


def lora(by: Camera, name: str, folder: Path) -> None:
    """A LoRA changes what is made, its weight by how much, and it leaves no trace."""
    pipe = by.loaded.pipe(name)
    config = peft.LoraConfig(
        r=4, lora_alpha=16, target_modules=["to_q", "to_k", "to_v"], init_lora_weights=False
    )
    torch.manual_seed(0)
    pipe.transformer.add_adapter(config)
    layers = peft.get_peft_model_state_dict(pipe.transformer)
    type(pipe).save_lora_weights(folder, transformer_lora_layers=layers)
    pipe.unload_lora_weights()
    before = developed(by, ask())
    said = (Adapter(path=folder, weight=weight) for weight in (0.5, 1.0))
    weak, strong = (developed(by, ask(loras=(each,))) for each in said)

    assert len({each.tobytes() for each in (before, weak, strong)}) == 3
    assert np.array_equal(developed(by, ask()), before)


def bare(name: str, folder: Path, guidance: float, **said: Any) -> Negative:
    """What diffusers alone makes of the words and the seed of `ask`."""
    parts = {key: said.pop(key) for key in ("controlnet",) if key in said}
    pipe: Any = getattr(diffusers, name).from_pretrained(folder, local_files_only=True, **parts)
    pipe.set_progress_bar_config(disable=True)
    made = pipe(
        prompt=WORDS.positive,
        num_inference_steps=3,
        guidance_scale=guidance,
        generator=[torch.Generator("cpu").manual_seed(7)],
        output_type="np",
        **said,
    )
    return made.images[0]
