"""What the page refuses; the browser's own words about it are welcome in these tests."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot import rehearsal
from tests.bot.page.stage import Stage

EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u23e9-\u23fa\u25b6]")


@pytest.fixture
def wrong() -> list[str]:
    """The policy's own words about what these tests try are welcome."""
    return []


def test_the_policy_forbids_what_the_page_never_does(page: Page):
    inline = page.evaluate(
        """() => { const node = document.createElement('script'); let refused = false;
           try { node.textContent = 'window.ran = 1'; document.head.append(node) }
           catch { refused = true } return [refused, window.ran] }"""
    )
    html = page.evaluate(
        "() => { try { document.body.innerHTML = '<b>' } catch { return 'no' } return 'done' }"
    )

    assert inline == [True, None]
    assert html == "no"


def test_a_message_with_everything_broken_does_not_stop_the_others(
    page: Page, stage: Stage, channel: str
):
    page.evaluate(
        """async channel => { const { apply } = await import('/page/events.js');
           apply('MESSAGE_CREATE', { id: '1', channel_id: channel, author: { id: '9' },
             timestamp: 'never', content: 7, flags: 32768, components: [{ type: 99 }] }) }""",
        channel,
    )
    stage.say("Ben", channel, "still here")

    expect(page.locator(".message")).to_have_text(
        ["This message cannot be shown.", re.compile("still here")]
    )


def test_every_emoji_of_the_bot_is_drawn_here():
    bot = Path(rehearsal.__file__).parents[1]
    drawn = (bot / "rehearsal" / "page" / "drawings.js").read_text("utf-8")
    words = [p for p in bot.rglob("*") if p.suffix in (".py", ".toml")]
    used = {c for p in words for c in EMOJI.findall(p.read_text("utf-8"))}

    assert {c for c in used if f'"{c}"' not in drawn} == set()
