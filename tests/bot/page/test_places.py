"""Channels, threads, direct messages; who is at the keyboard; what is remembered."""

from playwright.sync_api import Page, expect

from tests.bot.page.stage import Stage


def test_a_thread_is_begun_on_a_message_and_left_again(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "The captain, at dusk")
    page.locator(f"#m-{message}").click(button="right")
    page.get_by_role("menuitem", name="Create thread").click()
    expect(page.get_by_label("Thread name")).to_have_value("The captain, at dusk")
    page.get_by_label("Thread name").fill("Dusk")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Dusk")
    expect(page.locator(".message .words").first).to_have_text("The captain, at dusk")
    expect(page.locator(".threads [aria-current]")).to_have_text("Dusk")
    page.get_by_role("combobox", name="Message in Dusk").fill("bluer")
    page.keyboard.press("Enter")
    expect(page.locator(".message")).to_have_count(2)
    page.get_by_role("link", name="Back to").click()
    expect(page.locator(".thread-link")).to_contain_text("Dusk")
    page.locator(".thread-link").click()
    expect(page.get_by_text("bluer")).to_be_visible()
    page.go_back()
    expect(page.locator(".message")).to_have_count(1)


def test_a_thread_of_the_bot_appears_and_goes(page: Page, stage: Stage, channel: str):
    thread = stage.thread(channel, "A brief")
    item = page.get_by_role("link", name="A brief", exact=True)
    item.first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A brief")
    stage.call(stage.rehearsal.delete_channel, thread)

    expect(item).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).not_to_have_text("A brief")


def test_a_direct_message_to_the_bot(opened, channel: str):
    page: Page = opened(channel, "Cleo")
    page.get_by_role("button", name="Chiaroscuro").click()
    page.get_by_role("combobox", name="Message @Chiaroscuro").fill("only you")
    page.keyboard.press("Enter")

    expect(page.locator(".message .words")).to_have_text("only you")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chiaroscuro")
    expect(page.get_by_role("button", name="Chiaroscuro")).to_have_count(0)


def test_another_person_takes_the_keyboard(opened, channel: str):
    page: Page = opened(channel)
    page.get_by_role("button", name="Acting as Ada").first.click()
    page.get_by_role("menuitemradio", name="Ben").click()
    expect(page.get_by_role("button", name="Acting as Ben").first).to_be_visible()
    page.get_by_role("combobox", name="Message #").fill("I am Ben")
    page.keyboard.press("Enter")

    expect(page.locator(".message .author")).to_have_text("Ben")


def test_commands_are_named_in_the_language_of_the_person(opened, channel: str):
    page: Page = opened(channel, "Cleo")
    page.get_by_role("button", name="Acting as Cleo").first.click()
    page.get_by_role("menuitem", name="Language").click()
    page.get_by_role("menuitemradio", name="Deutsch").click()
    page.get_by_role("combobox", name="Message #").press_sequentially("/not")
    expect(page.locator(".suggestion")).to_contain_text("/notiz")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator(".words")).to_have_text("noted: None")


def test_person_and_place_are_remembered(opened, stage: Stage, channel: str):
    page: Page = opened(channel, None, locale="en-GB")
    page.get_by_role("button", name="Acting as Ada").first.click()
    page.get_by_role("menuitemradio", name="Cleo").click()
    expect(page.get_by_role("button", name="Acting as Cleo").first).to_be_visible()
    page.goto("about:blank")
    page.goto(stage.rehearsal.base)

    expect(page.get_by_role("button", name="Acting as Cleo").first).to_be_visible()
    expect(page.locator(".side-item[aria-current]")).to_have_attribute("href", f"#/{channel}")


def test_a_second_window_is_another_person(page: Page):
    page.get_by_role("button", name="Acting as Ada").first.click()
    with page.context.expect_page() as second:
        page.get_by_role("menuitem", name="Ben in a second window").click()
    other = second.value

    expect(other.get_by_role("button", name="Acting as Ben").first).to_be_visible()
    expect(other.get_by_role("heading", level=1)).to_have_text(
        page.get_by_role("heading", level=1).inner_text()
    )
    other.close()
