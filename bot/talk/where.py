"""Where somebody speaks to the bot from, and what it may do there."""

from typing import Any

import discord

from bot import permissions
from bot.records import Place

Interaction = discord.Interaction[Any]
IN_THREAD = ("view_channel", "send_messages_in_threads", "attach_files")


def here(interaction: Interaction) -> Place:
    """Where an interaction is."""
    assert interaction.channel_id, "it comes from a channel"
    return Place(guild=interaction.guild_id, channel=interaction.channel_id)


def stands_alone(interaction: Interaction) -> bool:
    """Is the bot no member here: used as somebody's own app, where it may only answer?"""
    if interaction.guild_id is None:
        return interaction.context.private_channel
    return not interaction.is_guild_integration()


def can_talk(interaction: Interaction) -> None:
    """Go on only if the bot may write and attach where the interaction is. Raises Sentence."""
    if interaction.guild_id is None:
        return
    thread = isinstance(interaction.channel, discord.Thread)
    permissions.need(interaction, *(IN_THREAD if thread else permissions.PICTURE))


def may_open_thread(interaction: Interaction) -> bool:
    """Could a thread be opened here at all, whatever the channel itself allows?"""
    allowed = interaction.app_permissions
    return isinstance(interaction.channel, discord.TextChannel) and (
        allowed.create_public_threads and allowed.send_messages_in_threads
    )


def channel_of(client: discord.Client, place: Place) -> discord.PartialMessageable:
    """A place to write to, whether or not the client has it in mind."""
    kind = discord.ChannelType.private if place.guild is None else None
    return client.get_partial_messageable(place.channel, guild_id=place.guild, type=kind)
