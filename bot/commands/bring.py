"""`/bring`: a picture of somebody's own, to be worked on like a take."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, locale_str

from bot.actions.guard import need_shooter
from bot.talk.bringing import ANSWERS, bringing_of
from bot.talk.where import can_talk, here
from bot.words import say
from bot.words.translator import about

Interaction = discord.Interaction[Any]


@app_commands.command(name=locale_str("bring"), description=about("bring"))
@app_commands.rename(picture=locale_str("picture"), release=locale_str("release"))
@app_commands.describe(picture=about("bring", "picture"), release=about("bring", "release"))
@app_commands.choices(
    release=[
        Choice(name=locale_str(say(key := f"releases.button.{each}"), key=key), value=each)
        for each in ANSWERS
    ]
)
async def command(
    interaction: Interaction,
    picture: discord.Attachment,
    release: Choice[str] | None = None,
) -> None:
    """Fetch it and have it checked; whoever brought it hears alone how that ends."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    need_shooter(interaction)
    can_talk(interaction)
    choice = release.value if release else ""
    await bringing_of(interaction).bring(interaction, picture, choice, here(interaction))
