"""SDXL from a folder: shot, stopped, changed, guided, and the same again."""

from pathlib import Path

import pytest

from engine import png
from tests.engine.models.conftest import Set, Stop, studio
from tests.fakes import order

TABLE = """
[models.portrait]
family = "sdxl"
path = "{folder}"
steps = 4
side = 64
"""


@pytest.fixture(scope="module")
def room(sdxl_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Set:
    """One loaded model for all tests here: what one leaves behind, the next would see."""
    folder = tmp_path_factory.mktemp("studio")
    return Set(studio(folder, TABLE.format(folder=sdxl_folder)))


def test_a_named_model_shoots_and_says_how_far_it_is(room: Set) -> None:
    (take,) = room.run(order(1, model="portrait", seed=3))

    assert png.decode(take.data).shape == (80, 64, 3)
    assert png.decode(take.data).std() > 1
    assert take.recipe.model == "portrait"
    assert take.recipe.seed == 3
    assert room.told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_stop_ends_at_the_next_step_and_the_next_call_is_clean(room: Set) -> None:
    asked = order(1, model="portrait", seed=3)
    (before,) = room.run(asked)
    room.stop_at = 3
    with pytest.raises(Stop):
        room.run(asked)
    assert room.told[-1] == (2, 4)

    assert room.run(asked)[0].data == before.data
