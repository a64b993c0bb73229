"""The world outlives the server: threads, messages, files, commands; also a kill in mid-word."""

import aiohttp
import pytest

from bot.rehearsal import journal
from bot.rehearsal.server import Rehearsal
from tests.bot.rehearsal.client import Bot, picture, png, point
from tests.bot.rehearsal.conftest import running


async def played(folder):
    """A conversation, and the addresses of what was said in it."""
    r = Rehearsal(folder)
    await r.start()
    point(r.base, r.gateway)
    async with running(Bot(), r) as bot:
        channel = bot.get_channel(int(r.channels["briefs"]))
        message = await channel.send("hello", file=picture(), nonce="n1")
        thread = await message.create_thread(name="A brief")
        await thread.send("inside")
        await r.react(r.people["Ada"], message.id, "⭐")
        await (await channel.send("gone")).delete()
    await r.stop()
    return message.id, thread.id


async def test_everything_is_there_again_on_another_port(tmp_path):
    message, thread = await played(tmp_path)
    r = Rehearsal(tmp_path)
    await r.start()
    briefs = r.channels["briefs"]
    (kept,) = (m for m in r.messages(briefs) if m["content"] == "hello")
    async with (
        aiohttp.ClientSession() as session,
        session.get(kept["attachments"][0]["url"]) as got,
    ):
        data, kind = await got.read(), got.headers["Content-Type"]
    await r.stop()

    assert (kept["id"], kept["reactions"][0]["count"]) == (str(message), 1)
    assert kept["thread"]["name"] == "A brief"
    assert kept["attachments"][0]["url"].startswith(r.base)
    assert (data, kind) == (png(), "image/png")
    assert [t["id"] for t in r.threads(briefs)] == [str(thread)]
    assert [m["content"] for m in r.messages(thread)][-1] == "inside"
    assert {c["name"] for c in r.stage.world.commands[""]} == {"echo", "card", "Quote"}
    assert [p.name for p in r.people.values()] == ["Ada", "Ben", "Cleo"]


async def test_a_nonce_is_known_after_a_restart(tmp_path):
    message, _ = await played(tmp_path)
    r = Rehearsal(tmp_path)
    await r.start()
    point(r.base, r.gateway)
    async with running(Bot(), r) as bot:
        channel = bot.get_channel(int(r.channels["briefs"]))
        again = await channel.send("hello", nonce="n1")
    await r.stop()

    assert again.id == message


async def test_a_torn_line_is_forgotten(tmp_path):
    await played(tmp_path)
    log = tmp_path / journal.NAME
    whole = log.read_bytes()
    log.write_bytes(whole + b'["Post","1",{"payl')
    r = Rehearsal(tmp_path)
    await r.start()
    said = [m["content"] for m in r.messages(r.channels["briefs"])]
    await r.stop()

    assert said == ["hello"]


async def test_a_long_journal_is_made_short(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "LONG", 20_000)
    r = Rehearsal(tmp_path)
    await r.start()
    ada, briefs = r.people["Ada"], r.channels["briefs"]
    message = await r.say(ada, briefs, "x" * 1000)
    for _ in range(50):
        await r.react(ada, message["id"], "⭐")
        await r.react(ada, message["id"], "⭐", add=False)
    await r.stop()

    assert (tmp_path / journal.NAME).stat().st_size < 40_000


async def test_two_servers_do_not_share_a_folder(tmp_path):
    r, other = Rehearsal(tmp_path), Rehearsal(tmp_path)
    await r.start()
    with pytest.raises(BlockingIOError):
        await other.start()
    await r.stop()
    await other.start()
    await other.stop()
