"""`/takes`: the takes of this place as small pictures; where there are none, the asker's own."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range, locale_str

from bot.actions.guard import here
from bot.actions.pages import Wanted, draw
from bot.actions.press import rooms_of
from bot.words.translator import about

Interaction = discord.Interaction[Any]


@app_commands.command(name=locale_str("takes"), description=about("takes"))
@app_commands.rename(containing=locale_str("containing"))
@app_commands.describe(containing=about("takes", "containing"))
async def command(interaction: Interaction, containing: Range[str, 1, 40] | None = None) -> None:
    """Show the first page to the one who asked."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    place = here(interaction)
    any_here = await rooms_of(interaction.client).house.store.takes_at(place, limit=1)
    page = await draw(interaction, Wanted("here" if any_here else "mine", words=containing or ""))
    await interaction.followup.send(view=page.card, files=page.files(), ephemeral=True)
