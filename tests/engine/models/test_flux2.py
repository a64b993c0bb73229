"""FLUX.2 klein from a folder: shot, stopped, changed, and made to look like somebody."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine.models.flux2 import KIND
from engine.models.pipes import tensors, words
from prompts.setup import Prompt
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import flux2
from tests.fakes import order

TABLE = """
[models.klein]
family = "flux2"
path = "{folder}"
steps = 4
side = 64
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flux2.build(tmp_path_factory.mktemp("flux2"))


@pytest.fixture(scope="module")
def room(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    return Set(studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder)))


def test_a_sheet_is_made_in_one_pass_and_any_take_of_it_again_to_the_bit(room: Set) -> None:
    checks.sheet_again(room, "klein")


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    checks.stop_and_clean(room, "klein")


def test_a_take_made_again_is_larger_and_how_far_it_may_go_counts(room: Set) -> None:
    checks.made_again(room, "klein")


def test_a_part_is_made_again_and_nothing_else_changes(room: Set) -> None:
    checks.part_again(room, "klein")


def test_sentences_say_whom_a_reference_shows_and_phrases_do_not() -> None:
    prose = words.following(checks.WORDS, "prose").positive
    assert prose.startswith("Photograph the person of the reference picture")
    assert prose.endswith(checks.WORDS.positive)
    assert words.following(checks.WORDS, "clip") == checks.WORDS


def test_a_character_is_followed_and_forgotten_again(room: Set) -> None:
    (plain,) = room.run(order(1, model="klein", seed=3))
    (first, second) = (room.keep(take.data) for take in room.run(order(2, model="klein", seed=8)))
    (her,) = room.run(order(1, model="klein", seed=3, portrait=first))
    (other,) = room.run(order(1, model="klein", seed=3, portrait=second))
    (after,) = room.run(order(1, model="klein", seed=3))

    assert len({plain.data, her.data, other.data}) == 3
    assert after.data == plain.data


@pytest.mark.parametrize("count", [0, 1, 2])
def test_it_makes_what_diffusers_alone_makes_with_as_many_references(
    folder: Path, count: int
) -> None:
    camera = checks.camera("flux2", folder)
    shown = tuple(checks.noise(64 + 16 * i, 80, seed=i) for i in range(count))
    asked = checks.ask(
        task="edit" if shown else "shoot", guidance=1.0, references=shown, likeness=1.0
    )

    made = checks.developed(camera, asked)

    images = [tensors.pil(each) for each in shown] or None
    said = {"image": images, "width": 64, "height": 96}
    assert np.array_equal(made, checks.bare("Flux2KleinPipeline", folder, 1.0, **said))


def test_a_part_is_made_as_diffusers_alone_makes_it(folder: Path) -> None:
    camera = checks.camera("flux2", folder)
    picture, mask = checks.noise(), checks.part()
    asked = checks.ask(task="inpaint", guidance=1.0, image=picture, mask=mask, strength=0.7)

    made = checks.developed(camera, asked)

    said = {"image": tensors.picture(picture), "mask_image": tensors.plane(mask), "strength": 0.7}
    bare = checks.bare("Flux2KleinInpaintPipeline", folder, 1.0, **said)
    assert np.array_equal(made, bare)


def test_what_a_step_holds_is_unpacked_to_what_the_call_returns(folder: Path) -> None:
    camera = checks.camera("flux2", folder)
    asked = checks.ask(guidance=1.0)
    pipe = camera.loaded.pipe("Flux2KleinPipeline")
    held: list[torch.Tensor] = []

    def keep(_pipe: Any, _step: int, _time: Any, said: dict[str, Any]) -> dict[str, Any]:
        held.append(said["latents"])
        return said

    (returned,) = pipe(
        prompt=checks.WORDS.positive,
        width=64,
        height=96,
        num_inference_steps=2,
        guidance_scale=1.0,
        callback_on_step_end=keep,
        output_type="latent",
        return_dict=False,
    )
    assert held[-1].ndim == 3
    planes = KIND.planes(pipe, held[-1], asked)
    assert torch.allclose(planes, returned, atol=1e-6)


def test_large_small_and_long_references_are_made_to_fit(folder: Path) -> None:
    camera = checks.camera("flux2", folder)
    for height, width in ((20, 30), (1100, 64), (1040, 1040)):
        asked = checks.ask(
            task="edit", steps=1, guidance=1.0, references=(checks.noise(height, width),)
        )
        assert checks.developed(camera, asked).shape == (96, 64, 3)


def test_the_undistilled_base_is_guided_away_from_words(tmp_path: Path) -> None:
    camera = checks.camera("flux2", flux2.build(tmp_path, distilled=False))
    first, second = (
        checks.developed(
            camera,
            checks.ask(guidance=4.0, prompt=Prompt(positive="A portrait.", negative=avoided)),
        )
        for avoided in ("", "blurred, plastic skin")
    )
    assert not np.array_equal(first, second)


def test_a_lora_is_laid_on_and_lifted_to_the_bit(folder: Path, tmp_path: Path) -> None:
    checks.lora(checks.camera("flux2", folder), "Flux2KleinPipeline", tmp_path)


def test_in_half_precision_it_computes_numbers_too(folder: Path) -> None:
    camera = checks.camera("flux2", folder, dtype="bfloat16")
    asked = checks.ask(task="reshoot", guidance=1.0, image=checks.noise(), strength=0.7)
    assert checks.developed(camera, asked).std() > 0
