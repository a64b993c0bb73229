"""Reactions: put on, counted, taken off, found by name."""

from playwright.sync_api import Page, expect

from tests.bot.page.stage import Stage


def test_a_reaction_is_toggled(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "A1 or A2?")
    stage.react("Ben", message, "1️⃣")
    one = page.get_by_role("button", name="1: ")

    expect(one).to_have_accessible_name("1: 1")
    expect(one).to_have_attribute("aria-pressed", "false")
    one.click()
    expect(one).to_have_accessible_name("1: 2")
    expect(one).to_have_attribute("aria-pressed", "true")
    one.click()
    expect(one).to_have_accessible_name("1: 1")
    stage.react("Ben", message, "1️⃣", add=False)
    expect(page.locator(".reaction")).to_have_count(0)


def test_one_is_picked_by_name(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "this")
    page.locator(f"#m-{message}").hover()
    page.get_by_role("button", name="Add reaction").click()
    page.keyboard.type("film")
    expect(page.locator(".emoji-choice:visible")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="film: 1")).to_be_visible()
    assert stage.reactions(message) == {"🎞️": ["Ada"]}


def test_the_picker_is_walked_with_arrows(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "this")
    page.locator(f"#m-{message}").click(button="right")
    page.get_by_role("menuitem", name="Add reaction").click()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)

    expect(page.get_by_role("button", name="mag: 1")).to_be_visible()


def test_an_emoji_goes_into_the_text(page: Page):
    field = page.get_by_role("combobox", name="Message #")
    field.press_sequentially("good :clap")
    page.keyboard.press("Enter")
    expect(field).to_have_value("good 🎬 ")
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("option", name="fire").click()
    page.keyboard.press("Enter")

    expect(page.locator(".message .emoji")).to_have_count(2)
    expect(page.locator(".message .emoji").last).to_have_accessible_name("fire")
