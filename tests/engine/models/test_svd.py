"""Stable Video Diffusion from a folder: 25 frames of its own, and as many as are asked for."""

import numpy as np
import pytest

from engine import models
from engine.models.base import Family
from engine.models.pipes import tensors
from tests.engine.models import checks
from tests.engine.models.conftest import studio
from tests.engine.models.tiny import moving, svd
from tests.engine.models.tiny.moving import Watching, animate, still

TABLE = """
[models.film]
family = "svd"
path = "{folder}"
steps = 3
side = 64
accept_license = true
"""


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Family:
    folder = svd.build(tmp_path_factory.mktemp("svd"))
    table = TABLE.format(folder=folder)
    return models.family("film", studio(tmp_path_factory.mktemp("studio"), table))


def test_a_clip_is_its_seeds_alone_and_a_stop_leaves_nothing(family: Family) -> None:
    order = animate(seconds=1.0, frames_per_second=8)
    seen = Watching()
    clip = family.animate(order, still, seen)
    frames = list(clip.frames)

    assert clip.count == len(frames) == 8
    assert clip.measures["drawn_frames"] == 25
    assert {frame.shape for frame in frames} == {(72, 58, 3)}
    assert seen.told == [(step, 3) for step in range(4)]

    stopped = Watching(stop_at=1)  # this pipeline knows no interrupt
    with pytest.raises(InterruptedError):
        family.animate(order, still, stopped)
    assert stopped.told[-1] == (1, 3)
    assert stopped.previews, "the first clip taught it how latents look"

    assert np.array_equal(frames, list(family.animate(order, still, Watching()).frames))


def test_a_longer_clip_than_it_makes_is_slower(family: Family) -> None:
    """Of 25 frames at seven a second, four seconds are asked for, once."""
    clip = family.animate(animate(seconds=4.0, frames_per_second=8, loop=False), still, Watching())
    frames = list(clip.frames)

    assert clip.count == len(frames) == 32
    assert not np.array_equal(frames[-1], frames[-2])


def test_it_makes_what_diffusers_alone_makes(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = svd.build(tmp_path_factory.mktemp("svd"))
    asked = moving.ask(rate=7)

    made = moving.filmed(checks.camera("svd", folder), asked)

    alone = moving.bare(
        "StableVideoDiffusionPipeline",
        folder,
        image=tensors.pil(moving.small()),
        num_frames=9,
        decode_chunk_size=8,
    )
    assert np.array_equal(made, alone)
