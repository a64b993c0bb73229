"""A conversation with one of everything holds against Discord's own descriptions."""

import asyncio
import dataclasses

import discord
import pytest

from tests.bot.rehearsal import oracle
from tests.bot.rehearsal.client import card, picture, png

pytestmark = oracle.needed


async def talk(r, ada, briefs):
    ben = r.people["Ben"]
    handle = await r.slash(ada, briefs, "card show", {"n": 1, "shot": ("a.png", png())})
    message = (await handle.settled())["id"]
    await (await r.click(ada, message, "vote:1")).answer()
    await (await r.click(ada, message, "sel", ["A"])).answer()
    await (await r.click(ada, message, "who", [ben])).answer()
    opened = await r.click(ada, message, "ask")
    await opened.answer()
    fields = {"name": "b", "pick": ["x"], "rad": "r2", "chk": ["c1"], "up": [("a.png", png())]}
    await (await r.submit(ada, opened, fields)).answer()
    await r.autocomplete(ada, briefs, "echo", "text", "he")
    said = await r.say(ada, briefs, "hello", mention_bot=True, files=[("x.png", png())])
    await (await r.menu(ada, said["id"], "Quote")).answer()
    for room in (await r.dm(ada), await r.dm(ada, ben)):
        await r.say(ada, room, "hi")
        await (await r.slash(ada, room, "echo", {"text": "x", "who": ada})).answer()


async def move_about(r, bot, ada, briefs):
    channel = bot.get_channel(int(briefs))
    ben = r.people["Ben"]
    thread = await channel.create_thread(name="A", type=discord.ChannelType.public_thread)
    first = await thread.send("hello")
    await r.say(ada, thread.id, "x", reply_to=first.id)
    message = await channel.send("from")
    thread = await message.create_thread(name="B")
    await thread.send(view=card(2), file=picture())
    await thread.edit(archived=True)
    await thread.edit(archived=False, name="C")
    await thread.add_user(discord.Object(int(ben.id)))
    await thread.remove_user(discord.Object(int(ben.id)))
    await thread.fetch_members()
    r.delete_channel(thread.id)

    sent = await channel.send("one", nonce="z", embed=discord.Embed(title="t", description="d"))
    await sent.edit(content="two")
    await channel.typing()
    await sent.add_reaction("⭐")
    await r.react(ada, sent.id, "⭐")
    await r.react(ada, sent.id, "⭐", add=False)
    assert [u async for u in sent.reactions[0].users()] if sent.reactions else True
    await sent.delete()
    assert [m async for m in channel.history()]
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(1)

    await bot.fetch_channel(int(briefs))
    await bot.fetch_guild(int(r.guild))
    await bot.guilds[0].fetch_member(int(ada.id))
    await bot.guilds[0].fetch_channels()
    await bot.guilds[0].fetch_roles()
    await bot.guilds[0].active_threads()
    await (await bot.fetch_user(int(ada.id))).send("direct")
    await bot.tree.fetch_commands()
    await bot.application_info()
    r.add_guild("Other", "Ben")
    r.deny("attach_files", r.add_channel("new"))
    r.drop_gateway()
    await r.until(lambda: "resumed" in bot.seen)
    await asyncio.sleep(0.1)


async def test_nothing_is_said_that_discord_would_not_say(rehearsal, bot, ada, briefs):
    r = rehearsal
    await talk(r, ada, briefs)
    await move_about(r, bot, ada, briefs)

    oracle.held(r)
    assert r.violations == []
    assert len(r.requests) > 40
    assert len({e["t"] for e in r.events}) > 14


async def test_the_judge_is_awake(rehearsal, bot, briefs):
    r = rehearsal
    await bot.get_channel(int(briefs)).send("x")
    request = r.requests[-1]
    ask = dataclasses.replace

    assert oracle.violations([ask(request, body={"content": "x" * 4001})])
    assert oracle.violations([ask(request, body={"components": [{"type": 99}]})])
    assert oracle.violations([ask(request, path="/nowhere", status=404)])
    assert oracle.violations([ask(request, method="PUT")])
    assert oracle.answer_violations([ask(request, answer={"id": "1"})])
    event = next(e for e in r.events if e["t"] == "GUILD_CREATE")
    assert oracle.event_violations([event | {"d": event["d"] | {"roles": None}}])
    assert oracle.event_violations([{"t": "NO_SUCH", "d": {}}])
