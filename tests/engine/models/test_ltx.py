"""LTX-Video from a folder: a still set in motion, looped, stopped, and the same again."""

from pathlib import Path

import numpy as np
import pytest

from engine import models, png
from engine.models.base import Clip
from engine.models.pipes import tensors
from engine.models.pipes.family import DiffusionFamily
from engine.pictures import Negative, to_bytes
from engine.protocol import POSTER, Animate, StudioError
from tests.engine.models import checks
from tests.engine.models.conftest import Set, studio
from tests.engine.models.tiny import ltx, moving
from tests.engine.models.tiny.moving import WORDS, Watching, animate, still

TABLE = """
[models.film]
family = "ltx"
path = "{folder}"
steps = 6
side = 320
accept_license = true
"""


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> DiffusionFamily:
    folder = ltx.build(tmp_path_factory.mktemp("ltx"))
    settings = studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder))
    made = models.family("film", settings)
    assert isinstance(made, DiffusionFamily)
    return made


def test_a_still_moves_for_as_long_and_as_quickly_as_asked(family: DiffusionFamily) -> None:
    seen = Watching()
    clip, frames = shown(family, animate(seconds=1.0, frames_per_second=12), seen)

    assert clip.count == len(frames) == 12
    assert {frame.shape for frame in frames} == {(250, 200, 3)}
    assert all(frame.dtype == np.float32 and frame.min() >= 0 for frame in frames)
    assert clip.measures["drawn_frames"] == 17  # half a second there and back: 1 + 2 * 8
    assert seen.told == [(step, 6) for step in range(7)]
    assert np.abs(frames[0] - frames[6]).max() > 0.01


def test_the_clip_of_a_take_is_a_file_that_plays(tmp_path: Path) -> None:
    room = Set(studio(tmp_path, TABLE.format(folder=ltx.build(tmp_path / "ltx"))))
    take = room.keep(png.colour(to_bytes(still())))
    (clip,) = room.run(animate(take=take, seconds=1.0, frames_per_second=12))

    assert clip.media == "video/mp4"
    assert clip.measures["frames"] == 12
    assert POSTER in clip.extras
    assert clip.recipe.model == "film"
    assert clip.recipe.seed == 7


def test_a_loop_leads_to_its_beginning(family: DiffusionFamily) -> None:
    """There and back: what follows the last frame is the second, seen from the other side."""
    _, frames = shown(family, animate(seconds=1.0, frames_per_second=12), Watching())
    for index in range(1, 6):
        assert np.abs(frames[index] - frames[12 - index]).max() < 1e-4

    _, raining = shown(
        family, animate(seconds=1.0, frames_per_second=12, moves=("rain",)), Watching()
    )
    ends = np.abs(raining[-1] - raining[0]).mean()
    assert ends < np.abs(raining[6] - raining[0]).mean() / 2


def test_a_seed_says_everything(family: DiffusionFamily) -> None:
    order = animate(seconds=0.5, frames_per_second=8)
    _, first = shown(family, order, Watching())
    _, again = shown(family, order, Watching())
    _, other = shown(family, order.model_copy(update={"seed": 8}), Watching())

    assert np.array_equal(first, again)
    assert not np.array_equal(first[1:], other[1:])


def test_previews_and_a_stop_between_two_steps(family: DiffusionFamily) -> None:
    order = animate(seconds=0.5, frames_per_second=8)
    seen = Watching()
    _, before = shown(family, order, seen)
    assert seen.previews, "the first clip taught it how latents look"
    assert seen.previews[0].shape == (11, 9, 3)

    stopped = Watching(stop_at=3)
    with pytest.raises(InterruptedError):
        family.animate(order, still, stopped)
    assert stopped.told[-1] == (3, 6)
    _, after = shown(family, order, Watching())
    assert np.array_equal(before, after)


@pytest.mark.parametrize("guidance", [1.0, 3.0], ids=["distilled", "guided"])
def test_it_makes_what_diffusers_alone_makes(
    tmp_path_factory: pytest.TempPathFactory, guidance: float
) -> None:
    folder = ltx.build(tmp_path_factory.mktemp("ltx"))
    asked = moving.ask(guidance=guidance)

    made = moving.filmed(checks.camera("ltx", folder), asked)

    alone = moving.bare(
        "LTXImageToVideoPipeline",
        folder,
        image=tensors.picture(moving.small()),
        prompt=WORDS.positive,
        negative_prompt=WORDS.negative,
        num_frames=9,
        frame_rate=24,
        guidance_scale=guidance,
    )
    assert np.array_equal(made, alone)


def test_a_decoder_that_ends_the_noise_is_given_some(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """As the weights of 0.9.1 have it."""
    folder = ltx.build(tmp_path_factory.mktemp("ltx"), conditioned=True)
    settings = studio(tmp_path_factory.mktemp("studio"), TABLE.format(folder=folder))
    made = models.family("film", settings)
    order = animate(seconds=0.25, frames_per_second=8)
    first, again = (list(made.animate(order, still, Watching()).frames) for _ in range(2))
    assert np.array_equal(first, again)


def test_the_licence_is_read_first(tmp_path: Path) -> None:
    table = TABLE.replace("accept_license = true", "").format(folder=tmp_path)
    with pytest.raises(StudioError, match="accept_license"):
        models.family("film", studio(tmp_path, table))


def shown(family: DiffusionFamily, order: Animate, seen: Watching) -> tuple[Clip, list[Negative]]:
    clip = family.animate(order, still, seen)
    return clip, list(clip.frames)
