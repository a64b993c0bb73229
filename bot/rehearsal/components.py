"""Components: walked, numbered, and their `attachment://` addresses resolved, as Discord does."""

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from bot.rehearsal.refusals import Form, Json

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
USER, ROLE, MENTIONABLE, CHANNEL = 5, 6, 7, 8
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
LABEL, UPLOAD, RADIOS, CHECKS, CHECK = 18, 19, 21, 22, 23
SELECTS = (SELECT, USER, ROLE, MENTIONABLE, CHANNEL)
V2_ONLY = (SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER)
HERE = "attachment://"
SHOWN: Json = {"description": None, "spoiler": False}
ONE: Json = {"min_values": 1, "max_values": 1}
UNSAID: dict[int, Json] = {  # what Discord adds where the bot said nothing
    CONTAINER: {"accent_color": None, "spoiler": False},
    THUMBNAIL: SHOWN,
    FILE: {"spoiler": False},
    SEPARATOR: {"spacing": 1, "divider": True},
    SELECT: ONE,
    USER: ONE,
    ROLE: ONE,
    MENTIONABLE: ONE,
    CHANNEL: ONE,
}


def walk(components: Any, path: str = "components") -> Iterator[tuple[str, Json]]:
    """Every component, outer ones first, with its path in the form."""
    if not isinstance(components, list):
        return
    for index, component in enumerate(components):
        here = f"{path}.{index}"
        if not isinstance(component, dict):
            continue
        yield here, component
        yield from walk(component.get("components"), f"{here}.components")
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield f"{here}.{key}", component[key]


def settle(components: list[Json], attachments: list[Json], form: Form) -> list[Json]:
    """Number every component and turn `attachment://name` into addresses.

    What names no attachment is noted in the form.
    """
    taken = {c["id"] for _, c in walk(components) if c.get("id")}
    fresh = (n for n in range(1, 1 << 31) if n not in taken)
    files = {a["filename"]: a for a in attachments}
    return [_settled(c, fresh, files, form, f"components.{i}") for i, c in enumerate(components)]


def _settled(
    component: Json, fresh: Iterator[int], files: dict[str, Json], form: Form, path: str
) -> Json:
    out = UNSAID.get(component["type"], {}) | _said(component)
    out["id"] = out.get("id") or next(fresh)
    if "options" in out:
        out["options"] = [_said(option) for option in out["options"]]
    for key in ("media", "file"):
        if isinstance(out.get(key), dict):
            out[key] = media(out[key], files, form, f"{path}.{key}.url")
    if out["type"] == FILE and (known := files.get(component["file"]["url"].removeprefix(HERE))):
        out |= {"name": known["filename"], "size": known["size"]}
    if out["type"] == GALLERY:
        out["items"] = [
            SHOWN
            | _said(item)
            | {"media": media(item["media"], files, form, f"{path}.items.{i}.media.url")}
            for i, item in enumerate(out["items"])
        ]
    if isinstance(out.get("components"), list):
        out["components"] = [
            _settled(c, fresh, files, form, f"{path}.components.{i}")
            for i, c in enumerate(out["components"])
        ]
    for key in ("accessory", "component"):
        if isinstance(out.get(key), dict):
            out[key] = _settled(out[key], fresh, files, form, f"{path}.{key}")
    return out


def _said(component: Json) -> Json:
    """Without what the bot left to Discord by saying null, also in options and emojis."""
    return {
        key: _said(value) if key == "emoji" else value
        for key, value in component.items()
        if value is not None
    }


def media(item: Json, files: dict[str, Json], form: Form, path: str) -> Json:
    """An unfurled media item."""
    url = str(item.get("url", ""))
    if url.startswith(HERE):
        known = files.get(url.removeprefix(HERE))
        if known is None:
            form.wrong(
                path, "MEDIA_ATTACHMENT_NOT_FOUND", f"The attachment {url} is not in this message."
            )
            return item
    else:
        known = next((f for f in files.values() if f["url"] == url), None)
    if known is None:
        shape: Json = {"url": url, "proxy_url": url, "width": 0, "height": 0, "flags": 0}
        return shape | {"id": str(crc32(url.encode()))}
    shape = {"id": known["id"], "attachment_id": known["id"], "flags": 0}
    for key in ("url", "proxy_url", "content_type"):
        shape[key] = known[key]
    return shape | {"width": known.get("width"), "height": known.get("height")}


def shown(components: list[Json]) -> set[str]:
    """The ids of the attachments that components show."""
    items: list[Json] = []
    for _, component in walk(components):
        items += [component.get("media") or {}, component.get("file") or {}]
        items += [item["media"] for item in component.get("items") or []]
    return {item["attachment_id"] for item in items if "attachment_id" in item}


def find(components: list[Json], custom_id: str) -> Json | None:
    """The component with this custom_id."""
    found = (c for _, c in walk(components) if c.get("custom_id") == custom_id)
    return next(found, None)
