"""🌿 Branch: the whole tree of a take, to go on from any of its leaves."""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import replace

import discord
from discord import ui

from bot.actions.choosing import chosen
from bot.actions.guard import take_here
from bot.actions.open_take import pressed as open_take
from bot.actions.press import Press
from bot.alt import alt_text
from bot.cards.layout import Card, gallery
from bot.cards.pieces import clipped
from bot.cards.tree import node, tree_text
from bot.errors import Sentence
from bot.house import House
from bot.recipes import brief_of
from bot.records import TakeRecord
from engine.protocol import POSTER, SMALL, StudioError

MOST = 25  # options of one select; Discord's limit
SEEN = 10  # pictures of one gallery; Discord's limit
DESCRIPTION = 100  # characters of an option


async def pressed(press: Press) -> None:
    """Show the tree to who pressed; open what they choose of it."""
    if press.values:
        found = await take_here(press.interaction, press.values[0])
        await open_take(replace(press, take=found))
        await chosen(press)
        return
    await press.interaction.response.defer(ephemeral=True, thinking=True)
    tree = await press.rooms.house.store.tree(press.take.id, MOST)
    if len(tree) == 1:
        raise Sentence(press.say("takes.no_branches"))
    tree = tree[-MOST:]
    pictures = await asyncio.to_thread(_pictures, press.rooms.house, tree[-SEEN:])
    select = ui.Select[Card](
        custom_id=f"t:branch:{press.take.id}",
        placeholder=press.say("takes.which_branch"),
        options=[_option(take, tree, press) for take in tree],
    )
    items: list[ui.Item[Card]] = [ui.TextDisplay(tree_text(tree, press.take.id, press.locale))]
    if pictures:
        items.append(gallery([(name, alt) for name, _, alt in pictures]))
    await press.interaction.followup.send(
        view=Card(ui.Container(*items, ui.ActionRow(select))),
        files=[
            discord.File(io.BytesIO(data), name, description=alt) for name, data, alt in pictures
        ],
        ephemeral=True,
    )


def _option(take: TakeRecord, tree: Sequence[TakeRecord], press: Press) -> discord.SelectOption:
    return discord.SelectOption(
        label=take.slate or "?",
        value=take.id,
        description=clipped(node(take, tree, press.locale), DESCRIPTION) or None,
    )


def _pictures(house: House, takes: Sequence[TakeRecord]) -> list[tuple[str, bytes, str]]:
    """Name, bytes and alt text of each take's small picture; what the vault lost is left out."""
    found = list[tuple[str, bytes, str]]()
    for take in takes:
        blob = take.extras.get(SMALL) or take.extras.get(POSTER)
        try:
            data = house.blobs.get(blob) if blob else b""
        except StudioError:
            data = b""
        if data:
            alt = alt_text(brief_of(take.recipe), "take", slate=take.slate)
            found.append((f"{take.slate or 'take'}.webp", data, alt))
    return found
