"""The transcript's page: who said what and when, in order."""

import html
from collections.abc import Iterable, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from bot.transcript.components import Find, components
from bot.transcript.markdown import Names, inline, markdown

__all__ = ["Names", "transcript"]

Message = Mapping[str, Any]

SHOWN = 100  # characters of the message that is replied to


def transcript(title: str, messages: Iterable[Message], names: Names, find: Find) -> str:
    """One HTML page of gateway-shaped messages, oldest first.

    `find` gives where a picture lies beside the page.
    """
    style = (files("bot.transcript") / "style.css").read_text("utf-8")
    body = "".join(_message(each, names, find) for each in messages)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{style}</style></head>"
        f"<body><h1>{html.escape(title)}</h1>{body}</body></html>\n"
    )


def _message(it: Message, names: Names, find: Find) -> str:
    author = it["author"]
    name = names.get(author["id"], author["username"])
    when = datetime.fromisoformat(it["timestamp"]).strftime("%H:%M:%S")
    bot = ' <span class="app">APP</span>' if author.get("bot") else ""
    hue = sum(map(ord, name)) * 47 % 360
    shown = components(it.get("components") or (), names, find)
    attached = "" if shown else "".join(_attached(a, find) for a in it["attachments"])
    return (
        f'<article><span class="face" style="background:hsl({hue} 45% 42%)">'
        f"{html.escape(name[:1])}</span><div class='said'><header><b>{html.escape(name)}</b>{bot}"
        f"<time>{when}</time></header>{_reply(it, names)}{markdown(it['content'], names)}"
        f"{shown}{attached}{_reactions(it)}</div></article>"
    )


def _reply(it: Message, names: Names) -> str:
    to = it.get("referenced_message")
    if not to:
        return ""
    name = names.get(to["author"]["id"], to["author"]["username"])
    said = inline(to["content"].split("\n")[0][:SHOWN], names)
    return f'<div class="reply">↩ {html.escape(name)} {said}</div>'


def _attached(it: Mapping[str, Any], find: Find) -> str:
    where = html.escape(find(it["url"]))
    if (it.get("content_type") or "").startswith("image/"):
        return f'<a href="{where}"><img src="{where}" alt="{html.escape(it["filename"])}"></a>'
    return f'<div class="file">{html.escape(it["filename"])}</div>'


def _reactions(it: Message) -> str:
    each = (
        f'<span class="reaction">{html.escape(r["emoji"]["name"])} {r["count"]}</span>'
        for r in it.get("reactions") or ()
    )
    inside = "".join(each)
    return f'<div class="row">{inside}</div>' if inside else ""
