"""Tiny models, built once a session into a folder that goes, in the format of the real ones."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"  # before anything imports the hub's client
os.environ["TRANSFORMERS_OFFLINE"] = "1"

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from engine import models, ops
from engine.models.base import Family
from engine.protocol import Order, StudioError
from engine.settings import Settings, load
from engine.tools import Take, Tools
from engine.vault import digest
from tests.engine.models.tiny import sdxl

BEFORE = torch.get_num_threads()


HERE = Path(__file__).parent
# NumPy 2 asks `__array__` for a copy keyword; torch's tensors, in diffusers' schedulers, lack it.
OLD_ARRAYS = "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings(OLD_ARRAYS))


@pytest.fixture(autouse=True, scope="session")
def one_thread() -> Iterator[None]:
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(BEFORE)


@pytest.fixture(scope="session")
def sdxl_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sdxl.build(tmp_path_factory.mktemp("sdxl"))


def studio(folder: Path, text: str) -> Settings:
    """The settings of a studio.toml with this text."""
    file = folder / "studio.toml"
    file.write_text(text)
    return load(data_dir=folder / "data", cache_dir=folder / "cache", file=file)


class Set:
    """Runs orders with the models of a studio.toml, and remembers what they made and said."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.kept: dict[str, bytes] = {}
        self.told: list[tuple[int, int]] = []
        self.previews: list[bytes] = []
        self.stop_at: int | None = None  # words after which somebody asks for a stop
        self._warm: dict[str, Family] = {}
        self.tools = Tools(family=self.family, picture=self.picture, tell=self._tell)

    def family(self, name: str) -> Any:
        if name not in self._warm:
            made = models.family(name, self.settings)
            made.warm()
            self._warm[name] = made
        return self._warm[name]

    def picture(self, blob: str) -> bytes:
        if blob not in self.kept:
            raise StudioError(f"The vault has no picture {blob}.")
        return self.kept[blob]

    def run(self, order: Order) -> list[Take]:
        self.told.clear()
        self.previews.clear()
        takes: list[Take] = []
        for take in ops.run(order, self.tools):
            takes.append(take)
            self.keep(take.data, *take.extras.values())
        return takes

    def keep(self, *files: bytes) -> str:
        self.kept |= {digest(data): data for data in files}
        return digest(files[-1])

    def _tell(self, step: int, of: int, preview: bytes | None) -> None:
        self.told.append((step, of))
        if preview:
            self.previews.append(preview)
        if self.stop_at is not None and len(self.told) >= self.stop_at:
            self.stop_at = None
            raise Stop


class Stop(Exception):  # noqa: N818 - no error
    """Somebody asked for a stop."""
