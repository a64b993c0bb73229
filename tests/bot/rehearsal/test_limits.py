"""What Discord's schema does not say and Discord refuses all the same: one row a limit."""

import pytest

V2 = 1 << 15


def text(words="x"):
    return {"type": 10, "content": words}


def button(**more):
    return {"type": 2, "style": 1, "label": "go", "custom_id": "go", **more}


def row(*children):
    return {"type": 1, "components": list(children)}


def choice(n):
    return {"label": f"l{n}", "value": f"v{n}"}


def select(count=2, **more):
    options = [choice(n) for n in range(count)]
    return {"type": 3, "custom_id": "sel", "options": options, **more}


def modern(*components, **more):
    return {"flags": V2, "components": list(components), **more}


def gallery(count=1, url="https://e.example/a.png"):
    return {"type": 12, "items": [{"media": {"url": url}}] * count}


def section(count=1, **more):
    accessory = {"type": 11, "media": {"url": "https://e.example/a.png"}}
    return {"type": 9, "components": [text()] * count, "accessory": accessory, **more}


def box(*children):
    return {"type": 17, "components": list(children)}


SIZE, LONG, RANGE = "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_MAX_LENGTH", "NUMBER_TYPE_MAX"
EMPTY, KIND = "BASE_TYPE_REQUIRED", "UNION_TYPE_CHOICES"
LEGACY = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"

MESSAGES = [
    ({"content": "x" * 2001}, "content", LONG),
    ({"content": 5}, "content", "BASE_TYPE_STRING"),
    ({"content": "x", "nonce": "n" * 26}, "nonce", LONG),
    ({"embeds": [{"title": "x"}] * 11}, "embeds", LONG),
    ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", LONG),
    ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description", LONG),
    ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "embeds.0.footer.text", LONG),
    ({"embeds": [{"fields": [{"name": "", "value": "x"}]}]}, "embeds.0.fields.0.name", EMPTY),
    ({"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]}, "embeds.0.fields", LONG),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ({"content": "x", "attachments": [{"id": 7}]}, "attachments.0.id", "ATTACHMENT_NOT_FOUND"),
    (modern(text(), content="x"), "content", LEGACY),
    (modern(text(), embeds=[{"title": "x"}]), "embeds", LEGACY),
    ({"components": [text()]}, "components.0", KIND),
    ({"components": [row(button(custom_id=f"b{n}")) for n in range(6)]}, "components", SIZE),
    (modern(*[text()] * 41), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    (modern(box(*[text()] * 40)), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    (modern(text("x" * 2001), box(text("x" * 2000))), "components", "COMPONENT_DISPLAYABLE_TEXT"),
    (modern(text("")), "components.0.content", EMPTY),
    (modern(box()), "components.0.components", SIZE),
    (modern(box(box(text()))), "components.0.components.0", KIND),
    (modern(section(4)), "components.0.components", SIZE),
    (modern(section(accessory=None)), "components.0.accessory.0", KIND),
    (modern(gallery(11)), "components.0.items", SIZE),
    (modern(gallery(url="ftp://x")), "components.0.items.0.media.url", "URL_TYPE_INVALID_SCHEME"),
    (modern(gallery(url="attachment://no.png")), "components.0.items.0.media.url", "MEDIA_ATTACH"),
    (modern({"type": 18, "label": "x", "component": button()}), "components.0", KIND),
    (modern(row()), "components.0.components", SIZE),
    (modern(row(*[button(custom_id=f"b{n}") for n in range(6)])), "components.0.components", SIZE),
    (modern(row(button(), select())), "components.0", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    (modern(row(button()), row(button())), "components.1.components.0.custom_id", "COMPONENT_CUS"),
    (modern(text() | {"id": 3}, text() | {"id": 3}), "components.1.id", "COMPONENT_ID_DUPL"),
    (modern(row(button(custom_id="x" * 101))), "components.0.components.0.custom_id", SIZE),
    (modern(row(button(label="x" * 81))), "components.0.components.0.label", LONG),
    (modern(row(button(label=None))), "components.0.components.0", "BUTTON_COMPONENT_LABEL_EMOJI"),
    (modern(row(button(style=9))), "components.0.components.0.style", "BASE_TYPE_CHOICES"),
    (modern(row(button(style=5, url="https://e.example"))), "components.0.components.0", "BUTTON"),
    (modern(row(button(style=5, custom_id=None))), "components.0.components.0.url", EMPTY),
    (modern(row(select(26))), "components.0.components.0.options", SIZE),
    (modern(row(select(placeholder="x" * 151))), "components.0.components.0.placeholder", LONG),
    (modern(row(select(max_values=26))), "components.0.components.0.max_values", RANGE),
    (modern(row(select(min_values=2))), "components.0.components.0.min_values", RANGE),
    (
        modern(row(select(options=[choice(1)] * 2))),
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    (
        modern(row(select(options=[choice(1) | {"label": "x" * 101}]))),
        "components.0.components.0.options.0.label",
        SIZE,
    ),
]


@pytest.mark.parametrize(("body", "path", "code"), MESSAGES)
async def test_a_message_beyond_a_limit_is_refused(*, rehearsal, api, briefs, body, path, code):
    answer = await api("POST", f"/channels/{briefs}/messages", body)

    assert (answer.status, answer.code) == (400, 50035)
    assert [c for c in answer.faults(path) if c.startswith(code)]
    assert rehearsal.messages(briefs) == []
    assert len(rehearsal.violations) == 1


async def test_an_empty_message_is_refused(api, briefs):
    for body in ({}, {"content": ""}, {"flags": V2}, {"flags": V2, "components": []}):
        answer = await api("POST", f"/channels/{briefs}/messages", body)
        assert (answer.status, answer.code) == (400, 50006)


async def test_eleven_files_are_refused(api, briefs):
    files = [(f"{n}.txt", b"x") for n in range(11)]
    answer = await api("POST", f"/channels/{briefs}/messages", {"content": "x"}, files=files)

    assert (answer.status, answer.code) == (400, 30015)


@pytest.mark.parametrize("sizes", [[11 << 20], [9 << 20] * 3])
async def test_a_file_or_a_request_too_large_is_a_413(rehearsal, api, briefs, sizes):
    files = [(f"{n}.bin", bytes(size)) for n, size in enumerate(sizes)]
    answer = await api("POST", f"/channels/{briefs}/messages", {}, files=files)

    assert (answer.status, answer.code) == (413, 40005)
    assert rehearsal.violations == []


async def test_v2_never_goes_away_and_takes_no_content(api, briefs):
    sent = await api("POST", f"/channels/{briefs}/messages", modern(text()))
    path = f"/channels/{briefs}/messages/{sent.body['id']}"
    changed = await api("PATCH", path, {"flags": 0, "components": [text("y")]})

    assert changed.body["flags"] & V2
    assert (await api("PATCH", path, {"content": "x"})).faults("content") == [LEGACY]


async def test_an_old_message_becomes_v2_only_without_its_content(api, briefs):
    sent = await api("POST", f"/channels/{briefs}/messages", {"content": "x"})
    path = f"/channels/{briefs}/messages/{sent.body['id']}"

    assert (await api("PATCH", path, modern(text()))).faults("content") == [LEGACY]
    assert (await api("PATCH", path, modern(text(), content=None))).status == 200


async def test_a_file_that_a_component_shows_is_no_attachment(api, briefs):
    path = f"/channels/{briefs}/messages"
    body = modern(gallery(url="attachment://a.png"))
    sent = (await api("POST", path, body, files=[("a.png", b"x"), ("b.txt", b"y")])).body
    (item,) = sent["components"][0]["items"]
    assert [a["filename"] for a in sent["attachments"]] == ["b.txt"]
    assert item["media"]["url"].endswith("/a.png")

    kept = body | {"attachments": [{"id": item["media"]["attachment_id"]}]}
    changed = await api("PATCH", f"{path}/{sent['id']}", kept)
    assert changed.body["components"][0]["items"][0]["media"]["url"] == item["media"]["url"]
    assert changed.body["attachments"] == []
    lost = await api("PATCH", f"{path}/{sent['id']}", body | {"attachments": []})
    assert lost.faults("components.0.items.0.media.url") == ["MEDIA_ATTACHMENT_NOT_FOUND"]


async def test_a_file_that_an_embed_shows_is_no_attachment(api, briefs):
    body = {"embeds": [{"image": {"url": "attachment://a.png"}}]}
    sent = await api("POST", f"/channels/{briefs}/messages", body, files=[("a.png", b"x")])

    assert sent.body["attachments"] == []
    assert sent.body["embeds"][0]["image"]["url"].endswith("/a.png")


async def test_a_body_that_makes_no_sense_is_a_bad_form(api, briefs):
    for body in ([], {"components": 5}, {"components": [3]}, {"embeds": [7]}, {"flags": "x"}):
        answer = await api("POST", f"/channels/{briefs}/messages", body)
        assert answer.status == 400


# ---------------------------------------------------------------- commands


def command(name="brief", **more):
    return {"name": name, "description": "d", "type": 1, **more}


def option(name="idea", **more):
    return {"name": name, "description": "d", "type": 3, **more}


COMMANDS = [
    ([command("Brief")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([command("two words")], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([command("x" * 33)], "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    ([command(description="")], "0.description", EMPTY),
    ([command(description="x" * 101)], "0.description", SIZE),
    ([command(), command()], "1", "APPLICATION_COMMANDS_DUPLICATE_NAME"),
    ([command(type=3)], "0.description", "APPLICATION_COMMAND_DESCRIPTION"),
    ([command(options=[option(f"o{n}") for n in range(26)])], "0.options", LONG),
    ([command(options=[option(), option()])], "0.options.1", "APPLICATION_COMMAND_OPTIONS_NAME"),
    (
        [command(options=[option(), option("b", required=True)])],
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        [command(options=[option(choices=[{"name": str(n), "value": "x"} for n in range(26)])])],
        "0.options.0.choices",
        LONG,
    ),
    (
        [command(options=[option(choices=[{"name": "n", "value": "v"}], autocomplete=True)])],
        "0.options.0",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE",
    ),
    (
        [command(options=[option(), option("sub", type=1)])],
        "0.options.0",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    ([command(name_localizations={"de": "Groß"})], "0.name_localizations.de", "APPLICATION"),
    ([command(name_localizations={"xx": "x"})], "0.name_localizations.xx", "BASE_TYPE_CHOICES"),
    (
        [
            command(
                options=[
                    option(f"o{n}", choices=[{"name": "n" * 100, "value": "v" * 100}] * 20)
                    for n in range(2)
                ]
            )
        ],
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
    ([command(contexts=[7])], "0.contexts", "BASE_TYPE_CHOICES"),
]


@pytest.mark.parametrize(("commands", "path", "code"), COMMANDS)
async def test_a_command_beyond_a_limit_is_refused(rehearsal, api, commands, path, code):
    answer = await api("PUT", f"/applications/{rehearsal.bot.id}/commands", commands)

    assert (answer.status, answer.code) == (400, 50035)
    assert [c for c in answer.faults(path) if c.startswith(code)]


@pytest.mark.parametrize(("kind", "most"), [(1, 100), (2, 15), (3, 15)])
async def test_so_many_commands_and_no_more(rehearsal, api, kind, most):
    path = f"/applications/{rehearsal.bot.id}/commands"
    some = [command(f"c{n}", type=kind, description="d" * (kind == 1)) for n in range(most + 1)]

    assert (await api("PUT", path, some[:-1])).status == 200
    assert (await api("PUT", path, some)).status == 400


async def test_a_command_keeps_its_id(rehearsal, api):
    path = f"/applications/{rehearsal.bot.id}/commands"
    (first,) = (await api("PUT", path, [command()])).body
    (second,) = (await api("PUT", path, [command(description="other")])).body

    assert (second["id"], second["description"]) == (first["id"], "other")
    assert (await api("GET", f"{path}/{first['id']}")).body == second
    assert (await api("DELETE", f"{path}/{first['id']}")).status == 204
    assert (await api("GET", path)).body == []
