"""FLUX.1 from folders: schnell shoots, Kontext follows somebody, Fill makes parts again."""

from pathlib import Path

import numpy as np
import pytest

from engine import models
from engine.models import catalogue
from engine.models.pipes import tensors
from engine.protocol import StudioError
from engine.settings import Named
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import flux1, flux2
from tests.fakes import order

TABLE = """
[models.{name}]
family = "flux1"
path = "{folder}"
steps = 4
side = 64
accept_license = true
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("flux1")
    return {
        "schnell": flux1.build(root / "schnell"),
        "dev": flux1.build(root / "dev", dev=True),
        "kontext": flux1.build(root / "kontext", "FluxKontextPipeline", dev=True),
        "fill": flux1.build(root / "fill", "FluxFillPipeline", dev=True, channels=384),
    }


@pytest.fixture(scope="module")
def room(folders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Set:
    text = "".join(TABLE.format(name=name, folder=folder) for name, folder in folders.items())
    return Set(studio(tmp_path_factory.mktemp("studio"), text))


def test_a_sheet_is_made_in_one_pass_and_any_take_of_it_again_to_the_bit(room: Set) -> None:
    checks.sheet_again(room, "schnell")


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    checks.stop_and_clean(room, "schnell")


def test_a_take_made_again_is_larger_and_how_far_it_may_go_counts(room: Set) -> None:
    checks.made_again(room, "schnell")


def test_a_part_is_made_again_and_nothing_else_changes(room: Set) -> None:
    checks.part_again(room, "schnell")


def test_kontext_follows_a_character_and_forgets_her_again(room: Set) -> None:
    (plain,) = room.run(order(1, model="kontext", seed=3))
    (first, second) = (room.keep(take.data) for take in room.run(order(2, model="schnell", seed=8)))
    (her,) = room.run(order(1, model="kontext", seed=3, portrait=first))
    (other,) = room.run(order(1, model="kontext", seed=3, portrait=second))
    (after,) = room.run(order(1, model="kontext", seed=3))

    assert len({plain.data, her.data, other.data}) == 3
    assert after.data == plain.data


@pytest.mark.parametrize(("name", "guidance"), [("schnell", 0.0), ("dev", 3.5)])
def test_it_makes_what_diffusers_alone_makes_of_the_same_words(
    folders: dict[str, Path], name: str, guidance: float
) -> None:
    camera = checks.camera("flux1", folders[name])

    made = checks.developed(camera, checks.ask(guidance=guidance))

    longest = 256 if name == "schnell" else 512
    said = {"width": 64, "height": 96, "max_sequence_length": longest}
    assert np.array_equal(made, checks.bare("FluxPipeline", folders[name], guidance, **said))


def test_changes_are_as_diffusers_alone_makes_them(folders: dict[str, Path]) -> None:
    camera = checks.camera("flux1", folders["dev"])
    picture, mask = checks.noise(), checks.part()
    whole = checks.ask(task="reshoot", guidance=3.5, image=picture, strength=0.7)
    part = checks.ask(task="inpaint", guidance=3.5, image=picture, strength=0.7, mask=mask)

    made, mended = checks.developed(camera, whole), checks.developed(camera, part)

    said = {"image": tensors.picture(picture), "strength": 0.7, "width": 64, "height": 96}
    assert np.array_equal(made, checks.bare("FluxImg2ImgPipeline", folders["dev"], 3.5, **said))
    said |= {"mask_image": tensors.plane(mask)}
    assert np.array_equal(mended, checks.bare("FluxInpaintPipeline", folders["dev"], 3.5, **said))


def test_kontext_makes_what_diffusers_alone_makes_at_the_size_asked_for(
    folders: dict[str, Path],
) -> None:
    camera = checks.camera("flux1", folders["kontext"])
    her = checks.noise(80, 64)
    asked = checks.ask(task="edit", guidance=2.5, references=(her,), likeness=1.0)

    made = checks.developed(camera, asked)

    bare = checks.bare(
        "FluxKontextPipeline",
        folders["kontext"],
        2.5,
        image=tensors.picture(her),
        width=64,
        height=96,
        max_area=64 * 96,
        _auto_resize=False,
    )
    assert np.array_equal(made, bare)
    large = checks.ask(task="edit", steps=1, references=(checks.noise(1100, 1000),))
    assert checks.developed(camera, large).shape == (96, 64, 3)


def test_fill_makes_what_diffusers_alone_makes_and_cannot_shoot(
    folders: dict[str, Path], room: Set
) -> None:
    camera = checks.camera("flux1", folders["fill"])
    picture, mask = checks.noise(), checks.part()
    asked = checks.ask(task="inpaint", guidance=30.0, image=picture, mask=mask)

    made = checks.developed(camera, asked)

    bare = checks.bare(
        "FluxFillPipeline",
        folders["fill"],
        30.0,
        image=tensors.picture(picture),
        mask_image=tensors.plane(mask),
        width=64,
        height=96,
    )
    assert np.array_equal(made, bare)
    with pytest.raises(StudioError, match="shoot"):
        room.run(order(1, model="fill"))


def test_a_lora_is_laid_on_and_lifted_to_the_bit(folders: dict[str, Path], tmp_path: Path) -> None:
    checks.lora(checks.camera("flux1", folders["schnell"]), "FluxPipeline", tmp_path)


def test_a_folder_says_by_itself_which_it_is_and_its_licence(
    folders: dict[str, Path], tmp_path: Path
) -> None:
    cards = {
        name: catalogue.card_of("mine", Named(family="flux1", path=folder))
        for name, folder in folders.items()
    }
    assert [name for name, card in cards.items() if card.commercial] == ["schnell"]
    assert {name: card.steps for name, card in cards.items()} == {
        "schnell": 4,
        "dev": 28,
        "kontext": 28,
        "fill": 28,
    }
    assert [name for name, card in cards.items() if "edit" in card.can] == ["kontext"]
    assert cards["fill"].can == ("inpaint",)

    settings = studio(tmp_path, f'[models.mine]\nfamily = "flux1"\npath = "{folders["dev"]}"\n')
    with pytest.raises(StudioError, match=r"Non-Commercial.*accept_license = true"):
        models.family("mine", settings)


def test_a_hub_says_by_its_name_which_it_is() -> None:
    dev = catalogue.card_of("mine", Named(family="flux1", hub="black-forest-labs/FLUX.1-dev"))
    large = catalogue.card_of(
        "mine", Named(family="flux2", hub="black-forest-labs/FLUX.2-klein-9b")
    )
    usual = catalogue.card_of("mine", Named(family="flux2"))
    unknown = catalogue.card_of("mine", Named(family="flux1", hub="nobody/has-fetched-this"))

    assert (dev.commercial, dev.guidance) == (False, 3.5)
    assert (large.commercial, large.memory_gb) == (False, 35.0)
    assert (usual.commercial, usual.hub) == (True, "black-forest-labs/FLUX.2-klein-4B")
    assert (unknown.steps, unknown.revision) == (4, "main")
    assert len(dev.revision) == len(usual.revision) == 40


def test_an_undistilled_klein_is_told_by_its_folder(tmp_path: Path) -> None:
    folder = flux2.build(tmp_path, distilled=False)
    card = catalogue.card_of("mine", Named(family="flux2", path=folder))
    assert (card.steps, card.guidance, card.commercial) == (50, 4.0, True)
