"""`/queue`: what is being made here, what waits, and Stop for one's own."""

from typing import Any

import discord
from discord import app_commands, ui
from discord.app_commands import locale_str

from bot.actions.guard import here, is_moderator
from bot.actions.press import rooms_of
from bot.cards.eta import spoken
from bot.cards.layout import Card, button
from bot.cards.lineage import made
from bot.delivery.listening import QUIET
from bot.house import House
from bot.records import JobRecord
from bot.words import say
from bot.words.translator import about
from engine.protocol import takes_of

Interaction = discord.Interaction[Any]
LISTED = 8  # jobs; each is up to three components of forty
LOOKED = 100  # of the newest jobs of the place


@app_commands.command(name=locale_str("queue"), description=about("queue"))
async def command(interaction: Interaction) -> None:
    """Show it to the one who asked."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    house, locale = rooms_of(interaction.client).house, interaction.locale
    newest = await house.store.jobs_at(here(interaction).channel, LOOKED)
    found = [job for job in newest if job.state != "wrapped" and job.kind not in QUIET][::-1]
    if not found:
        await interaction.followup.send(say("jobs.queue_empty", locale), ephemeral=True)
        return
    moderator = is_moderator(house.settings, interaction.user, interaction.permissions)
    items: list[ui.Item[Any]] = [ui.TextDisplay(f"## {say('jobs.queue_title', locale)}")]
    for job in found[:LISTED]:
        text = await _line(house, job, locale)
        if moderator or job.asker == interaction.user.id:
            stop = button(say("jobs.stop", locale), f"j:stop:{job.id}", discord.ButtonStyle.danger)
            items.append(ui.Section(text, accessory=stop))
        else:
            items.append(ui.TextDisplay(text))
    if (more := len(found) - LISTED) > 0:
        items.append(ui.TextDisplay(f"-# {say('jobs.queue_more', locale, n=more)}"))
    await interaction.followup.send(view=Card(ui.Container(*items)), ephemeral=True)


async def _line(house: House, job: JobRecord, locale: object) -> str:
    """What it is, whose, and where it stands."""
    standing = await house.studio.standing(job.id)
    if standing is None or standing.state == "queued":
        before = standing.before if standing else 0
        where = say("jobs.waiting", locale, n=before) if before else say("jobs.next", locale)
    else:
        where = say("jobs.in_hand", locale)
    model = getattr(job.job.order, "model", "maquette")
    a_take = await house.store.typical_seconds(job.kind, model=model)
    if a_take is not None:
        time = spoken(a_take * takes_of(job.job.order), locale)
        where += " " + say("jobs.usually", locale, time=time)
    return f"**{made(job)}** · <@{job.asker}>\n-# {where}"
