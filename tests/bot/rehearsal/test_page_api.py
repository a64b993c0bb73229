"""What the browser page asks for, and who else may not."""

import aiohttp
import pytest

from tests.bot.rehearsal.client import png


class Page:
    def __init__(self, rehearsal, session, who):
        self.base, self.session, self.who = rehearsal.base, session, who

    async def __call__(self, method, path, body=None, *, headers=None, data=None):
        headers = {"X-Acting-As": self.who, **(headers or {})}
        url = f"{self.base}{path}"
        sent = {"data": data} if data is not None else {"json": body} if body is not None else {}
        async with self.session.request(method, url, headers=headers, **sent) as answer:
            kind = answer.content_type
            said = await answer.json() if kind == "application/json" else await answer.read()
            return answer.status, said

    async def socket(self):
        url = f"{self.base}/rehearsal/socket?user={self.who}"
        return await self.session.ws_connect(url)


async def until(socket, name):
    while (packet := await socket.receive_json(timeout=5))["t"] != name:
        pass
    return packet["d"]


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def hers(rehearsal, session, ada):
    return Page(rehearsal, session, ada.id)


@pytest.fixture
def his(rehearsal, session):
    return Page(rehearsal, session, rehearsal.people["Ben"].id)


@pytest.mark.usefixtures("bot")
async def test_the_first_word_says_everything(rehearsal, hers, ada):
    await rehearsal.dm(ada)
    ready = await until(await hers.socket(), "READY")

    assert ready["user"]["id"] == ada.id
    assert (ready["user"]["moderator"], ready["people"][1]["moderator"]) == (True, False)
    assert [c["name"] for c in ready["guild"]["channels"]] == ["briefs", "selects"]
    assert len(ready["guild"]["members"]) == 4
    assert {c["name"] for c in ready["commands"]} == {"echo", "card", "Quote"}
    assert [d["recipients"][0]["username"] for d in ready["dms"]] == ["Chiaroscuro"]
    assert ready["limits"] == {"upload": 10 << 20}


async def test_words_files_replies_and_reactions(hers, his, briefs):
    his_socket = await his.socket()
    room = f"/rehearsal/channels/{briefs}"
    form = aiohttp.FormData()
    form.add_field("payload_json", '{"content": "look"}', content_type="application/json")
    form.add_field("files[0]", png(), filename="a.png", content_type="image/png")
    _, first = await hers("POST", f"{room}/messages", data=form)
    reply = {"content": "nice", "message_reference": {"message_id": first["id"]}}
    status, _ = await his("POST", f"{room}/messages", reply)
    assert status == 200
    assert (await hers("PUT", f"{room}/messages/{first['id']}/reactions/⭐"))[0] == 204
    assert (await until(his_socket, "MESSAGE_REACTION_ADD"))["emoji"]["name"] == "⭐"
    assert (await his("POST", f"{room}/typing"))[0] == 204

    _, mine = await hers("GET", f"{room}/messages")
    _, theirs = await his("GET", f"{room}/messages?limit=1&before={mine[1]['id']}")
    assert mine[1]["referenced_message"]["content"] == "look"
    assert mine[0]["reactions"][0]["me"]
    assert not theirs[0]["reactions"][0]["me"]
    assert mine[0]["attachments"][0]["height"] == 48
    assert (await his("DELETE", f"{room}/messages/{first['id']}"))[0] == 403
    assert (await hers("DELETE", f"{room}/messages/{first['id']}"))[0] == 204
    assert (await until(his_socket, "MESSAGE_DELETE"))["id"] == first["id"]


@pytest.mark.usefixtures("bot")
async def test_a_command_a_button_and_a_form(rehearsal, hers, his, briefs):
    mine, theirs = await hers.socket(), await his.socket()
    ready = await until(mine, "READY")
    card = next(c for c in ready["commands"] if c["name"] == "card")
    options = [{"name": "show", "type": 1, "options": [{"name": "n", "type": 4, "value": 1}]}]
    data = {"id": card["id"], "name": "card", "type": 1, "options": options}
    act = {"type": 2, "channel_id": briefs, "data": data, "nonce": "1"}
    status, said = await hers("POST", "/rehearsal/interactions", act)
    assert (status, said["nonce"]) == (200, "1")
    states = [(await until(mine, "INTERACTION"))["state"] for _ in range(2)]
    assert states == ["sent", "acked"]
    message = await until(theirs, "MESSAGE_UPDATE")
    assert "# Card 1" in str(message["components"])

    press = {"custom_id": "ask", "component_type": 2}
    act = {"type": 3, "channel_id": briefs, "message_id": message["id"], "data": press}
    await hers("POST", "/rehearsal/interactions", act | {"nonce": "2"})
    modal = await until(mine, "MODAL")
    assert (modal["nonce"], modal["title"]) == ("2", "Tell me")

    form = aiohttp.FormData()
    form.add_field("file", png(), filename="a.png", content_type="image/png")
    _, upload = await hers("POST", "/rehearsal/uploads", data=form)
    assert upload["size"] == len(png())
    fields = {"name": "Bob", "pick": ["x"], "rad": "r1", "chk": [], "up": [upload["id"]]}
    keyed = {k: ("values" if isinstance(v, list) else "value", v) for k, v in fields.items()}
    inner = [{"custom_id": k, kind: v} for k, (kind, v) in keyed.items()]
    rows = [{"type": 18, "component": field} for field in inner]
    data = {"custom_id": modal["custom_id"], "components": rows}
    act = {"type": 5, "channel_id": briefs, "data": data, "nonce": "3"}
    act["interaction_id"] = modal["interaction_id"]
    status, said = await hers("POST", "/rehearsal/interactions", act)
    assert status == 400
    inner[3]["values"] = ["c1"]
    status, _ = await hers("POST", "/rehearsal/interactions", act)
    secret = await until(mine, "MESSAGE_CREATE")
    assert (secret["flags"], secret["content"]) == (64, f"Bob r1 ['c1'] [{len(png())}]")

    await rehearsal.say(rehearsal.people["Cleo"], briefs, "next")
    assert (await until(theirs, "MESSAGE_CREATE"))["content"] == "next"
    gone = await hers("DELETE", f"/rehearsal/channels/{briefs}/messages/{secret['id']}")
    assert gone[0] == 204


async def test_options_are_proposed_and_a_silent_bot_fails(bot, hers, briefs):
    socket = await hers.socket()
    ready = await until(socket, "READY")
    echo = next(c for c in ready["commands"] if c["name"] == "echo")
    options = [{"name": "text", "type": 3, "value": "he", "focused": True}]
    data = {"id": echo["id"], "name": "echo", "type": 1, "options": options}
    act = {"type": 4, "channel_id": briefs, "data": data, "nonce": "1"}
    await hers("POST", "/rehearsal/interactions", act)
    assert (await until(socket, "CHOICES"))["choices"] == [{"name": "he!", "value": "he!"}]

    await bot.close()
    await hers("POST", "/rehearsal/interactions", act | {"nonce": "2"})
    while (state := await until(socket, "INTERACTION"))["state"] != "failed":
        pass
    assert (state["nonce"], state["error"]) == ("2", "The application did not respond")


async def test_a_conversation_is_begun(rehearsal, hers, his):
    socket = await his.socket()
    body = {"recipient_id": his.who}
    _, room = await hers("POST", "/rehearsal/dms", body)
    opened = await until(socket, "CHANNEL_CREATE")

    assert room["recipients"][0]["username"] == "ben"
    assert (opened["id"], opened["recipients"][0]["username"]) == (room["id"], "ada")
    assert (await hers("POST", "/rehearsal/dms", body))[1]["id"] == room["id"]
    stranger = Page(rehearsal, hers.session, rehearsal.people["Cleo"].id)
    assert (await stranger("GET", f"/rehearsal/channels/{room['id']}/messages"))[0] == 403


async def test_a_file_too_large_for_discord_is_refused(rehearsal, hers):
    rehearsal.limit(50)
    form = aiohttp.FormData()
    form.add_field("file", png(), filename="a.png", content_type="image/png")
    status, said = await hers("POST", "/rehearsal/uploads", data=form)

    assert (status, said["code"]) == (413, 40005)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1.evil.example:80"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"X-Acting-As": "1"}, 401),
    ],
)
async def test_strangers_are_sent_away(hers, headers, status):
    assert (await hers("POST", "/rehearsal/dms", {"recipient_id": "1"}, headers=headers))[
        0
    ] == status


async def test_the_own_page_is_let_in(rehearsal, hers, briefs):
    room = f"/rehearsal/channels/{briefs}"
    origin = {"Origin": rehearsal.base}

    assert (await hers("GET", f"{room}/messages", headers=origin))[0] == 200


async def test_nobody_acts_as_the_bot(rehearsal, session, briefs):
    bot = Page(rehearsal, session, rehearsal.bot.id)

    assert (await bot("GET", f"/rehearsal/channels/{briefs}/messages"))[0] == 401


async def test_the_pages_files_and_no_others(hers):
    assert (await hers("GET", "/"))[0] == 200
    assert (await hers("GET", "/page/main.js"))[0] == 200
    assert (await hers("GET", "/page/%2e%2e/server.py"))[0] == 404
    assert (await hers("GET", "/page/none.js"))[0] == 404


async def test_the_cdn_shows_pictures_and_hands_out_the_rest(rehearsal, session, ada, briefs):
    files = [("a.png", png()), ("evil.html", b"<script>")]
    sent = await rehearsal.say(ada, briefs, "x", files=files)
    seen = []
    for attachment in sent["attachments"]:
        async with session.get(attachment["url"], headers={"Range": "bytes=0-3"}) as answer:
            seen.append((answer.status, answer.headers.get("Content-Disposition")))
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert seen == [(206, None), (206, "attachment")]
    async with session.get(f"{rehearsal.base}/attachments/1/2/x.png") as answer:
        assert answer.status == 404
    async with session.get(f"{rehearsal.base}/embed/avatars/0.png") as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
