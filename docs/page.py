"""Take the README's screenshot again: `python docs/page.py` in the project's environment."""

import asyncio
import io
import os
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.async_api import async_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from bot.supervisor.demo import Play, rehearsing
from bot.supervisor.visitor import visit

FILE = Path(__file__).with_name("page.jpg")
WINDOW = {"width": 1280, "height": 1500}
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


async def main() -> None:
    """Brief and shoot as the demo does, then look at the page as Ada."""
    with tempfile.TemporaryDirectory() as logs:
        async with (
            rehearsing(print, os.environ, Path(logs)) as base,
            visit(base, "Ada") as ada,
            visit(base, "Ben") as ben,
            async_playwright() as driver,
        ):
            play = Play(ada, ben, print)
            await play.until_sheet()
            browser = await driver.chromium.launch(executable_path=BROWSER, args=FLAGS)
            page = await browser.new_page(viewport=WINDOW)
            await page.goto(base)
            await page.get_by_text(ada.channels[play.thread]).first.click()
            await page.get_by_role("button", name="A1", exact=True).wait_for()
            await page.wait_for_timeout(1500)  # until the pictures stand
            shot = Image.open(io.BytesIO(await page.screenshot())).convert("RGB")
            shot.save(FILE, quality=86, optimize=True)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
