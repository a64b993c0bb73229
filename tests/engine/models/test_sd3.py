"""Stable Diffusion 3.5 from a folder: shot, stopped, made again, changed in part."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import models
from engine.protocol import StudioError
from prompts.setup import Prompt
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import sd3
from tests.engine.models.tiny.common import diffusers

TABLE = """
[models.three]
family = "sd3"
path = "{folder}"
steps = 4
side = 64
accept_license = true
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sd3.build(tmp_path_factory.mktemp("sd3"))


@pytest.fixture(scope="module")
def room(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    return Set(studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder)))


def test_a_sheet_is_made_in_one_pass_and_any_take_of_it_again_to_the_bit(room: Set) -> None:
    checks.sheet_again(room, "three")


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    checks.stop_and_clean(room, "three")


def test_a_take_made_again_is_larger_and_the_gentler_the_nearer(room: Set) -> None:
    checks.made_again(room, "three")


def test_a_part_is_made_again_and_nothing_else_changes(room: Set) -> None:
    checks.part_again(room, "three")


@pytest.mark.parametrize("guidance", [0.0, 3.5], ids=["turbo", "guided"])
def test_it_makes_what_diffusers_alone_makes_of_the_same_words(
    folder: Path, guidance: float
) -> None:
    words = Prompt(positive=checks.WORDS.positive, negative="blurred, plastic skin")
    asked = checks.ask(guidance=guidance, prompt=words)

    made = checks.developed(checks.camera("sd3", folder), asked)

    pipe: Any = diffusers.StableDiffusion3Pipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    bare = pipe(
        prompt=words.positive,
        negative_prompt=words.negative,
        width=64,
        height=96,
        num_inference_steps=3,
        guidance_scale=guidance,
        generator=[torch.Generator("cpu").manual_seed(7)],
        output_type="np",
    ).images[0]
    assert np.array_equal(made, bare)


def test_in_half_precision_it_computes_numbers_too(folder: Path) -> None:
    camera = checks.camera("sd3", folder, dtype="bfloat16")
    picture = checks.noise()
    mask = np.zeros((96, 64), np.float32)
    mask[32:64, 16:48] = 1

    for said in ({"task": "reshoot"}, {"task": "inpaint", "mask": mask}):
        asked = checks.ask(image=picture, strength=0.7, **said)
        assert checks.developed(camera, asked).std() > 0


def test_the_licence_is_read_first(folder: Path, tmp_path: Path) -> None:
    table = TABLE.replace("accept_license = true", "").format(folder=folder)
    with pytest.raises(StudioError, match="accept_license"):
        models.family("three", studio(tmp_path, table))
