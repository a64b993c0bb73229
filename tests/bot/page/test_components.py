"""Components V2 of every kind: drawn, pressed, chosen, failed."""

import discord
import pytest
from discord import ui
from playwright.sync_api import Page, expect

from tests.bot.page.showroom import ALT, Card, Selects, picture, sheet, text_file
from tests.bot.page.stage import Stage

COLUMNS = {2: [3, 3], 4: [3, 3], 5: [3, 3, 2], 9: [2, 2, 2], 10: [6, 2, 2]}


@pytest.fixture
def card(stage: Stage, channel: str) -> str:
    return stage.post(channel, view=Card(), file=picture(2, "card.webp"))


def test_a_card_is_drawn_whole(page: Page, card: str):
    container = page.locator(f"#m-{card} .container")

    accent = container.evaluate("node => node.style.getPropertyValue('--accent')")
    assert accent == "#e9b872"
    expect(container.locator(".section")).to_have_count(2)
    expect(container.locator(".thumbnail img")).to_have_attribute("alt", ALT)
    expect(container.get_by_role("separator")).to_have_class("separator divider large")
    expect(container.locator(".media.alone img").last).to_have_attribute("loading", "lazy")
    expect(container.get_by_role("button", name="Off")).to_be_disabled()
    manual = container.get_by_role("link", name="Manual")
    expect(manual).to_have_attribute("href", "https://example.org/manual")
    expect(manual).to_have_attribute("rel", "noopener noreferrer")
    for name, style in (("Press", "primary"), ("Again", "secondary"), ("Form", "success")):
        expect(container.get_by_role("button", name=name)).to_have_class(f"button {style}")
    expect(container.get_by_role("button", name="⭐").locator("svg")).to_be_visible()


def test_a_picture_has_its_place_before_it_is_loaded(page: Page, card: str):
    tile = page.locator(f"#m-{card} .media.alone > .tile").last

    assert tile.evaluate("node => getComputedStyle(node).aspectRatio") == "256 / 320"


@pytest.mark.usefixtures("card")
def test_a_press_is_answered_for_me_alone(page: Page, opened, channel: str):
    other: Page = opened(channel, "Ben", wait=".message")
    page.get_by_role("button", name="Press").click()
    secret = page.locator(".message.ephemeral")

    expect(secret).to_contain_text("Only you can see this")
    expect(other.locator(".message")).to_have_count(1)
    secret.get_by_role("button", name="Dismiss message").click()
    expect(page.locator(".message")).to_have_count(1)


@pytest.mark.usefixtures("card")
def test_a_press_may_change_the_card_and_keeps_the_focus(page: Page):
    again = page.get_by_role("button", name="Again")
    again.press("Enter")

    expect(page.locator(".head-2")).to_have_text("Take 2")
    expect(again).to_be_focused()


@pytest.mark.usefixtures("card")
def test_a_press_that_is_not_answered_says_so(page: Page):
    fail = page.get_by_role("button", name="Fail")
    fail.click()

    expect(fail).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("alert")).to_have_text("The application did not respond")
    expect(fail).not_to_have_attribute("aria-busy", "true")


def test_a_gallery_is_a_mosaic(page: Page, stage: Stage, channel: str):
    for many, columns in COLUMNS.items():
        view, files = sheet(many)
        message = stage.post(channel, view=view, files=files)
        tiles = page.locator(f"#m-{message} .tile")
        expect(tiles).to_have_count(many)
        spans = tiles.evaluate_all("all => all.map(one => getComputedStyle(one).gridColumnStart)")
        assert [int(s.removeprefix("span ")) for s in spans][: len(columns)] == columns
        over = page.locator(f"#m-{message} .mosaic").evaluate(
            """node => { const edge = node.getBoundingClientRect();
               return [...node.children].some(tile => { const box = tile.getBoundingClientRect();
                 return box.left < edge.left - 1 || box.right > edge.right + 1 }) }"""
        )
        assert not over


def test_a_select_is_chosen_with_the_keyboard(page: Page, stage: Stage, channel: str):
    stage.post(channel, view=Selects())
    page.get_by_role("button", name="Choose a look").press("Enter")
    options = page.get_by_role("option")
    expect(options).to_have_count(5)
    page.keyboard.press("f")
    expect(page.get_by_role("option", name="Film noir")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.locator(".ephemeral .words")).to_contain_text("Chosen: Split")
    expect(page.locator(".picked").first).to_have_text("Split")


def test_several_choices_are_sent_when_the_list_closes(page: Page, stage: Stage, channel: str):
    stage.post(channel, view=Selects())
    page.get_by_role("button", name="Make a choice").click()
    page.get_by_role("option", name="Golden").click()
    page.get_by_role("option", name="Butterfly").click()
    expect(page.get_by_role("option", name="Split")).to_be_disabled()
    expect(page.get_by_text("Choose up to 2")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(".ephemeral .words")).to_contain_text("Chosen: Butterfly, Golden hour")


def test_people_roles_and_channels_are_chosen(page: Page, stage: Stage, channel: str):
    stage.post(channel, view=Selects())
    for hint, choice in (("Who?", "Cleo"), ("Which role?", "Moderator"), ("Where?", "selects")):
        page.get_by_role("button", name=hint).click()
        page.get_by_role("option", name=choice).click()

    expect(page.locator(".picked")).to_have_text(["Cleo", "Moderator", "selects"])
    expect(page.locator(".ephemeral .words")).to_have_count(3)


def test_a_file_component_can_be_downloaded(page: Page, stage: Stage, channel: str):
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.File("attachment://recipe.json"))
    stage.post(channel, view=view, file=text_file("recipe.json"))

    expect(page.locator(".file")).to_contain_text("recipe.json11 B")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download recipe.json").click()
    assert download.value.suggested_filename == "recipe.json"


def test_what_is_veiled_shows_after_a_press(page: Page, stage: Stage, channel: str):
    view = ui.LayoutView(timeout=None)
    item = discord.MediaGalleryItem("attachment://card.webp", spoiler=True)
    view.add_item(ui.MediaGallery(item))
    view.add_item(ui.Container(ui.TextDisplay("the end"), spoiler=True))
    stage.post(channel, view=view, file=picture(0, "card.webp"))

    expect(page.locator(".veiled")).to_have_count(2)
    page.get_by_role("button", name="Spoiler: show it").click()
    page.locator(".container.veiled").click()
    expect(page.locator(".veiled")).to_have_count(0)
