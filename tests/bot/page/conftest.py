"""One browser and one Discord for all tests of the page; each test has a channel of its own."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

from tests.bot.page.stage import ARGUMENTS, Stage

WIDE = ViewportSize(width=1280, height=800)
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


def watch(page: Page, home: str, wrong: list[str]) -> Callable[[], None]:
    """Note what must not happen, until the returned function is called."""

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            wrong.append(message.text)

    def failed(error: Error) -> None:
        wrong.append(str(error))

    def asked(request: Request) -> None:
        if not request.url.startswith(("blob:", home)):
            wrong.append(request.url)

    page.on("console", said)
    page.on("pageerror", failed)
    page.on("request", asked)

    def unwatch() -> None:
        page.remove_listener("console", said)
        page.remove_listener("pageerror", failed)
        page.remove_listener("request", asked)

    return unwatch


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


@pytest.fixture(scope="session")
def kept() -> list[Page]:
    """The ordinary window, which goes from test to test: opening one costs most of a test."""
    return []


@pytest.fixture
def page(
    wide: BrowserContext, kept: list[Page], stage: Stage, channel: str, wrong: list[str]
) -> Iterator[Page]:
    """The page at this test's channel, acting as Ada."""
    if not kept:
        kept.append(wide.new_page())
        kept[0].set_default_timeout(5000)
        kept[0].goto(f"{stage.rehearsal.base}/?as=Ada#/{channel}")
    made = kept[0]
    unwatch = watch(made, stage.rehearsal.base, wrong)
    made.locator(f".side-item[href='#/{channel}']").wait_for()
    made.goto(f"{stage.rehearsal.base}/?as=Ada#/{channel}")  # only another fragment: no new load
    made.locator(f".side-item[aria-current][href='#/{channel}']").wait_for()
    made.locator(".welcome").wait_for()
    yield made
    unwatch()
    if made.locator("dialog, .popover, .notice, .command-form").count():
        kept.clear()
        made.close()
