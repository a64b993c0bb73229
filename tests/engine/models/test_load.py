"""Whatever is wrong with a model's files is a sentence that says which file and what to do."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine import models
from engine.protocol import StudioError
from tests.engine.models.conftest import Set, studio
from tests.fakes import order

WEIGHTS = "diffusion_pytorch_model.safetensors"


@pytest.fixture
def folder(sdxl_folder: Path, tmp_path: Path) -> Path:
    """A model of one's own, to be damaged."""
    return shutil.copytree(sdxl_folder, tmp_path / "model")


def named(folder: Path, more: str = "", family: str = "sdxl") -> str:
    return f'[models.mine]\nfamily = "{family}"\npath = "{folder}"\nside = 64\nsteps = 2\n{more}\n'


def _cut(folder: Path) -> None:
    file = folder / "unet" / WEIGHTS
    file.write_bytes(file.read_bytes()[:-1000])


def _garbled(folder: Path) -> None:
    file = folder / "vae" / WEIGHTS
    file.write_bytes(b"\xff" * 200 + file.read_bytes()[200:])


def _nothing(folder: Path) -> None:
    (folder / "vae" / WEIGHTS).write_bytes(b"")


def _missing(folder: Path) -> None:
    (folder / "unet" / WEIGHTS).unlink()


def _no_part(folder: Path) -> None:
    shutil.rmtree(folder / "text_encoder")


def _no_config(folder: Path) -> None:
    (folder / "unet" / "config.json").unlink()


def _bad_config(folder: Path) -> None:
    (folder / "unet" / "config.json").write_text("{")


def _shard(folder: Path) -> None:
    index = '{"metadata": {}, "weight_map": {"a": "model-00002-of-00002.safetensors"}}'
    (folder / "text_encoder" / "model.safetensors.index.json").write_text(index)


def _pickle(folder: Path) -> None:
    file = folder / "unet" / WEIGHTS
    torch.save({"a": torch.zeros(1)}, file.with_suffix(".bin"))
    file.unlink()


def _index(folder: Path) -> None:
    (folder / "model_index.json").unlink()


def _other(folder: Path) -> None:
    file = folder / "model_index.json"
    file.write_text(file.read_text().replace("StableDiffusionXLPipeline", "FluxPipeline"))


def _shapes(folder: Path) -> None:
    file = folder / "unet" / "config.json"
    file.write_text(
        file.read_text().replace('"cross_attention_dim": 32', '"cross_attention_dim": 48')
    )


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (_cut, r"unet.*are not whole: \d+ bytes of \d+\. Download"),
        (_garbled, r"vae.*are damaged\. Download"),
        (_nothing, r"vae.*are damaged\. Download"),
        (_missing, r"unet has no weights\. Download"),
        (_no_part, r"has no text_encoder\. Download"),
        (_no_config, r"no config\.json\. Download"),
        (_bad_config, r"config\.json cannot be read\. Download"),
        (_shard, r"00002-of-00002\.safetensors are missing\. Download"),
        (_pickle, r"is a pickle: loading it could run any program"),
        (_index, r"no model in diffusers' format: model_index\.json is missing"),
        (_other, r"is a FluxPipeline, and 'mine' is said to be of the family 'sdxl'"),
        (_shapes, r"cannot be loaded: .*Download"),
    ],
)
def test_a_damaged_model_is_a_sentence(
    folder: Path, tmp_path: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(folder)
    with pytest.raises(StudioError, match=sentence):
        models.family("mine", studio(tmp_path, named(folder))).warm()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[models.mine]\nfamily = "sdxl"\npath = "/nowhere"', "There is no folder /nowhere"),
        (
            '[models.mine]\nfamily = "sdxl"\nhub = "a/b"',
            r"not on this machine yet.*models fetch mine",
        ),
        ('[models.mine]\nfamily = "sdxl"', r"stabilityai.*not on this machine yet"),
    ],
)
def test_a_model_that_is_not_here_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(StudioError, match=sentence):
        models.family("mine", studio(tmp_path, text)).warm()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ('controlnet = "/nowhere"', "There is no folder /nowhere"),
        ('preview = "/nowhere"', "There is no folder /nowhere"),
        ('loras = [{ path = "/nowhere.safetensors" }]', "There is no file /nowhere"),
        ('ip_adapter = { path = "/nowhere", file = "x.safetensors" }', "no file /nowhere"),
    ],
)
def test_a_missing_adapter_is_a_sentence(
    sdxl_folder: Path, tmp_path: Path, more: str, sentence: str
) -> None:
    room = Set(studio(tmp_path, named(sdxl_folder, more)))
    asked = {"portrait": room.keep(_grey())} if "ip_adapter" in more else {}
    with pytest.raises(StudioError, match=sentence):
        room.run(order(1, model="mine", guided=0, **asked))


def _grey() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "grey").save(file, "PNG")
    return file.getvalue()


def test_a_lora_that_is_a_pickle_is_refused(sdxl_folder: Path, tmp_path: Path) -> None:
    torch.save({}, tmp_path / "style.bin")
    room = Set(
        studio(tmp_path, named(sdxl_folder, f'loras = [{{ path = "{tmp_path}/style.bin" }}]'))
    )
    with pytest.raises(StudioError, match="is a pickle"):
        room.run(order(1, model="mine"))


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_stays_what_it_is_and_decodes_in_float32(
    sdxl_folder: Path, tmp_path: Path, dtype: str
) -> None:
    room = Set(studio(tmp_path, named(sdxl_folder, f'dtype = "{dtype}"')))
    first, second = (room.run(order(1, model="mine"))[0] for _ in range(2))
    parts = room.family("mine")._camera().loaded.components
    wanted = getattr(torch, dtype)

    assert first.data == second.data
    assert parts["unet"].dtype == parts["text_encoder_2"].dtype == parts["vae"].dtype == wanted
    assert first.recipe.revision.endswith(dtype)


def test_half_precision_alone_on_disk_is_found(sdxl_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sdxl_folder, tmp_path / "half")
    for file in folder.glob("*/*.safetensors"):
        file.rename(file.with_name(f"{file.stem}.fp16.safetensors"))
    models.family("mine", studio(tmp_path, named(folder))).warm()
