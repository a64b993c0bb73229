"""What commands propose while somebody types: looks, briefs, characters, versions."""

from typing import Any

import discord
from discord.app_commands import Choice

from bot.cards.pieces import clipped
from bot.talk.choosing import chosen
from bot.talk.conversation import talk_of
from prompts.looks import looks

Interaction = discord.Interaction[Any]
MOST = 25  # choices; Discord's limit
NAME = 100  # characters of one


async def look_choices(_interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Looks whose name or use has the words typed."""
    wanted = typed.casefold()
    return [
        Choice(name=clipped(f"{each.title}: {', '.join(each.good_for)}", NAME), value=each.id)
        for each in looks()
        if wanted in f"{each.title} {each.id} {' '.join(each.good_for)}".casefold()
    ][:MOST]


async def brief_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The person's own briefs of this guild, or of their direct messages; newest first."""
    found = await talk_of(interaction).house.store.briefs_of(
        interaction.user.id, guild=interaction.guild_id, containing=typed, limit=MOST
    )
    return [
        Choice(name=clipped(f"{each.title} · {each.version}", NAME), value=each.id)
        for each in found
    ]


async def version_choices(interaction: Interaction, typed: str) -> list[Choice[int]]:
    """Versions of the brief that the command names, or of the one here, with what was said."""
    talk = talk_of(interaction)
    named = getattr(interaction.namespace, "brief", None)
    found = await chosen(talk, interaction, named if isinstance(named, str) else None)
    return [
        Choice(name=clipped(f"{each.number} · {each.words}", NAME), value=each.number)
        for each in await talk.house.store.versions(found.id)
        if typed.casefold() in f"{each.number} {each.words}".casefold()
    ][:MOST]


async def character_choices(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """The person's saved people."""
    found = await talk_of(interaction).house.store.characters(
        interaction.user.id, prefix=typed, limit=MOST
    )
    return [Choice(name=clipped(each.name, NAME), value=each.name[:NAME]) for each in found]
