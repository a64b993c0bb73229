"""Slash commands: found, filled in, completed by the bot, run; and the menu of a message."""

from playwright.sync_api import Locator, Page, expect

from tests.bot.page.showroom import LESSONS
from tests.bot.page.stage import Stage


def field(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Message #")


def test_the_picker_lists_subcommands_with_their_options(page: Page):
    field(page).press_sequentially("/")
    rows = page.locator(".suggestion")
    expect(rows.first).to_contain_text("/brief new")
    expect(rows.first).to_contain_text("Begin a brief")
    expect(rows.first.locator(".hint-chip")).to_have_text(["idea", "look", "reference"])
    field(page).press_sequentially("resu")

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("/brief resume")
    page.keyboard.press("Escape")
    expect(page.locator("#suggest")).to_be_hidden()


def test_a_command_is_run_with_a_choice(page: Page):
    field(page).press_sequentially("/brief n")
    page.keyboard.press("Enter")
    page.keyboard.type("a lighthouse keeper")
    page.get_by_role("button", name="look").press("Enter")
    page.keyboard.type("gol")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    expect(page.locator(".thinking")).to_have_text("Chiaroscuro is thinking…")
    expect(page.locator(".words")).to_have_text("a lighthouse keeper / golden hour / no file")
    expect(page.locator(".above")).to_have_text("AAda used /brief new")
    expect(field(page)).to_be_focused()


def test_a_whole_name_and_a_space_begin_the_command(page: Page):
    field(page).press_sequentially("/shoot ")

    expect(page.locator(".command-name")).to_have_text("/shoot")
    expect(page.locator(".chip-input")).to_be_focused()


def test_what_is_missing_or_wrong_is_said(page: Page):
    field(page).press_sequentially("/shoot ")
    page.keyboard.press("Enter")
    expect(page.locator("#suggest")).to_have_text("This is needed to run the command.")
    for typed, said in (("nine", "whole number"), ("9", "At most 8."), ("2.5", "whole number")):
        page.locator(".chip-input").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator("#suggest")).to_contain_text(said)
    page.locator(".chip-input").fill("4")
    page.keyboard.press("Enter")

    expect(page.locator(".words")).to_have_text("4 takes, quick=False, nobody")


def test_truth_and_people_are_chosen_from_lists(page: Page):
    field(page).press_sequentially("/shoot ")
    page.keyboard.type("2")
    page.get_by_role("button", name="quick").click()
    page.get_by_role("option", name="True").click()
    page.get_by_role("button", name="witness").click()
    page.keyboard.type("cle")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Run").click()

    expect(page.locator(".words")).to_have_text("2 takes, quick=True, Cleo")


def test_a_value_that_is_no_choice_is_refused(page: Page):
    field(page).press_sequentially("/brief new ")
    page.keyboard.type("idea")
    page.get_by_role("button", name="look").click()
    page.keyboard.type("baroque")
    page.keyboard.press("Enter")

    expect(page.locator("#suggest")).to_have_text("Choose one of the list.")


def test_the_bot_completes_an_option(page: Page):
    field(page).press_sequentially("/brief resume ")
    options = page.locator(".suggestion")
    expect(options).to_have_count(3)
    page.keyboard.type("light")
    expect(options).to_have_text("The lighthouse keeper")
    page.keyboard.press("Enter")
    expect(page.locator(".chip-input")).to_have_value("The lighthouse keeper")
    page.keyboard.press("Enter")

    expect(page.locator(".ephemeral .words")).to_have_text("Resumed lighthouse")


def test_an_attachment_is_an_option(page: Page):
    field(page).press_sequentially("/brief new ")
    page.keyboard.type("as in this")
    page.get_by_role("button", name="reference").click()
    page.locator(".chip input[type=file]").set_input_files(LESSONS[0])
    expect(page.locator(".file-chip")).to_have_text("01-praise.webp")
    page.get_by_role("button", name="Run").click()

    expect(page.locator(".words")).to_have_text("as in this / None / 01-praise.webp")


def test_a_command_that_needs_nothing_runs_at_once_or_takes_a_letter(page: Page):
    field(page).press_sequentially("/note ")
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    page.keyboard.type("red")
    expect(page.locator(".chip")).to_have_text("words")
    expect(page.locator(".chip-input")).to_have_value("red")
    page.keyboard.press("Enter")
    expect(page.locator(".words")).to_have_text("noted: red")
    field(page).press_sequentially("/note ")
    page.keyboard.press("Enter")

    expect(page.locator(".words").last).to_have_text("noted: None")


def test_backspace_takes_options_away_and_leaves_the_command(page: Page):
    field(page).press_sequentially("/brief new ")
    page.get_by_role("button", name="look").click()
    expect(page.locator(".chip")).to_have_count(2)
    page.keyboard.press("Backspace")
    expect(page.locator(".chip")).to_have_count(1)
    page.keyboard.press("Backspace")

    expect(field(page)).to_be_focused()


def test_a_command_without_an_answer_fails_here_alone(page: Page):
    field(page).press_sequentially("/silence ")
    page.keyboard.press("Enter")
    failed = page.locator(".message.ephemeral")

    expect(failed).to_contain_text("The application did not respond")
    expect(failed).to_contain_text("/silence")
    failed.get_by_role("button", name="Dismiss message").click()
    expect(page.locator(".message")).to_have_count(0)


def test_apps_are_in_the_menu_of_a_message(page: Page, stage: Stage, channel: str):
    message = stage.say("Ben", channel, "this one")
    page.locator(f"#m-{message}").click(button="right")
    page.get_by_role("menuitem", name="Apps").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Apps", "Use as reference", "Open take"])
    page.get_by_role("menuitem", name="Use as reference").click()

    expect(page.locator(".ephemeral .words")).to_have_text(f"Kept: {message}")
    expect(page.locator(".above")).to_contain_text("used Use as reference")
