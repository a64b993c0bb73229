"""What Discord does to a delivery: it comes once all the same, and one sentence says what was."""

import asyncio
from pathlib import Path

import pytest

from bot.delivery import trouble
from bot.delivery.keys import OPENED, key
from bot.records import Place
from tests.bot.shooting import (
    BOXER,
    Message,
    eventually,
    hurry,
    job_of,
    opened,
    pictures,
    press,
    progress,
    settled,
    sheet,
    sheets,
    shoot,
    take_of,
    takes,
    told,
    with_ids,
)
from tests.bot.stage import Stage, stage
from tests.fakes import ColourCard, only, slow

POSTS = r"/channels/\d+/messages$"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait little between tries."""
    monkeypatch.setattr("bot.delivery.post.pause", lambda _error, _tries: 0.05)


async def under_way(s: Stage, thread: str, takes: int = 2) -> str:
    """A job whose progress message is there, and no worker yet; its id."""
    await shoot(s, thread, takes)
    return job_of((await s.r.until(lambda: progress(s, thread)))[0])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("status", [429, 503, 0])
@pytest.mark.parametrize("done", ["before", "after"])
async def test_a_refused_post_is_tried_again_and_found_if_it_went_through(
    tmp_path: Path, status: int, done: str
):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.fail("POST", POSTS, status, times=2, after=done == "after")
        s.worker_on()
        await s.r.until(lambda: sheets(s, thread) and not progress(s, thread))
        await settled(s)

        assert len(sheets(s, thread)) == 1


async def test_one_job_in_trouble_does_not_hold_up_another(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("bot.delivery.post.pause", lambda _error, _tries: 3.0)
    async with stage(tmp_path, worker=False) as s:
        one = await s.begin(BOXER)
        two = await s.begin("a violinist of 30")
        await under_way(s, one)
        await under_way(s, two)
        s.r.fail("POST", rf"/channels/{one}/messages$", 503)
        s.worker_on()
        await s.r.until(lambda: sheets(s, two))
        assert not sheets(s, one)
        await s.r.until(lambda: sheets(s, one))


async def test_too_large_a_file_is_sent_as_a_proof_and_the_limit_is_learnt(tmp_path: Path):
    async with stage(tmp_path, take_side=512) as s:
        thread = await s.begin(BOXER)
        s.r.limit(120_000)
        found = await sheet(s, thread)

        assert names(found) == ["A1.webp", "A2.webp"]
        assert "too large" not in s.texts(found)
        refused = [r for r in s.r.requests if r.status == 413]
        assert refused
        card = await opened(s, thread)
        assert names(card)[0].endswith(".webp")


def names(message: Message) -> list[str]:
    return [each["media"]["url"].split("?")[0].rpartition("/")[2] for each in pictures(message)]


async def test_where_no_file_fits_the_words_come_alone(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        s.r.limit(10)
        found = await sheet(s, thread)

        assert not pictures(found)
        assert "A1, A2: too large to show here" in s.texts(found)
        await press(s, s.ada, found, f"t:open:{job_of(found)}-0")
        card = (await s.r.until(lambda: takes(s, thread)))[-1]
        assert "too large" in s.texts(card)


async def test_a_deleted_thread_sends_the_sheet_to_its_channel(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.delete_channel(thread)
        s.worker_on()
        await s.r.until(lambda: sheets(s, s.briefs))
        await settled(s)
        found = sheets(s, s.briefs)

        assert len(found) == 1
        assert "The thread for this was deleted, so it came here." in s.texts(found[0])
        await s.r.react(s.ben, found[0]["id"], "1️⃣")
        await s.r.until(lambda: "Votes: **A1** 1" in s.texts(sheets(s, s.briefs)[0]))
        assert "was deleted, so it came here" in s.texts(sheets(s, s.briefs)[0])
        await press(s, s.ben, found[0], "t:open:")
        await s.r.until(lambda: takes(s, s.briefs))


async def test_a_thread_deleted_while_the_bot_was_away_sends_it_to_the_asker(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        job = await under_way(s, thread)
        await s.stop_bot()
        s.r.delete_channel(thread)
        s.worker_on()
        await eventually(lambda: is_wrapped(s, job))
        await s.start_bot()
        direct = await s.r.dm(s.ada)
        await s.r.until(lambda: sheets(s, direct) or sheets(s, s.briefs))
        await settled(s)
        found = sheets(s, direct)

        assert len(found) == 1
        assert "deleted" in s.texts(found[0])
        await press(s, s.ada, found[0], "t:open:")
        await s.r.until(lambda: takes(s, direct))


async def is_wrapped(s: Stage, job: str) -> bool:
    standing = await s.studio.standing(job)
    return standing is not None and standing.state == "wrapped"


async def test_a_permission_taken_away_is_named_and_the_asker_gets_it(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.deny("attach_files")
        s.worker_on()
        direct = await s.r.dm(s.ada)
        await s.r.until(lambda: sheets(s, direct))
        await settled(s)

        assert len(sheets(s, direct)) == 1
        assert f"I need Attach Files in <#{thread}>" in s.texts(sheets(s, direct)[0])
        assert not sheets(s, thread)


async def test_where_nobody_can_be_reached_it_waits(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("bot.delivery.life.PATIENCE", (0.2,) * 20)
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.deny("send_messages_in_threads")
        s.r.deny("send_messages")
        s.r.fail("POST", r"/users/@me/channels", 403, times=3, body={"code": 50007, "message": ""})
        s.worker_on()
        await asyncio.sleep(1)
        assert not sheets(s, thread)
        s.r.allow("send_messages_in_threads")
        s.r.allow("send_messages")
        direct = await s.r.dm(s.ada)
        await s.r.until(lambda: sheets(s, thread) or sheets(s, direct))
        await settled(s)
        assert len(sheets(s, thread) + sheets(s, direct)) == 1


async def test_a_deleted_progress_message_is_not_missed(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.delete_message(progress(s, thread)[0]["id"])
        s.worker_on(only(ColourCard(slow(0.05))))
        await s.r.until(lambda: sheets(s, thread))
        await settled(s)

        assert not progress(s, thread)
        assert len(sheets(s, thread)) == 1


async def test_the_gateway_may_fall_in_the_middle(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        await under_way(s, thread)
        s.r.drop_gateway()
        s.worker_on()
        await s.r.until(lambda: sheets(s, thread))
        await press(s, s.ben, sheets(s, thread)[0], "t:open:")
        await s.r.until(lambda: takes(s, thread))


async def test_an_expired_press_harms_nothing(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        card = await opened(s, thread)
        custom_id = f"t:refine:{take_of(card)}"
        handle = await s.r.click(s.ada, card["id"], custom_id)
        s.r.expire(handle)
        await asyncio.sleep(0.3)
        await press(s, s.ada, card, "t:refine:")
        await s.r.until(lambda: len(takes(s, thread)) == 2)


async def test_a_take_that_was_purged_says_so(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        found = await sheet(s, thread, who=s.ben)
        await s.store.purge(int(s.ben.id))
        handle = await press(s, s.ada, found, "t:open:")
        assert "That take was removed" in await told(s, handle)
        handle = await press(s, s.ada, found, "s:again:")
        assert "I no longer know that job" in await told(s, handle)


async def test_a_job_forgotten_while_it_runs_leaves_nothing(tmp_path: Path):
    async with stage(tmp_path, families=only(ColourCard(slow(0.05)))) as s:
        thread = await s.begin(BOXER, who=s.ben)
        await s.lit(thread, 1)
        await shoot(s, thread, 4, who=s.ben)
        job = job_of((await s.r.until(lambda: progress(s, thread)))[0])
        await eventually(lambda: s.store.takes_of(job))
        purged = await s.store.purge(int(s.ben.id))
        for each in purged.jobs:
            await s.studio.cancel(each)
        await s.r.until(lambda: not progress(s, thread))
        await asyncio.sleep(0.3)

        assert not with_ids(s, thread, "s:")
        assert not with_ids(s, thread, "t:")


def test_what_discord_says_of_waiting_is_believed():
    assert trouble.pause(TimeoutError(), 0) == 1
    assert trouble.pause(TimeoutError(), 3) == 8
    assert trouble.pause(TimeoutError(), 99) == trouble.LONGEST


async def test_where_it_may_not_write_everything_goes_to_the_asker_also_after_a_restart(
    tmp_path: Path,
):
    async with stage(tmp_path, worker=False) as s:
        hurry(s)
        thread = await s.begin(BOXER)
        s.r.deny("send_messages_in_threads")
        s.r.deny("send_messages")
        await shoot(s, thread)
        direct = await s.r.dm(s.ada)
        await s.r.until(lambda: progress(s, direct))
        await s.restart_bot()
        s.worker_on()
        await s.r.until(lambda: sheets(s, direct) and not progress(s, direct))
        await settled(s)

        assert len(sheets(s, direct)) == 1
        assert not progress(s, thread)
        assert f"I need Send Messages in Threads in <#{thread}>" in s.texts(sheets(s, direct)[0])


async def test_a_card_whose_posting_was_cut_off_is_posted_at_the_next_start(tmp_path: Path):
    async with stage(tmp_path) as s:
        thread = await s.begin(BOXER)
        job = job_of(await sheet(s, thread))
        await s.stop_bot()
        place = Place(guild=int(s.r.guild), channel=int(thread))
        await s.store.intend(key(OPENED, "77", 1), job, place)
        for _ in range(2):
            await s.start_bot()
            await s.r.until(lambda: takes(s, thread))
            await settled(s)
            await s.stop_bot()

        assert [take_of(each) for each in takes(s, thread)] == [f"{job}-1"]
        await s.start_bot()
