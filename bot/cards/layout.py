"""A message of Components V2 whose buttons are answered by their custom_id alone."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import discord
from discord import ui

LABEL = 80  # characters of a button's label


class Card(ui.LayoutView):
    """Sent once and forgotten: the client keeps no view, and DynamicItems answer every press."""

    def __init__(self, *items: ui.Item[Any]) -> None:
        """Hold the items, in order."""
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()  # or discord.py would remember each message for as long as it runs


def button(
    label: str,
    custom_id: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    emoji: str | None = None,
) -> ui.Button[Card]:
    """A button that holds no state."""
    return ui.Button(label=label[:LABEL], custom_id=custom_id, style=style, emoji=emoji)


def row(buttons: Iterable[ui.Button[Card]]) -> ui.ActionRow[Card]:
    """At most five side by side."""
    return ui.ActionRow(*buttons)


def rows(buttons: Sequence[ui.Button[Card]]) -> Iterator[ui.ActionRow[Card]]:
    """At most five a row, and rows of like length: 4 and 4, not 5 and 3."""
    if not buttons:
        return
    count = -(-len(buttons) // 5)
    width = -(-len(buttons) // count)
    for start in range(0, len(buttons), width):
        yield row(buttons[start : start + width])


def gallery(pictures: Iterable[tuple[str, str]]) -> ui.MediaGallery[Card]:
    """Files of the message, by name and alt text."""
    return ui.MediaGallery(
        *(
            discord.MediaGalleryItem(f"attachment://{name}", description=alt or None)
            for name, alt in pictures
        )
    )


def custom_ids(message: discord.Message) -> Iterator[str]:
    """The custom_id of every button and select that a message shows."""
    for component in _parts(message):
        if isinstance(found := getattr(component, "custom_id", None), str):
            yield found


def texts_of(message: discord.Message) -> Iterator[str]:
    """Every text that a message shows in its components."""
    for component in _parts(message):
        if isinstance(found := getattr(component, "content", None), str):
            yield found


def pictures_of(message: discord.Message) -> list[tuple[str, str]]:
    """Name and alt text of every file that the message's galleries show."""
    return [
        (PurePosixPath(urlsplit(item.media.url).path).name, item.description or "")
        for item in _shown(message)
    ]


def media_of(message: discord.Message) -> list[discord.UnfurledMediaItem]:
    """Where those files are."""
    return [item.media for item in _shown(message)]


def _shown(message: discord.Message) -> Iterator[discord.MediaGalleryItem]:
    for component in _parts(message):
        yield from getattr(component, "items", ())


def _parts(message: discord.Message) -> Iterator[Any]:
    """Every component, nested ones too, in order."""
    stack: list[Any] = list(message.components)
    while stack:
        component = stack.pop(0)
        yield component
        stack[:0] = [*getattr(component, "children", ()), *_accessory(component)]


def _accessory(component: Any) -> Iterator[Any]:
    if accessory := getattr(component, "accessory", None):
        yield accessory
