"""Interactions without discord.py: what may be answered, how often, until when, and who sees it."""

import pytest

from bot.rehearsal.refusals import Refused

V2 = 1 << 15
SAY, THINK, LATER, UPDATE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
ECHO = {
    "name": "echo",
    "description": "d",
    "type": 1,
    "integration_types": [0, 1],
    "contexts": [0, 1, 2],
    "options": [
        {"name": "text", "description": "d", "type": 3, "max_length": 5, "autocomplete": True},
        {"name": "n", "description": "d", "type": 4, "min_value": 1, "max_value": 8},
        {"name": "who", "description": "d", "type": 6},
        {"name": "file", "description": "d", "type": 11},
    ],
}
FIELD = {"type": 4, "custom_id": "t", "style": 1, "min_length": 2}
LABEL = {"type": 18, "label": "L", "component": FIELD}
MODAL = {"title": "T", "custom_id": "m", "components": [LABEL]}


def button(**more):
    return {"type": 2, "style": 1, "label": "go", "custom_id": "go", **more}


@pytest.fixture(autouse=True)
async def echo(rehearsal, api):
    done = await api("PUT", f"/applications/{rehearsal.bot.id}/commands", [ECHO])
    assert done.status == 200


@pytest.fixture
def use(rehearsal, ada, briefs):
    async def use(**options):
        return await rehearsal.slash(ada, briefs, "echo", options)

    return use


@pytest.fixture
def answer(api):
    async def answer(handle, kind, data=None):
        it = handle.interaction
        body = {"type": kind} | ({"data": data} if data is not None else {})
        return await api("POST", f"/interactions/{it.id}/{it.token}/callback?with_response=1", body)

    return answer


@pytest.fixture
def hook(rehearsal, api):
    async def hook(handle, method, rest="", body=None):
        path = f"/webhooks/{rehearsal.bot.id}/{handle.interaction.token}{rest}"
        return await api(method, path, body)

    return hook


@pytest.fixture
async def pressed(rehearsal, api, ada, briefs):
    body = {"content": "x", "components": [{"type": 1, "components": [button()]}]}
    sent = await api("POST", f"/channels/{briefs}/messages", body)
    return await rehearsal.click(ada, sent.body["id"], "go")


# ---------------------------------------------------------------- the first answer


async def test_the_first_answer_names_the_message(use, answer):
    said = await answer(await use(), SAY, {"content": "hi"})

    assert said.status == 200
    assert said.body["resource"]["message"]["content"] == "hi"
    message = said.body["resource"]["message"]["id"]
    assert said.body["interaction"]["response_message_id"] == message


async def test_there_is_one_first_answer(use, answer):
    handle = await use()
    await answer(handle, SAY, {"content": "hi"})
    again = await answer(handle, SAY, {"content": "hi"})

    assert (again.status, again.code) == (400, 40060)


async def test_the_first_answer_has_three_seconds(rehearsal, use, answer, hook):
    handle = await use()
    handle.interaction.born -= 3.1
    late = await answer(handle, SAY, {"content": "hi"})

    assert (late.status, late.code) == (404, 10062)
    assert [v.code for v in rehearsal.violations] == [10062]
    assert (await hook(handle, "POST", body={"content": "x"})).code == 10015


async def test_a_token_lives_fifteen_minutes(use, answer, hook):
    handle = await use()
    await answer(handle, THINK)
    handle.interaction.born -= 14.9 * 60
    assert (await hook(handle, "PATCH", "/messages/@original", {"content": "x"})).status == 200
    handle.interaction.born -= 6
    for method, rest, body in (
        ("POST", "", {"content": "x"}),
        ("PATCH", "/messages/@original", {"content": "x"}),
        ("DELETE", "/messages/@original", None),
    ):
        late = await hook(handle, method, rest, body)
        assert (late.status, late.code) == (401, 50027)


async def test_an_expired_token_is_expired_for_everything(rehearsal, use, answer, hook):
    fresh, used = await use(), await use()
    await answer(used, THINK)
    rehearsal.expire(fresh)
    rehearsal.expire(used)

    assert (await answer(fresh, SAY, {"content": "x"})).code == 10062
    assert (await hook(used, "POST", body={"content": "x"})).code == 50027


@pytest.mark.parametrize("kind", [LATER, UPDATE, CHOICES, 1, 12, None])
async def test_a_command_takes_no_other_answer(use, answer, kind):
    said = await answer(await use(), kind, {})

    assert (said.status, said.code) == (400, 50035)
    assert said.faults("type") == ["BASE_TYPE_CHOICES"]


async def test_a_form_takes_no_form(rehearsal, ada, use, answer):
    opened = await use()
    await answer(opened, FORM, MODAL)
    handed = await rehearsal.submit(ada, opened, {"t": "words"})

    assert (await answer(handed, FORM, MODAL)).code == 50035
    assert (await answer(handed, UPDATE, {"content": "x"})).code == 50035
    assert (await answer(handed, SAY, {"content": "x"})).status == 200


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": "x" * 46}, "data.title"),
        ({"title": ""}, "data.title"),
        ({"custom_id": "x" * 101}, "data.custom_id"),
        ({"components": []}, "data.components"),
        ({"components": [LABEL] * 6}, "data.components"),
        ({"components": [{"type": 1, "components": []}]}, "data.components.0.components"),
        ({"components": [button()]}, "data.components.0"),
        (
            {"components": [{"type": 18, "label": "x", "component": button()}]},
            "data.components.0.component",
        ),
        (
            {"components": [LABEL | {"label": "x" * 46}]},
            "data.components.0.label",
        ),
        (
            {"components": [LABEL | {"description": "x" * 101}]},
            "data.components.0.description",
        ),
    ],
)
async def test_a_wrong_form_is_not_opened(use, answer, change, path):
    said = await answer(await use(), FORM, MODAL | change)

    assert said.code == 50035
    assert said.faults(path)


async def test_faults_of_an_answer_are_under_data(use, answer):
    said = await answer(await use(), SAY, {"content": "x" * 2001})

    assert said.faults("data.content") == ["BASE_TYPE_MAX_LENGTH"]


async def test_later_says_only_that_it_is_ephemeral(use, answer, hook):
    assert (await answer(await use(), THINK, {"flags": V2})).faults("data.flags")
    handle = await use()
    assert (await answer(handle, THINK, {"flags": 64})).status == 200
    body = {"flags": V2, "components": [{"type": 10, "content": "x"}]}
    filled = await hook(handle, "PATCH", "/messages/@original", body)
    assert filled.body["flags"] & (V2 | 64) == V2 | 64


# ---------------------------------------------------------------- what follows


async def test_the_first_followup_takes_the_place_of_thinking(
    *, rehearsal, ada, briefs, use, answer, hook
):
    handle = await use()
    await answer(handle, THINK, {"flags": 64})
    assert rehearsal.messages(briefs, viewer=ada)[0]["flags"] == 64 | 128
    first = await hook(handle, "POST", body={"content": "one"})
    second = await hook(handle, "POST", body={"content": "two"})

    assert first.body["id"] == handle.message()["id"] != second.body["id"]
    assert first.body["flags"] == 64
    assert [m["content"] for m in rehearsal.messages(briefs, viewer=ada)] == ["one", "two"]
    assert [m["content"] for m in rehearsal.messages(briefs)] == ["two"]


async def test_ephemeral_words_are_one_persons(*, rehearsal, api, ada, briefs, use, answer):
    await answer(await use(), SAY, {"content": "secret", "flags": 64})
    (mine,) = rehearsal.messages(briefs, viewer=ada)

    assert rehearsal.messages(briefs, viewer=rehearsal.people["Ben"]) == []
    assert (await api("GET", f"/channels/{briefs}/messages")).body == []
    assert (await api("GET", f"/channels/{briefs}/messages/{mine['id']}")).code == 10008
    assert (await api("DELETE", f"/channels/{briefs}/messages/{mine['id']}")).code == 10008
    with pytest.raises(Refused):
        await rehearsal.react(rehearsal.people["Ben"], mine["id"], "⭐")


async def test_the_original_of_a_button_is_its_message(pressed, answer, hook):
    await answer(pressed, LATER)
    read = await hook(pressed, "GET", "/messages/@original")
    changed = await hook(pressed, "PATCH", "/messages/@original", {"content": "y"})

    assert read.body["content"] == "x"
    assert changed.body["content"] == "y"


async def test_a_button_of_a_deleted_message_cannot_change_it(rehearsal, pressed, answer):
    rehearsal.delete_message(pressed.interaction.message)

    assert (await answer(pressed, UPDATE, {"content": "y"})).code == 10008
    assert (await answer(pressed, SAY, {"content": "y"})).status == 200


async def test_a_guest_follows_up_five_times(rehearsal, ada, answer, hook):
    room = await rehearsal.dm(ada, rehearsal.people["Ben"])
    handle = await rehearsal.slash(ada, room, "echo")
    await answer(handle, SAY, {"content": "x"})
    for _ in range(5):
        assert (await hook(handle, "POST", body={"content": "x"})).status == 200

    assert (await hook(handle, "POST", body={"content": "x"})).code == 40094


async def test_a_guest_does_not_see_the_room(rehearsal, api, ada):
    room = await rehearsal.dm(ada, rehearsal.people["Ben"])

    assert (await api("GET", f"/channels/{room}")).code == 50001
    assert (await api("POST", f"/channels/{room}/messages", {"content": "x"})).code == 50001


async def test_answers_to_nobody(rehearsal, api):
    bot = rehearsal.bot.id
    assert (await api("POST", "/interactions/1/x/callback", {"type": 4})).code == 10062
    assert (await api("POST", f"/webhooks/{bot}/x", {"content": "x"})).code == 10015


# ---------------------------------------------------------------- what a client lets through


@pytest.mark.parametrize(
    "options",
    [
        {"text": "longer than five"},
        {"text": 5},
        {"n": 0},
        {"n": 9},
        {"n": "3"},
        {"n": True},
        {"who": "12"},
        {"file": "12"},
        {"unknown": "x"},
    ],
)
async def test_options_are_held_against_the_command(use, options):
    with pytest.raises(Refused):
        await use(**options)


async def test_a_form_is_held_against_its_fields(rehearsal, ada, use, answer):
    opened = await use()
    await answer(opened, FORM, MODAL)
    for fields in ({}, {"t": "x"}, {"t": "x" * 4001}):
        with pytest.raises(Refused):
            await rehearsal.submit(ada, opened, fields)
    with pytest.raises(Refused):
        await rehearsal.submit(rehearsal.people["Ben"], opened, {"t": "words"})


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ({}, []),
        ({}, ["a", "b"]),
        ({}, ["z"]),
        ({"max_values": 2}, ["a", "a"]),
        ({"min_values": 2, "max_values": 3}, ["a"]),
        ({"disabled": True}, ["a"]),
    ],
)
async def test_a_select_is_held_against_its_options(*, rehearsal, api, ada, briefs, rule, values):
    options = [{"label": x, "value": x} for x in "abc"]
    select = {"type": 3, "custom_id": "s", "options": options, **rule}
    body = {"content": "x", "components": [{"type": 1, "components": [select]}]}
    sent = await api("POST", f"/channels/{briefs}/messages", body)

    with pytest.raises(Refused):
        await rehearsal.click(ada, sent.body["id"], "s", values)


async def test_only_administrators_find_a_command_for_nobody(rehearsal, api, ada, briefs):
    secret = ECHO | {"default_member_permissions": "0"}
    await api("PUT", f"/applications/{rehearsal.bot.id}/commands", [secret])

    with pytest.raises(LookupError):
        await rehearsal.slash(rehearsal.people["Ben"], briefs, "echo")
    assert await rehearsal.slash(ada, briefs, "echo")
