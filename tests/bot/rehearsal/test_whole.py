"""One of everything that a bot and a person do, with the real discord.py."""

import discord
import pytest

from bot.rehearsal.refusals import Refused
from tests.bot.rehearsal.client import card, picture, png

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(autouse=True)
def no_violations(rehearsal):
    yield
    assert list(rehearsal.violations) == []


async def shown(r, ada, briefs, n=1):
    handle = await r.slash(ada, briefs, "card show", {"n": n})
    return await handle.settled()


async def test_a_command_thinks_and_then_answers_with_a_card(rehearsal, ada, briefs):
    message = await shown(rehearsal, ada, briefs, 2)

    assert "# Card 2" in str(message["components"])
    (item,) = message["components"][0]["components"][1]["items"]
    assert (item["media"]["width"], item["media"]["content_type"]) == (64, "image/png")
    assert [m["id"] for m in rehearsal.messages(briefs)] == [message["id"]]


async def test_a_command_takes_a_file(rehearsal, ada, briefs):
    r = rehearsal
    handle = await r.slash(ada, briefs, "card show", {"n": 1, "shot": ("a.png", png())})
    await r.until(handle.followups)

    assert handle.followups()[0]["content"] == f"{len(png())} bytes"
    assert len(r.messages(briefs)) == 1
    assert len(r.messages(briefs, viewer=ada)) == 2
    assert len(r.messages(briefs, viewer=r.people["Ben"])) == 1


async def test_a_button_changes_its_message(rehearsal, ada, briefs):
    message = await shown(rehearsal, ada, briefs)
    handle = await rehearsal.click(ada, message["id"], "vote:1")
    answer = await handle.answer()

    assert answer["type"] == 7
    assert "# Card 2" in str(answer["message"]["components"])
    assert len(rehearsal.stage.world.posts[message["id"]].files) == 1
    assert answer["seconds"] < 1


async def test_a_select_is_deferred_and_followed(rehearsal, ada, briefs):
    message = await shown(rehearsal, ada, briefs)
    handle = await rehearsal.click(ada, message["id"], "sel", ["A", "C"])
    assert (await handle.answer())["type"] == 6
    await rehearsal.until(handle.followups)

    assert handle.followups()[0]["content"] == "['A', 'C']"


async def test_a_user_select_names_people(rehearsal, ada, briefs):
    message = await shown(rehearsal, ada, briefs)
    handle = await rehearsal.click(ada, message["id"], "who", [rehearsal.people["Ben"]])
    await rehearsal.until(handle.followups)

    assert rehearsal.people["Ben"].id in handle.followups()[0]["content"]


async def test_a_form_is_opened_and_handed_in(rehearsal, ada, briefs):
    r = rehearsal
    message = await shown(r, ada, briefs)
    opened = await r.click(ada, message["id"], "ask")
    modal = (await opened.answer())["modal"]
    assert modal["title"] == "Tell me"

    fields = {"name": "Bob", "pick": ["x"], "rad": "r2", "chk": ["c1"], "up": [("a.png", png())]}
    handle = await r.submit(ada, opened, fields)
    said = (await handle.answer())["message"]

    assert said["content"] == f"Bob r2 ['c1'] [{len(png())}]"
    assert said["flags"] == 64


async def test_options_are_proposed(rehearsal, ada, briefs):
    choices = await rehearsal.autocomplete(ada, briefs, "echo", "text", "hel")

    assert choices == [{"name": "hel!", "value": "hel!"}]


async def test_a_context_menu_reads_its_message(rehearsal, ada, briefs):
    message = await rehearsal.say(ada, briefs, "secret words")
    handle = await rehearsal.menu(ada, message["id"], "Quote")

    assert (await handle.answer())["message"]["content"] == "> secret words"


async def test_a_user_brings_the_bot_into_a_conversation(rehearsal, ada):
    room = await rehearsal.dm(ada, rehearsal.people["Ben"])
    handle = await rehearsal.slash(ada, room, "echo", {"text": "hi"})

    assert (await handle.answer())["message"]["content"] == "hi None"


async def test_words_are_heard_where_the_bot_may(rehearsal, bot, ada, briefs):
    r = rehearsal
    await r.say(ada, briefs, "not for you")
    await r.say(ada, briefs, "for you", mention_bot=True)
    await r.say(ada, await r.dm(ada), "in private", files=[("a.png", png())])
    await r.until(lambda: len(bot.seen) == 3)

    said = [text for _, text, _ in bot.seen]
    assert said[0] == ""
    assert said[1].endswith("for you")
    assert bot.seen[2] == ("said", "in private", [len(png())])


async def test_a_thread_is_begun_and_spoken_in(rehearsal, bot, ada, briefs):
    r = rehearsal
    channel = bot.get_channel(int(briefs))
    thread = await channel.create_thread(name="A brief", type=discord.ChannelType.public_thread)
    first = await thread.send("hello", view=None)
    answer = await r.say(ada, thread.id, "a red coat", reply_to=first.id)
    await r.until(lambda: bot.seen)

    assert bot.seen == [("said", "a red coat", [])]
    assert answer["referenced_message"]["content"] == "hello"
    assert [t["name"] for t in r.threads(briefs)] == ["A brief"]


async def test_messages_are_sent_once_edited_and_deleted(rehearsal, bot, briefs):
    channel = bot.get_channel(int(briefs))
    one = await channel.send("one", nonce="n1")
    twin = await channel.send("two", nonce="n1")
    sent = await channel.send(view=card(3), file=picture())
    await sent.edit(view=card(4), attachments=[picture()])
    await one.edit(content="1")

    assert twin.id == one.id
    assert rehearsal.message(one.id)["content"] == "1"
    assert "# Card 4" in str(rehearsal.message(sent.id)["components"])
    await sent.delete()
    assert [m["id"] for m in rehearsal.messages(briefs)] == [str(one.id)]


async def test_reactions_go_both_ways(rehearsal, bot, ada, briefs):
    r = rehearsal
    message = await bot.get_channel(int(briefs)).send("vote")
    await message.add_reaction("1️⃣")
    await r.react(ada, message.id, "1️⃣")
    await r.until(lambda: len(bot.seen) == 2)

    assert bot.seen[-1] == ("react", "1️⃣", int(ada.id))
    assert r.message(message.id)["reactions"][0]["count"] == 2
    await r.react(ada, message.id, "1️⃣", add=False)
    assert r.message(message.id)["reactions"][0]["count"] == 1


async def test_a_disabled_button_cannot_be_pressed(rehearsal, ada, briefs):
    message = await shown(rehearsal, ada, briefs)

    with pytest.raises(Refused):
        await rehearsal.click(ada, message["id"], "off")


async def test_a_dropped_gateway_is_resumed_and_misses_nothing(rehearsal, bot, ada, briefs):
    r = rehearsal
    message = await bot.get_channel(int(briefs)).send("vote")
    r.drop_gateway()
    await r.react(ada, message.id, "🎈")
    await r.until(lambda: "resumed" in bot.seen)

    assert ("react", "🎈", int(ada.id)) in bot.seen
