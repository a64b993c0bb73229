"""Discord's markdown as HTML, escaped: what people write never becomes markup."""

import html
import re
from collections.abc import Callable, Mapping

Names = Mapping[str, str]
"""Ids of people and channels -> what they are called."""

INLINE: tuple[tuple[str, str], ...] = (
    (r"\*\*\*(.+?)\*\*\*", r"<b><i>\1</i></b>"),
    (r"\*\*(.+?)\*\*", r"<b>\1</b>"),
    (r"__(.+?)__", r"<u>\1</u>"),
    (r"~~(.+?)~~", r"<s>\1</s>"),
    (r"(?<![\w*])\*(?!\s)(.+?)(?<!\s)\*(?![\w*])", r"<i>\1</i>"),
    (r"(?<!\w)_(?!\s)(.+?)(?<!\s)_(?!\w)", r"<i>\1</i>"),
)
HEADINGS = {"-# ": "small", "### ": "h4", "## ": "h3", "# ": "h2"}
ESCAPED = re.compile(r"\\([*_~`|>#\\.\-\[\]()!+])")
HELD = re.compile("\ue000(\\d+)\ue001")  # private-use characters around a number: a held piece


def markdown(text: str, names: Names) -> str:
    """A message's text as HTML: inline styles, headings, quotes, lists, code, mentions, times."""
    out: list[str] = []
    for i, block in enumerate(text.replace("\ue000", "").split("```")):
        if i % 2:
            code = block.split("\n", 1)[-1] if "\n" in block else block
            out.append(f"<pre>{html.escape(code.strip())}</pre>")
        elif block.strip("\n"):
            out += _lines(block, names)
    return "".join(out)


def _lines(text: str, names: Names) -> list[str]:
    out: list[str] = []
    for line in text.strip("\n").split("\n"):
        mark = next((m for m in HEADINGS if line.startswith(m)), "")
        if mark:
            tag = HEADINGS[mark]
            out.append(f"<{tag}>{inline(line[len(mark) :], names)}</{tag}>")
        elif line.startswith("> "):
            out.append(f"<blockquote>{inline(line[2:], names)}</blockquote>")
        elif re.match(r"[-*] ", line):
            out.append(f'<div class="item">{inline(line[2:], names)}</div>')
        elif line:
            out.append(f"<div>{inline(line, names)}</div>")
        else:
            out.append('<div class="gap"></div>')
    return out


def inline(text: str, names: Names) -> str:
    """One line."""
    held: list[str] = []

    def hold(piece: str) -> str:
        held.append(piece)
        return f"\ue000{len(held) - 1}\ue001"

    def keep(make: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        return lambda match: hold(make(match))

    text = ESCAPED.sub(keep(lambda m: html.escape(m[1])), text)
    text = re.sub(r"`([^`]+)`", keep(lambda m: f"<code>{html.escape(m[1])}</code>"), text)
    text = re.sub(r"<@!?(\d+)>", keep(lambda m: _mention("@", m[1], names)), text)
    text = re.sub(r"<#(\d+)>", keep(lambda m: _mention("#", m[1], names)), text)
    text = re.sub(r"<t:(\d+)(?::\w)?>", keep(lambda m: f"<time>{m[1]}</time>"), text)
    text = re.sub(r"</([\w -]+):\d+>", keep(lambda m: f"<em>/{html.escape(m[1])}</em>"), text)
    text = re.sub(
        r"\[([^\]]+)\]\(https?://[^)\s]+\)", keep(lambda m: f"<u>{html.escape(m[1])}</u>"), text
    )
    text = html.escape(text)
    for pattern, made in INLINE:
        text = re.sub(pattern, made, text)
    while HELD.search(text):
        text = HELD.sub(lambda match: held[int(match[1])], text)
    return text


def _mention(sign: str, key: str, names: Names) -> str:
    name = names.get(key, "unknown").replace("\ue000", "")
    return f"<em>{sign}{html.escape(name)}</em>"
