"""Every button of a sheet and of a take's card, pressed as people press them."""

import asyncio
from pathlib import Path

from engine.protocol import Animate, EditRegion, FixEyes, Refine, Regrade, Shoot
from prompts.looks import look
from tests.bot.shooting import (
    BOXER,
    Message,
    hurry,
    job_of,
    opened,
    pictures,
    press,
    settled,
    sheet,
    sheets,
    take_of,
    takes,
)
from tests.bot.stage import Stage, stage


async def newest(s: Stage, thread: str, before: int) -> Message:
    """The card after those that were there."""
    await s.r.until(lambda: len(takes(s, thread)) > before)
    return takes(s, thread)[-1]


async def test_open_shows_the_take_to_everybody_once_for_a_double_click(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        await asyncio.gather(*(press(s, s.ben, found, f"t:open:{job_of(found)}-1") for _ in "ab"))
        await newest(s, thread, 0)
        await press(s, s.ada, found, f"t:open:{job_of(found)}-1")
        await newest(s, thread, 1)
        await asyncio.sleep(0.2)

        assert len(takes(s, thread)) == 2, "one for Ben's double click, one for Ada"
        card = takes(s, thread)[0]
        assert "## A2" in s.texts(card)
        assert "seed" in s.texts(card)
        assert len(pictures(card)) == 1
        assert not s.r.violations


async def test_each_edit_comes_as_a_card_that_says_its_line(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)

        await press(s, s.ada, card, "t:refine:")
        refined = await newest(s, thread, 1)
        assert "A1 → refined" in s.texts(refined)

        form = await press(s, s.ada, refined, "t:eyes:")
        said = {"eyes": "left", "gaze": "camera", "stays": ["catchlight"], "strength": "strong"}
        await (await s.r.submit(s.ada, form, said)).answer()
        eyes = await newest(s, thread, 2)
        assert "A1 → refined → left eye fixed" in s.texts(eyes)

        panel = (await press(s, s.ada, eyes, "t:regrade:")).message()
        assert panel
        await press(s, s.ada, panel, f"t:tone:{take_of(eyes)}:look", "candlelight")
        panel = s.r.message(panel["id"])
        await press(s, s.ada, panel, f"t:tone:{take_of(eyes)}:print")
        graded = await newest(s, thread, 3)
        assert f"regraded {look('candlelight').title}" in s.texts(graded)

        form = await press(s, s.ada, graded, "t:region:")
        said = {"region": "wardrobe", "words": "a dark green wool coat"}
        await (await s.r.submit(s.ada, form, said)).answer()
        dressed = await newest(s, thread, 4)
        assert "Wardrobe: a dark green wool coat" in s.texts(dressed)

        await settled(s)
        made = [await s.store.take(take_of(each)) for each in takes(s, thread)]
        orders = [take.recipe.order for take in made if take]
        assert [type(order) for order in orders] == [Shoot, Refine, FixEyes, Regrade, EditRegion]
        assert isinstance(orders[2], FixEyes)
        fixed = orders[2]
        assert (fixed.eyes, fixed.gaze, fixed.strength) == (("left",), "camera", 0.8)
        assert (fixed.keep_colour, fixed.catchlight) == (False, True)
        assert isinstance(orders[4], EditRegion)
        assert orders[4].shot
        assert orders[4].shot.brief.subject.wardrobe == "dark green wool coat"
        assert [take.slate for take in made if take] == [
            "A1", "A1.1", "A1.1.1", "A1.1.1.1", "A1.1.1.1.1",
        ]  # fmt: skip
        alone = [m for m in s.r.messages(thread, s.ada) if m["flags"] & 64 and m["components"]]
        assert not alone, "what was asked of one person is gone"
        assert not s.r.violations


async def test_a_clip_has_its_length_its_moves_and_fewer_buttons(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        form = await press(s, s.ada, card, "t:animate:")
        said = {"seconds": "2", "moves": ["blink", "rain"], "strength": "gentle", "loop": False}
        await (await s.r.submit(s.ada, form, said)).answer()
        clip = await newest(s, thread, 1)
        made = await s.store.take(take_of(clip))

        assert made
        assert isinstance(made.recipe.order, Animate)
        order = made.recipe.order
        assert (order.seconds, order.moves) == (2, ("blink", "rain"))
        assert (order.strength, order.loop) == (0.3, False)
        assert made.media == "video/mp4"
        assert pictures(clip)[0]["media"]["url"].split("?")[0].endswith(".mp4")
        assert "a clip of 2 s" in s.texts(clip)
        labels = [c.get("label") for row in clip["components"][0]["components"]
                  if row["type"] == 1 for c in row["components"]]  # fmt: skip
        assert labels == ["Again", "Undo", "Branch", "Select", "Save as character", "Master"]


async def test_select_stays_when_two_press_it_at_once(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        hurry(s)
        card = await opened(s, thread)
        await asyncio.gather(*(press(s, who, card, "t:select:") for who in (s.ada, s.ben)))
        await s.r.until(lambda: "Selected by" in s.texts(takes(s, thread)[-1]))
        shown = takes(s, thread)[-1]

        assert await s.store.is_selected(take_of(card))
        assert len(pictures(shown)) == 1
        await press(s, s.cleo, shown, "t:select:")
        await s.r.until(lambda: "Selected by" not in s.texts(takes(s, thread)[-1]))
        assert not await s.store.is_selected(take_of(card))


async def test_the_person_of_a_take_is_saved_under_a_name(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        form = await press(s, s.ben, card, "t:keep:")
        told = await (await s.r.submit(s.ben, form, {"name": "Old Jim"})).answer()
        kept = await s.store.character(int(s.ben.id), "old jim")
        take = await s.store.take(take_of(card))

        assert kept
        assert take
        assert isinstance(take.recipe.order, Shoot)
        assert kept.person_seed == take.recipe.order.person_seed
        assert kept.portrait == take.id
        assert "Old Jim" in told["message"]["content"]


async def test_the_master_goes_to_the_one_who_asks(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        handle = await press(s, s.ben, card, "t:master:")
        sent = await handle.settled()
        take = await s.store.take(take_of(card))

        assert take
        assert sent["attachments"][0]["filename"] == "A1.png"
        assert sent["attachments"][0]["size"] == len(s.blobs.get(take.blob))
        assert sent["flags"] & 64


async def test_again_shoots_the_same_person_with_another_seed(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        await press(s, s.ben, found, "s:again:")
        await s.r.until(lambda: len(sheets(s, thread)) == 2)
        first, second = [await s.store.job(job_of(each)) for each in sheets(s, thread)]

        assert first
        assert second
        assert (first.slate, second.slate) == ("A", "B")
        one, two = first.job.order, second.job.order
        assert isinstance(one, Shoot)
        assert isinstance(two, Shoot)
        assert one.seed != two.seed
        assert one.model_copy(update={"seed": two.seed}) == two
        assert second.asker == int(s.ben.id)


async def test_more_like_one_take(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread)
        await press(s, s.ada, found, "s:like:", "1")
        await s.r.until(lambda: len(sheets(s, thread)) == 2)
        job = await s.store.job(job_of(sheets(s, thread)[-1]))
        take = await s.store.take(f"{job_of(found)}-1")

        assert job
        assert take
        assert isinstance(job.job.order, Shoot)
        assert job.job.order.like == take.recipe
        assert job.parent == take.id
