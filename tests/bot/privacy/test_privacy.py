"""/privacy over our own Discord: a copy of everything, or its end; nothing of anybody else."""

import asyncio
import io
import json
import threading
import zipfile
from pathlib import Path

import pytest

from engine.protocol import Shoot
from tests.bot.stage import stage
from tests.fakes import ColourCard, only

IDEA = "a fisherman of 62 in a harbour at dawn, hard key from the left"
UPLOAD = 10 * 1024 * 1024


@pytest.fixture
async def s(tmp_path):
    async with stage(tmp_path) as on:
        yield on
        assert list(on.r.violations) == []


async def begun(s, who, idea=IDEA):
    """A brief in a thread of its own, and its card."""
    before = len(s.r.threads())
    handle = await s.r.slash(who, s.briefs, "brief new", {"idea": idea})
    await handle.settled()
    await s.r.until(lambda: len(s.r.threads()) > before and s.cards(s.thread()))
    return s.thread()


async def shot(s, who, thread, takes=2):
    """A contact sheet that is delivered."""
    handle = await s.r.slash(who, thread, "shoot", {"takes": takes})
    await handle.answer()
    await s.r.until(lambda: any("t:open:" in str(m["components"]) for m in s.cards(thread)))
    jobs = await s.store.jobs_by(int(who.id))
    return next(job for job in jobs if isinstance(job.job.order, Shoot))


async def export(s, who):
    handle = await s.r.slash(who, s.briefs, "privacy export")
    return await handle.settled()


def file_of(s, message):
    (attachment,) = message["attachments"]
    return attachment["filename"], s.r.stage.files.path(attachment["id"]).read_bytes()


async def asked(s, who):
    handle = await s.r.slash(who, s.briefs, "privacy delete")
    return await handle.settled()


async def deleted(s, who, message):
    handle = await s.r.click(who, message["id"], f"p:delete:{who.id}")
    await handle.answer()
    await s.r.until(lambda: "Removing" not in s.texts(handle.message()), timeout=20)
    return s.texts(handle.message())


def blobs(s):
    return {f.parent.name + f.name for f in Path(s.settings.vault_dir).glob("??/*")}


def followed():
    """Jobs that the bot still follows."""
    return [task for task in asyncio.all_tasks() if task.get_name().startswith("job ")]


async def test_the_copy_has_everything_of_the_asker_and_nothing_of_others(s):
    job = await shot(s, s.ada, await begun(s, s.ada))
    await shot(s, s.ben, await begun(s, s.ben, "a baker of 40, soft key from the right"))
    message = await export(s, s.ada)

    assert message["flags"] & 64
    name, data = file_of(s, message)
    assert name == "everything.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("everything.json").decode()
        pictures = [n for n in archive.namelist() if n.startswith("takes/A")]
        first = await s.store.takes_of(job.id)
        assert archive.read(pictures[0]) in [s.blobs.get(take.blob) for take in first]
    everything = json.loads(text)
    assert len(pictures) == 2
    assert everything["briefs"][0]["versions"][0]["words"] == IDEA
    assert "baker" not in text
    assert s.ben.id not in text
    assert everything["deliveries"][0]["link"].startswith("https://discord.com/channels/")


async def test_where_the_pictures_do_not_fit_the_copy_says_where_they_are(s):
    await shot(s, s.ada, await begun(s, s.ada))
    s.r.limit(64 * 1024 + 20_000)
    message = await export(s, s.ada)

    name, data = file_of(s, message)
    assert name in ("everything.json", "everything.zip")
    assert len(data) < 64 * 1024 + 20_000
    assert "more than Discord takes in one message" in message["content"]


async def test_somebody_of_whom_nothing_is_kept_is_told_so(s):
    message = await asked(s, s.cleo)

    assert s.texts(message) == "I keep nothing about you."


async def test_deleting_asks_first_and_can_be_left(s):
    await begun(s, s.ada)
    message = await asked(s, s.ada)

    assert "1 brief" in s.texts(message)
    handle = await s.r.click(s.ada, message["id"], f"p:keep:{s.ada.id}")
    assert s.texts((await handle.answer())["message"]) == "Nothing was removed."
    assert await s.store.count_briefs(int(s.ada.id)) == 1


async def test_deleting_removes_rows_pictures_and_messages_and_says_what(s):
    hers = await begun(s, s.ada)
    job = await shot(s, s.ada, hers)
    await s.r.slash(s.ada, hers, "character save", {"name": "Tomas"})
    theirs = await begun(s, s.ben, "a baker of 40, soft key from the right")
    kept = await shot(s, s.ben, theirs)
    await s.r.until(lambda: "Tomas" in str(s.r.messages(hers, s.ada)))
    takes = await s.store.takes_of(job.id)
    others = await s.store.takes_of(kept.id)

    said = await deleted(s, s.ada, await asked(s, s.ada))

    for part in ("1 brief", "1 character", "takes", "files in the vault", "messages of mine"):
        assert part in said
    assert not any(take.blob in blobs(s) for take in takes)
    assert all(set(take.blobs) <= blobs(s) for take in others)
    assert s.cards(hers) == []
    assert s.cards(theirs)
    assert json.dumps((await s.store.export(int(s.ada.id)))["briefs"]) == "[]"
    assert len(await s.store.takes_of(kept.id)) == 2


async def test_a_running_job_is_stopped_and_brings_nothing_back(s):
    await s.worker_off()
    hers = await begun(s, s.ada)
    await (await s.r.slash(s.ada, hers, "shoot", {"takes": 8})).answer()
    await s.r.until(lambda: len(s.cards(hers)) > 1)

    said = await deleted(s, s.ada, await asked(s, s.ada))
    s.worker_on()
    await s.r.until(lambda: not followed())

    assert "not done" in said
    assert await s.store.jobs_by(int(s.ada.id)) == ()
    assert s.cards(hers) == []
    await s.r.until(lambda: blobs(s) == set())


async def test_a_sheet_in_the_worker_hands_brings_nothing_back(tmp_path):
    at_work, go_on = threading.Event(), threading.Event()

    def wait(step: int) -> None:
        if card.shots[-1:] == [1] and step == 1:  # the first take is in the vault
            at_work.set()
            go_on.wait(20)

    card = ColourCard(at_step=wait)
    async with stage(tmp_path, families=only(card)) as s:
        hers = await begun(s, s.ada)
        await (await s.r.slash(s.ada, hers, "shoot", {"takes": 4})).answer()
        await asyncio.to_thread(at_work.wait, 20)
        (job,) = [j for j in await s.store.jobs_by(int(s.ada.id)) if j.kind == "shoot"]
        await heard(s, job.id)

        said = await deleted(s, s.ada, await asked(s, s.ada))
        assert "1 job that was not done" in said
        go_on.set()
        await s.r.until(lambda: not followed())
        await s.worker_off()

        assert s.cards(hers) == []
        assert await s.store.takes_of(job.id) == ()
        assert await gone(s) == set()


async def heard(s, job):
    """Until the archive knows the job's first take."""
    for _ in range(200):
        if await s.store.takes_of(job):
            return
        await asyncio.sleep(0.02)
    pytest.fail("the first take is not in the archive")


async def gone(s):
    """What is left of pictures, a moment after the worker's last report."""
    for _ in range(100):
        if not blobs(s):
            break
        await asyncio.sleep(0.02)
    return blobs(s)


async def test_no_word_is_left_in_any_file(s):
    hers = await begun(s, s.ada)
    await shot(s, s.ada, hers)
    await s.worker_off()
    assert b"fisherman" in files(s)

    await deleted(s, s.ada, await asked(s, s.ada))

    assert b"fisherman" not in files(s)


def files(s):
    """Every byte of the data folder."""
    return b"".join(f.read_bytes() for f in Path(s.settings.data_dir).rglob("*") if f.is_file())


async def test_what_another_may_not_see_is_not_deleted_by_a_forged_button(s):
    await begun(s, s.ada)
    await begun(s, s.ben, "a baker of 40, soft key from the right")
    message = await asked(s, s.ben)
    # Ada presses Ben's question, which she could only do with a forged request.
    s.r.stage.world.posts[message["id"]].reader = None
    handle = await s.r.click(s.ada, message["id"], f"p:delete:{s.ben.id}")

    assert "somebody else's" in s.texts((await handle.answer())["message"])
    assert await s.store.count_briefs(int(s.ben.id)) == 1


async def test_messages_that_cannot_be_deleted_are_counted(s):
    hers = await begun(s, s.ada)
    await shot(s, s.ada, hers)
    s.r.fail("DELETE", r"/messages/", 403, times=100, body={"code": 50001, "message": "x"})

    said = await deleted(s, s.ada, await asked(s, s.ada))

    assert "could not be deleted" in said
