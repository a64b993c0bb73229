import re
from typing import Any

import pytest

from bot.transcript.components import components
from bot.transcript.markdown import markdown
from bot.transcript.page import transcript

NAMES = {"7": "Ada", "8": "briefs"}


def same(url: str) -> str:
    return url


def message(content: str = "", **said: Any) -> dict[str, Any]:
    author = {"id": "7", "username": "ada", "bot": False}
    return {
        "author": author,
        "content": content,
        "timestamp": "2026-11-24T15:00:00+00:00",
        "attachments": [],
        **said,
    }


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("**key** left", "<div><b>key</b> left</div>"),
        ("*soft* light", "<div><i>soft</i> light</div>"),
        ("3 * 4 * 5", "<div>3 * 4 * 5</div>"),
        (r"\*plain\*", "<div>*plain*</div>"),
        ("`a*b*c`", "<div><code>a*b*c</code></div>"),
        ("<@7> in <#8>", "<div><em>@Ada</em> in <em>#briefs</em></div>"),
        ("<@99>", "<div><em>@unknown</em></div>"),
        ("## Light", "<h3>Light</h3>"),
        ("-# left to the model", "<small>left to the model</small>"),
        ("> said", "<blockquote>said</blockquote>"),
        ("- key", '<div class="item">key</div>'),
        ("```\na < b\n```", "<pre>a &lt; b</pre>"),
        ("[here](https://example.org/x)", "<div><u>here</u></div>"),
        ("film_noir_look", "<div>film_noir_look</div>"),
    ],
)
def test_markdown_is_drawn(text: str, made: str):
    assert markdown(text, NAMES) == made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "`<img src=x onerror=alert(1)>`",
        "[<b>](https://example.org)",
        "**<svg onload=alert(1)>**",
        "\ue0000\ue001<i>",
        "<@7>\ue0005\ue001",
        r"\<script>",
    ],
)
def test_what_people_write_never_becomes_markup(text: str):
    made = markdown(text, {"7": "<script>"})

    tags = set(re.findall(r"</?([\w]+)", made))
    assert tags <= {"div", "b", "i", "u", "code", "em", "pre"}


def test_every_component_is_drawn():
    media = {"url": "take.png"}
    button = {"type": 2, "style": 1, "label": "Shoot 4", "emoji": {"name": "🎬"}}
    card = {
        "type": 17,
        "accent_color": 0xC8A064,
        "components": [
            {"type": 10, "content": "## A1"},
            {"type": 9, "components": [{"type": 10, "content": "who"}],
             "accessory": {"type": 11, "media": media, "description": "a face"}},
            {"type": 12, "items": [{"media": media, "description": "noir"},
                                   {"media": {"url": "clip.mp4"}}]},
            {"type": 13, "file": {"url": "x/master.png"}},
            {"type": 14},
            {"type": 1, "components": [button, button | {"disabled": True}]},
            {"type": 1, "components": [{"type": 3, "placeholder": "Regrade"}]},
        ],
    }  # fmt: skip

    made = components([card], NAMES, same)

    for piece in ("#c8a064", "<h3>A1</h3>", 'alt="a face"', 'alt="noir"', "<video", "master.png",
                  "<hr>", "🎬 Shoot 4", "primary off", "Regrade"):  # fmt: skip
        assert piece in made


def test_the_page_stands_alone():
    reply = message("older", referenced_message=message("A trumpeter"))
    shown = message("seen", reactions=[{"emoji": {"name": "⭐"}, "count": 2}])

    made = transcript("The <brief>", [reply, shown], NAMES, same)

    assert "The &lt;brief&gt;" in made
    assert "↩ Ada A trumpeter" in made
    assert "⭐ 2" in made
    assert not re.search(r"<script|<link|https?://", made)
