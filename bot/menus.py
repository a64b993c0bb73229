"""What a message's own menu offers: its picture as a reference, and its take to be opened."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bot.actions.guard import here, job_here, take_here
from bot.actions.open_take import pressed as open_take
from bot.actions.press import Press, rooms_of
from bot.cards.layout import custom_ids
from bot.delivery.keys import shown
from bot.errors import Sentence
from bot.fetching import files_of
from bot.records import TakeRecord
from bot.talk.conversation import talk_of
from bot.talk.references import File
from bot.words import say

Interaction = discord.Interaction[Any]


async def use_as_reference(interaction: Interaction, message: discord.Message) -> None:
    """Have the message's first picture checked, and keep it with this place's brief."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    talk, locale = talk_of(interaction), interaction.locale
    record = await talk.house.store.brief_at(here(interaction).channel)
    if record is None:
        raise Sentence(say("jobs.no_brief", locale))
    if delivery := await talk.house.store.delivery_of(message.id):
        shown_take = await talk.house.store.take(shown(delivery))
        if shown_take and shown_take.release:
            raise Sentence(say("releases.of_a_release", locale))
    picture = next((file for file in files_of(message) if _may_be_picture(file)), None)
    if picture is None:
        raise Sentence(say("takes.no_picture", locale))

    async def alone(error: str) -> None:
        if not interaction.is_expired():
            text = error or say("takes.reference_kept", locale)
            await interaction.followup.send(text[:2000], ephemeral=True)

    await talk.references.bring_file(picture, record, interaction.user.id, str(locale), alone=alone)


async def open_message(interaction: Interaction, message: discord.Message) -> None:
    """Open the take that one of our messages shows; of a sheet, its first."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    take = await _take_of(interaction, message)
    await open_take(Press(interaction, take))
    await interaction.followup.send(say("takes.opened", interaction.locale), ephemeral=True)


async def _take_of(interaction: Interaction, message: discord.Message) -> TakeRecord:
    """Raises Sentence if it shows none, or one of another place."""
    me = interaction.client.user
    if me is None or message.author.id != me.id:
        raise Sentence(say("takes.no_take", interaction.locale))
    store = rooms_of(interaction.client).house.store
    if delivery := await store.delivery_of(message.id):
        if await store.take(shown(delivery)):
            return await take_here(interaction, shown(delivery))
        job = await job_here(interaction, delivery.job)
        if takes := await store.takes_of(job.id):
            return takes[0]
    for custom_id in custom_ids(message):
        kind, _, rest = custom_id.partition(":")
        if kind == "t":
            return await take_here(interaction, rest.split(":")[1])
    raise Sentence(say("takes.no_take", interaction.locale))


def _may_be_picture(file: File) -> bool:
    """By what Discord says of it; the engine looks at the bytes."""
    kind = file.content_type or "application/octet-stream"
    return kind.startswith(("image/", "application/octet"))


MENUS = (
    app_commands.ContextMenu(
        name=locale_str("Use as reference"),
        callback=use_as_reference,
    ),
    app_commands.ContextMenu(
        name=locale_str("Open take"),
        callback=open_message,
    ),
)
