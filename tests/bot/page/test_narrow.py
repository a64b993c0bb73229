"""A phone, 390 pixels wide: everything fits, the channels are in a drawer."""

import pytest
from playwright.sync_api import Page, expect

from tests.bot.page.showroom import POEM, Card, Selects, picture, sheet, text_file
from tests.bot.page.stage import Stage

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OVER = """() => [...document.querySelectorAll('#main *')].filter(one => {
  const box = one.getBoundingClientRect();
  return box.width && (box.right > innerWidth + 1 || box.left < -1)
    && !one.closest('.aside, [hidden], .above, pre, .topic')
}).map(one => one.outerHTML.slice(0, 90))"""


@pytest.fixture
def phone(opened, channel: str) -> Page:
    return opened(channel, **PHONE)


def test_nothing_is_wider_than_the_window(phone: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, POEM)
    first = stage.say("Ben", channel, "w" * 300 + " https://example.org/" + "long" * 60)
    stage.say("Cleo", channel, "yes " * 60, reply_to=first)
    stage.post(channel, view=Card(), file=picture(2, "card.webp"))
    view, files = sheet(8)
    message = stage.post(channel, view=view, files=files)
    for emoji in ("1️⃣", "2️⃣", "3️⃣", "⭐", "🔍", "👁️", "🎨", "🎞️"):
        stage.react("Ben", message, emoji)
    stage.post(channel, view=Selects())
    stage.post(channel, files=[text_file("a-file-with-a-very-long-name-" * 4 + ".txt")])

    expect(phone.locator(".file")).to_be_visible()
    assert phone.evaluate(OVER) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.locator("#scroller").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_the_drawer_opens_chooses_and_closes(phone: Page):
    expect(phone.locator("#sidebar")).to_be_hidden()
    phone.get_by_role("button", name="Channels").tap()
    expect(phone.locator("#sidebar")).to_be_visible()
    phone.get_by_role("link", name="selects", exact=True).tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("selects")
    expect(phone.locator("#sidebar")).to_be_hidden()
    phone.get_by_role("button", name="Channels").tap()
    phone.keyboard.press("Escape")

    expect(phone.locator("#sidebar")).to_be_hidden()
    expect(phone.get_by_role("button", name="Channels")).to_be_focused()


def test_a_command_and_a_form_fit(phone: Page):
    field = phone.get_by_role("combobox", name="Message #")
    field.tap()
    field.press_sequentially("/brief new ")
    phone.keyboard.type("a lighthouse keeper, sixty, in oilskins, on the gallery")
    for name in ("look", "reference"):
        phone.get_by_role("button", name=name).tap()
    assert phone.evaluate(OVER) == []
    phone.get_by_role("button", name="reference").press("Escape")
    phone.keyboard.press("Escape")
    field.press_sequentially("/details ")
    phone.get_by_role("button", name="Run").tap()

    box = phone.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 844


def test_a_touch_shows_the_tools_of_a_message(phone: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "one\ntwo\nthree")
    phone.locator(f"#m-{message} .words").tap()
    phone.get_by_role("button", name="More").tap()

    expect(phone.get_by_role("menuitem", name="Reply")).to_be_visible()


def test_another_person_is_chosen_in_the_header(phone: Page):
    phone.get_by_role("button", name="Acting as Ada").tap()
    phone.get_by_role("menuitemradio", name="Ben").tap()

    expect(phone.get_by_role("button", name="Acting as Ben")).to_be_visible()
