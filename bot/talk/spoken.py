"""What everybody in a channel hears of what somebody pressed."""

from typing import Any

import discord

from bot.cards.pieces import harmless
from bot.words import say


async def announce(interaction: discord.Interaction[Any], what: str) -> None:
    """Say in one line who changed what; it is the answer to the interaction."""
    who = harmless(interaction.user.display_name, 32)
    await interaction.response.send_message(
        say("talk.by", interaction.locale, who=who, what=what), silent=True, suppress_embeds=True
    )
