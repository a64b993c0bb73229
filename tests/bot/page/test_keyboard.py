"""The whole page without a mouse."""

from playwright.sync_api import Page, expect

from tests.bot.page.showroom import Card, picture
from tests.bot.page.stage import Stage


def test_from_a_command_to_a_dismissed_answer(page: Page):
    expect(page.get_by_role("combobox", name="Message #")).to_be_focused()
    page.keyboard.type("/card ")
    page.keyboard.press("Enter")
    expect(page.locator(".container")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.dataset.custom") == "press":
            break
    page.keyboard.press("Enter")
    expect(page.locator(".ephemeral")).to_be_visible()
    page.keyboard.press("F6")
    expect(page.get_by_role("combobox", name="Message #")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".message.ephemeral")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Copy text")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    expect(page.locator(".ephemeral")).to_have_count(0)


def test_messages_are_walked_and_their_menu_opened(page: Page, stage: Stage, channel: str):
    ids = [stage.say("Ben", channel, word) for word in ("one", "two", "three")]
    expect(page.locator(".message")).to_have_count(3)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(f"#m-{ids[1]}")).to_be_focused()
    page.keyboard.press("Shift+F10")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Apps")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("menuitem", name="Use as reference")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(page.locator(f"#m-{ids[1]}")).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")

    expect(page.get_by_role("combobox", name="Message #")).to_be_focused()


def test_f6_goes_round_the_regions(page: Page, stage: Stage, channel: str):
    stage.say("Ben", channel, "here")
    expect(page.locator(".message")).to_have_count(1)
    page.keyboard.press("F6")
    expect(page.locator(".side-item[aria-current]")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator(".message")).to_be_focused()
    page.keyboard.press("F6")

    expect(page.get_by_role("combobox", name="Message #")).to_be_focused()


def test_the_keys_are_listed(page: Page):
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_have_count(0)


def test_every_stop_has_a_name_and_a_ring(page: Page, stage: Stage, channel: str):
    stage.post(channel, view=Card(), file=picture(0, "card.webp"))
    expect(page.locator(".container")).to_be_visible()
    nameless = page.locator(":is(button, a, input, textarea):visible").evaluate_all(
        """all => all.filter(one => !(one.getAttribute('aria-label') || one.textContent.trim()
           || one.labels?.length)).map(one => one.outerHTML)"""
    )
    assert nameless == []
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        ring = page.evaluate(
            """(() => { const one = document.activeElement;
               const style = getComputedStyle(one);
               return one === document.body || style.outlineStyle !== 'none'
                 || one.matches('textarea, .search') })()"""
        )
        assert ring
