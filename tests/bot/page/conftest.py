"""One browser and one Discord for all tests of the page; each test has a channel of its own."""

import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
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

from tests.bot.page.stage import Stage

HERE = Path(__file__).parent
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

WIDE = ViewportSize(width=1280, height=800)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# The browser itself notes every answer above 399 and every lost socket; the tests ask for some.
EXPECTED = re.compile("Failed to load resource|WebSocket connection to")


class Home:
    """Server, bot and browser, opened by the first test that needs them."""

    def __init__(self) -> None:
        self._ends = ExitStack()
        self.kept: list[Page] = []  # the ordinary window: opening one costs most of a test

    @cached_property
    def stage(self) -> Stage:
        return self._ends.enter_context(Stage())

    @cached_property
    def browser(self) -> Browser:
        if not CHROMIUM:
            pytest.skip("no Chromium here: the page is tested where there is one")
        playwright = self._ends.enter_context(sync_playwright())
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        self._ends.callback(made.close)
        return made

    @cached_property
    def wide(self) -> BrowserContext:
        """One context for all ordinary windows: what it has loaded it need not load again."""
        made = self.browser.new_context(viewport=WIDE, locale="en-GB", timezone_id="Europe/Berlin")
        made.grant_permissions(["clipboard-read", "clipboard-write"])
        return made

    def close(self) -> None:
        self._ends.close()


homes: list[Home] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    """Playwright's loop must not run in this thread when tests of other folders start theirs."""
    try:
        return (yield)
    finally:
        if homes and (nextitem is None or HERE not in nextitem.path.parents):
            homes.pop().close()


@pytest.fixture
def home() -> Home:
    if not homes:
        homes.append(Home())
    return homes[0]


@pytest.fixture
def stage(home: Home) -> Stage:
    home.stage.point()
    return home.stage


@pytest.fixture
def browser(home: Home) -> Browser:
    return home.browser


@pytest.fixture
def channel(stage: Stage, request: pytest.FixtureRequest) -> str:
    """A new channel for each test, so that tests do not see each other's messages."""
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


@pytest.fixture
def opened(home: Home, stage: Stage, wrong: list[str]) -> Iterator[Callable[..., Page]]:
    """Open the page at a channel as somebody; with options in a context of its own."""
    made: list[Page | BrowserContext] = []

    def open_page(
        channel: str, who: str | None = "Ada", wait: str = ".welcome", **options: Any
    ) -> Page:
        context = home.browser.new_context(**options) if options else home.wide
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
def page(home: Home, stage: Stage, channel: str, wrong: list[str]) -> Iterator[Page]:
    """The page at this test's channel, acting as Ada."""
    kept = home.kept
    if not kept:
        kept.append(home.wide.new_page())
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
