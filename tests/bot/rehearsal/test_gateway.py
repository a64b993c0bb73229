"""The gateway without discord.py: hello, identify, resume, and why it hangs up."""

import json

import aiohttp
import pytest

from bot.rehearsal.server import Rehearsal

GUILDS, MEMBERS, MESSAGES, CONTENT = 1, 1 << 1, 1 << 9, 1 << 15


class Line:
    def __init__(self, socket):
        self.socket = socket

    async def op(self, code, data):
        await self.socket.send_str(json.dumps({"op": code, "d": data}))

    async def next(self):
        return json.loads((await self.socket.receive(timeout=5)).data)

    async def until(self, name):
        while (packet := await self.next())["t"] != name:
            pass
        return packet

    async def closed(self):
        while (await self.socket.receive(timeout=5)).type is aiohttp.WSMsgType.TEXT:
            pass
        return self.socket.close_code

    async def identify(self, intents=GUILDS | MESSAGES, **more):
        await self.op(2, {"token": "rehearsal", "intents": intents, "properties": {}, **more})


@pytest.fixture
async def connect(rehearsal):
    async with aiohttp.ClientSession() as session:

        async def connect():
            socket = await session.ws_connect(rehearsal.gateway + "/?v=10&encoding=json")
            line = Line(socket)
            assert (await line.next())["op"] == 10
            return line

        yield connect


async def test_a_heartbeat_is_acknowledged_or_ignored(rehearsal, connect):
    line = await connect()
    await line.op(1, None)
    assert (await line.next())["op"] == 11

    rehearsal.ignore_heartbeats()
    await line.op(1, None)
    await line.identify()
    assert (await line.next())["t"] == "READY"


@pytest.mark.parametrize(
    ("intents", "more", "code"),
    [
        (GUILDS, {"token": "wrong"}, 4004),
        (1 << 40, {}, 4013),
        (GUILDS | CONTENT, {}, 4014),
        (GUILDS | MEMBERS, {}, 4014),
        (GUILDS, {"shard": [2, 2]}, 4010),
    ],
)
async def test_a_wrong_identify_is_hung_up_on(connect, intents, more, code):
    line = await connect()
    await line.identify(intents, **more)

    assert await line.closed() == code


async def test_nonsense_is_hung_up_on(connect):
    for text, code in (("{", 4002), ('{"op": 8, "d": {}}', 4003), ("x" * 5000, 4002)):
        line = await connect()
        await line.socket.send_str(text)
        assert await line.closed() == code


async def test_identify_comes_once_and_unknown_orders_never(connect):
    line = await connect()
    await line.identify()
    await line.until("READY")
    await line.op(2, {})
    assert await line.closed() == 4005

    line = await connect()
    await line.identify()
    await line.op(77, {})
    assert await line.closed() == 4001


async def test_a_chatterbox_is_hung_up_on(connect):
    line = await connect()
    for _ in range(121):
        await line.op(1, None)

    assert await line.closed() == 4008


async def test_silence_is_hung_up_on(rehearsal, connect):
    rehearsal.gateway_server.heartbeat = 0.1
    line = await connect()

    assert await line.closed() == 4009


async def test_a_resume_replays_what_was_missed(rehearsal, connect, ada, briefs):
    line = await connect()
    await line.identify()
    ready = (await line.until("READY"))["d"]
    last = (await line.until("GUILD_CREATE"))["s"]
    rehearsal.drop_gateway()
    assert await line.closed() == 4000
    await rehearsal.say(ada, briefs, "one")
    await rehearsal.say(ada, briefs, "two")

    line = await connect()
    resume = {"token": "rehearsal", "session_id": ready["session_id"], "seq": last}
    await line.op(6, resume)
    packets = [await line.next() for _ in range(3)]
    assert [p["t"] for p in packets] == ["MESSAGE_CREATE", "MESSAGE_CREATE", "RESUMED"]
    assert [p["s"] for p in packets] == [last + 1, last + 2, last + 3]


async def test_a_session_that_is_gone_cannot_be_resumed(rehearsal, connect):
    line = await connect()
    await line.identify()
    ready = (await line.until("READY"))["d"]
    rehearsal.drop_gateway(resumable=False)
    line = await connect()
    await line.op(6, {"token": "rehearsal", "session_id": ready["session_id"], "seq": 1})

    assert await line.next() == {"op": 9, "d": False, "s": None, "t": None}


async def test_events_come_by_intent(rehearsal, connect, ada, briefs):
    line = await connect()
    await line.identify(GUILDS)
    await line.until("GUILD_CREATE")
    await rehearsal.say(ada, briefs, "unheard")
    rehearsal.add_channel("new")

    assert (await line.next())["t"] == "CHANNEL_CREATE"


async def test_members_come_only_with_their_intent(connect):
    line = await connect()
    await line.identify()
    guild = (await line.until("GUILD_CREATE"))["d"]
    assert [m["user"]["username"] for m in guild["members"]] == ["Chiaroscuro"]
    await line.op(8, {"guild_id": guild["id"], "user_ids": ["1"], "nonce": "n"})
    chunk = (await line.until("GUILD_MEMBERS_CHUNK"))["d"]

    assert (chunk["members"], chunk["not_found"], chunk["nonce"]) == ([], ["1"], "n")


async def test_privileged_intents_can_be_granted():
    r = Rehearsal(privileged=True)
    await r.start()
    async with aiohttp.ClientSession() as session:
        line = Line(await session.ws_connect(r.gateway))
        await line.next()
        await line.identify(GUILDS | MEMBERS | MESSAGES | CONTENT)
        guild = (await line.until("GUILD_CREATE"))["d"]
        await r.say(r.people["Ben"], r.channels["briefs"], "plain words")
        heard = (await line.until("MESSAGE_CREATE"))["d"]
    await r.stop()

    assert len(guild["members"]) == 4
    assert heard["content"] == "plain words"


async def test_each_shard_hears_of_its_guilds(rehearsal, connect):
    r = rehearsal
    other = r.add_guild("Other", "Ada")
    homes = {r.guild: None, other: None}
    for index in (0, 1):
        line = await connect()
        await line.identify(shard=[index, 2])
        ready = (await line.until("READY"))["d"]
        assert ready["shard"] == [index, 2]
        for guild in ready["guilds"]:
            assert (int(guild["id"]) >> 22) % 2 == index
            homes[guild["id"]] = line

    assert None not in homes.values()


async def test_a_reply_is_read_and_a_remark_is_not(rehearsal, connect, api, ada, briefs):
    line = await connect()
    await line.identify()
    await line.until("GUILD_CREATE")
    mine = (await api("POST", f"/channels/{briefs}/messages", {"content": "x"})).body["id"]
    await rehearsal.say(ada, briefs, "a remark")
    await rehearsal.say(ada, briefs, "a reply", reply_to=mine)
    await rehearsal.say(ada, briefs, "a call", mention_bot=True)
    heard = [(await line.until("MESSAGE_CREATE"))["d"]["content"] for _ in range(4)]

    assert heard == ["x", "", "a reply", f"<@{rehearsal.bot.id}> a call"]
    some = (await api("GET", f"/channels/{briefs}/messages?limit=4")).body
    assert [m["content"] for m in some] == heard[::-1]


async def test_a_nonce_is_said_once(connect, api, briefs):
    line = await connect()
    await line.identify()
    body = {"content": "x", "nonce": "n", "enforce_nonce": True}
    path = f"/channels/{briefs}/messages"
    first = await api("POST", path, body)
    twin = await api("POST", path, body | {"content": "y"})
    other = await api("POST", path, body | {"enforce_nonce": False})

    assert first.body["id"] == twin.body["id"] != other.body["id"]
    assert (first.body["nonce"], twin.body["content"]) == ("n", "x")
    assert (await line.until("MESSAGE_CREATE"))["d"]["nonce"] == "n"
    assert "nonce" not in (await api("GET", f"{path}/{first.body['id']}")).body
