"""Components V2 as HTML, drawn as they looked: a button here does nothing."""

import html
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.transcript.markdown import Names, markdown

Component = Mapping[str, Any]
Find = Callable[[str], str]
"""The address of a picture -> where it lies beside the page."""

STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}
SELECTS = (3, 5, 6, 7, 8)


def components(those: Iterable[Component], names: Names, find: Find) -> str:
    """Draw them, one under the other."""
    return "".join(_one(each, names, find) for each in those)


def _one(it: Component, names: Names, find: Find) -> str:  # noqa: C901, PLR0911 - one case a kind
    match it["type"]:
        case 1:
            return f'<div class="row">{components(it["components"], names, find)}</div>'
        case 2:
            return _button(it)
        case kind if kind in SELECTS:
            return f'<span class="select">{html.escape(it.get("placeholder") or "Choose")} ▾</span>'
        case 9:
            inside = components(it["components"], names, find)
            beside = components([it["accessory"]], names, find)
            return f'<div class="section"><div>{inside}</div>{beside}</div>'
        case 10:
            return f'<div class="text">{markdown(it["content"], names)}</div>'
        case 11:
            return _picture(it["media"]["url"], it.get("description"), find, "thumbnail")
        case 12:
            return _gallery(it["items"], find)
        case 13:
            name = it.get("name") or it["file"]["url"].rsplit("/", 1)[-1].split("?")[0]
            return f'<div class="file">{html.escape(name)}</div>'
        case 14:
            return "<hr>" if it.get("divider", True) else '<div class="gap"></div>'
        case 17:
            return _container(it, names, find)
        case _:
            return ""


def _button(it: Component) -> str:
    label = html.escape(it.get("label") or "")
    emoji = html.escape((it.get("emoji") or {}).get("name") or "")
    off = " off" if it.get("disabled") else ""
    style = STYLES.get(it["style"], "secondary")
    return f'<span class="button {style}{off}">{f"{emoji} {label}".strip()}</span>'


def _container(it: Component, names: Names, find: Find) -> str:
    colour = it.get("accent_color")
    accent = "" if colour is None else f' style="border-left-color:#{int(colour):06x}"'
    return f'<div class="container"{accent}>{components(it["components"], names, find)}</div>'


def _gallery(items: list[Component], find: Find) -> str:
    inside = "".join(_picture(i["media"]["url"], i.get("description"), find, "") for i in items)
    return f'<div class="gallery of{min(len(items), 4)}">{inside}</div>'


def _picture(url: str, alt: str | None, find: Find, kind: str) -> str:
    where, said = html.escape(find(url)), html.escape(alt or "")
    if where.endswith(".mp4"):
        return f'<video class="{kind}" src="{where}" title="{said}" controls loop muted></video>'
    return f'<a href="{where}"><img class="{kind}" src="{where}" alt="{said}" title="{said}"></a>'
