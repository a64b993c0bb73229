"""Orders: who may place and stop them, how many, and that none is lost or doubled."""

import asyncio
from pathlib import Path

import discord

from bot.orders import QUICK
from bot.records import Place
from engine.protocol import StudioError
from tests.bot.shooting import (
    BOXER,
    custom_ids,
    eventually,
    job_of,
    opened,
    press,
    progress,
    settled,
    sheet,
    sheets,
    shoot,
    takes,
    with_ids,
)
from tests.bot.stage import stage
from tests.fakes import ColourCard, only, raising, slow


async def test_shoot_is_answered_at_once_and_says_what_comes(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        handle = await s.r.slash(s.ben, thread, "shoot", {"takes": 8})
        answer = await handle.answer()
        said = await handle.settled()
        shown = (await s.r.until(lambda: progress(s, thread)))[0]

        assert answer["seconds"] < 0.3
        assert said["flags"] & 64
        assert "Sheet A, 8 takes" in s.texts(said)
        assert "Next in line" in s.texts(shown) or "Waiting: 1 job" in s.texts(shown)


async def test_where_there_is_no_brief_it_says_how_to_begin_one(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        handle = await s.r.slash(s.ben, s.briefs, "shoot")
        said = await handle.settled()

        assert "/brief new" in s.texts(said)


async def test_the_same_press_twice_is_one_job(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        await asyncio.gather(*(press(s, s.ben, card, "t:refine:") for _ in range(3)))
        await press(s, s.ada, card, "t:refine:")
        await s.r.until(lambda: len(takes(s, thread)) == 3)
        await settled(s)

        assert len(takes(s, thread)) == 3, "the opened one, Ben's and Ada's"


async def test_nobody_has_more_jobs_than_the_bound(tmp_path: Path):
    async with stage(tmp_path, worker=False, max_jobs_per_person=2) as s:
        thread = await s.begin(BOXER)
        for n in (1, 2):
            await shoot(s, thread, takes=n)
        handle = await s.r.slash(s.ada, thread, "shoot", {"takes": 3})
        said = s.texts(await handle.settled())
        other = await s.r.slash(s.ben, thread, "shoot", {"takes": 3})

        assert "You have 2 jobs in the queue" in said
        assert "Sheet C" in s.texts(await other.settled())


async def test_only_the_asker_and_a_moderator_stop_it(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await shoot(s, thread, who=s.ben)
        shown = (await s.r.until(lambda: progress(s, thread)))[0]
        handle = await press(s, s.cleo, shown, "j:stop:")
        await s.r.until(handle.followups)
        assert "Only the person who asked" in s.texts(handle.followups()[0])
        assert handle.followups()[0]["flags"] & 64
        assert await s.store.jobs_open()

        await press(s, s.ben, shown, "j:stop:")
        await s.r.until(lambda: not progress(s, thread))
        assert "stopped before anything was finished" in s.lines(thread)[-1]

        await shoot(s, thread, takes=3, who=s.ben)
        shown = (await s.r.until(lambda: progress(s, thread)))[0]
        await press(s, s.ada, shown, "j:stop:")
        await s.r.until(lambda: not progress(s, thread))
        assert not [job for job in await s.store.jobs_open() if job.kind == "shoot"]
        assert not s.r.violations


async def test_what_was_finished_before_the_stop_is_shown(tmp_path: Path):
    async with stage(tmp_path, families=only(ColourCard(slow(0.05)))) as s:
        thread = await s.begin(BOXER)
        await s.lit(thread, 1)
        await shoot(s, thread, takes=8)
        shown = (await s.r.until(lambda: progress(s, thread)))[0]
        await eventually(lambda: s.store.takes_of(job_of(shown)))
        await press(s, s.ada, shown, "j:stop:")
        await s.r.until(lambda: sheets(s, thread))
        made = await s.store.takes_of(job_of(shown))

        assert 1 <= len(made) < 8
        assert f"Stopped after {len(made)} take" in s.texts(sheets(s, thread)[0])


async def test_a_failure_is_told_to_the_one_who_asked_and_can_be_tried_again(tmp_path: Path):
    bad = ColourCard(raising(StudioError("The lamp is broken. Change it, and shoot again.")))
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        handle = await shoot(s, thread, who=s.ben)
        await s.r.until(lambda: progress(s, thread))
        s.worker_on(only(bad))
        await s.r.until(lambda: with_ids(s, thread, "s:again:"))
        await s.r.until(lambda: len(handle.followups()) >= 1)
        await settled(s)
        public = s.lines(thread)[-1]
        alone = [s.texts(m) for m in s.r.messages(thread, s.ben) if m["flags"] & 64]

        assert any("The lamp is broken" in each for each in alone)
        assert "could not be made" in public
        assert "lamp" not in public
        await s.worker_off()
        s.worker_on()
        await asyncio.sleep(QUICK)
        await press(s, s.ben, with_ids(s, thread, "s:again:")[0], "s:again:")
        await s.r.until(lambda: sheets(s, thread))


async def test_a_role_is_needed_where_one_is_set(tmp_path: Path):
    async with stage(tmp_path, worker=False, shooter_roles=("Producers", "77")) as s:
        thread = await s.begin(BOXER)
        handle = await shoot(s, thread)
        said = s.texts((await s.r.until(handle.message)) or {})

        assert "Only @Producers, @77 may order pictures" in said
        assert not [job for job in await s.store.jobs_open() if job.kind == "shoot"]


async def test_queue_lists_what_waits_with_stop_for_ones_own(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        empty = await (await s.r.slash(s.ben, thread, "queue")).settled()
        assert "nothing waits" in s.texts(empty)
        await shoot(s, thread, takes=2, who=s.ben)
        await shoot(s, thread, takes=3, who=s.cleo)
        bens = await (await s.r.slash(s.ben, thread, "queue")).settled()
        adas = await (await s.r.slash(s.ada, thread, "queue")).settled()

        assert "Sheet A, 2 takes" in s.texts(bens)
        assert "Sheet B, 3 takes" in s.texts(bens)
        assert len(custom_ids(bens)) == 1
        assert len(custom_ids(adas)) == 2
        await press(s, s.ben, bens, "j:stop:")

        async def one_is_left() -> bool:
            return len([j for j in await s.store.jobs_open() if j.kind == "shoot"]) == 1

        await eventually(one_is_left)
        assert not s.r.violations


async def test_what_was_not_enqueued_is_enqueued_at_the_next_start(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        await settled(s)
        await sheet(s, thread)
        first = await s.store.job(job_of(sheets(s, thread)[0]))
        assert first
        await s.stop_bot()
        order = first.job.model_copy(update={"id": "lost-between-the-two"})
        await s.store.place_job(first.model_copy(update={"id": order.id, "job": order}))
        await s.start_bot()
        await s.r.until(lambda: len(sheets(s, thread)) == 2)
        assert job_of(sheets(s, thread)[1]) == order.id


async def test_an_order_survives_a_queue_that_fails(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("bot.orders.LATER", 0.1)
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        await settled(s)
        enqueue, fails = s.studio.enqueue, [True, True]

        async def failing(job):
            if fails:
                fails.pop()
                raise StudioError("The disk is full.")
            await enqueue(job)

        monkeypatch.setattr(s.studio, "enqueue", failing)
        await sheet(s, thread)


async def test_a_direct_message_is_a_place_like_any_other(tmp_path: Path):
    async with stage(tmp_path) as s:
        channel = await s.r.dm(s.ben)
        await s.r.say(s.ben, channel, BOXER)
        await s.r.until(lambda: s.cards(channel))
        found = await sheet(s, channel, who=s.ben)
        await press(s, s.ben, found, "t:open:")
        await s.r.until(lambda: takes(s, channel))
        job = await s.store.job(job_of(found))

        assert job
        assert job.place == Place(guild=None, channel=int(channel))
        assert isinstance(s.client.get_channel(int(channel)), discord.DMChannel | None)
        assert not s.r.violations
