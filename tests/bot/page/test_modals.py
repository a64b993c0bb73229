"""Modals: every field, what is wrong with it, and what is sent."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bot.page.showroom import LESSONS, Card, picture
from tests.bot.page.stage import Stage


@pytest.fixture
def form(page: Page, stage: Stage, channel: str) -> Locator:
    stage.post(channel, view=Card(), file=picture(2, "card.webp"))
    page.get_by_role("button", name="Form").click()
    return page.get_by_role("dialog", name="Light the captain")


@pytest.fixture
def details(page: Page) -> Locator:
    page.get_by_role("combobox", name="Message #").press_sequentially("/details ")
    page.keyboard.press("Enter")
    return page.get_by_role("dialog", name="Details")


def test_it_is_filled_in_and_sent(page: Page, form: Locator):
    expect(form.locator(".words strong")).to_have_text("rest")
    expect(form.get_by_label("Name")).to_be_focused()
    form.get_by_label("Name").fill("Captain")
    form.get_by_role("button", name="Light").click()
    page.get_by_role("option", name="Split").click()
    form.get_by_label("Camera right").check()
    form.locator("input[type=file]").set_input_files(LESSONS[:2])
    expect(form.locator(".chosen-file")).to_have_count(2)
    form.get_by_role("button", name="Remove 01-praise.webp").click()
    form.get_by_role("button", name="Submit").click()

    expect(form).to_be_hidden()
    words = page.locator(".message.ephemeral .words")
    for line in ("name = Captain", "light = ['split']", "side = right", "files = 1"):
        expect(words).to_contain_text(line)


def test_what_is_missing_is_said_at_its_field(page: Page, form: Locator):
    form.get_by_role("button", name="Submit").click()
    faults = form.locator(".fault:visible")
    expect(faults).to_have_text(["This must not be empty.", "Make a choice.", "Choose one."])
    expect(form.get_by_label("Name")).to_be_focused()
    expect(form.get_by_label("Name")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("ab")
    expect(faults.first).to_have_text("At least 3 characters, please.")
    page.keyboard.type("cdefghijklmnopqrstuvwxyz")
    expect(form.get_by_label("Name")).to_have_value("abcdefghijklmnopqrst")

    expect(faults).to_have_count(2)


def test_several_boxes_a_paragraph_and_a_person(page: Page, details: Locator):
    details.get_by_label("Words").fill("one\ntwo")
    expect(details.locator(".left-over")).to_have_text("7 / 300")
    details.get_by_role("button", name="Submit").click()
    expect(details.locator(".fault:visible")).to_have_text("Choose at least one.")
    for name in ("hat", "pipe", "map"):
        details.get_by_label(name).check()
    details.get_by_role("button", name="Submit").click()
    expect(details.locator(".fault:visible")).to_have_text("Choose at most 2.")
    details.get_by_label("pipe").uncheck()
    details.get_by_label("Keep the person").check()
    details.get_by_role("button", name="Who").click()
    page.get_by_role("option", name="Ben").click()
    details.get_by_role("button", name="Submit").click()

    words = page.locator(".message.ephemeral .words")
    for line in ("words = one\ntwo", "props = ['hat', 'map']", "sure = True"):
        expect(words).to_contain_text(line)


def test_escape_closes_the_list_first_and_then_the_form(page: Page, form: Locator):
    form.get_by_role("button", name="Light").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(form).to_be_visible()
    page.keyboard.press("Escape")

    expect(form).to_be_hidden()
    expect(page.get_by_role("button", name="Form")).to_be_focused()


def test_a_second_window_of_the_same_person_stays_quiet(
    page: Page, stage: Stage, channel: str, opened
):
    stage.post(channel, view=Card(), file=picture(2, "card.webp"))
    second: Page = opened(channel, wait=".container")
    page.get_by_role("button", name="Form").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    expect(second.get_by_role("dialog")).to_have_count(0)
