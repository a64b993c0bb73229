"""Qwen-Image from a folder: shot, stopped, made again, changed in part, and led by references."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from diffusers.pipelines.qwenimage import pipeline_qwenimage_edit_plus as editing

from prompts.setup import Prompt
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import qwen
from tests.engine.models.tiny.common import diffusers

TABLE = """
[models.large]
family = "qwen"
path = "{folder}"
steps = 4
side = 64
"""
WORDS = Prompt(positive=checks.WORDS.positive, negative="blurred, plastic skin")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return qwen.build(tmp_path_factory.mktemp("qwen"))


@pytest.fixture(scope="module")
def room(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    return Set(studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder)))


def test_a_sheet_is_made_in_one_pass_and_any_take_of_it_again_to_the_bit(room: Set) -> None:
    checks.sheet_again(room, "large")


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    checks.stop_and_clean(room, "large")


def test_a_take_made_again_is_larger_and_the_gentler_the_nearer(room: Set) -> None:
    checks.made_again(room, "large")


def test_a_part_is_made_again_and_nothing_else_changes(
    room: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = room.family("large")
    small = family.card.model_copy(update={"crop": 128})  # its own crops take six seconds here
    monkeypatch.setattr(family, "card", small)
    checks.part_again(room, "large")


@pytest.mark.parametrize("guidance", [1.0, 4.0], ids=["lightning", "guided"])
def test_it_makes_what_diffusers_alone_makes_of_the_same_words(
    folder: Path, guidance: float
) -> None:
    asked = checks.ask(guidance=guidance, prompt=WORDS)

    made = checks.developed(checks.camera("qwen", folder), asked)

    pipe: Any = diffusers.QwenImagePipeline.from_pretrained(folder, local_files_only=True)
    pipe.set_progress_bar_config(disable=True)
    bare = pipe(
        prompt=WORDS.positive,
        negative_prompt=WORDS.negative if guidance > 1 else None,
        width=64,
        height=96,
        num_inference_steps=3,
        true_cfg_scale=guidance,
        generator=[torch.Generator("cpu").manual_seed(7)],
        output_type="np",
    ).images[0]
    assert np.array_equal(made, bare)


def test_the_editor_sees_its_references_while_it_reads(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "VAE_IMAGE_SIZE", 64 * 64)  # its own are a megapixel
    monkeypatch.setattr(editing, "CONDITION_IMAGE_SIZE", 112 * 112)
    camera = checks.camera("qwen", folder)
    camera.loaded.components["processor"] = qwen.Processor(camera.loaded.components["tokenizer"])
    one, other = checks.noise(seed=1), checks.noise(seed=2)
    asked = checks.ask(task="edit", references=(one,), prompt=WORDS, guidance=4.0)

    made = checks.developed(camera, asked)
    assert made.shape == (96, 64, 3)
    assert np.array_equal(made, checks.developed(camera, asked))

    for references in ((other,), (one, other)):
        changed = checks.developed(camera, checks.ask(**vars(asked) | {"references": references}))
        assert not np.array_equal(made, changed)

    plain = checks.ask(prompt=WORDS, guidance=4.0)  # the same words, read without looking
    alone = checks.developed(checks.camera("qwen", folder), plain)
    assert np.array_equal(checks.developed(camera, plain), alone)
