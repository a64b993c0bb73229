"""Messages: drawn, grouped, answered, edited, gone; loaded page by page."""

import re

from playwright.sync_api import Page, expect

from tests.bot.page.showroom import POEM, picture, text_file
from tests.bot.page.stage import Stage


def test_a_message_is_drawn_with_its_markdown(page: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, POEM)
    words = page.locator(".message .words")

    expect(words.locator("h3")).to_have_text("The brief")
    expect(words.locator("strong").first).to_have_text("Hard")
    expect(words.locator("u")).to_have_text("3200 K")
    expect(words.locator("s")).to_have_text("soft")
    expect(words.locator("strong > em")).to_have_text("all of it")
    expect(words.locator("ul ul li")).to_have_text(["hard", "left"])
    expect(words.locator("ol li")).to_have_text(["first", "second"])
    expect(words.locator("blockquote")).to_contain_text("a quoted line")
    expect(words.locator("pre code")).to_have_text("a fence <b>not bold</b>")
    expect(words.locator("time.mark")).to_have_text("14 November 2023")
    links = words.locator("a")
    expect(links.nth(0)).to_have_attribute("href", "https://example.org/a?b=1")
    expect(links.nth(1)).to_have_text("https://example.org/x")


def test_a_spoiler_opens_with_a_press(page: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, "it was ||the butler||")

    expect(page.locator(".spoiler > span")).to_be_hidden()
    page.get_by_role("button", name="Spoiler").press("Enter")
    expect(page.locator(".spoiler > span")).to_be_visible()


def test_messages_of_one_author_are_a_group(page: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, "one")
    stage.say("Ben", channel, "two")
    stage.say("Cleo", channel, "three")

    expect(page.locator(".message")).to_have_count(3)
    expect(page.locator(".message.grouped")).to_have_text(re.compile("two"))


def test_a_reply_shows_what_it_answers_and_goes_there(page: Page, stage: Stage, channel: str):
    first = stage.say("Ben", channel, "Warmer, **please**")
    page.locator(f"#m-{first}").hover()
    page.get_by_role("button", name="Reply").click()
    page.get_by_role("combobox", name="Message #").fill("It is.")
    page.keyboard.press("Enter")

    quoted = page.locator(".quoted")
    expect(quoted).to_have_text("Warmer, please")
    quoted.click()
    expect(page.locator(f"#m-{first}")).to_be_focused()


def test_an_edit_keeps_the_node_and_says_so(page: Page, stage: Stage, channel: str):
    message = stage.post(channel, "draft")
    page.evaluate("id => { document.getElementById('m-' + id).mark = 1 }", message)
    stage.edit(channel, message, content="final")

    expect(page.locator(f"#m-{message} .words")).to_have_text("final(edited)")
    assert page.evaluate("id => document.getElementById('m-' + id).mark", message) == 1


def test_a_deleted_message_goes(page: Page, stage: Stage, channel: str):
    message = stage.say("Ada", channel, "oops")
    page.locator(f"#m-{message}").click(button="right")
    page.get_by_role("menuitem", name="Delete message").click()

    expect(page.locator(".message")).to_have_count(0)


def test_attachments_are_pictures_clips_and_files(page: Page, stage: Stage, channel: str):
    stage.post(channel, "here", files=[picture(0), picture(1), text_file()])

    expect(page.locator(".mosaic.of-2 img")).to_have_count(2)
    link = page.locator(".file a").first
    expect(link).to_have_text("notes.txt")
    expect(link).to_have_attribute("download", "notes.txt")


def test_older_messages_load_at_the_top_and_the_place_is_kept(opened, stage: Stage, channel: str):
    for n in range(120):
        stage.say("Ben", channel, f"number {n}")
    page: Page = opened(channel, wait=".message")
    expect(page.locator(".message")).to_have_count(50)
    page.locator("#scroller").evaluate("node => { node.scrollTop = 300 }")
    expect(page.locator(".message")).to_have_count(100)
    place = page.locator("#scroller").evaluate("node => node.scrollTop")
    assert place > 1000, "the new ones grew above, what was on screen stayed"
    page.locator("#scroller").evaluate("node => { node.scrollTop = 0 }")
    expect(page.locator(".message")).to_have_count(120)
    expect(page.get_by_text("The channel begins here.")).to_be_attached()
    page.get_by_role("button", name="Jump to the newest").click()
    expect(page.get_by_text("number 119")).to_be_in_viewport()


def test_others_typing_is_shown(page: Page, channel: str, opened):
    other: Page = opened(channel, "Ben")
    other.get_by_role("combobox", name="Message #").press_sequentially("hm")

    expect(page.locator("#typing")).to_have_text("Ben is typing…")
    other.keyboard.press("Enter")
    expect(page.locator("#typing")).to_have_text("")


def test_the_newest_is_announced_to_screen_readers(page: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, "**Ready** when you are")

    expect(page.locator("#announcer")).to_have_text("Ben: Ready when you are")


def test_a_mention_is_marked_and_counted_elsewhere(page: Page, stage: Stage, channel: str):
    ada = stage.rehearsal.people["Ada"].id
    elsewhere = stage.fresh_room("elsewhere")
    stage.say("Ben", channel, f"<@{ada}> look")
    stage.say("Ben", elsewhere, f"<@{ada}> and here")

    expect(page.locator(".message.mentioned .mention.me")).to_have_text("@Ada")
    item = page.get_by_role("link", name="elsewhere")
    expect(item.locator(".badge")).to_have_text("1")
    item.click()
    expect(page.locator(".badge")).to_have_count(0)
