"""Z-Image from a folder: shot, stopped, made again, changed as a whole and in part."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.models.pipes import packed
from prompts.setup import Prompt
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import zimage
from tests.engine.models.tiny.common import diffusers

TABLE = """
[models.quick]
family = "zimage"
path = "{folder}"
steps = 4
side = 64
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return zimage.build(tmp_path_factory.mktemp("zimage"))


@pytest.fixture(scope="module")
def room(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    return Set(studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder)))


def test_a_sheet_is_made_in_one_pass_and_any_take_of_it_again_to_the_bit(room: Set) -> None:
    checks.sheet_again(room, "quick")


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    checks.stop_and_clean(room, "quick")


def test_a_take_made_again_is_larger_and_the_gentler_the_nearer(room: Set) -> None:
    checks.made_again(room, "quick")


def test_a_part_is_made_again_and_nothing_else_changes(room: Set) -> None:
    checks.part_again(room, "quick")


@pytest.mark.parametrize("guidance", [0.0, 4.0], ids=["turbo", "undistilled"])
def test_it_makes_what_diffusers_alone_makes_of_the_same_words(
    folder: Path, guidance: float
) -> None:
    camera = checks.camera("zimage", folder)
    words = Prompt(positive=checks.WORDS.positive, negative="blurred, plastic skin")
    asked = checks.ask(guidance=guidance, prompt=words)

    made = checks.developed(camera, asked)

    pipe: Any = diffusers.ZImagePipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    bare = pipe(
        prompt=[words.positive],
        negative_prompt=[words.negative],
        width=64,
        height=96,
        num_inference_steps=3,
        guidance_scale=guidance,
        generator=[torch.Generator("cpu").manual_seed(7)],
        output_type="np",
    ).images[0]
    assert np.array_equal(made, bare)
    again = checks.developed(camera, asked)  # it writes into lists of words: not into ours
    assert np.array_equal(made, again)


def test_in_half_precision_it_computes_numbers_too(folder: Path) -> None:
    camera = checks.camera("zimage", folder, dtype="bfloat16")
    picture = checks.noise()
    mask = np.zeros((96, 64), np.float32)
    mask[32:64, 16:48] = 1

    for said in ({"task": "reshoot"}, {"task": "inpaint", "mask": mask}):
        asked = checks.ask(image=picture, strength=0.7, **said)
        assert checks.developed(camera, asked).std() > 0


def test_a_thin_part_of_a_mask_is_not_lost_between_latents() -> None:
    thin = np.zeros((32, 40), np.float32)
    thin[9] = 1

    cells = packed.mask(thin, 8)

    assert cells.shape == (1, 1, 32, 40)
    assert (cells[0, 0, 8:16] == 1).all()
    assert cells.sum() == 8 * 40
