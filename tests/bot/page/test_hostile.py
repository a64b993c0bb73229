"""Words of people never become anything but words."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.bot.page.stage import Stage

ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1)) [y](data:text/html,<script>alert(1)</script>)",
    "**<svg onload=alert(1)>** `<b>` ```<iframe src=/>```",
    '<@"><img src=x onerror=alert(1)> <#1><t:9999999999999:R> </a b:1>',
    "|| <a href='javascript:alert(1)'>x</a> ||",
)
HEAVY = [
    "*" * 4000,
    "**a" * 1300,
    "*_~~||__" * 500,
    "`" * 3999,
    "[" * 4000,
    "<@" * 2000,
    "> " * 2000,
    "||*a" * 1000,
    "a_b" * 1300,
    "1️⃣" * 1000,
    "https://" * 500,
    " - x\n" * 800,
    "\\" * 4000,
]
NAME = '"><img src=x onerror=alert(1)>.txt'
LEGAL = re.compile(
    "A|B|BLOCKQUOTE|BUTTON|CODE|DIV|EM|H[345]|I|LI|OL|P|PRE|S|SPAN|STRONG|TIME|U|UL|svg|path"
)


def test_markup_in_a_message_is_text(page: Page, stage: Stage, channel: str):
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    for text in ATTACKS:
        stage.say("Ben", channel, text)
    words = page.locator(".message .words")

    expect(words).to_have_count(len(ATTACKS))
    tags = page.locator(".words *").evaluate_all("all => all.map(one => one.tagName)")
    assert [tag for tag in tags if not LEGAL.fullmatch(tag)] == []
    hrefs = page.locator(".words a").evaluate_all("all => all.map(one => one.href)")
    assert all(h.startswith(("http://", "https://")) for h in hrefs)
    expect(words.first).to_have_text(ATTACKS[0])


def test_markup_in_names_is_text(page: Page, stage: Stage, channel: str):
    page.evaluate(
        """async ([channel, name]) => { const { apply } = await import('/page/events.js');
           apply('MESSAGE_CREATE', {
             id: '9', channel_id: channel, timestamp: '2026-01-01', flags: 0,
             author: { id: '9', username: name }, content: '',
             attachments: [{ id: '1', filename: name, url: 'javascript:alert(1)' }] }) }""",
        [channel, NAME],
    )
    expect(page.locator(".file")).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".file a")).to_have_count(0)
    thread = stage.thread(channel, "<b onmouseover=alert(1)>thread</b>")
    expect(page.locator(".threads .side-name")).to_have_text("<b onmouseover=alert(1)>thread</b>")
    page.goto(f"{page.url.split('#')[0]}#/{thread}")

    expect(page.get_by_role("heading", level=1)).to_have_text("<b onmouseover=alert(1)>thread</b>")
    assert page.locator("img[src='x'], b[onmouseover]").count() == 0


def test_everyone_is_only_a_word_unless_the_server_says_so(page: Page, stage: Stage, channel: str):
    stage.post(channel, "@everyone <@&1> look")

    expect(page.locator(".message .words")).to_contain_text("@everyone")
    expect(page.locator(".message.mentioned")).to_have_count(0)


def test_hostile_markdown_costs_little(page: Page):
    took = page.evaluate(
        """async texts => { const { markdown } = await import('/page/markdown.js');
           return texts.map(text => { const from = performance.now();
             markdown(text); return performance.now() - from }) }""",
        HEAVY,
    )

    assert max(took) < 400, [
        f"{ms:.0f} ms: {text[:9]}" for ms, text in zip(took, HEAVY, strict=True)
    ]
