"""`/look`: what a look is, and a button that takes it onto the brief."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range, locale_str

from bot.cards.look import look_card, look_list
from bot.commands.choices import look_choices
from bot.talk.conversation import talk_of
from bot.words.translator import about
from prompts.looks import look as look_named

Interaction = discord.Interaction[Any]


@app_commands.command(name=locale_str("look"), description=about("look"))
@app_commands.rename(look=locale_str("look"))
@app_commands.describe(look=about("look", "look"))
@app_commands.autocomplete(look=look_choices)
async def command(interaction: Interaction, look: Range[str, 1, 60] | None = None) -> None:
    """Show one look, or list them all."""
    if look is None:
        card = look_list(interaction.locale)
    else:
        here = interaction.channel_id
        brief = await talk_of(interaction).house.store.brief_at(here) if here else None
        card = look_card(look_named(look), brief.id if brief else "", interaction.locale)
    await interaction.response.send_message(view=card, ephemeral=True)
