"""The client and its keeper: begun, cut off, refused, ended; and the program around them."""

import asyncio
import os
import sys
from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot.client import ITEMS, Chiaroscuro, intents
from bot.house import House
from bot.keeping import keep
from bot.rehearsal.server import Rehearsal
from bot.settings import Settings
from bot.store import open_store
from engine.protocol import StudioError
from engine.queue.sqlite import open_queue
from engine.vault import Vault
from tests.bot.stage import stage

BOXER = "a retired boxer of 62, hard key from camera left, noir"
ROOT = Path(__file__).parents[2]


def settings(r: Rehearsal, folder: Path, token: str = "rehearsal") -> Settings:  # noqa: S107
    return Settings(
        token=SecretStr(token),
        api_base=r.api,
        gateway=r.gateway,
        cdn=r.cdn,
        data_dir=folder,
        guild_ready_timeout=0.05,
    )


def environment(r: Rehearsal, folder: Path, token: str = "rehearsal") -> dict[str, str]:  # noqa: S107
    return {
        **os.environ,
        "DISCORD_TOKEN": token,
        "DISCORD_API_BASE": r.api,
        "DISCORD_GATEWAY": r.gateway,
        "DISCORD_CDN": r.cdn,
        "CHIAROSCURO_DATA_DIR": str(folder),
        "CHIAROSCURO_GUILD_READY_TIMEOUT": "0.05",
    }


async def program(env: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        env=env,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def test_no_intent_is_privileged():
    privileged = discord.Intents(members=True, presences=True, message_content=True)

    assert not intents().value & privileged.value


def test_no_two_kinds_of_items_answer_the_same_press():
    ids = ("b:who:aaaaaaaaaa", "b:fix:aaaaaaaaaa:real-person.notes", "b:cast:aaaaaaaaaa:José M")
    for custom_id in ids:
        kinds = [k for k in ITEMS if k.__discord_ui_compiled_template__.fullmatch(custom_id)]

        assert len(kinds) == 1


async def test_the_program_is_ready_and_ends_when_asked(tmp_path: Path):
    r = Rehearsal()
    await r.start(port=0)
    process = await program(environment(r, tmp_path))
    try:
        await r.until(lambda: any(q.path.endswith("/commands") for q in r.requests), timeout=20)
        status = (Path("/proc") / str(process.pid) / "status").read_text()
        megabytes = next(
            int(line.split()[1]) / 1024 for line in status.splitlines() if "VmHWM" in line
        )
        process.terminate()
        await asyncio.wait_for(process.wait(), 10)

        assert process.returncode == 0
        assert megabytes < 120
        copy = await program(environment(r, tmp_path), "backup", str(tmp_path / "copy.db"))
        said, _ = await copy.communicate()
        assert said.decode().strip() == str(tmp_path / "copy.db")
        assert (tmp_path / "copy.db").stat().st_size > 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await r.stop()


async def test_without_a_token_the_program_says_what_to_do(tmp_path: Path):
    r = Rehearsal()
    await r.start(port=0)
    try:
        process = await program(environment(r, tmp_path, ""))
        _, said = await asyncio.wait_for(process.communicate(), 20)

        assert process.returncode == 2
        assert said.decode().startswith("There is no token: set DISCORD_TOKEN")
    finally:
        await r.stop()


async def test_a_refused_token_is_a_sentence(tmp_path: Path):
    r = Rehearsal()
    await r.start(port=0)
    try:
        async with (
            await open_store(tmp_path / "archive.db") as store,
            await open_queue(tmp_path / "queue.db") as queue,
        ):
            chosen = settings(r, tmp_path, "somebody else's")
            house = House(chosen, store, queue, Vault(tmp_path / "vault"))
            with pytest.raises(StudioError, match="refused the token"):
                await asyncio.wait_for(keep(house, asyncio.Event()), 10)
    finally:
        await r.stop()


async def test_it_comes_when_discord_comes(tmp_path: Path):
    r = Rehearsal(tmp_path / "world")
    await r.start(port=0)
    chosen, port = settings(r, tmp_path), int(r.base.rpartition(":")[2])
    await r.stop()
    stop = asyncio.Event()
    async with (
        await open_store(tmp_path / "archive.db") as store,
        await open_queue(tmp_path / "queue.db") as queue,
    ):
        house = House(chosen, store, queue, Vault(tmp_path / "vault"))
        keeping = asyncio.create_task(keep(house, stop, first=0.1))
        await asyncio.sleep(0.3)  # it finds nobody, more than once
        r = Rehearsal(tmp_path / "world")
        await r.start(port=port)
        try:
            await r.until(lambda: any(q.path.endswith("/commands") for q in r.requests))
            stop.set()
            await asyncio.wait_for(keeping, 10)
        finally:
            stop.set()
            await r.stop()


async def test_a_cut_connection_is_taken_up_again(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        s.r.drop_gateway()
        line = await s.tell(thread, "dark green coat")

        assert line.startswith("Wardrobe: dark green coat.")


async def test_what_discord_breaks_is_tried_again(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        s.r.fail("POST", r"/channels/\d+/messages", 429, times=1, retry_after=0.1)
        line = await s.tell(thread, "dark green coat")
        s.r.fail("PATCH", r"/channels/\d+/messages", 500, times=1)
        await s.tell(thread, "freckles")

        assert line.startswith("Wardrobe: dark green coat.")
        await s.card_says(thread, "freckles")


async def test_a_command_that_fails_is_answered_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async with stage(tmp_path, worker=False) as s:

        async def broken(*_: object, **__: object) -> None:
            raise RuntimeError("a fault of ours")

        monkeypatch.setattr(s.store, "briefs_of", broken)
        handle = await s.r.slash(s.ada, s.briefs, "brief list")
        said = (await handle.answer())["message"]

        assert "not your doing" in said["content"]
        assert said["flags"] & 64


async def test_people_talk_and_other_bots_do_not(tmp_path: Path):
    async with stage(tmp_path, worker=False) as s:
        thread = await s.begin(BOXER)
        before = len(s.r.messages(thread))
        await s.tell(thread, "dark green coat")
        mine: Chiaroscuro = s.client
        await mine.get_partial_messageable(int(thread)).send(f"<@{s.r.bot.id}> freckles")
        record = await s.store.brief_at(int(thread))

        assert record
        assert record.body.subject.marks == ()
        assert len(s.r.messages(thread)) == before + 3
