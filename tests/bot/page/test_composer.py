"""Writing: mentions, files, what is too long or too large, and what is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.bot.page.showroom import LESSONS
from tests.bot.page.stage import Stage


@pytest.fixture
def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Message #")


def test_names_become_mentions(page: Page, stage: Stage, channel: str, field: Locator):
    field.press_sequentially("hello @chi")
    page.keyboard.press("Tab")
    page.keyboard.type("and @Ben, in `@Ben` mail@benin.org")
    page.keyboard.press("Enter")
    bot, ben = stage.rehearsal.bot.id, stage.rehearsal.people["Ben"].id

    expect(page.locator(".message .mention")).to_have_text(["@Chiaroscuro", "@Ben"])
    said = f"hello <@{bot}> and <@{ben}>, in `@Ben` mail@benin.org"
    assert stage.messages(channel)[-1]["content"] == said


def test_shift_and_enter_make_a_new_line(page: Page, field: Locator):
    field.press_sequentially("one")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")

    expect(page.locator(".message .words")).to_have_text("one\ntwo")
    expect(field).to_have_value("")


def test_files_are_chosen_seen_removed_and_sent(page: Page, field: Locator):
    page.locator("#composer input[type=file]").set_input_files(LESSONS[:3])
    expect(page.locator(".chosen-file img")).to_have_count(3)
    page.get_by_role("button", name="Remove 02-who.webp").click()
    field.fill("two of them")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".message .mosaic.of-2 img")).to_have_count(2)
    expect(page.locator(".chosen-file")).to_have_count(0)


PUT = """async ([type, target]) => {
  const bytes = await (await fetch('/page/mark.svg')).arrayBuffer();
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], 'mark.svg', { type: 'image/svg+xml' }));
  const where = document.querySelector(target);
  const event = type === 'paste'
    ? new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true })
    : new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true });
  where.dispatchEvent(event);
}"""


def test_files_are_pasted_and_dropped(page: Page):
    page.evaluate(PUT, ["paste", "#composer textarea"])
    expect(page.locator(".chosen-file")).to_have_count(1)
    page.evaluate(PUT, ["dragover", "#log"])
    expect(page.locator("#drop")).to_be_visible()
    page.evaluate(PUT, ["drop", "#log"])

    expect(page.locator("#drop")).to_be_hidden()
    expect(page.locator(".chosen-file")).to_have_count(2)


@pytest.fixture
def small(opened, stage: Stage, channel: str) -> Iterator[Page]:
    """A place where a file may have 100 KB."""
    usual = stage.rehearsal.stage.files.limit
    stage.call(stage.rehearsal.limit, 100 << 10)
    yield opened(channel)
    stage.call(stage.rehearsal.limit, usual)


def choose(page: Page) -> None:
    large = FilePayload(name="raw.tif", mimeType="image/tiff", buffer=b"x" * (200 << 10))
    page.locator("#composer input[type=file]").set_input_files(large)


def test_a_file_above_the_limit_is_refused_with_a_sentence(small: Page):
    choose(small)

    expect(small.locator(".notice")).to_contain_text("raw.tif (200 KB)")
    expect(small.locator(".notice")).to_contain_text("A file may have 100 KB")
    expect(small.locator(".chosen-file")).to_have_count(0)


def test_what_the_server_refuses_is_not_lost(small: Page):
    small.evaluate("async () => (await import('/page/state.js')).state.limits.upload = 1e9")
    choose(small)
    field = small.get_by_role("combobox", name="Message #")
    field.fill("the raw one")
    small.keyboard.press("Enter")

    expect(small.locator(".notice")).to_contain_text("Send smaller files")
    expect(field).to_have_value("the raw one")
    expect(small.locator(".chosen-file")).to_have_count(1)


def test_a_text_that_is_too_long_is_counted_and_kept(page: Page, field: Locator):
    field.fill("x" * 2005)
    expect(page.locator(".left-over.over")).to_have_text("-5")
    page.keyboard.press("Enter")

    expect(page.locator(".notice")).to_contain_text("up to 2000 characters")
    expect(page.locator(".message")).to_have_count(0)


def test_a_draft_waits_in_its_channel(page: Page, field: Locator):
    field.fill("not yet")
    page.get_by_role("link", name="selects", exact=True).click()
    expect(page.get_by_role("combobox", name="Message #selects")).to_have_value("")
    page.go_back()

    expect(field).to_have_value("not yet")


def test_escape_forgets_the_reply(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "what do you think?")
    page.locator(f"#m-{message}").click(button="right")
    page.get_by_role("menuitem", name="Reply").click()
    expect(page.locator(".reply-bar")).to_have_text("Replying to Ben")
    page.keyboard.press("Escape")

    expect(page.locator(".reply-bar")).to_be_hidden()
