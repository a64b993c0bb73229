"""The maquette's own depth of a brief: where the head is, and that framing and place show in it."""

import numpy as np
import pytest

from engine.maquette.bake import bake
from engine.models.pipes.guide import Guide
from engine.pictures import Floats
from engine.protocol import Shoot, Size
from engine.settings import Settings
from prompts.brief import Brief, Camera, Subject
from prompts.compiler import compile_shot


@pytest.fixture(scope="module")
def guide() -> Guide:
    folder = Settings().cache_dir
    bake(folder)
    return Guide(folder)


def sheet(framing: str, seed: int = 0) -> Shoot:
    camera = Camera.model_validate({"framing": framing})
    shot = compile_shot(Brief(subject=Subject(age=40), camera=camera))
    return Shoot(shot=shot, size=Size(width=96, height=120), seed=seed)


def test_depth_shows_the_head_in_the_briefs_own_frame(guide: Guide) -> None:
    close, wide = (_depth(guide, framing) for framing in ("close-up", "wide"))

    assert close.shape == (120, 96)
    assert close.max() == 1
    assert close[:6, :6].max() == 0, "what is behind"
    assert close[50:70, 40:56].min() > 0.8, "the nose, of all the nearest"
    assert (close > 0).mean() > 1.5 * (wide > 0)[:60].mean()


def test_all_takes_of_a_sheet_share_one_depth(guide: Guide) -> None:
    asked = sheet("close-up", seed=5)
    one, other = guide.depth(asked), guide.depth(asked.model_copy(update={"only": 2}))
    assert one is other


def _depth(guide: Guide, framing: str) -> Floats:
    found = guide.depth(sheet(framing))
    assert found is not None
    return np.asarray(found)


def test_without_a_baked_person_nothing_guides(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Guide(tmp_path_factory.mktemp("empty")).depth(sheet("close-up")) is None
