"""A modal without a memory: what it was about stands in its custom_id, so a restart loses nothing.

discord.py keeps one modal for each custom_id and forgets them all when it ends; ours are read
from the raw submit instead (`answers`), by whoever knows the custom_id.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import discord
from discord import ui

from bot.cards.pieces import clipped

TITLE, LABEL, DESCRIPTION, CUSTOM_ID = 45, 45, 100, 100  # characters; Discord's limits


class Form(ui.Modal):
    """A modal that nobody waits for."""

    def __init__(self, title: str, custom_id: str, labels: Iterable[ui.Label["Form"]]) -> None:
        """At most five labels."""
        super().__init__(title=clipped(title, TITLE), custom_id=custom_id[:CUSTOM_ID])
        for label in labels:
            self.add_item(label)
        self.stop()  # discord.py need not remember it


def label(text: str, component: ui.Item[Form], description: str = "") -> ui.Label[Form]:
    """One question with its component."""
    return ui.Label(
        text=clipped(text, LABEL),
        description=clipped(description, DESCRIPTION) or None,
        component=component,
    )


def text_input(
    name: str, value: str, *, long: bool = False, most: int = 200, hint: str = ""
) -> ui.TextInput[Form]:
    """Words, filled in with what is there."""
    return ui.TextInput(
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=value[:most] or None,
        placeholder=clipped(hint, 100) or None,
        required=False,
        max_length=most,
    )


def answers(interaction: discord.Interaction) -> Mapping[str, str]:
    """What was filled in, by the names of the components; several values joined by commas."""
    data: Any = interaction.data or {}
    found = dict[str, str]()
    for each in data.get("components", ()):
        said = each.get("component") or {}
        values = said.get("values")
        value = ",".join(map(str, values)) if values is not None else said.get("value")
        if name := said.get("custom_id"):
            found[str(name)] = "" if value is None else str(value)
    return found
