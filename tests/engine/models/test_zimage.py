"""Z-Image from a folder: shot, stopped, made again, changed as a whole and in part."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.models.pipes import packed, tensors
from engine.models.pipes.parts import component
from engine.settings import Dtype
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import zimage

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


def test_a_take_made_again_is_larger_and_how_far_it_may_go_counts(room: Set) -> None:
    checks.made_again(room, "quick")


def test_a_part_is_made_again_and_nothing_else_changes(room: Set) -> None:
    checks.part_again(room, "quick")


def test_turbo_makes_what_diffusers_alone_makes_time_and_again(folder: Path) -> None:
    camera = checks.camera("zimage", folder)
    made = checks.developed(camera, checks.ask())
    again = checks.developed(camera, checks.ask())  # the pipeline writes into lists of words

    bare = checks.bare("ZImagePipeline", folder, 0.0, width=64, height=96)
    assert np.array_equal(made, bare)
    assert np.array_equal(made, again)


def test_the_undistilled_one_is_guided_away_from_words(folder: Path) -> None:
    camera = checks.camera("zimage", folder)
    avoided = "blurred, plastic skin"
    words = checks.WORDS.model_copy(update={"negative": avoided})

    made = checks.developed(camera, checks.ask(guidance=4.0, prompt=words))

    said = {"negative_prompt": avoided, "width": 64, "height": 96}
    assert np.array_equal(made, checks.bare("ZImagePipeline", folder, 4.0, **said))


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_changes_are_as_diffusers_alone_makes_them(folder: Path, dtype: Dtype) -> None:
    camera = checks.camera("zimage", folder, dtype=dtype)
    picture, mask = checks.noise(), checks.part()
    whole = checks.ask(task="reshoot", image=picture, strength=0.7)
    part = checks.ask(task="inpaint", image=picture, strength=0.7, mask=mask)

    made, mended = checks.developed(camera, whole), checks.developed(camera, part)

    assert made.std() > 0
    assert mended.std() > 0
    if dtype == "float32":
        said = {"image": tensors.picture(picture), "strength": 0.7, "width": 64, "height": 96}
        assert np.array_equal(made, checks.bare("ZImageImg2ImgPipeline", folder, 0.0, **said))
        said |= {"mask_image": tensors.plane(mask)}
        assert np.array_equal(mended, checks.bare("ZImageInpaintPipeline", folder, 0.0, **said))


def test_depth_guides_as_it_does_in_diffusers_alone(folder: Path, tmp_path: Path) -> None:
    where = zimage.controlnet(tmp_path)
    camera = checks.camera("zimage", folder, controlnet=where)
    near = np.zeros((96, 64), np.float32)
    near[32:, 16:48] = 1
    asked = checks.ask(task="guided", depth=near, guided=0.8)

    made = checks.developed(camera, asked)
    free = checks.developed(camera, checks.ask())
    sheet, _ = camera.latents(replace(asked, seeds=(7, 8)), checks.Quiet())

    beside = component("ZImageControlNetModel", where, torch.float32)
    bare = checks.bare(
        "ZImageControlNetPipeline",
        folder,
        0.0,
        controlnet=beside,
        control_image=tensors.plane(near).expand(-1, 3, -1, -1),
        controlnet_conditioning_scale=0.8,
        width=64,
        height=96,
    )
    assert np.array_equal(made, bare)
    assert not np.array_equal(made, free)
    assert sheet.shape == (2, 16, 12, 8)


def test_a_lora_is_laid_on_and_lifted_to_the_bit(folder: Path, tmp_path: Path) -> None:
    checks.lora(checks.camera("zimage", folder), "ZImagePipeline", tmp_path)


def test_a_thin_part_of_a_mask_is_not_lost_between_latents() -> None:
    thin = np.zeros((32, 40), np.float32)
    thin[9] = 1

    cells = packed.mask(thin, 8)

    assert cells.shape == (1, 1, 32, 40)
    assert (cells[0, 0, 8:16] == 1).all()
    assert cells.sum() == 8 * 40
