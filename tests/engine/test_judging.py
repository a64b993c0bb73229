"""What is said of a take: what a review found, whether it is the same person, what was noted."""

from pathlib import Path

import numpy as np
import pytest

from engine import critic, png
from engine.models.base import Patch, Source, Steps
from engine.pictures import Negative, Pixels, to_float
from engine.protocol import EditRegion, Finding, FixEyes, Previs, TakeReady, shot_of
from engine.queue.sqlite import open_queue
from engine.vault import Vault
from engine.worker import Worker
from prompts.shot import Shot
from tests.engine.editing import NOIR, Bench, edits, painted
from tests.fakes import SHOT, SIZE, ColourCard, gradient, job, only

SHARP = Finding(what="sharpness", good=True, value=0.5)


def look(pixels: Pixels, shot: Shot | None, negative: Negative) -> tuple[Finding, ...]:
    """Find out that the arguments belong together."""
    assert pixels.shape == negative.shape
    return (SHARP.model_copy(update={"value": float(shot is not None)}),)


def same(one: Pixels, other: Pixels) -> float | None:
    return float(np.abs(one.astype(float) - other).mean())


@pytest.mark.parametrize("kind", ["refine", "fix-eyes", "regrade", "finish", "restack"])
def test_every_still_is_reviewed_with_what_it_should_show(kind: str) -> None:
    bench = Bench(look=look)
    take = bench.shoot()
    assert [f.value for f in take.findings] == [1]
    (made,) = bench.run(edits(take)[kind])
    assert [f.value for f in made.findings] == [1]
    bare = edits(take)["regrade"].model_copy(update={"recipe": None})
    assert [f.value for f in bench.run(bare)[0].findings] == [0]


def test_what_is_no_take_is_not_reviewed() -> None:
    bench = Bench(look=look, same=same)
    (light,) = bench.run(Previs(shot=SHOT, size=SIZE))
    (clip,) = bench.run(edits(bench.shoot())["animate"])
    assert light.findings == clip.findings == ()


def test_a_review_is_its_findings() -> None:
    bench = Bench(look=look)
    (made,) = bench.run(edits(bench.shoot())["review"])
    assert made.media == "application/json"
    assert made.data.strip().startswith(b"[")
    assert b'"sharpness"' in made.data
    assert made.findings


def test_an_edit_is_compared_with_what_it_was_made_from() -> None:
    bench = Bench(same=same)
    first = bench.shoot()
    assert "same_person" not in first.measures
    (made,) = bench.run(painted(first))
    change = same(png.decode(first.data), png.decode(made.data))
    assert made.measures["same_person"] == pytest.approx(change, abs=1e-3)
    bench.kept.clear()
    (again,) = bench.run(painted(first))
    assert "same_person" not in again.measures, "it is not made again to be compared"
    assert again.data == made.data


def test_a_take_is_compared_with_its_characters_portrait() -> None:
    bench = Bench(same=same)
    portrait = bench.keep(png.colour(gradient(1, SIZE)))
    take = bench.shoot(portrait=portrait)
    change = same(gradient(1, SIZE), png.decode(take.data))
    assert take.measures["same_person"] == pytest.approx(change, abs=1e-3)
    assert "same_person" not in bench.shoot(portrait="0" * 64).measures


def test_where_no_face_is_seen_nothing_is_said() -> None:
    bench = Bench(same=lambda _one, _other: None)
    (made,) = bench.run(painted(bench.shoot()))
    assert "same_person" not in made.measures


def test_a_judge_who_fails_costs_nobody_a_picture(caplog: pytest.LogCaptureFixture) -> None:
    flat = np.zeros((80, 64), np.uint8)  # no picture at all
    assert critic.look(flat, None, to_float(flat)) == ()
    assert critic.same(flat, flat) is None
    assert "could not be judged" in caplog.text


def test_a_brief_s_light_is_known_from_the_order_or_from_the_recipe() -> None:
    take = Bench().shoot(grade=NOIR)
    shot = shot_of(take.recipe.order)
    assert shot is not None
    assert shot.setup.grade == NOIR
    bare = edits(take)["review"].model_copy(update={"recipe": None})
    assert shot_of(bare) is None
    assert shot_of(bare.model_copy(update={"shot": SHOT})) == SHOT
    assert shot_of(edits(take)["review"]) == shot


class Hesitant(ColourCard):
    """Notes what it kept."""

    def inpaint(self, order: EditRegion | FixEyes, source: Source, steps: Steps) -> Patch:
        patch = super().inpaint(order, source, steps)
        return Patch(patch.negative, patch.matte, patch.measures, ("skin-kept",))


async def test_findings_and_notes_reach_whoever_listens(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "vault")
    queue = await open_queue(tmp_path / "queue.db")
    async with queue:
        await queue.enqueue(job("first", 1))
        worker = Worker(queue, vault, only(Hesitant()), look=look, same=same)
        await worker.run(burst=True)
        first = await _take(queue, "first---")
        edit = EditRegion(take=first.blob, recipe=first.recipe, region="skin", seed=5)
        await queue.enqueue(job("second").model_copy(update={"order": edit}))
        await Worker(queue, vault, only(Hesitant()), look=look, same=same).run(burst=True)
        second = await _take(queue, "second--")
    assert first.findings == second.findings == (SHARP.model_copy(update={"value": 1.0}),)
    assert second.notes == ("skin-kept",)
    assert second.measures["same_person"] > 0


async def _take(queue, name: str) -> TakeReady:
    async for report in queue.listen(0):
        if isinstance(report.event, TakeReady) and report.event.job == name:
            return report.event
    raise AssertionError("a queue is heard for ever")
