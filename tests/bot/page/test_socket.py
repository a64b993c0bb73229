"""The server goes and comes back; the page goes on."""

import asyncio
from pathlib import Path

from playwright.sync_api import Browser, expect

from bot.rehearsal.server import Rehearsal
from tests.bot.page.stage import Stage


def test_after_a_restart_everything_missed_is_fetched(
    browser: Browser, stage: Stage, tmp_path: Path
):
    first = begin(stage, tmp_path, 0)
    port = int(first.base.rsplit(":", 1)[1])
    page = browser.new_page()
    try:
        page.goto(f"{first.base}/?as=Ada")
        field = page.get_by_role("combobox", name="Message #briefs")
        field.fill("before")
        page.keyboard.press("Enter")
        expect(page.locator(".message")).to_have_count(1)
        field.fill("a draft")
        stage.run(first.stop())
        expect(page.locator("#banner")).to_contain_text("connection to the rehearsal is lost")
        page.keyboard.press("Enter")
        expect(page.locator(".notice")).to_contain_text("does not answer")
        expect(field).to_have_value("a draft")

        second = begin(stage, tmp_path, port)
        channel = next(r.id for r in second.stage.world.rooms.values())
        stage.run(second.say(second.people["Ben"], channel, "meanwhile"))
        expect(page.locator(".message .words")).to_have_text(["before", "meanwhile"])
        expect(page.locator("#banner")).to_be_hidden()
        expect(field).to_have_value("a draft")
        page.keyboard.press("Enter")
        expect(page.locator(".message")).to_have_count(3)
        stage.run(second.stop())
    finally:
        page.close()


def begin(stage: Stage, folder: Path, port: int) -> Rehearsal:
    async def start() -> Rehearsal:
        made = Rehearsal(folder)
        await made.start(port)
        await asyncio.sleep(0)
        return made

    return stage.run(start())
