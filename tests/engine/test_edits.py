"""What every edit of a take has in common, over a tiny family: lineage, lost parents, clips."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine import ops, png
from engine.__main__ import main
from engine.models.base import Patch, Source, Steps
from engine.motion import encode
from engine.protocol import (
    POSTER,
    PROOF,
    SECOND,
    Animate,
    Box,
    EditRegion,
    FixEyes,
    Order,
    Recipe,
    Refine,
    StudioError,
)
from engine.tools import Cancelled
from tests.engine.editing import KINDS, NOIR, Bench, blob, edits, mended, painted, said
from tests.fakes import ColourCard, only, order, raising

PICTURES = tuple(kind for kind in KINDS if kind not in {"animate", "review", "export"})


@pytest.mark.parametrize("kind", KINDS)
def test_an_edit_makes_one_take_with_its_lineage_and_not_twice(kind: str) -> None:
    bench = Bench()
    asked = edits(bench.shoot())[kind]
    (made,) = bench.run(asked)
    assert made.index == 0
    assert made.recipe.order == asked
    assert made.measures["seconds"] >= 0
    assert bench.told
    assert bench.told == sorted(bench.told), "progress never goes back"
    assert bench.run(asked, made=frozenset({0})) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_parent_that_the_vault_lost_is_made_again(kind: str) -> None:
    bench = Bench()
    (second,) = bench.run(painted(bench.shoot()))
    asked = edits(second)[kind]
    (made,) = bench.run(asked)
    bench.kept.clear()
    (again,) = bench.run(asked)
    assert again.data == made.data
    assert again.extras == made.extras
    assert bench.told == sorted(bench.told), "making the parents counts as no step"


def test_only_the_take_that_is_edited_is_made_again() -> None:
    bench = Bench()
    third = bench.run(order(4))[2]
    bench.kept.clear()
    bench.family.shots.clear()
    bench.run(Refine(take=blob(third), recipe=third.recipe))
    assert bench.family.shots == [2]


def test_a_graded_take_whose_negative_nobody_kept_is_not_printed_twice() -> None:
    bench = Bench()
    take = bench.shoot(grade=NOIR)
    (right,) = bench.run(painted(take))
    (other,) = bench.run(painted(take).model_copy(update={"negative": None}))
    assert np.array_equal(png.decode(other.data), png.decode(right.data))


def test_a_picture_without_a_recipe_must_be_in_the_vault() -> None:
    with pytest.raises(StudioError, match="The vault has no picture"):
        Bench().run(Refine(take="0" * 64))


@pytest.mark.parametrize("kind", KINDS)
def test_a_stop_ends_every_edit_at_its_next_step(kind: str) -> None:
    bench = Bench()
    asked = edits(bench.shoot())[kind]

    def stop(_step: int, _of: int, _preview: bytes | None) -> None:
        raise Cancelled

    object.__setattr__(bench.tools, "tell", stop)
    with pytest.raises(Cancelled):
        bench.run(asked)


def test_a_stop_while_a_parent_is_made_again_ends_the_edit() -> None:
    bench = Bench()
    take = bench.shoot()
    bench.kept.clear()
    bench.family.at_step = raising(Cancelled())
    with pytest.raises(Cancelled):
        bench.run(Refine(take=blob(take), recipe=take.recipe))


def test_a_take_that_is_not_its_recipes_is_refused() -> None:
    class Larger(ColourCard):
        def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
            patch = super().inpaint(order, source, steps)
            return Patch(patch.negative[1:], patch.matte[1:])

    bench = Bench(Larger())
    with pytest.raises(StudioError, match="do not belong together"):
        bench.run(mended(bench.shoot()))
    one, other = bench.shoot(), bench.run(order(1, seed=4))[0]
    large = bench.run(Refine(**said(other)))[0]
    mixed = said(one) | {"negative": said(large)["negative"] or said(one)["negative"]}
    mixed["take"] = blob(large)
    with pytest.raises(StudioError, match="do not belong together"):
        bench.run(painted(one).model_copy(update=mixed))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (FixEyes(take="0" * 64, eyes=()), "Say which eye"),
        (EditRegion(take="0" * 64, region=Box(left=0.5, top=0, right=0.5, bottom=1)), "no inside"),
    ],
)
def test_an_order_that_names_nothing_is_a_sentence(asked: Order, sentence: str) -> None:
    with pytest.raises(StudioError, match=sentence):
        Bench().run(asked)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_picture_cannot_be_edited(kind: str) -> None:
    def made_by(order: Order) -> Recipe:
        return Recipe(order=order, index=0, seed=0, model="maquette", revision="1", versions={})

    bench = Bench()
    for what in ("animate", "review"):
        recipe = made_by(edits(bench.shoot())[what])
        asked = edits(bench.shoot())[kind]
        if kind == "export":  # it reads the grade alone
            continue
        with pytest.raises(StudioError, match="Edit the take that it was made from"):
            list(ops.run(asked.model_copy(update={"recipe": recipe}), bench.tools))


@pytest.mark.parametrize("kind", PICTURES)
def test_a_still_has_its_proof(kind: str) -> None:
    bench = Bench()
    (made,) = bench.run(edits(bench.shoot())[kind])
    assert PROOF in made.extras
    assert made.media == "image/png"


def test_a_clip_has_its_poster_and_a_second_that_moves() -> None:
    bench = Bench()
    (clip,) = bench.run(edits(bench.shoot())["animate"])
    assert set(clip.extras) == {POSTER, SECOND}
    with Image.open(io.BytesIO(clip.extras[POSTER])) as poster:
        assert poster.format == "WEBP"
    with Image.open(io.BytesIO(clip.extras[SECOND])) as second:
        assert getattr(second, "n_frames", 1) == 4
    assert clip.media == "video/mp4"
    assert clip.measures["frames"] == len(list(encode.frames(clip.data))) == 4
    assert encode.recipe(clip.data) == clip.recipe


def test_a_clip_has_the_grade_of_its_take_and_grain_that_lives() -> None:
    class Still(ColourCard):
        """Nothing moves but the grain."""

        def animate(self, order, source, steps):
            clip = super().animate(order, source, steps)
            first = next(clip.frames)
            steps.progress(1, 1)
            return type(clip)(iter([first] * 4), 4)

    bench = Bench(Still())
    take = bench.shoot(grade=NOIR)
    (clip,) = bench.run(Animate(**said(take), seconds=0.5, frames_per_second=8))
    shown = np.stack(list(encode.frames(clip.data))).astype(float)
    print_ = png.decode(take.data).astype(float)
    assert np.abs(shown[0] - print_).mean() < 6, "the poster is the print"
    assert np.abs(shown[1] - shown[2]).mean() > 0.5
    assert np.abs(shown.mean((1, 2)) - print_.mean((0, 1))).max() < 4


@pytest.mark.parametrize("kind", ["fix-eyes", "regrade", "restack", "animate"])
def test_the_command_line_makes_an_edited_take_again(kind: str, tmp_path: Path) -> None:
    bench = Bench()
    (made,) = bench.run(edits(bench.shoot())[kind])
    (tmp_path / "take").write_bytes(made.data)
    folders = ("--data", str(tmp_path / "data"), "--cache", str(tmp_path / "cache"))
    words = ["remake", str(tmp_path / "take"), "--out", str(tmp_path / "again"), *folders]
    assert main(words, only(bench.family)) == 0
    assert (tmp_path / "again").read_bytes() == made.data
