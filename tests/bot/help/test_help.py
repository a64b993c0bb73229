"""/help over our own Discord: pages turn, and a lesson's brief can be tried."""

import pytest

from bot.lessons import lessons, person_seed
from tests.bot.stage import stage

LAST = len(lessons())


@pytest.fixture
async def s(tmp_path):
    async with stage(tmp_path, worker=False) as on:
        yield on
        assert list(on.r.violations) == []


async def opened(s):
    handle = await s.r.slash(s.ada, s.briefs, "help")
    return (await handle.answer())["message"]


async def turned(s, message, custom_id, values=None):
    handle = await s.r.click(s.ada, message["id"], custom_id, values)
    return (await handle.answer())["message"]


async def lesson(s, number):
    message = await turned(s, await opened(s), "h:page:1")
    return await turned(s, message, "h:jump", [str(number)]) if number > 1 else message


def pictures(components):
    """The items of every gallery."""
    for each in components:
        yield from each.get("items", ())
        yield from pictures(each.get("components", ()))


async def test_the_first_page_shows_all_ten_to_the_asker_alone(s):
    message = await opened(s)

    assert message["flags"] & 64
    (shown,) = pictures(message["components"])
    assert "all.webp" in shown["media"]["url"]
    assert shown["description"]
    assert "/brief new" in s.texts(message)
    assert s.r.messages(s.briefs, viewer=s.ben) == []


async def test_the_pages_are_read_to_the_end_and_back(s):
    message = await opened(s)
    for number in range(1, LAST + 1):
        message = await turned(s, message, f"h:page:{number}")
        assert f"{number} of {LAST}" in s.texts(message)
        assert len(list(pictures(message["components"]))) == (2 if number > 1 else 1)
    assert s.r.find(message, label="Next")["disabled"]

    message = await turned(s, message, f"h:page:{LAST - 1}")
    assert f"{LAST - 1} of {LAST}" in s.texts(message)


async def test_a_lesson_can_be_chosen(s):
    message = await lesson(s, 6)

    assert "Key at 2500 K" in s.texts(message)
    assert "from 4000 K to 2500 K" in s.texts(message)


async def test_the_buttons_outlive_the_bot(s):
    message = await lesson(s, 2)
    await s.restart_bot()

    assert "3 of" in s.texts(await turned(s, message, "h:page:3"))


async def test_a_lesson_is_tried_in_a_thread_with_the_same_man(s):
    message = await lesson(s, 3)
    handle = await s.r.click(s.ada, message["id"], "h:try:3")
    said = await handle.settled()

    record = await s.store.brief_at(int(s.thread()))
    assert f"<#{s.thread()}>" in said["content"]
    assert record
    assert record.owner == int(s.ada.id)
    assert record.body.look == "noir"
    assert record.person_seed == person_seed()
    await s.r.until(lambda: s.cards(s.thread()))


async def test_without_threads_it_is_tried_in_the_channel_and_that_is_said(s):
    s.r.deny("create_public_threads", s.briefs)
    message = await lesson(s, 1)
    handle = await s.r.click(s.ada, message["id"], "h:try:1")
    said = await handle.settled()

    assert said["content"].startswith("I need Create Public Threads here")
    assert await s.store.brief_at(int(s.briefs))


async def test_a_german_reads_german(s):
    s.ada.locale = "de"
    message = await lesson(s, 1)

    assert "Lob ist kein Briefing" in s.texts(message)
    assert s.r.find(message, label="Weiter")
