"""SDXL from a folder: shot, stopped, changed, guided, and the same again."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image

from engine import deep, png, proofs
from engine.models.pipes import where
from engine.models.sdxl import KIND
from engine.pictures import Floats, Pixels, to_float
from engine.protocol import Box, EditRegion, FixEyes, Refine, Shoot, StudioError
from engine.settings import Named
from engine.tools import Take
from prompts.setup import Prompt
from tests.engine.models.conftest import Set, Stop, studio
from tests.engine.models.tiny import sdxl
from tests.engine.models.tiny.common import diffusers
from tests.fakes import order

TABLE = """
[models.portrait]
family = "sdxl"
path = "{base}"
steps = 4
side = 64

[models.full]
family = "sdxl"
path = "{base}"
steps = 4
side = 64
controlnet = "{controlnet}"
ip_adapter = {{ path = "{ip_adapter}", file = "ip-adapter_sdxl.safetensors", weight = 0.8 }}
preview = "{preview}"

[models.styled]
family = "sdxl"
path = "{base}"
steps = 4
side = 64
loras = [{{ path = "{lora}", weight = 0.7 }}]
"""


@pytest.fixture(scope="module")
def room(sdxl_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    """Models loaded once for all tests here: what one leaves behind, the next would see."""
    folder = tmp_path_factory.mktemp("studio")
    text = TABLE.format(
        base=sdxl_folder,
        controlnet=sdxl.controlnet(folder / "controlnet", sdxl_folder),
        ip_adapter=sdxl.ip_adapter(folder / "ip_adapter", sdxl_folder),
        lora=sdxl.lora(folder / "lora", sdxl_folder),
        preview=sdxl.autoencoder(folder / "preview"),
    )
    return Set(studio(folder, text))


def shot(room: Set, takes: int = 1, model: str = "portrait", **said: Any) -> list[Take]:
    return room.run(order(takes, model=model, **{"seed": 3, **said}))


def camera(room: Set, model: str = "portrait") -> Any:
    return room.family(model)._camera()


def same(one: Take, other: Take) -> bool:
    return np.array_equal(png.decode(one.data), png.decode(other.data))


def brought(room: Set, pixels: Pixels) -> str:
    return room.keep(proofs.webp(Image.fromarray(pixels), 100))


# ---------------------------------------------------------------- whole pictures


def test_a_named_model_shoots_and_says_how_far_it_is(room: Set) -> None:
    (take,) = shot(room)

    assert png.decode(take.data).shape == (80, 64, 3)
    assert png.decode(take.data).std() > 1
    assert take.recipe.model == "portrait"
    assert take.recipe.revision.startswith("sdxl-")
    assert (take.recipe.seed, take.recipe.batch) == (3, 1)
    assert room.told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_the_picture_is_what_the_bare_call_makes(room: Set, sdxl_folder: Path) -> None:
    ask = room.family("portrait")._asks.shoot(order(1, seed=3), 0, 1, room.tools)
    pipe: Any = diffusers.StableDiffusionXLPipeline.from_pretrained(sdxl_folder)
    pipe.set_progress_bar_config(disable=True)
    bare = pipe(
        prompt=ask.prompt.positive,
        negative_prompt=ask.prompt.negative,
        width=ask.width,
        height=ask.height,
        num_inference_steps=4,
        guidance_scale=5.0,
        generator=torch.Generator("cpu").manual_seed(3),
        output_type="np",
    ).images[0]
    planes, _ = camera(room).latents(ask, room.tools)

    assert np.abs(camera(room).developed(planes, ask) - bare).max() < 1e-5


def test_lightning_walks_from_the_end_and_others_as_they_were_taught() -> None:
    few = Named(family="sdxl", steps=4, guidance=0)
    assert KIND.scheduler({}, few)["timestep_spacing"] == "trailing"
    assert KIND.scheduler({}, Named(family="sdxl", steps=4)) == {}
    assert KIND.scheduler({}, Named(family="sdxl", steps=30, guidance=0)) == {}


def test_a_sheet_is_one_pass_and_a_take_of_it_is_made_again_to_the_byte(room: Set) -> None:
    sheet = shot(room, 4)

    assert [take.recipe.batch for take in sheet] == [4] * 4
    assert [take.recipe.seed for take in sheet] == [3, 4, 5, 6]
    assert len({take.data for take in sheet}) == 4
    shares = [step / of for step, of in room.told]
    assert shares == sorted(shares)
    assert shares[-1] == 1

    of = sheet[2].recipe
    assert isinstance(of.order, Shoot)
    again = of.order.model_copy(update={"only": 2, "batch": of.batch})
    assert room.run(again)[0].data == sheet[2].data
    alone = room.run(of.order.model_copy(update={"only": 2}))[0]
    assert alone.recipe.batch == 1
    apart = png.decode(alone.data).astype(int) - png.decode(sheet[2].data)
    assert np.abs(apart).max() <= 2, "the same noise, but for the last bits"


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    (before,) = shot(room)
    room.stop_at = 3
    with pytest.raises(Stop):
        shot(room)
    assert room.told[-1] == (2, 4)

    assert shot(room)[0].data == before.data


def test_words_are_read_once(room: Set) -> None:
    shot(room)
    misses = camera(room)._prompts.misses
    shot(room, seed=99)
    assert camera(room)._prompts.misses == misses


def test_previews_come_by_fitted_factors_and_by_a_tiny_autoencoder(room: Set) -> None:
    shot(room)  # what it decodes is what the factors are fitted on
    shot(room, seed=8)
    assert len(room.previews) == 3
    shot(room, model="full", guided=0)
    assert len(room.previews) == 3


def test_a_refined_take_is_larger_and_near_it_at_a_low_strength(room: Set) -> None:
    (take,) = shot(room)
    asked: dict[str, Any] = {
        "take": room.keep(take.data),
        "recipe": take.recipe,
        "model": "portrait",
        "seed": 5,
    }
    near, far = (room.run(Refine(**asked, strength=s))[0] for s in (0.2, 1.0))

    assert png.decode(near.data).shape == (120, 96, 3)
    source = np.asarray(Image.fromarray(png.decode(take.data)).resize((96, 120)), float)
    apart = [np.abs(png.decode(each.data) - source).mean() for each in (near, far)]
    assert apart[0] < apart[1]


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize("size", [(64, 80), (200, 136)])
def test_a_box_is_painted_and_every_byte_outside_stays(room: Set, size: tuple[int, int]) -> None:
    width, height = size
    rng = np.random.default_rng(1)
    before = rng.integers(0, 256, (height, width, 3), np.uint8)
    source = room.keep(png.encode(before, shot(room)[0].recipe))
    box = Box(left=0.25, top=0.25, right=0.6, bottom=0.5)
    (take,) = room.run(EditRegion(take=source, model="portrait", region=box, words="a red scarf"))

    after, inside = png.decode(take.data), np.zeros((height, width), bool)
    inside[round(0.25 * height) : round(0.5 * height), round(0.25 * width) : round(0.6 * width)] = 1
    assert np.array_equal(after[~inside], before[~inside])
    assert (after[inside] != before[inside]).any(-1).mean() > 0.9
    assert max(take.measures["drawn_width"], take.measures["drawn_height"]) == 768


@pytest.fixture(scope="module")
def face() -> Pixels:
    """NASA's astronaut, in the public domain."""
    return np.ascontiguousarray(skimage.data.astronaut()[0:256, 96:352])


@pytest.fixture
def quick(room: Set, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Crops of 128 pixels: random weights see as much in them."""
    family = room.family("portrait")
    monkeypatch.setattr(family, "card", family.card.model_copy(update={"crop": 128}))
    return room


@pytest.mark.parametrize("region", ["hair", "lips", "background"])
def test_a_region_is_found_by_its_matte(quick: Set, face: Pixels, region: Any) -> None:
    source = brought(quick, face)
    before = png.decode(quick.picture(source))
    (take,) = quick.run(EditRegion(take=source, model="portrait", region=region, words="red"))

    matte = deep.decode_layer(take.extras["layer.png"])[1]
    after = png.decode(take.data)
    assert np.array_equal(after[matte == 0], before[matte == 0])
    assert 0.001 < (matte > 0).mean() < 0.8


def test_an_eye_is_painted_alone(quick: Set, face: Pixels) -> None:
    asked = FixEyes(take="0" * 64, model="portrait", eyes=("left",), strength=0.5)
    patch = quick.family("portrait").inpaint(asked, lambda: to_float(face), quick.tools)
    touched = patch.matte > 0
    columns = np.flatnonzero(touched.any(0))

    assert touched.any()
    assert columns[-1] - columns[0] < 60
    assert np.array_equal(patch.matte > 0, where.mask(asked, to_float(face)))


@pytest.mark.parametrize("asked", [{"region": "hair", "words": "red"}, {}])
def test_no_face_is_a_sentence(room: Set, asked: dict[str, Any]) -> None:
    source = brought(room, np.full((96, 96, 3), 120, np.uint8))
    kind: Any = EditRegion if asked else FixEyes
    with pytest.raises(StudioError, match=r"[Nn]o (face|eye)"):
        room.run(kind(take=source, model="portrait", **asked))


def test_minors_are_refused_before_anything_is_drawn(room: Set) -> None:
    source = brought(room, np.full((96, 96, 3), 120, np.uint8))
    box = Box(left=0, top=0, right=1, bottom=1)
    with pytest.raises(StudioError):
        room.run(EditRegion(take=source, model="portrait", region=box, words="a girl of 12"))
    assert room.told == []


# ---------------------------------------------------------------- guided, referred, adapted


class Plane:
    """A guide that knows one depth."""

    def __init__(self, depth: Floats) -> None:
        self._depth = depth

    def depth(self, _order: Shoot) -> Floats:
        return self._depth


def test_depth_guides_as_far_as_it_is_asked_to(room: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    asks = room.family("full")._asks

    def made(depth: Floats | None, guided: float | None = None) -> Pixels:
        monkeypatch.setattr(asks, "_guide", None if depth is None else Plane(depth))
        return png.decode(shot(room, model="full", guided=guided)[0].data)

    left = np.zeros((80, 64), np.float32)
    left[:, :32] = 1
    plain = png.decode(shot(room)[0].data)
    assert not np.array_equal(made(left), made(left[:, ::-1].copy()))
    assert not np.array_equal(made(left), made(left, 0.1))
    assert np.array_equal(made(left, 0), plain), "off is off"
    assert np.array_equal(made(None), plain), "nobody knows a depth"


def test_a_portrait_is_followed_and_left_again_to_the_bit(room: Set, face: Pixels) -> None:
    (before,) = shot(room, model="full", guided=0)
    portrait = room.keep(png.encode(face, before.recipe))
    (like,) = shot(room, model="full", guided=0, portrait=portrait)
    (more,) = shot(room, model="full", guided=0, portrait=portrait, likeness=0.2)
    (other,) = shot(
        room, model="full", guided=0, portrait=room.keep(png.encode(255 - face, before.recipe))
    )

    assert not same(like, before)
    assert not same(like, more)
    assert not same(like, other)
    assert same(shot(room, model="full", guided=0)[0], before)
    assert same(shot(room)[0], before), "another name of the same weights"


def test_a_lost_portrait_stops_nobody(room: Set) -> None:
    (before,) = shot(room, model="full", guided=0)
    assert same(shot(room, model="full", guided=0, portrait="a" * 64)[0], before)


def test_a_lora_is_laid_on_and_lifted_to_the_bit(room: Set) -> None:
    (plain,) = shot(room)
    (styled,) = shot(room, model="styled")
    assert not same(plain, styled)
    assert "lora" in styled.recipe.versions["settings"]
    assert styled.recipe.revision != plain.recipe.revision

    one = camera(room, "styled")
    ask = room.family("styled")._asks.shoot(order(1, seed=3), 0, 1, room.tools)
    bare, _ = one.latents(_without(ask), room.tools)
    wanted, _ = camera(room).latents(_without(ask), room.tools)
    assert torch.equal(bare, wanted)
    assert same(shot(room, model="styled")[0], styled)


def _without(ask: Any) -> Any:
    return replace(ask, loras=())


def test_chunks_of_a_long_prompt_are_all_read(room: Set) -> None:
    one = camera(room)
    pipe = one._loaded.pipe("StableDiffusionXLPipeline")
    read = one._kind.encode(pipe, Prompt(positive="a woman BREAK soft light"), 5)
    assert read["prompt_embeds"].shape[1] == read["negative_prompt_embeds"].shape[1] == 2 * 77
