"""The light on the card: ordered, cancelled, late, lost and found again."""

from pathlib import Path
from typing import Any

from tests.bot.stage import Stage, stage
from tests.fakes import ColourCard, only, slow

BOXER = "a retired boxer of 62, hard key from camera left, noir"
CROOKED = "a retired boxer of 62, key left, fill left, 85mm f/2, a plain wall"


async def press(s: Stage, thread: str, label: str, who: Any = None) -> Any:
    card = s.card(thread)
    custom_id = s.r.find(card, label=label)["custom_id"]
    return await s.r.click(who or s.ada, card["id"], custom_id)


async def test_a_newer_change_cancels_the_older_light(tmp_path: Path):
    lazy = only(ColourCard(at_step=slow(0.15)))
    async with stage(tmp_path, families=lazy) as s:
        thread = await s.begin(BOXER)
        await s.r.until(lambda: s.client.talk.lights.known(thread_brief(s, thread)).job)
        await s.tell(thread, "dark green coat")
        await s.tell(thread, "freckles")
        card = await s.lit(thread, 3)
        jobs = [j for j in await s.store.jobs_at(int(thread)) if j.kind == "previs"]

        assert [file["filename"] for file in s.r.files(card)] == ["previs-3.webp"]
        assert 1 <= len(jobs) <= 2  # two changes that follow each other closely are one light
        assert all(job.cancelled for job in jobs[1:])


def thread_brief(s: Stage, thread: str) -> str:
    custom_id = s.r.find(s.card(thread), label="Who")["custom_id"]
    return custom_id.rpartition(":")[2]


async def test_without_a_worker_the_card_says_so_and_the_light_comes_later(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.card_says(thread, "when a worker is running")
        s.worker_on()
        card = await s.lit(thread, 1)

        assert "worker" not in s.texts(card)


async def test_a_light_under_way_survives_a_restart(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await s.card_says(thread, "when a worker is running")
        await s.restart_bot()
        s.worker_on()

        await s.lit(thread, 1)


async def test_a_light_that_was_never_ordered_is_ordered_after_the_restart(tmp_path: Path):
    async with stage(tmp_path) as s:
        s.client.talk.lights.rest = 60
        thread = await s.begin(BOXER)
        await s.restart_bot()

        await s.lit(thread, 1)


async def test_a_light_that_fails_says_why(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin("a retired boxer of 62, noir, shot on a kodak-o-matic sensor")
        form = await press(s, thread, "Lens & frame")
        await form.answer()
        record = await s.store.brief_at(int(thread))
        assert record
        camera = record.body.camera.model_copy(update={"sensor": "kodak"})
        await s.client.talk.briefs.lay(
            record.id, 1, "", lambda body: body.model_copy(update={"camera": camera})
        )
        await s.client.talk.show(record.id)
        card = await s.card_says(thread, "could not be worked out")

        assert "No sensor is called" in s.texts(card)


async def test_where_discord_takes_no_edit_a_new_card_comes(tmp_path: Path):
    async with stage(tmp_path) as s:
        s.r.fail("PATCH", r"/channels/\d+/messages/\d+", 400, body={"code": 50035, "message": "no"})
        thread = await s.begin(BOXER)
        await s.lit(thread, 1)

        assert len(s.cards(thread)) == 2


async def test_a_card_in_an_archived_thread_is_followed_by_a_new_one(tmp_path: Path):
    async with stage(tmp_path) as s:
        s.r.fail("PATCH", r"/channels/\d+/messages/\d+", 400, body={"code": 50083, "message": "no"})
        thread = await s.begin(BOXER)
        await s.lit(thread, 1)

        assert len(s.cards(thread)) == 2
