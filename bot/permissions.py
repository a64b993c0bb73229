"""What the bot may do in a place, and how to say what it may not."""

from collections.abc import Iterable

import discord

from bot.errors import Sentence
from bot.words import say

THREAD = ("view_channel", "create_public_threads", "send_messages_in_threads")
PICTURE = ("view_channel", "send_messages", "attach_files")


def lacking(allowed: discord.Permissions, *names: str) -> tuple[str, ...]:
    """Those of the permissions (attribute names of discord.Permissions) that are not allowed."""
    return tuple(name for name in names if not getattr(allowed, name))


def missing(
    channel: discord.abc.GuildChannel | discord.Thread | discord.abc.PrivateChannel,
    me: discord.Member | None,
    *names: str,
) -> tuple[str, ...]:
    """Those that the bot lacks in a channel; in a direct message nothing is ever missing."""
    if me is None or isinstance(channel, discord.abc.PrivateChannel):
        return ()
    return lacking(channel.permissions_for(me), *names)


def named(names: Iterable[str], locale: object = None) -> str:
    """The permissions as Discord's settings call them: "Send Messages and Attach Files"."""
    *first, last = [say(f"permissions.{name}", locale) for name in names]
    if not first:
        return last
    return say("permissions.two", locale, first=", ".join(first), last=last)


def sentence(names: Iterable[str], locale: object = None, *, instead: str = "") -> str:
    """Name what is missing: "I need Create Public Threads here, so we talk in the channel itself."

    `instead` is a key of the table `permissions.instead`: what happens while it is missing.
    """
    permissions = named(names, locale)
    if not instead:
        return say("permissions.need", locale, permissions=permissions)
    done = say(f"permissions.instead.{instead}", locale)
    return say("permissions.need_instead", locale, permissions=permissions, instead=done)


def need(interaction: discord.Interaction, *names: str) -> None:
    """Go on only if all of them are allowed where the interaction is. Raises Sentence."""
    if absent := lacking(interaction.app_permissions, *names):
        raise Sentence(sentence(absent, interaction.locale, instead="nothing"))
