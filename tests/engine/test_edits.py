"""What every edit of a take has in common, over a tiny family: the pixel law, lineage, clips."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from engine import ops, png
from engine.__main__ import main
from engine.models.base import Patch, Source, Steps
from engine.motion import encode
from engine.protocol import (
    NEGATIVE,
    POSTER,
    PROOF,
    Animate,
    Box,
    EditRegion,
    FixEyes,
    Order,
    Refine,
    Regrade,
    StudioError,
)
from engine.tools import Cancelled, Take, Tools
from engine.vault import digest
from prompts.setup import Grade
from tests.fakes import ColourCard, only, order, raising


class Bench:
    """Runs orders over one family and remembers what they made, as a vault does."""

    def __init__(self, family: ColourCard | None = None) -> None:
        self.family = family or ColourCard()
        self.kept: dict[str, bytes] = {}
        self.told: list[float] = []

    def picture(self, blob: str) -> bytes:
        if blob not in self.kept:
            raise StudioError(f"The vault has no picture {blob}.")
        return self.kept[blob]

    def run(self, asked: Order, made: frozenset[int] = frozenset()) -> list[Take]:
        self.told.clear()
        tools = Tools(
            family=only(self.family),
            picture=self.picture,
            tell=lambda step, of, _: self.told.append(step / of),
            made=made,
        )
        takes = list(ops.run(asked, tools))
        for take in takes:
            self.kept |= {digest(data): data for data in (take.data, *take.extras.values())}
        return takes

    def shoot(self, seed: int = 3) -> Take:
        return self.run(order(1, seed=seed))[0]


def blob(take: Take) -> str:
    return digest(take.data)


def said(take: Take) -> dict[str, Any]:
    """What every edit of a take says."""
    file = take.extras.get(NEGATIVE)
    return {"take": blob(take), "negative": file and digest(file), "recipe": take.recipe}


def edits(take: Take) -> tuple[Order, ...]:
    of: dict[str, Any] = said(take) | {"seed": 9}
    return (
        Refine(**of),
        FixEyes(**of),
        EditRegion(**of, region="hair", words="red"),
        EditRegion(**of, region=Box(left=0.1, top=0.1, right=0.5, bottom=0.5)),
        Regrade(**of, grade=Grade(slope=(1.1, 1.0, 0.9))),
        Animate(**of, seconds=0.5, frames_per_second=8),
    )


@pytest.mark.parametrize("which", range(6))
def test_an_edit_makes_one_take_with_its_lineage_and_not_twice(which: int) -> None:
    bench = Bench()
    asked = edits(bench.shoot())[which]
    (made,) = bench.run(asked)
    assert made.index == 0
    assert made.recipe.order == asked
    assert made.measures["seconds"] >= 0
    assert bench.told == sorted(bench.told), "progress never goes back"
    assert bench.run(asked, made=frozenset({0})) == []


@pytest.mark.parametrize("which", [1, 2, 3])
def test_outside_the_matte_no_byte_differs(which: int) -> None:
    bench = Bench()
    source = bench.shoot()
    (made,) = bench.run(edits(source)[which])
    before, after = png.decode(source.data), png.decode(made.data)
    height, width, _ = before.shape
    inside = np.zeros((height, width), bool)
    inside[height // 4 : -height // 4, width // 4 : -width // 4] = True
    assert np.array_equal(before[~inside], after[~inside])
    assert not np.array_equal(before, after)
    assert made.measures["touched"] == pytest.approx(inside.mean(), abs=1e-3)


@pytest.mark.parametrize("which", range(6))
def test_a_parent_that_the_vault_lost_is_made_again(which: int) -> None:
    bench = Bench()
    first = bench.shoot()
    (second,) = bench.run(edits(first)[4])
    asked = edits(second)[which]
    (made,) = bench.run(asked)
    bench.kept.clear()
    (again,) = bench.run(asked)
    assert again.data == made.data
    assert bench.told == sorted(bench.told), "making the parents counts as no step"


def test_only_the_take_that_is_edited_is_made_again() -> None:
    bench = Bench()
    third = bench.run(order(4))[2]
    bench.kept.clear()
    bench.family.shots.clear()
    bench.run(Refine(take=blob(third), recipe=third.recipe))
    assert bench.family.shots == [2]


def test_a_picture_without_a_recipe_must_be_in_the_vault() -> None:
    with pytest.raises(StudioError, match="The vault has no picture"):
        Bench().run(Refine(take="0" * 64))


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
        bench.run(edits(bench.shoot())[1])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (FixEyes(take="0" * 64, eyes=()), "Say which eye"),
        (EditRegion(take="0" * 64, region=Box(left=0.5, top=0, right=0.5, bottom=1)), "no inside"),
    ],
)
def test_an_order_that_names_nothing_is_a_sentence(asked: Order, said: str) -> None:
    with pytest.raises(StudioError, match=said):
        Bench().run(asked)


def test_a_still_has_its_proof_and_a_clip_its_poster() -> None:
    bench = Bench()
    take = bench.shoot()
    refined, clip = (bench.run(edits(take)[i])[0] for i in (0, 5))
    assert PROOF in refined.extras
    assert set(clip.extras) == {POSTER}
    with Image.open(io.BytesIO(clip.extras[POSTER])) as poster:
        assert poster.format == "WEBP"
    assert clip.media == "video/mp4"
    assert clip.measures["frames"] == len(list(encode.frames(clip.data))) == 4
    assert encode.recipe(clip.data) == clip.recipe


@pytest.mark.parametrize("which", [1, 5])
def test_the_command_line_makes_an_edited_take_again(which: int, tmp_path: Path) -> None:
    bench = Bench()
    (made,) = bench.run(edits(bench.shoot())[which])
    (tmp_path / "take").write_bytes(made.data)
    folders = ("--data", str(tmp_path / "data"), "--cache", str(tmp_path / "cache"))
    said = ["remake", str(tmp_path / "take"), "--out", str(tmp_path / "again"), *folders]
    assert main(said, only(bench.family)) == 0
    assert (tmp_path / "again").read_bytes() == made.data
