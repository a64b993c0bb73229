"""Who may do what, and with which takes: a custom_id may be forged, a person may lack the role."""

from collections.abc import Iterable
from typing import Any

import discord

from bot.cards.layout import custom_ids
from bot.consent import need_consent
from bot.errors import Sentence
from bot.records import JobRecord, Place, TakeRecord
from bot.rooms import house_of
from bot.settings import Settings
from bot.words import say

Interaction = discord.Interaction[Any]


def here(interaction: Interaction) -> Place:
    """Where somebody pressed."""
    assert interaction.channel_id is not None, "components and commands come from a channel"
    return Place(guild=interaction.guild_id, channel=interaction.channel_id)


async def take_here(interaction: Interaction, take: str, *, unanswered: bool = False) -> TakeRecord:
    """The take, if it may be seen from here. Raises Sentence for one that is not, or is purged.

    One for whose likeness nobody answers yet is seen by the question about it alone: `unanswered`.
    """
    store = house_of(interaction.client).store
    found = await store.take(take)
    if found is None:
        raise Sentence(say("takes.purged", interaction.locale))
    _allow(interaction, found.place, found.owner, found.job)
    if not unanswered:
        await need_consent(store, found, interaction.locale)
    return found


async def job_here(interaction: Interaction, job: str) -> JobRecord:
    """The job, if it belongs here. Raises Sentence."""
    found = await house_of(interaction.client).store.job(job)
    if found is None:
        raise Sentence(say("jobs.gone", interaction.locale), job=job)
    _allow(interaction, found.place, found.asker, found.id)
    return found


def _allow(interaction: Interaction, place: Place, owner: int, job: str) -> None:
    """Let pass what belongs to this place, or to the owner's own direct messages."""
    if place == here(interaction):
        return
    if interaction.guild_id is None:
        allowed = interaction.user.id == owner  # what could not be posted elsewhere comes here
    else:
        allowed = place.guild == interaction.guild_id and (
            interaction.user.id == owner
            or _is_ours(interaction, job)
            or _sees(interaction.user, interaction.guild, place.channel)
        )
    if not allowed:
        raise Sentence(say("jobs.elsewhere", interaction.locale))


def _is_ours(interaction: Interaction, job: str) -> bool:
    """Whether the message that was pressed on is one of ours that shows this job's work."""
    message, me = interaction.message, interaction.client.user
    if message is None or me is None or message.author.id != me.id:
        return False
    return any(job in custom_id for custom_id in custom_ids(message))


def _sees(person: object, guild: discord.Guild | None, channel: int) -> bool:
    found = guild.get_channel_or_thread(channel) if guild else None
    if found is None or not isinstance(person, discord.Member):
        return False
    if isinstance(found, discord.Thread) and found.is_private():
        return False
    return found.permissions_for(person).view_channel


def is_moderator(
    settings: Settings, person: discord.abc.User, permissions: discord.Permissions
) -> bool:
    """Whether somebody may stop other people's jobs here."""
    if settings.moderator_roles:
        return has_role(person, settings.moderator_roles)
    return permissions.manage_messages


def is_shooter(settings: Settings, person: discord.abc.User) -> bool:
    """Whether somebody may order pictures."""
    wanted = settings.shooter_roles
    return not wanted or has_role(person, (*wanted, *settings.moderator_roles))


def has_role(person: discord.abc.User, wanted: Iterable[str]) -> bool:
    """Whether somebody has one of the roles, by name or id. In a direct message nobody has."""
    roles = person.roles if isinstance(person, discord.Member) else ()
    return any(str(role.id) in wanted or role.name in wanted for role in roles)


def need_shooter(interaction: Interaction) -> None:
    """Go on only if who pressed may order pictures. Raises Sentence."""
    settings = house_of(interaction.client).settings
    if not is_shooter(settings, interaction.user):
        roles = ", ".join(f"@{role}" for role in settings.shooter_roles)
        said = discord.utils.escape_mentions(discord.utils.escape_markdown(roles))
        raise Sentence(say("jobs.not_a_shooter", interaction.locale, roles=said))
