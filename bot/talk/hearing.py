"""What a message says to the bot: whether it is spoken to, and its words without the mention."""

import re

import discord

_MENTION = re.compile(r"<@!?(\d+)>")
_ELSE = re.compile(r"<(?:@&|#)(\d+)>|<a?:(\w+):\d+>")


def spoken_to(message: discord.Message, me: discord.abc.User) -> bool:
    """A direct message, or one that mentions the bot; a reply to it mentions it, too."""
    if message.author.bot or message.webhook_id or message.type not in SPEECH:
        return False
    return message.guild is None or any(user.id == me.id for user in message.mentions)


SPEECH = (discord.MessageType.default, discord.MessageType.reply)


def words_of(message: discord.Message, me: discord.abc.User) -> str:
    """The message's own words: the mention of the bot left out, other people by their names."""
    names = {user.id: user.display_name for user in message.mentions}

    def name(found: re.Match[str]) -> str:
        user = int(found[1])
        return "" if user == me.id else names.get(user, "")

    text = _MENTION.sub(name, message.content)
    return _ELSE.sub(lambda found: found[2] or "", text).strip()


def replied_to(message: discord.Message) -> int | None:
    """The message that it replies to."""
    return message.reference.message_id if message.reference else None
