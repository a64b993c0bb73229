"""One browser and one Discord for all tests of the page; each test has a channel of its own."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.bot.page.stage import ARGUMENTS, Stage

WIDE = {"width": 1280, "height": 800}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The browser itself notes every answer above 399 and every lost socket; the tests ask for some.
EXPECTED = re.compile("Failed to load resource|WebSocket connection to")


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    with Stage() as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium here: the page is tested where there is one")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield made
        made.close()


@pytest.fixture
def channel(stage: Stage, request: pytest.FixtureRequest) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.removeprefix("test_").lower())
    return stage.fresh_room(name[:40].strip("-"))


@pytest.fixture
def wrong() -> Iterator[list[str]]:
    """What must not happen in any test: errors, refusals of the page's policy, outside requests."""
    found: list[str] = []
    yield found
    assert found == []


def watch(page: Page, home: str, wrong: list[str]) -> None:
    """Note what must not happen."""

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            wrong.append(message.text)

    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", said)
    page.on("request", lambda r: None if r.url.startswith(("blob:", home)) else wrong.append(r.url))


@pytest.fixture(scope="session")
def wide(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all ordinary windows: what it has loaded it need not load again."""
    context = browser.new_context(viewport=WIDE, locale="en-GB", timezone_id="Europe/Berlin")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture
def opened(
    browser: Browser, wide: BrowserContext, stage: Stage, wrong: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open the page at a channel as somebody; with options in a context of its own."""
    made: list[Page | BrowserContext] = []

    def open_page(
        channel: str, who: str | None = "Ada", wait: str = ".welcome", **options: Any
    ) -> Page:
        context = browser.new_context(**options) if options else wide
        page = context.new_page()
        made.append(context if options else page)
        page.set_default_timeout(5000)
        watch(page, stage.rehearsal.base, wrong)
        page.goto(f"{stage.rehearsal.base}/{f'?as={who}' if who else ''}#/{channel}")
        page.locator(wait).first.wait_for()
        return page

    yield open_page
    for one in made:
        one.close()


@pytest.fixture
def page(opened: Callable[..., Page], channel: str) -> Page:
    """The page at this test's channel, acting as Ada."""
    return opened(channel)
