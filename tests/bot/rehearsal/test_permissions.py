"""What the bot may do, where, and what it is told when it may not."""

import pytest

from bot.rehearsal.refusals import Refused

WORDS = {"content": "x"}
PICTURE = [("a.png", b"x")]


async def said(api, briefs, **more):
    return await api("POST", f"/channels/{briefs}/messages", WORDS, **more)


DENIED = [
    ("view_channel", "GET", "/channels/{room}", None, (), 50001),
    ("view_channel", "POST", "/channels/{room}/messages", WORDS, (), 50001),
    ("send_messages", "POST", "/channels/{room}/messages", WORDS, (), 50013),
    ("send_messages", "POST", "/channels/{room}/typing", None, (), 50013),
    ("attach_files", "POST", "/channels/{room}/messages", WORDS, PICTURE, 50013),
    ("attach_files", "PATCH", "/channels/{room}/messages/{post}", WORDS, PICTURE, 50013),
    (
        "embed_links",
        "POST",
        "/channels/{room}/messages",
        {"embeds": [{"title": "x"}]},
        (),
        50013,
    ),
    ("read_message_history", "GET", "/channels/{room}/messages/{post}", None, (), 50013),
    (
        "read_message_history",
        "POST",
        "/channels/{room}/messages",
        {"content": "x", "message_reference": {"message_id": "{post}"}},
        (),
        160002,
    ),
    (
        "add_reactions",
        "PUT",
        "/channels/{room}/messages/{post}/reactions/%E2%AD%90/@me",
        None,
        (),
        50013,
    ),
    (
        "create_public_threads",
        "POST",
        "/channels/{room}/messages/{post}/threads",
        {"name": "x"},
        (),
        50013,
    ),
    (
        "create_public_threads",
        "POST",
        "/channels/{room}/threads",
        {"name": "x", "type": 11},
        (),
        50013,
    ),
    ("create_private_threads", "POST", "/channels/{room}/threads", {"name": "x"}, (), 50013),
]


@pytest.mark.parametrize(("permission", "method", "path", "body", "files", "code"), DENIED)
async def test_a_denied_permission_is_named_by_its_code(
    *, rehearsal, api, briefs, permission, method, path, body, files, code
):
    post = (await said(api, briefs)).body["id"]
    path = path.format(room=briefs, post=post)
    if body and "message_reference" in body:
        body = body | {"message_reference": {"message_id": post}}
    rehearsal.deny(permission, briefs)
    refused = await api(method, path, body, files=files)
    assert (refused.status, refused.code) == (403, code)

    rehearsal.allow(permission, briefs)
    assert (await api(method, path, body, files=files)).status < 300


async def test_without_history_there_is_none(rehearsal, api, briefs):
    await said(api, briefs)
    rehearsal.deny("read_message_history", briefs)

    assert (await api("GET", f"/channels/{briefs}/messages")).body == []


async def test_a_guild_wide_denial_reaches_every_channel_and_thread(rehearsal, api, briefs):
    thread = await api("POST", f"/channels/{briefs}/threads", {"name": "x", "type": 11})
    rehearsal.deny("send_messages_in_threads")
    refused = await api("POST", f"/channels/{thread.body['id']}/messages", WORDS)

    assert refused.code == 50013
    assert (await said(api, briefs)).status == 200


async def test_other_peoples_messages_are_theirs(rehearsal, api, ada, briefs):
    post = (await rehearsal.say(ada, briefs, "mine"))["id"]
    path = f"/channels/{briefs}/messages/{post}"

    assert (await api("PATCH", path, WORDS)).code == 50005
    assert (await api("DELETE", path)).code == 50013
    assert (await api("DELETE", f"{path}/reactions/%E2%AD%90")).code == 50013


async def test_closed_direct_messages(rehearsal, api, ada):
    room = (await api("POST", "/users/@me/channels", {"recipient_id": ada.id})).body["id"]
    assert (await said(api, room)).status == 200
    rehearsal.close_dms(ada)

    assert (await said(api, room)).code == 50007


async def test_a_private_thread_is_for_its_members(rehearsal, api, briefs):
    r = rehearsal
    ben, cleo = r.people["Ben"], r.people["Cleo"]
    thread = (await api("POST", f"/channels/{briefs}/threads", {"name": "x"})).body["id"]
    await api("PUT", f"/channels/{thread}/thread-members/{ben.id}")
    await r.say(ben, thread, "hello")

    with pytest.raises(Refused):
        await r.say(cleo, thread, "hello")


async def test_what_is_not_there(api, briefs):
    assert (await api("GET", "/channels/1")).code == 10003
    assert (await api("GET", f"/channels/{briefs}/messages/1")).code == 10008
    assert (await api("GET", "/guilds/1")).code == 10004
    assert (await api("GET", "/users/1")).code == 10013
    assert (await api("GET", "/nothing")).status == 404
    assert (await api("GET", "/users/@me", token="other")).status == 401  # noqa: S106


async def test_a_thread_that_sleeps_and_wakes(api, briefs):
    thread = (await api("POST", f"/channels/{briefs}/threads", {"name": "x", "type": 11})).body[
        "id"
    ]
    post = (await said(api, thread)).body["id"]
    path = f"/channels/{thread}/messages/{post}"
    await api("PATCH", f"/channels/{thread}", {"archived": True})

    assert (await api("PATCH", path, {"content": "y"})).code == 50083
    assert (await api("PUT", f"{path}/reactions/%E2%AD%90/@me")).code == 50083
    assert (await said(api, thread)).status == 200
    assert (await api("PATCH", path, {"content": "y"})).status == 200


async def test_a_locked_thread_is_a_moderators(rehearsal, api, briefs):
    thread = (await api("POST", f"/channels/{briefs}/threads", {"name": "x", "type": 11})).body[
        "id"
    ]

    assert (await api("PATCH", f"/channels/{thread}", {"locked": True})).code == 50013
    rehearsal.stage.world.rooms[thread].payload["thread_metadata"]["locked"] = True
    assert (await said(api, thread)).code == 50013


async def test_wrong_threads(api, briefs):
    post = (await said(api, briefs)).body["id"]
    path = f"/channels/{briefs}/messages/{post}/threads"
    assert (await api("POST", path, {"name": ""})).faults("name")
    assert (await api("POST", path, {"name": "x" * 101})).faults("name")
    wrong = await api("POST", path, {"name": "x", "auto_archive_duration": 5})
    assert wrong.faults("auto_archive_duration")
    assert (await api("POST", path, {"name": "x"})).status == 201
    assert (await api("POST", path, {"name": "x"})).code == 160004
    assert (await api("POST", f"/channels/{post}/threads", {"name": "x"})).code == 50024


async def test_reactions_have_their_limits(rehearsal, api, briefs):
    post = (await said(api, briefs)).body["id"]
    path = f"/channels/{briefs}/messages/{post}/reactions"
    assert (await api("PUT", f"{path}/star/@me")).code == 10014
    for n in range(20):
        await rehearsal.react(rehearsal.people["Ada"], post, chr(0x1F600 + n))
    assert (await api("PUT", f"{path}/%E2%AD%90/@me")).code == 30010
    assert (await api("PUT", f"{path}/%F0%9F%98%80/@me")).status == 204
    fans = await api("GET", f"{path}/%F0%9F%98%80")
    assert [u["username"] for u in fans.body] == ["Chiaroscuro", "ada"]


async def test_mentions_ping_only_as_far_as_allowed(rehearsal, api, ada, briefs):
    words = f"@everyone <@{ada.id}>"
    path = f"/channels/{briefs}/messages"
    loud = await api("POST", path, {"content": words})
    quiet = await api("POST", path, {"content": words, "allowed_mentions": {"parse": []}})

    assert (len(loud.body["mentions"]), loud.body["mention_everyone"]) == (1, False)
    assert (len(quiet.body["mentions"]), quiet.body["mention_everyone"]) == (0, False)
    hers = await rehearsal.say(ada, briefs, "@everyone")
    assert hers["mention_everyone"]
