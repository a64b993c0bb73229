"""`/shoot`: a contact sheet of this thread's brief."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Range, locale_str

from bot.actions.guard import here, need_shooter
from bot.actions.press import rooms_of
from bot.cards.lineage import made
from bot.commands.choices import brief_choices
from bot.errors import Sentence
from bot.records import BriefRecord
from bot.talk.compile import portrait_of, shoot
from bot.words import say
from bot.words.translator import about
from engine.protocol import MAX_TAKES

Interaction = discord.Interaction[Any]
TAKES = 4


@app_commands.command(name=locale_str("shoot"), description=about("shoot"))
@app_commands.rename(takes=locale_str("takes"), brief=locale_str("brief"))
@app_commands.describe(takes=about("shoot", "takes"), brief=about("shoot", "brief"))
@app_commands.autocomplete(brief=brief_choices)
async def command(
    interaction: Interaction,
    takes: Range[int, 1, MAX_TAKES] = TAKES,
    brief: Range[str, 1, 40] | None = None,
) -> None:
    """Order it; the progress message shows how far it is."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    need_shooter(interaction)
    rooms, locale = rooms_of(interaction.client), interaction.locale
    record = await _brief(interaction, brief)
    portrait = await portrait_of(rooms.house.store, record)
    job = await rooms.orders.place(
        shoot(record, rooms.house.settings, takes, locale, portrait=portrait),
        asker=interaction.user.id,
        place=here(interaction),
        brief=record,
        parent=None,
        locale=str(locale),
        whisper=interaction,
    )
    await interaction.followup.send(say("jobs.placed", locale, what=made(job)), ephemeral=True)


async def _brief(interaction: Interaction, brief: str | None) -> BriefRecord:
    """The one that is named, or the one of this place. Raises Sentence."""
    store, place = rooms_of(interaction.client).house.store, here(interaction)
    if brief is None:
        found = await store.brief_at(place.channel)
    else:
        found = await store.brief(brief)
        own = found and found.owner == interaction.user.id and found.place.guild == place.guild
        found = found if own else None
    if found is None:
        raise Sentence(say("jobs.no_brief", interaction.locale))
    return found
