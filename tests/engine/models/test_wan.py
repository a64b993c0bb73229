"""Wan 2.2 from a folder, with one transformer and with two: a still set in motion."""

from html import unescape

import numpy as np
import pytest
from diffusers.pipelines.wan import pipeline_wan_i2v

from engine import models
from engine.models.base import Family
from engine.models.pipes import tensors
from tests.engine.models import checks
from tests.engine.models.conftest import studio
from tests.engine.models.tiny import moving, wan
from tests.engine.models.tiny.moving import WORDS, Watching, animate, still

TABLE = """
[models.film]
family = "{family}"
path = "{folder}"
steps = 4
side = 96
guidance = 2.0
"""
BUILD = {"wan": wan.build, "wan14": wan.build_two}


@pytest.fixture(scope="module", params=["wan", "wan14"])
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Family:
    folder = BUILD[request.param](tmp_path_factory.mktemp("wan"))
    table = TABLE.format(family=request.param, folder=folder)
    return models.family("film", studio(tmp_path_factory.mktemp("studio"), table))


def test_a_clip_is_its_seeds_alone_and_a_stop_leaves_nothing(family: Family) -> None:
    order = animate(seconds=0.25, frames_per_second=16)
    seen = Watching()
    clip = family.animate(order, still, seen)
    frames = list(clip.frames)

    assert clip.count == len(frames) == 4
    assert frames[0].shape[0] % 2 == frames[0].shape[1] % 2 == 0
    assert frames[0].shape[0] > frames[0].shape[1]
    assert clip.measures["drawn_frames"] == 5
    assert seen.told == [(step, 4) for step in range(5)]
    assert np.ptp(np.array(frames), axis=0).max() > 0.001

    watching = Watching(stop_at=2)
    with pytest.raises(InterruptedError):
        family.animate(order, still, watching)
    assert watching.told[-1] == (2, 4)
    assert watching.previews, "the first clip taught it how latents look"

    again = list(family.animate(order, still, Watching()).frames)
    assert np.array_equal(frames, again)
    other = order.model_copy(update={"seed": 8})
    assert not np.array_equal(frames, list(family.animate(other, still, Watching()).frames))


@pytest.mark.parametrize("name", ["wan", "wan14"])
def test_it_makes_what_diffusers_alone_makes(
    name: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for mending broken text, which the call cannot do without ftfy."""
    monkeypatch.setattr(pipeline_wan_i2v, "prompt_clean", unescape)
    folder = BUILD[name](tmp_path_factory.mktemp("wan"))
    asked = moving.ask()

    made = moving.filmed(checks.camera(name, folder), asked)

    alone = moving.bare(
        "WanImageToVideoPipeline",
        folder,
        image=tensors.picture(moving.small()),
        prompt=WORDS.positive,
        negative_prompt=WORDS.negative,
        num_frames=9,
        guidance_scale=3.0,
    )
    assert np.array_equal(made, alone)
