"""Memory runs out as torch says it does, and the worker lives on."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import png
from engine.models.pipes.shelf import Held, Shelf
from engine.protocol import Refine, StudioError
from tests.engine.models.conftest import Set, studio
from tests.fakes import order

TABLE = """
memory_gb = 14.0
[models.one]
family = "sdxl"
path = "{0}"
steps = 2
side = 64
dtype = "float32"
[models.two]
family = "sdxl"
path = "{0}"
steps = 2
side = 64
dtype = "float32"
"""


@pytest.fixture
def room(sdxl_folder: Path, tmp_path: Path) -> Set:
    return Set(studio(tmp_path, TABLE.format(sdxl_folder)))


def small(room: Set, monkeypatch: pytest.MonkeyPatch, most: int, name: str = "one") -> list[int]:
    """A UNet on a card that holds `most` pictures; the sizes of the passes that it saw."""
    unet = room.family(name)._camera().loaded.components["unet"]
    forward, seen = unet.forward, list[int]()

    def bounded(sample: Any, *rest: Any, **more: Any) -> Any:
        seen.append(len(sample) // 2)  # guidance doubles them
        if len(sample) // 2 > most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return forward(sample, *rest, **more)

    monkeypatch.setattr(unet, "forward", bounded)
    return seen


def test_a_pass_is_halved_until_it_fits(room: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        seen = small(room, patch, 2)
        sheet = room.run(order(5, model="one", seed=3))
    assert seen[0] == 5
    assert seen[1] == 3
    assert [take.recipe.batch for take in sheet] == [2, 2, 2, 2, 1]
    assert [take.recipe.seed for take in sheet] == [3, 4, 5, 6, 7]
    shares = [step / of for step, of in room.told]
    assert shares[-1] == 1

    again = order(5, model="one", seed=3, only=1, batch=2)
    assert room.run(again)[0].data == sheet[1].data


def test_where_nothing_helps_there_is_a_sentence_and_the_worker_lives(
    room: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    (before,) = room.run(order(1, model="one"))
    with monkeypatch.context() as patch:
        small(room, patch, 0)
        with pytest.raises(StudioError, match=r"not enough memory.*smaller"):
            room.run(order(2, model="one", seed=9))
    assert room.run(order(1, model="one"))[0].data == before.data


def test_a_decode_that_does_not_fit_goes_by_tiles(
    room: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    vae = room.family("one")._camera().loaded.components["vae"]
    decode = vae.decode

    def bounded(*args: Any, **more: Any) -> Any:
        if not vae.use_tiling:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
        return decode(*args, **more)

    monkeypatch.setattr(vae, "decode", bounded)
    (take,) = room.run(order(1, model="one"))
    assert png.decode(take.data).std() > 1


def test_other_errors_are_no_shortage(room: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    unet = room.family("one")._camera().loaded.components["unet"]

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("mat1 and mat2 shapes cannot be multiplied")

    monkeypatch.setattr(unet, "forward", broken)
    with pytest.raises(RuntimeError, match="mat1"):
        room.run(order(1, model="one"))


@pytest.mark.parametrize("bad", [torch.nan, torch.inf])
def test_what_is_no_number_is_a_sentence(
    room: Set, monkeypatch: pytest.MonkeyPatch, bad: float
) -> None:
    unet = room.family("one")._camera().loaded.components["unet"]
    forward = unet.forward

    def spoilt(*args: Any, **more: Any) -> Any:
        return (forward(*args, **more)[0] * bad,)

    monkeypatch.setattr(unet, "forward", spoilt)
    with pytest.raises(StudioError, match="not a number"):
        room.run(order(1, model="one"))


def test_the_model_that_was_idle_for_longest_makes_room_and_returns(room: Set) -> None:
    (before,) = room.run(order(1, model="one"))
    one, two = room.family("one"), room.family("two")
    assert one._loaded is None, "another 14 GB do not fit beside it"
    room.run(order(1, model="two"))
    assert room.run(order(1, model="one"))[0].data == before.data
    assert two._loaded is None
    asked = Refine(take=room.keep(before.data), recipe=before.recipe, model="one")
    assert np.any(png.decode(room.run(asked)[0].data))


def test_the_shelf_drops_the_least_used_first() -> None:
    shelf, gone = Shelf(), list[str]()
    for name in "abc":
        shelf.hold(name, Held(4.0, lambda name=name: gone.append(name)))
    shelf.use("a")
    shelf.room(4.0, 12.0)
    assert gone == ["b"]
    assert shelf.names == ("c", "a")
    assert shelf.alone("a")
    assert not shelf.alone("a")
    assert shelf.filled == 4.0
