"""The main job as a person does it, in the browser: the real bot, archive, queue, vault, worker."""

from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot import stage as whole
from tests.bot.page.conftest import WIDE, Home, watch
from tests.bot.page.loop import Loop

IDEA = "a sea captain of sixty, hard key from camera left, dark green coat"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[whole.Stage]:
    with Loop() as loop:
        standing: AbstractAsyncContextManager[whole.Stage] = whole.stage(tmp_path)
        yield loop.run(standing.__aenter__())
        loop.run(standing.__aexit__(None, None, None))


@pytest.fixture
def page(studio: whole.Stage, home: Home, wrong: list[str]) -> Iterator[Page]:
    """Ada at #briefs of the studio."""
    context = home.browser.new_context(viewport=WIDE, locale="en-GB")
    context.set_default_timeout(10_000)
    made = context.new_page()
    watch(made, studio.r.base, wrong)
    made.goto(studio.r.base)
    made.locator(".welcome").wait_for()
    yield made
    context.close()


def hand_in(page: Page, words: str = "") -> None:
    """Send the open form: as it is proposed, or with words in its long field."""
    form = page.get_by_role("dialog")
    if words:
        form.locator("textarea").fill(words)
    form.get_by_role("button", name="Submit").click()
    expect(form).to_be_hidden()


def test_from_the_first_word_to_a_clip(page: Page, studio: whole.Stage):
    page.get_by_role("combobox", name="Message #briefs").press_sequentially("/brief new ")
    page.keyboard.type(IDEA)
    page.keyboard.press("Enter")
    page.locator(".message .words a.mention").click()

    card = page.locator(".container").filter(has=page.get_by_role("button", name="Shoot 4"))
    expect(card).to_contain_text("hard, camera left")
    expect(card.get_by_role("img")).to_be_visible()

    card.get_by_role("button", name="Light", exact=True).click()
    form = page.get_by_role("dialog", name="Light")
    form.get_by_label("soft", exact=True).check()
    form.get_by_role("button", name="Submit").click()
    expect(card).to_contain_text("soft, camera left")

    field = page.get_by_role("combobox", name="Message in")
    field.press_sequentially("@chi")
    page.keyboard.press("Tab")
    page.keyboard.type("a harbour at dawn")
    page.keyboard.press("Enter")
    expect(card).to_contain_text("harbour, dawn")

    card.get_by_role("button", name="Shoot 4").click()
    sheet = page.locator(".container").filter(has=page.locator(".mosaic.of-4"))
    expect(sheet.locator(".tile")).to_have_count(4)
    page.locator(".message").filter(has=sheet).get_by_role("button", name="2: 1").click()
    expect(page.get_by_role("button", name="2: 2")).to_have_attribute("aria-pressed", "true")

    sheet.get_by_role("button", name="A2", exact=True).click()
    takes = page.locator(".container").filter(has=page.get_by_role("button", name="Master"))
    take = takes.first
    expect(take.locator(".tile img")).to_be_visible()
    for name, then in (("Refine", ""), ("Eyes", ""), ("Region", "long red hair"), ("Regrade", "")):
        made = takes.count()
        take.get_by_role("button", name=name).click()
        if name in {"Eyes", "Region"}:
            hand_in(page, then)
        elif name == "Regrade":
            panel = page.locator(".ephemeral").last
            expect(panel.locator(".tile img")).to_be_visible()
            panel.get_by_role("button", name="Cooler").click()
            expect(panel).to_contain_text("Window light · Cooler")
            panel.get_by_role("button", name="Print it").click()
        expect(takes).to_have_count(made + 1)
        if name == "Eyes":
            expect(takes.last.locator(".mosaic.of-2 .tile")).to_have_count(2)
    take.get_by_role("button", name="Select").click()
    expect(take.get_by_role("button", name="Select", exact=True)).to_have_count(0)
    take.get_by_role("button", name="Animate").click()
    hand_in(page)
    video = page.locator("video")
    expect(video).to_be_visible(timeout=20_000)
    video.evaluate("node => { node.muted = true; return node.play() }")
    expect(video).to_have_js_property("paused", value=False)
    assert studio.r.violations == []
