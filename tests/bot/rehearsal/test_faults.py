"""Every fault, and the real discord.py in the middle of it."""

import asyncio
import time

import aiohttp
import discord
import pytest

from bot.rehearsal.server import Rehearsal
from tests.bot.rehearsal.client import Bot, picture, point
from tests.bot.rehearsal.conftest import running


async def test_a_429_is_waited_for(rehearsal, channel):
    rehearsal.fail("POST", r"/messages$", 429, retry_after=0.3)
    began = time.monotonic()
    await channel.send("x")

    assert 0.3 <= time.monotonic() - began < 1.5
    assert [r.status for r in rehearsal.requests[-2:]] == [429, 200]
    assert [r.injected for r in rehearsal.requests[-2:]] == [True, False]


@pytest.mark.parametrize("status", [403, 404, 413, 503])
async def test_a_failure_is_told_once(rehearsal, channel, status):
    rehearsal.fail("POST", r"/messages$", status)
    with pytest.raises(discord.HTTPException) as caught:
        await channel.send("x")
    await channel.send("y")

    assert caught.value.status == status
    assert rehearsal.violations == []


async def test_a_500_is_tried_again(rehearsal, channel):
    rehearsal.fail("POST", r"/messages$", 500)
    await channel.send("x")

    assert [r.status for r in rehearsal.requests[-2:]] == [500, 200]


async def test_an_answer_is_lost_after_the_deed(rehearsal, channel, briefs):
    rehearsal.fail("POST", r"/messages$", 500, after=True)
    await channel.send("x", nonce="n")
    assert len(rehearsal.messages(briefs)) == 1

    rehearsal.fail("POST", r"/messages$", 0, after=True)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await channel.send("y", nonce="m")
    await channel.send("y", nonce="m")
    assert [m["content"] for m in rehearsal.messages(briefs)] == ["x", "y"]


async def test_a_body_of_ones_own(rehearsal, channel):
    rehearsal.fail("*", r"/messages$", 400, times=2, body={"code": 7, "message": "no"})
    for _ in range(2):
        with pytest.raises(discord.HTTPException) as caught:
            await channel.send("x")
        assert (caught.value.code, caught.value.text) == (7, "no")
    await channel.send("x")


async def test_files_have_a_limit(rehearsal, channel, ada, briefs):
    rehearsal.limit(100)
    with pytest.raises(discord.HTTPException) as caught:
        await channel.send(file=picture())
    assert (caught.value.status, caught.value.code) == (413, 40005)
    handle = await rehearsal.slash(ada, briefs, "echo", {"text": "x"})
    await handle.answer()
    (sent,) = (e["d"] for e in rehearsal.events if e["t"] == "INTERACTION_CREATE")
    assert sent["attachment_size_limit"] == 100


async def test_a_permission_goes_and_comes(rehearsal, channel):
    me = channel.guild.me
    rehearsal.deny("send_messages", channel.id)
    await rehearsal.until(lambda: not channel.permissions_for(me).send_messages)
    with pytest.raises(discord.Forbidden) as caught:
        await channel.send("x")
    assert caught.value.code == 50013

    rehearsal.allow("send_messages", channel.id)
    await rehearsal.until(lambda: channel.permissions_for(me).send_messages)
    await channel.send("x")


async def test_the_cdn_fails_too(rehearsal, bot, ada):
    rehearsal.fail("GET", r"^/attachments/.*a\.png$", 503)
    room = await rehearsal.dm(ada)
    await rehearsal.say(ada, room, "x", files=[("a.png", b"x")])
    await rehearsal.until(lambda: bot.errors)
    await rehearsal.say(ada, room, "y", files=[("a.png", b"x")])
    await rehearsal.until(lambda: bot.seen)

    assert isinstance(bot.errors.pop(), discord.HTTPException)
    assert bot.seen == [("said", "y", [1])]


async def test_messages_and_threads_vanish(rehearsal, channel):
    message = await channel.send("x")
    rehearsal.delete_message(message.id)
    with pytest.raises(discord.NotFound) as caught:
        await message.edit(content="y")
    assert caught.value.code == 10008

    thread = await channel.create_thread(name="t", type=discord.ChannelType.public_thread)
    rehearsal.delete_channel(thread.id)
    with pytest.raises(discord.NotFound) as caught:
        await thread.send("x")
    assert caught.value.code == 10003
    await rehearsal.until(lambda: channel.guild.get_thread(thread.id) is None)
    assert rehearsal.violations == []


async def test_an_interaction_expires(rehearsal, bot, ada, briefs):
    heard = []
    bot.on_interaction = lambda i: asyncio.sleep(0, heard.append(i))
    rehearsal.drop_gateway()
    handle = await rehearsal.slash(ada, briefs, "card show", {"n": 1})
    rehearsal.expire(handle)
    await rehearsal.until(lambda: [v.code for v in rehearsal.violations] == [10062])

    assert not handle.answered
    bot.errors.clear()


@pytest.mark.parametrize("op", [7, 9])
async def test_op_7_and_a_resumable_op_9_lose_nothing(*, rehearsal, bot, channel, ada, op):
    message = await channel.send("x")
    rehearsal.reconnect() if op == 7 else rehearsal.invalidate(resumable=True)
    await rehearsal.react(ada, message.id, "🎈")
    await rehearsal.until(lambda: "resumed" in bot.seen)
    await rehearsal.until(lambda: ("react", "🎈", int(ada.id)) in bot.seen)


@pytest.mark.usefixtures("bot")
async def test_a_session_that_cannot_be_resumed_begins_anew(rehearsal, ada, briefs):
    rehearsal.drop_gateway(resumable=False)
    await rehearsal.until(lambda: rehearsal.gateway_server.sessions, timeout=15)
    handle = await rehearsal.slash(ada, briefs, "echo", {"text": "back"})

    assert (await handle.answer(10))["message"]["content"] == "back None"


async def test_two_shards_serve_two_guilds():
    r = Rehearsal(shards=2)
    await r.start()
    point(r.base, r.gateway)
    other = r.add_guild("Other", "Ben")
    async with running(Bot(), r) as bot:
        assert bot.shard_count == 2
        await r.until(lambda: len(bot.guilds) == 2)
        room = next(x.id for x in r.stage.world.rooms.values() if x.guild == other)
        handle = await r.slash(r.people["Ben"], room, "echo", {"text": "hi"})
        assert (await handle.answer())["message"]["content"] == "hi None"
    await r.stop()


@pytest.mark.usefixtures("bot")
async def test_an_outsider_guild_is_a_guest(rehearsal):
    r = rehearsal
    outside = r.add_guild("Outside", "Ben", bot=False)
    room = next(x.id for x in r.stage.world.rooms.values() if x.guild == outside)
    handle = await r.slash(r.people["Ben"], room, "echo", {"text": "hi"})

    assert (await handle.answer())["message"]["content"] == "hi None"
    assert handle.interaction.guest
    with pytest.raises(LookupError):
        await r.slash(r.people["Ben"], room, "card show", {"n": 1})
